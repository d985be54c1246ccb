"""Sending in: one act makes the login, the client and up to three linked requests, exactly once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import Application, ApplicationForm
from chalicelib.approvals.public import Link, RequestStatus, RequestType
from chalicelib.clients import public as clients
from chalicelib.clients.public import ClientKind, Newcomer, RegistrationForm
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import FairleadError
from chalicelib.core.nouns import dataclass
from chalicelib.documents import public as documents
from chalicelib.kyc import public as kyc
from chalicelib.kyc.public import Prepared, Submission
from chalicelib.onboarding import rules, store
from chalicelib.onboarding.model import Draft, Finish, Step, Submitted
from chalicelib.onboarding.service.drafts import own, steps
from chalicelib.storage import limits
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_SUBMISSIONS_PER_DAY = 20
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Whole:
    """Everything that a draft asks for, checked and not stored yet."""

    newcomer: Newcomer
    record_id: str | None
    identity: Prepared | None
    application: Application | None

    @property
    def links(self) -> tuple[Link, ...]:
        """The requests that are opened together; the registration first."""
        identity = (Link(self.record_id, RequestType.KYC),) if self.record_id else ()
        wanted = self.application
        account = (Link(wanted.id, RequestType.OPEN_ACCOUNT),) if wanted else ()
        return (self.newcomer.link, *identity, *account)

    def beside(self, request_id: str) -> tuple[Link, ...]:
        """The requests that are linked with one of them."""
        return tuple(one for one in self.links if one.id != request_id)


def submit(actor: Actor, token: str, finish: Finish, command: Command) -> Submitted:
    """Send in a draft: the newcomer becomes a client, whose requests staff see linked.

    Identity and account wait for the registration, an account behind a gate for the identity, too.
    Fields of refusals stand under ``identity`` and ``account``, those of the form as they are.

    Raises:
        StepsOff, DraftMissing, DraftSubmitted, StepMissing. Limited: too many tries.
        What a registration, a submission of an identity and an application for an account raise.
    """
    draft = own(token)
    asked = steps(draft.kind)
    rules.demand_whole(draft, asked)
    limits.take(
        "draft_submission", draft.id, ports.now(), allowance=_SUBMISSIONS_PER_DAY, window=_DAY
    )
    whole = _checked(actor, draft, finish, asked)

    def work(unit: Unit) -> Submitted:
        current = own(token)
        rules.demand_unchanged(current, draft)
        outcome = _made(unit, draft, whole)
        store.change(unit, current, rules.sent_in(current, outcome))
        command.settle(unit, outcome)
        return outcome

    client = whole.newcomer.client
    themself = replace(actor, realm=Realm.CLIENT, id=client.id, name=client.name)
    return ports.transact(themself, work)


def _checked(actor: Actor, draft: Draft, finish: Finish, asked: tuple[Step, ...]) -> _Whole:
    newcomer = clients.newcomer(actor, _form(draft, finish))
    identity, application = None, None
    if Step.IDENTITY in asked and draft.identity is not None:
        wanted = Submission(draft.identity.form_id, dict(draft.identity.answers))
        with _about(Step.IDENTITY):
            identity = kyc.prepared(draft.id, wanted)
    if Step.ACCOUNT in asked and draft.account is not None:
        one = draft.account
        form = ApplicationForm(one.server_id, one.account_type_id, one.leverage, one.accepted)
        with _about(Step.ACCOUNT):
            application = accounts.newcomers_application(actor, newcomer, form)
    record_id = ports.ids().new("kyc", ports.now()) if identity else None
    return _Whole(newcomer, record_id, identity, application)


def _form(draft: Draft, finish: Finish) -> RegistrationForm:
    """The registration form that ``draft`` and the last words make."""
    details = draft.details
    return RegistrationForm(
        kind=ClientKind(draft.kind),
        name=details.name,
        nationality=details.nationality,
        country_code=details.country_code,
        phone_number=details.phone_number,
        email=draft.email,
        email_code="",
        password=finish.password,
        language=finish.language,
        accepted=finish.accepted,
        referral_code=details.referral_code or None,
        proven_phone=draft.proven_phone,
        answers=details.answers,
        source=draft.source,
    )


def _made(unit: Unit, draft: Draft, whole: _Whole) -> Submitted:
    newcomer, registration = whole.newcomer, whole.newcomer.link
    outcome = clients.admit(unit, newcomer, whole.beside(registration.id))
    waits_on = () if outcome.status == RequestStatus.APPROVED else (registration,)
    if whole.identity is not None and whole.record_id is not None:
        beside = whole.beside(whole.record_id)
        with _about(Step.IDENTITY):
            kyc.hand_in_with(
                unit,
                newcomer.client,
                whole.record_id,
                whole.identity,
                linked=beside,
                waits_on=waits_on,
            )
        files = [one.file_id for one in whole.identity.files]
        documents.hand_over(unit, draft.id, newcomer.client.id, files)
    if whole.application is not None:
        beside = whole.beside(whole.application.id)
        with _about(Step.ACCOUNT):
            accounts.ask_with(unit, newcomer, whole.application, linked=beside, waits_on=waits_on)
    return Submitted(
        client_id=outcome.client_id,
        registration_id=outcome.request_id,
        status=outcome.status,
        referral_code_cleared=outcome.referral_code_cleared,
        identity_id=whole.record_id,
        account_id=whole.application.id if whole.application else None,
    )


@contextmanager
def _about(step: Step) -> Iterator[None]:
    """Say of every refusal which step it is about."""
    try:
        yield
    except FairleadError as refusal:
        if refusal.field:
            refusal.field = f"{step}.{refusal.field}"
        for one in refusal.facts.get("errors", ()):
            one["field"] = f"{step}.{one['field']}"
        raise
