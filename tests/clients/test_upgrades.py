"""Becoming an introducing broker: asked once, decided, and nothing of the client moves."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.approvals import public as approvals
from chalicelib.approvals import store as requests
from chalicelib.approvals.model import LogCode, Verdict
from chalicelib.approvals.public import Mode, RequestNotPending, RequestStatus, RequestType
from chalicelib.approvals.rules import Review
from chalicelib.approvals.service import decisions
from chalicelib.clients import public as clients
from chalicelib.clients.events import clients_events
from chalicelib.clients.model import Client, ClientKind
from chalicelib.clients.model.answers import (
    IB_UPGRADES,
    UpgradeForm,
    UpgradeNotOffered,
    UpgradePending,
    UpgradeStatus,
)
from chalicelib.clients.service import answering, upgrading
from chalicelib.clients.service.upgrading import UpgradeOffer
from chalicelib.core.actor import EVERYTHING, system
from chalicelib.core.consent import Acceptance
from chalicelib.core.errors import Invalid
from chalicelib.core.forms import AnswersInvalid
from chalicelib.settings import public as settings
from tests.kit.approvals import automate, member
from tests.kit.clients import IB_AGREEMENT, acting, active_client, command
from tests.kit.courier import Courier

pytestmark = pytest.mark.usefixtures("store", "clock")
COURIER = Courier((clients_events,))
ACCEPTED = (Acceptance(IB_AGREEMENT.document, IB_AGREEMENT.version),)
ADA = replace(member("Ada"), scope=EVERYTHING)


def ask(
    client: Client, accepted: tuple[Acceptance, ...] = ACCEPTED, **answers: Any
) -> UpgradeOffer:
    return upgrading.ask(acting(client), UpgradeForm(answers, accepted), command())


def asked(client: Client, **answers: Any) -> str:
    latest = ask(client, **answers).latest
    assert latest is not None
    return latest.id


def decide(request_id: str, verdict: Verdict = Verdict.APPROVED, reason: str = "") -> None:
    decisions.decide(ADA, request_id, Review(verdict, reason))
    COURIER.deliver_all()


def offer(client: Client) -> UpgradeOffer:
    return upgrading.offer(acting(client))


def test_an_approval_changes_the_kind_and_nothing_else():
    referrer = active_client()
    client = active_client(referral_code=referrer.referral_code)
    request_id = asked(client, company="Harbour")
    assert approvals.read(request_id).type is RequestType.UPGRADE_TO_IB
    decide(request_id)
    after = clients.client_for_system(client.id)
    assert after.kind is ClientKind.IB
    kept = ("id", "email", "phone", "referral_code", "referrer_id", "owner_id", "request_id")
    assert [getattr(after, name) for name in kept] == [getattr(client, name) for name in kept]
    assert after.referrer_id == referrer.id
    assert {one.document for one in after.consents} > {one.document for one in client.consents}
    assert approvals.read(request_id).status is RequestStatus.APPROVED
    forms = {one.kind: one.answers for one in answering.of_client(ADA, client.id)}
    assert forms[ClientKind.IB] == {"company": "Harbour"}
    assert not offer(after).is_offered


def test_where_the_setting_decides_it_happens_at_once():
    automate(RequestType.UPGRADE_TO_IB, Mode.AUTOMATIC)
    client = active_client()
    made = ask(client)
    assert made.latest is not None
    assert made.latest.status is UpgradeStatus.APPROVED
    assert clients.client_for_system(client.id).kind is ClientKind.IB


def test_one_request_waits_at_most():
    client = active_client()
    asked(client)
    with pytest.raises(UpgradePending):
        ask(client)


def test_a_rejection_tells_why_and_one_may_ask_again_with_what_was_answered():
    client = active_client()
    decide(asked(client, company="Harbour"), Verdict.REJECTED, "Too new.")
    seen = offer(client)
    assert seen.latest is not None
    assert (seen.latest.status, seen.latest.reason) == (UpgradeStatus.REJECTED, "Too new.")
    assert seen.is_offered
    assert seen.known == {"company": "Harbour"}
    decide(asked(client, company="Harbour", experience="longer"))
    assert clients.client_for_system(client.id).kind is ClientKind.IB


def test_whoever_takes_the_request_back_may_ask_again():
    client = active_client()
    decisions.take_back(acting(client), asked(client))
    COURIER.deliver_all()
    seen = offer(client)
    assert seen.latest is not None
    assert seen.latest.status is UpgradeStatus.CANCELLED
    assert asked(client)


def test_where_the_broker_takes_no_requests_none_is_offered():
    settings.adopt(system("test"), IB_UPGRADES, value=False)
    client = active_client()
    assert not offer(client).is_offered
    with pytest.raises(UpgradeNotOffered):
        ask(client)


def test_an_introducing_broker_has_nothing_to_ask_for():
    client = active_client(kind=ClientKind.IB)
    assert not offer(client).is_offered
    with pytest.raises(UpgradeNotOffered):
        ask(client)


def test_the_agreement_and_the_answers_are_demanded():
    client = active_client()
    with pytest.raises(Invalid) as refusal:
        ask(client, accepted=())
    assert refusal.value.code == "agreement_not_accepted"
    with pytest.raises(AnswersInvalid):
        ask(client, customers="many")


def test_staff_correct_the_answers_before_they_decide_and_the_log_says_which():
    client = active_client()
    request_id = asked(client, company="Harbour")
    upgrading.correct(ADA, request_id, {"company": "Harbour Ltd", "customers": "12"})
    assert upgrading.asked_for(ADA, request_id).answers == {
        "company": "Harbour Ltd",
        "customers": "12",
    }
    (line,) = [one for one in requests.log_of(request_id) if one.code is LogCode.EDITED]
    assert line.facts == {"fields": "company, customers"}
    decide(request_id)
    with pytest.raises(RequestNotPending):
        upgrading.correct(ADA, request_id, {"company": "Other"})


def test_an_approval_that_comes_twice_counts_once():
    client = active_client()
    request_id = asked(client, company="Harbour")
    decide(request_id)
    upgrading.approved(system("clients-events"), request_id, client.id, command())
    assert approvals.read(request_id).status is RequestStatus.APPROVED
