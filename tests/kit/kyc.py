"""Identities for tests: a form, clients who hand it in, staff who decide, and the vendor's side."""

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from app import app
from chalicelib import ports
from chalicelib.approvals.model import Verdict
from chalicelib.approvals.rules import Review
from chalicelib.approvals.service import decisions
from chalicelib.core.actor import Actor, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.forms import FieldType, Form, FormField
from chalicelib.documents import service as documents
from chalicelib.documents.model import Purpose, UploadDraft
from chalicelib.kyc import store
from chalicelib.kyc.model.cases import Case, Record, Submission
from chalicelib.kyc.model.settings import (
    FORMS,
    GATES,
    VENDOR,
    Gate,
    KycForm,
    Vendor,
    VendorRules,
    VerdictUse,
)
from chalicelib.kyc.service import submitting
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit
from tests.gateways.files.samples import photo
from tests.kit.approvals import member
from tests.kit.clients import command
from tests.kit.files import send
from tests.kit.http import Answer, Caller
from tests.kit.payments import put_secret
from tests.simulators.sumsub.kit import (
    APP_TOKEN,
    LEVEL,
    SECRET_KEY,
    WEBHOOK_SECRET,
    Inbox,
    Letter,
    Simulator,
)

REVIEWER = member("Rita")
PASSPORT = KycForm(
    "passport",
    {"en": "Passport", "zh": "护照"},
    Form(
        (
            FormField("full_name", {"en": "Name"}),
            FormField("number", {"en": "Number"}, sensitive=True),
            FormField("valid_until", {"en": "Valid until"}, FieldType.DATE, required=False),
            FormField("picture", {"en": "Picture"}, FieldType.FILE, required=False),
        )
    ),
    unique_keys=("number",),
    expiry_keys=("valid_until",),
)
COMPANY = KycForm("company", {"en": "Company"}, Form((FormField("number", {"en": "Number"}),)))


def offer(*forms: KycForm) -> None:
    """Let clients choose among ``forms``."""
    settings.adopt(system("test"), FORMS, forms)


def shut(*gates: Gate) -> None:
    """Shut ``gates`` to clients who are not verified."""
    settings.adopt(system("test"), GATES, frozenset(gates))


def use_vendor(verdict: VerdictUse = VerdictUse.INFORM) -> None:
    """Let Sumsub check clients."""
    settings.adopt(system("test"), VENDOR, VendorRules(Vendor.SUMSUB, LEVEL, verdict))


def answers(number: str = "E 1234567", **more: Any) -> dict[str, Any]:
    """Answers to the form for passports."""
    return {"full_name": "Lin Chen", "number": number, **more}


def hand_in(actor: Actor, form_id: str = "passport", **given: Any) -> Record:
    """A record, handed in by its client."""
    typed = given or answers()
    return submitting.submit(actor, Submission(form_id, typed), command()).record


def decide(record: Record, verdict: Verdict = Verdict.APPROVED, reason: str = "") -> None:
    """A member of staff decides; what follows from it is the courier's."""
    decisions.decide(REVIEWER, record.id, Review(verdict, reason))


def case(actor: Actor) -> Case:
    """The client's case as it is stored."""
    return store.case_of(actor.id)


def read(record: Record) -> Record:
    """The record as it is stored."""
    return store.record(record.id)


def picture(actor: Actor) -> str:
    """The id of a picture of a document that has passed its checks."""
    content = photo()
    draft = UploadDraft(Purpose.KYC_DOCUMENT, "passport.jpg", "image/jpeg", len(content))
    form = documents.start_upload(actor, draft)
    send(form, content)
    return documents.accept(actor, form.file_id).file_id


@dataclass
class VendorSide:
    """The vendor with its clock beside ours, and its callbacks as they arrive at our door."""

    simulator: Simulator
    inbox: Inbox
    clock: FixedClock

    def connect(self) -> None:
        """Let it forget everything, set its clock to ours, and point the broker's secret to it."""
        theirs = self.simulator.lever("reset")["now"]
        self.simulator.lever("clock", advance_seconds=self.clock.now().timestamp() - theirs)
        self.inbox.letters.clear()
        keys = {
            "app_token": APP_TOKEN,
            "secret_key": SECRET_KEY,
            "webhook_secret": WEBHOOK_SECRET,
            "base_url": self.simulator.url,
        }
        put_secret("sumsub", json.dumps(keys))

    def advance(self, **step: float) -> None:
        """Let time pass on both sides."""
        self.clock.advance(**step)
        self.simulator.lever("clock", advance_seconds=timedelta(**step).total_seconds())

    def hear(self, count: int = 1) -> list[Letter]:
        """The next ``count`` callbacks, brought to our door; all are accepted."""
        letters = self.keep(count)
        for letter in letters:
            answer = knock(letter)
            assert answer.status == 200, answer.body
        return letters

    def keep(self, count: int) -> list[Letter]:
        """The next ``count`` callbacks, not brought to our door yet."""
        letters = self.inbox.wait_for(count)
        del self.inbox.letters[:count]
        return letters


def knock(letter: Letter) -> Answer:
    """A callback at our door."""
    return Caller(app).call("POST", "/api/hooks/sumsub", letter.body, **letter.headers)


def verified(client_id: str) -> None:
    """The client's identity is approved, as if a record had been."""

    def work(unit: Unit) -> None:
        before = store.case_of(client_id)
        store.keep_case(unit, before, replace(before, approved_id=f"kyc_{client_id}"))

    ports.transact(system("test"), work)
