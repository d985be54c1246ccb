"""Clients whom staff bring in: without a registration and its approval, with all the same checks.

One unit makes the login, the client, the claims on phone number and referral code, the answers, the
audit record and the mail with the way in. Nobody brings in whom they would not see afterwards.
"""

from collections.abc import Iterable

from chalicelib import ports
from chalicelib.clients import rules, store
from chalicelib.clients.model import OWNER_ASSIGNMENT, Client, ClientStatus, OwnerRule
from chalicelib.clients.model.creation import (
    STAFF_SOURCE,
    ClientDraft,
    ClientIdTaken,
    OutsideScope,
    ReferralCodeTaken,
)
from chalicelib.clients.service import (
    answering,
    assigning,
    blacklist,
    clashes,
    lineage,
    reading,
    referring,
)
from chalicelib.clients.service.admission import welcome
from chalicelib.clients.service.newcomers import free_id
from chalicelib.clients.store import answers
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Invalid
from chalicelib.identity import public as identity
from chalicelib.identity.public import LoginStatus
from chalicelib.messages.clients import ClientRegistered
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def create(actor: Actor, draft: ClientDraft, command: Command) -> Client:
    """Bring in a client, who is active at once.

    Raises:
        Invalid: ``phone_invalid``, ``nationality_unknown``, ``email_malformed``,
            ``client_id_malformed``, ``referral_code_malformed``, ``referrer_not_active``,
            ``participants_too_many``; ``client_out_of_scope``.
        AnswersInvalid. PasswordWeak. NotFound: the referrer in the actor's scope, a member of
            staff or the group. Blacklisted: with the ``key`` and the reason.
        Conflict: ``email_taken``, ``phone_taken`` (with the ``client_id`` of whom the actor sees),
            ``client_id_taken``, ``referral_code_taken``.
    """

    def work(unit: Unit) -> Client:
        made = create_in(unit, draft)
        command.settle(unit, made)
        return made

    with clashes.named(actor, email=draft.email, phone=_phone(draft)):
        return ports.transact(actor, work)


def create_in(unit: Unit, draft: ClientDraft) -> Client:
    """See `create`; in ``unit``, by its actor."""
    client = _drafted(unit, draft)
    answered = answering.answered_now(draft.kind, client.id, draft.answers)
    blacklist.refuse_registration(unit.actor, blacklist.traits(client, answered))
    if not reading.may_see(unit.actor, client):
        raise OutsideScope("you would not see this client", field="owner_id")
    _open_login(unit, client, draft)
    code_taken = ReferralCodeTaken(field="referral_code") if draft.referral_code else None
    stored = store.insert(unit, client, code_taken)
    if answered.answers:
        answers.keep(unit, None, answered)
    audit.record(
        unit, "client_created", "client", client.id, client_id=client.id, after=_facts(client)
    )
    unit.publish(
        ClientRegistered(
            client_id=client.id,
            kind=client.kind.value,
            request_id="",
            referrer_id=client.referrer_id,
            owner_id=client.owner_id,
            active=True,
        )
    )
    welcome(unit, client)
    return stored


def _drafted(unit: Unit, draft: ClientDraft) -> Client:
    """The client that ``draft`` describes, not yet stored."""
    referrer = _referrer(unit.actor, draft.referrer) if draft.referrer else None
    _check_known(draft.owner_id, draft.participant_ids, draft.group_id)
    by_rule = rules.owner(settings.value(OWNER_ASSIGNMENT), referrer)
    return Client(
        id=_id(draft),
        kind=draft.kind,
        name=draft.name,
        email=draft.email.strip().lower(),
        phone=_phone(draft),
        nationality=rules.nationality(draft.nationality) if draft.nationality else "",
        status=ClientStatus.ACTIVE,
        referral_code=_code(unit, draft),
        request_id="",
        registered_at=unit.now,
        referrer_id=referrer.id if referrer else None,
        line=lineage.below(referrer),
        owner_id=by_rule if draft.owner_id is None else draft.owner_id or None,
        participant_ids=_each_once(draft.participant_ids),
        source=draft.source or STAFF_SOURCE,
        activated_at=unit.now,
        group_id=draft.group_id,
    )


def _id(draft: ClientDraft) -> str:
    if not draft.id:
        return free_id()
    if store.find(chosen := rules.chosen_id(draft.id)) is not None:
        raise ClientIdTaken(field="id")
    return chosen


def check_belonging(
    actor: Actor, owner_id: str | None, participant_ids: tuple[str, ...], group_id: str
) -> None:
    """Refuse an owner, participants and a group that cannot hold for clients of the actor's.

    What depends on the referrer (an owner by the broker's rule) is left to each client.

    Raises:
        NotFound: a member of staff, or the group. OutsideScope.
    """
    _check_known(owner_id, participant_ids, group_id)
    by_rule = settings.value(OWNER_ASSIGNMENT)
    if owner_id is None and by_rule.rule is OwnerRule.REFERRERS:
        return
    owner = rules.owner(by_rule, None) if owner_id is None else owner_id or None
    if not actor.scope.covers(owner, frozenset(participant_ids)):
        raise OutsideScope("you would not see these clients", field="owner_id")


def _check_known(owner_id: str | None, participant_ids: tuple[str, ...], group_id: str) -> None:
    assigning.check_staff((owner_id, *participant_ids))
    assigning.check_group(group_id)


def _each_once(staff_ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(staff_ids)))


def _phone(draft: ClientDraft) -> str:
    if draft.country_code:
        return rules.phone_number(draft.country_code, draft.phone)
    return rules.international(draft.phone, field="phone")


def _code(unit: Unit, draft: ClientDraft) -> str:
    if draft.referral_code:
        return rules.chosen_code(draft.referral_code)
    return rules.referral_code(int(unit.ids.digits(rules.CODE_DIGITS)))


def _referrer(actor: Actor, named: str) -> Client:
    """The client whom staff name as the referrer: in their scope, and active."""
    found = reading.client(actor, referring.referrer_called(actor, named))
    if not found.is_active:
        raise Invalid("not an active client", code="referrer_not_active", field="referrer")
    return found


def _open_login(unit: Unit, client: Client, draft: ClientDraft) -> None:
    is_given = draft.password is not None
    identity.create_login(
        unit,
        realm=Realm.CLIENT,
        subject_id=client.id,
        email=client.email,
        name=client.name,
        password=draft.password,
        language=draft.language,
        status=LoginStatus.ACTIVE,
        must_change_password=is_given and (draft.must_change_password or draft.tells),
    )
    if draft.tells:
        identity.hand_over_login(
            unit,
            subject_id=client.id,
            email=client.email,
            name=client.name,
            language=draft.language,
            password=draft.password,
        )


def _facts(client: Client) -> dict[str, object]:
    """What the audit log keeps: nothing by which a person could be reached."""
    return {
        "kind": client.kind.value,
        "nationality": client.nationality,
        "referrer_id": client.referrer_id,
        "owner_id": client.owner_id,
        "participant_ids": list(client.participant_ids),
        "group_id": client.group_id,
        "source": client.source,
    }
