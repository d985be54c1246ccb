"""A newcomer: what their form makes of them, and all that lets them in, made in one unit.

Owns: login, client, claims, request and consents of somebody new. Refuses: who proves the e-mail
address (a code with the form, or the draft of a registration in steps, proved when it was opened).
"""

from dataclasses import field, replace
from datetime import timedelta

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import Link, Request, RequestDraft, RequestStatus, RequestType
from chalicelib.clients import rules, store
from chalicelib.clients.model import (
    OWNER_ASSIGNMENT,
    REFERRING_KINDS,
    AgreementPurpose,
    Client,
    ClientKind,
    ClientStatus,
    Registration,
    RegistrationForm,
)
from chalicelib.clients.model.answers import Answered
from chalicelib.clients.service import (
    answering,
    attributing,
    blacklist,
    lineage,
    newcomers_phone,
)
from chalicelib.clients.service.admission import welcome
from chalicelib.clients.service.agreements import consents_for
from chalicelib.clients.store import answers
from chalicelib.consents import public as consents
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.nouns import dataclass
from chalicelib.identity import public as identity
from chalicelib.identity.public import LoginStatus
from chalicelib.messages.clients import ClientRegistered
from chalicelib.settings import public as settings
from chalicelib.storage import audit, limits
from chalicelib.storage.unit import Unit

REQUEST_TYPES = {
    ClientKind.TRADER: RequestType.TRADER_REGISTRATION,
    ClientKind.IB: RequestType.IB_REGISTRATION,
}
_PURPOSES = {
    ClientKind.TRADER: (AgreementPurpose.REGISTRATION,),
    ClientKind.IB: (AgreementPurpose.REGISTRATION, AgreementPurpose.IB),
}
# Far more than a household or an office has newcomers; far fewer than it takes to try numbers out.
_REGISTRATIONS = 60
_REGISTRATIONS_WINDOW = timedelta(hours=1)


@dataclass(frozen=True)
class Newcomer:
    """Somebody whose form is fine and who is not stored yet.

    ``referral_code_cleared`` says that a code was given, but is unknown or may not refer.
    """

    client: Client
    answered: Answered
    language: str
    password: str = field(repr=False)
    referral_code_cleared: bool = False

    @property
    def link(self) -> Link:
        """Their registration, for the requests that are opened with it."""
        return Link(self.client.request_id, REQUEST_TYPES[self.client.kind])


def newcomer(actor: Actor, form: RegistrationForm) -> Newcomer:
    """What ``form`` makes of whoever registers.

    Raises:
        Invalid: ``phone_invalid``, ``nationality_unknown``, ``agreement_not_accepted``,
            ``phone_unproven`` where the broker has numbers proven.
        AnswersInvalid. ServiceError: blacklisted.
        Limited: too many tries from this address.
    """
    limits.take(
        "registration",
        actor.ip,
        ports.now(),
        allowance=_REGISTRATIONS,
        window=_REGISTRATIONS_WINDOW,
    )
    client = _client(actor, form)
    newcomers_phone.demand_proof(client.phone, form.phone_proof, form.proven_phone)
    answered = answering.answered_now(form.kind, client.id, form.answers)
    blacklist.refuse_registration(actor, blacklist.traits(client, answered))
    referrer = referrer_of(form.referral_code) if form.referral_code else None
    client = replace(
        client,
        referrer_id=referrer.id if referrer else None,
        line=lineage.below(referrer),
        owner_id=rules.owner(settings.value(OWNER_ASSIGNMENT), referrer),
    )
    cleared = bool(form.referral_code) and referrer is None
    return Newcomer(client, answered, form.language, form.password, cleared)


def admit(unit: Unit, newcomer: Newcomer, linked: tuple[Link, ...] = ()) -> Registration:
    """Store ``newcomer`` with their request: a login that waits, or works at once.

    Raises:
        Invalid: ``password_weak``. Conflict: ``email_taken``, ``phone_taken`` (when it commits).
    """
    request = approvals.open_request(unit, _draft(newcomer.client, linked))
    made = _stored(unit, newcomer, request)
    if newcomer.answered.answers:
        answers.keep(unit, None, newcomer.answered)
    return Registration(request.id, made.id, request.status.value, newcomer.referral_code_cleared)


def _client(actor: Actor, form: RegistrationForm) -> Client:
    """The client that ``form`` describes, not yet stored."""
    now = ports.now()
    mark = attributing.mark_of(form.source)
    return Client(
        id=free_id(),
        kind=form.kind,
        name=form.name,
        email=form.email.strip().lower(),
        phone=rules.phone_number(form.country_code, form.phone_number),
        nationality=rules.nationality(form.nationality),
        status=ClientStatus.PENDING,
        referral_code="",
        request_id=ports.ids().new("reg", now),
        registered_at=now,
        consents=tuple(
            consent
            for purpose in _PURPOSES[form.kind]
            for consent in consents_for(purpose, form.accepted, now, actor.ip)
        ),
        source=mark.source if mark else form.source or "portal",
        link_id=mark.link_id if mark else "",
        group_id=mark.group_id if mark else "",
    )


def free_id() -> str:
    """Eight digits that no client has yet."""
    while store.find(drawn := ports.ids().digits(8)) is not None:
        pass
    return drawn


def referrer_of(code: str) -> Client | None:
    """The client whom ``code`` names, if they may refer."""
    found = store.of_referral_code(rules.written_code(code))
    return found if rules.may_refer(found, settings.value(REFERRING_KINDS)) else None


def may_refer(client: Client) -> bool:
    """Whether the code of ``client`` refers anybody."""
    return rules.may_refer(client, settings.value(REFERRING_KINDS))


def _draft(client: Client, linked: tuple[Link, ...]) -> RequestDraft:
    return RequestDraft(
        id=client.request_id,
        type=REQUEST_TYPES[client.kind],
        client_id=client.id,
        client_name=client.name,
        client_kind=client.kind.value,
        owner_id=client.owner_id,
        participant_ids=frozenset(client.participant_ids),
        summary={"nationality": client.nationality, "kind": client.kind.value},
        completes_at_once=True,
        linked=linked,
    )


def _stored(unit: Unit, newcomer: Newcomer, request: Request) -> Client:
    """The login and the client, active at once if ``request`` is approved already."""
    client = newcomer.client
    at_once = request.status is RequestStatus.APPROVED
    identity.create_login(
        unit,
        realm=Realm.CLIENT,
        subject_id=client.id,
        email=client.email,
        name=client.name,
        password=newcomer.password,
        language=newcomer.language,
        status=LoginStatus.ACTIVE if at_once else LoginStatus.PENDING_APPROVAL,
    )
    made = replace(
        client,
        referral_code=rules.referral_code(int(unit.ids.digits(rules.CODE_DIGITS))),
        status=ClientStatus.ACTIVE if at_once else ClientStatus.PENDING,
        activated_at=unit.now if at_once else None,
    )
    stored = store.insert(unit, made)
    consents.keep(unit, made.id, made.consents, "registration")
    audit.record(
        unit, "client_registered", "client", made.id, client_id=made.id, after=_facts(made)
    )
    unit.publish(_registered(made, at_once=at_once))
    if at_once:
        welcome(unit, made)
    return stored


def _facts(client: Client) -> dict[str, str | None]:
    """What the audit log keeps of a registration: nothing by which a person could be reached."""
    return {
        "kind": client.kind.value,
        "status": client.status.value,
        "nationality": client.nationality,
        "referrer_id": client.referrer_id,
        "owner_id": client.owner_id,
        "source": client.source,
        "link_id": client.link_id,
    }


def _registered(client: Client, *, at_once: bool) -> ClientRegistered:
    return ClientRegistered(
        client_id=client.id,
        kind=client.kind.value,
        request_id=client.request_id,
        referrer_id=client.referrer_id,
        owner_id=client.owner_id,
        active=at_once,
    )
