"""Becoming an introducing broker: a trader asks, staff (or the setting) decide.

Nothing of the client moves: id, login, wallets, accounts, code and upline stay; the kind changes,
and what an IB has comes with it (`becoming`).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import RequestDraft, RequestStatus, RequestType
from chalicelib.clients.model import AgreementPurpose, Client, ClientKind
from chalicelib.clients.model.answers import (
    IB_UPGRADES,
    REGISTRATION_FORMS,
    Answered,
    Upgrade,
    UpgradeForm,
    UpgradeNotOffered,
    UpgradePending,
    UpgradeStatus,
)
from chalicelib.clients.service import answering, assigning, reading, veils
from chalicelib.clients.service.agreements import consents_for
from chalicelib.clients.service.answering import AnsweredForm, OfferedForm
from chalicelib.clients.store import answers as store
from chalicelib.consents import public as consents
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.core.forms import Answers
from chalicelib.core.nouns import dataclass
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class UpgradeOffer:
    """What a trader sees: whether they can ask, the form with what is known, and how it stands."""

    is_offered: bool
    form: OfferedForm
    known: Answers
    latest: Upgrade | None


def offer(actor: Actor) -> UpgradeOffer:
    """What the client ``actor`` sees of becoming an introducing broker."""
    client = reading.client_for_system(actor.id)
    form, latest = answering.offered(ClientKind.IB), store.latest_upgrade(client.id)
    return UpgradeOffer(_is_offered(client), form, _known(client, form, latest), latest)


def _is_offered(client: Client) -> bool:
    return client.kind is ClientKind.TRADER and client.is_active and settings.value(IB_UPGRADES)


def _known(client: Client, form: OfferedForm, latest: Upgrade | None) -> Answers:
    """Answers from before that the form asks for again under the same key and type."""
    types = {one.key: one.type for one in form.form.fields}
    known: Answers = {}
    for one in store.answered(client.id).values():
        asked = settings.of_version(REGISTRATION_FORMS[one.kind], one.form_version)
        same = {field.key for field in asked.fields if types.get(field.key) is field.type}
        known |= {key: answer for key, answer in one.answers.items() if key in same}
    if latest is not None:
        known |= {key: answer for key, answer in latest.answers.items() if key in types}
    return known


def ask(actor: Actor, form: UpgradeForm, command: Command) -> UpgradeOffer:
    """Ask to become an introducing broker; one request at a time.

    Raises:
        UpgradeNotOffered, UpgradePending. AnswersInvalid. Invalid: ``agreement_not_accepted``.
        Forbidden: ``client_not_active``.
    """
    answered = answering.answered_now(ClientKind.IB, actor.id, form.answers)
    accepted = consents_for(AgreementPurpose.IB, form.accepted, ports.now(), actor.ip)

    def work(unit: Unit) -> UpgradeOffer:
        client = reading.require_active(actor.id)
        _demand_free(client)
        wish = Upgrade(
            id=unit.ids.new("upg", unit.now),
            client_id=client.id,
            form_version=answered.form_version,
            submitted_at=unit.now,
            status=UpgradeStatus.PENDING,
            answers=answered.answers,
            consents=accepted,
        )
        request = approvals.open_request(unit, _draft(client, wish))
        if request.status is RequestStatus.APPROVED:
            wish = replace(wish, status=UpgradeStatus.APPROVED)
            _carry_out(unit, client, wish)
        stored = store.add_upgrade(unit, wish)
        audit.record(unit, "upgrade_requested", "client", client.id, client_id=client.id)
        is_over = wish.status is UpgradeStatus.APPROVED
        form_now = answering.offered(ClientKind.IB)
        outcome = UpgradeOffer(not is_over, form_now, answered.answers, stored)
        command.settle(unit, outcome)
        return outcome

    return ports.transact(actor, work)


def _demand_free(client: Client) -> None:
    if not _is_offered(client):
        raise UpgradeNotOffered("there is nothing to ask for")
    latest = store.latest_upgrade(client.id)
    if latest is not None and latest.status is UpgradeStatus.PENDING:
        raise UpgradePending("your request is under review")


def _draft(client: Client, wish: Upgrade) -> RequestDraft:
    return RequestDraft(
        id=wish.id,
        type=RequestType.UPGRADE_TO_IB,
        client_id=client.id,
        client_name=client.name,
        client_kind=client.kind.value,
        owner_id=client.owner_id,
        participant_ids=frozenset(client.participant_ids),
        completes_at_once=True,
    )


def _carry_out(unit: Unit, client: Client, wish: Upgrade) -> None:
    """Make an introducing broker of a client, with their answers and consents."""
    assigning.upgrade(unit, client, wish.consents)
    consents.keep(unit, client.id, wish.consents, "ib_upgrade")
    before = store.answered(client.id).get(ClientKind.IB)
    answered = Answered(client.id, ClientKind.IB, wish.form_version, unit.now, wish.answers)
    store.keep(unit, before, answered)


def approved(actor: Actor, request_id: str, client_id: str, command: Command) -> None:
    """Carry out an approval; one that came before, or a client who is one already, stays."""

    def work(unit: Unit) -> None:
        wish, client = store.upgrade(client_id, request_id), reading.client_for_system(client_id)
        if wish.status is UpgradeStatus.PENDING:
            store.change_upgrade(unit, wish, replace(wish, status=UpgradeStatus.APPROVED))
            _carry_out(unit, client, wish)
            approvals.complete(unit, request_id)
        command.settle(unit)

    ports.transact(actor, work)


def ended(
    actor: Actor,
    request_id: str,
    client_id: str,
    status: UpgradeStatus,
    reason: str,
    command: Command,
) -> None:
    """Note that the wish came to nothing (rejected, cancelled); the client may ask again."""

    def work(unit: Unit) -> None:
        wish = store.upgrade(client_id, request_id)
        if wish.status is UpgradeStatus.PENDING:
            store.change_upgrade(unit, wish, replace(wish, status=status, reason=reason))
        command.settle(unit)

    ports.transact(actor, work)


def asked_for(actor: Actor, request_id: str) -> AnsweredForm:
    """What a client answered in asking, for the review screen.

    Raises:
        NotFound: no such request, or the client is outside the actor's scope.
    """
    wish = _wish(actor, request_id)
    answered = Answered(
        wish.client_id, ClientKind.IB, wish.form_version, wish.submitted_at, wish.answers
    )
    return answering.shown(veils.seeing(actor, wish.client_id), answered)


def correct(actor: Actor, request_id: str, changes: Mapping[str, Any]) -> None:
    """Let staff correct the answers of a request that waits for their decision.

    Raises:
        NotFound. AnswersInvalid. RequestNotPending: it is decided.
    """

    def work(unit: Unit) -> None:
        wish = _wish(actor, request_id)
        start = Answered(
            wish.client_id, ClientKind.IB, wish.form_version, wish.submitted_at, wish.answers
        )
        after = answering.corrected(start, changes)
        if after.answers == wish.answers:
            return
        edited = sorted(answering.told(after, start.answers) | answering.told(start, after.answers))
        approvals.note_edit(unit, request_id, {"fields": ", ".join(edited)})
        store.change_upgrade(unit, wish, replace(wish, answers=after.answers))
        audit.record(
            unit,
            "upgrade_answers_changed",
            "client",
            wish.client_id,
            client_id=wish.client_id,
            before=answering.told(start, after.answers),
            after=answering.told(after, start.answers),
        )

    ports.transact(actor, work)


def _wish(actor: Actor, request_id: str) -> Upgrade:
    """The wish behind a request; another's request looks like none."""
    try:
        client = reading.client(actor, approvals.read(request_id).client_id)
        return store.upgrade(client.id, request_id)
    except NotFound:
        raise NotFound("no such request", what="request") from None
