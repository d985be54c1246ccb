"""What happens to an approved transfer: ask the server, book what it did, never ask twice.

Every step is stored before it is taken. The server gets our operation id, the same for all tries
of one transfer. After a lost answer the server's own deals are searched for that id before
anything is asked again, and not before the server is surely through with the first question.
Whoever dies half-way is followed by `sweep`, which goes on from what is stored.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import FundingStatus
from chalicelib.core.actor import Actor
from chalicelib.core.errors import (
    Conflict,
    FairleadError,
    NotFound,
    OutcomeUnknown,
    VendorRefused,
    VendorUnavailable,
)
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.holds import Hold
from chalicelib.funds.model.ledger import (
    Entry,
    EntryKind,
    Posting,
    available,
    trading_clearing,
)
from chalicelib.funds.model.transfers import (
    OPEN_STAGES,
    Direction,
    MarginNeeded,
    Transfer,
    TransferDraft,
    TransferNotAllowed,
    TransferStage,
)
from chalicelib.funds.rules import transfers as rules
from chalicelib.funds.rules.transfers import Step
from chalicelib.funds.service import holds, ledger
from chalicelib.funds.service.transfers import check_account, check_margin
from chalicelib.funds.store import transfers as store
from chalicelib.gateways.trading.port import SETTLING
from chalicelib.messages.funds import TransferCompleted
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_MOST_AT_ONCE = 100
_LOOK_BACK = timedelta(hours=1)
_ENOUGH_SECONDS = 20


class Overtaken(Conflict):
    """Another worker has moved the transfer on meanwhile; it is theirs."""

    code = "transfer_overtaken"


class MovementMismatch(Conflict):
    """The server has a movement under our id, but of another amount: people must look."""

    code = "movement_mismatch"


@dataclass(frozen=True)
class Swept:
    """What one run of the sweep met: ids that moved on, and ids that still wait."""

    moved: tuple[str, ...]
    waiting: tuple[str, ...]


def execute(actor: Actor, transfer_id: str, command: Command | None = None) -> Transfer:
    """Take an approved transfer as far as it will go now; gives it as it then stands.

    ``command`` is settled as soon as the state is stored from which `sweep` can go on.

    Raises:
        Upstream: a server that could not even be read; nothing has changed.
    """
    transfer = store.get(transfer_id)
    match rules.next_step(transfer, ports.now(), SETTLING):
        case Step.ASK:
            return _ask(actor, transfer, command)
        case Step.LOOK:
            return _look(actor, transfer, command)
        case _:
            _settle(actor, command)
            return transfer


def sweep(actor: Actor, now: datetime, seconds_left: Callable[[], float]) -> Swept:
    """Go on with transfers that nobody has moved for a while, those waiting longest first."""
    moved: list[str] = []
    waiting: list[str] = []
    for transfer in store.under_way(_MOST_AT_ONCE):
        if now < transfer.changed_at + rules.STUCK_AFTER or seconds_left() < _ENOUGH_SECONDS:
            continue
        try:
            after = execute(actor, transfer.id)
        except FairleadError:  # one that cannot go on must not stop the others
            waiting.append(transfer.id)
        else:
            still_open = after.stage in OPEN_STAGES
            (waiting if still_open else moved).append(transfer.id)
    return Swept(tuple(moved), tuple(waiting))


def _ask(actor: Actor, transfer: Transfer, command: Command | None) -> Transfer:
    """Check anew, store that we ask, ask, and book the answer."""
    try:
        _check(transfer)
    except (TransferNotAllowed, MarginNeeded, NotFound) as refusal:
        return _refuse(actor, transfer, refusal, command)
    gateway = accounts.server(transfer.server_id)
    try:
        claimed = _claim(actor, transfer, command)
    except Overtaken:
        return store.get(transfer.id)
    if not rules.may_still_ask(claimed, ports.now()):
        return claimed
    try:
        ticket = gateway.move_money(
            claimed.login, claimed.on_account, claimed.operation_id, check_margin=True
        )
    except OutcomeUnknown:
        return claimed
    except VendorUnavailable:
        return _not_done(actor, claimed)
    except VendorRefused as refusal:
        return _refuse(actor, claimed, refusal)
    return _finish(actor, claimed, ticket)


def _look(actor: Actor, transfer: Transfer, command: Command | None) -> Transfer:
    """Search the server for what a lost answer may have done; only if it is not there, ask."""
    found = accounts.server(transfer.server_id).find_movement(
        transfer.login,
        transfer.operation_id,
        transfer.submitted_at - _LOOK_BACK,
        ports.now() + _LOOK_BACK,
    )
    if found is None:
        return _ask(actor, transfer, command)
    if found.amount != transfer.on_account:
        raise MovementMismatch(
            transfer_id=transfer.id, moved=str(found.amount), expected=str(transfer.on_account)
        )
    return _finish(actor, transfer, found.ticket, command)


def _check(transfer: Transfer) -> None:
    """What was checked at submission must still hold when it is carried out."""
    account = accounts.account_for_system(transfer.account_id)
    draft = TransferDraft(transfer.direction, transfer.account_id, transfer.amount)
    check_account(account, draft)
    check_margin(account, draft)


def _claim(actor: Actor, transfer: Transfer, command: Command | None) -> Transfer:
    """Store that the server is asked now; only one worker can, from the state it has seen."""

    def work(unit: Unit) -> Transfer:
        if store.get(transfer.id).version != transfer.version:
            raise Overtaken(transfer_id=transfer.id)
        if command is not None:
            command.settle(unit)
        return store.change(unit, transfer, rules.asked(transfer, unit.now))

    return ports.transact(actor, work)


def _not_done(actor: Actor, claimed: Transfer) -> Transfer:
    """The server did not look at it: back to where it may be asked without a search."""

    def work(unit: Unit) -> Transfer:
        if (current := store.get(claimed.id)).version != claimed.version:
            return current
        back = replace(claimed, stage=TransferStage.STARTED, asked_at=None, changed_at=unit.now)
        return store.change(unit, claimed, back)

    return ports.transact(actor, work)


def _finish(
    actor: Actor, transfer: Transfer, ticket: int, command: Command | None = None
) -> Transfer:
    """Book what the server has done, once, whoever comes first."""

    def work(unit: Unit) -> Transfer:
        before = store.get(transfer.id)
        if command is not None:
            command.settle(unit)
        if before.stage not in OPEN_STAGES:
            return before
        entry = _book(unit, before, ticket)
        approvals.complete(unit, before.id, funding_status=FundingStatus.DEPOSITED)
        unit.publish(_completed(before, entry))
        done = replace(
            before,
            stage=TransferStage.COMPLETED,
            ticket=ticket,
            hold_id=None,
            completed_at=unit.now,
            changed_at=unit.now,
        )
        return store.change(unit, before, done)

    try:
        return ports.transact(actor, work)
    except Conflict:
        # Who finishes between two of our readings leaves them at odds: then theirs is the outcome.
        after = store.get(transfer.id)
        if after.stage in OPEN_STAGES:
            raise
        return after


def _book(unit: Unit, transfer: Transfer, ticket: int) -> Entry:
    facts = {
        "account_id": transfer.account_id,
        "login": str(transfer.login),
        "ticket": str(ticket),
    }
    clearing = Posting(trading_clearing(transfer.server_id), transfer.on_account)
    if transfer.direction is Direction.TO_ACCOUNT:
        hold, kind = _hold_of(transfer), EntryKind.TRANSFER_OUT
        return holds.post_hold(unit, hold, (clearing,), kind, memo="transfer_out", facts=facts)
    postings = (clearing, Posting(available(transfer.client_id), transfer.amount))
    entry = ledger.entry(
        unit,
        transfer.cause,
        "post",
        EntryKind.TRANSFER_IN,
        "transfer_in",
        postings,
        facts=facts,
    )
    return ledger.post(unit, entry)


def _hold_of(transfer: Transfer) -> Hold:
    """The hold without which a transfer to an account is never started."""
    if transfer.hold_id is None:
        raise RuntimeError(f"{transfer.id} is under way without its hold")
    return holds.find(transfer.hold_id)


def _completed(transfer: Transfer, entry: Entry) -> TransferCompleted:
    return TransferCompleted(
        transfer_id=transfer.id,
        client_id=transfer.client_id,
        direction=transfer.direction.value,
        account_id=transfer.account_id,
        amount=transfer.amount,
        entry_id=entry.id,
    )


def _refuse(
    actor: Actor, transfer: Transfer, refusal: FairleadError, command: Command | None = None
) -> Transfer:
    """The server (or our own check) said no: give back what is held, return it to staff."""
    facts = {name: str(value) for name, value in refusal.facts.items() if value is not None}

    def work(unit: Unit) -> Transfer:
        before = store.get(transfer.id)
        if before.version != transfer.version:
            return before
        if command is not None:
            command.settle(unit)
        if before.hold_id is not None:
            holds.void_hold(unit, _hold_of(before), memo="transfer_refused")
        approvals.send_back(unit, before.id, refusal.code, **facts)
        after = replace(
            before,
            stage=TransferStage.SUBMITTED,
            hold_id=None,
            asked_at=None,
            changed_at=unit.now,
        )
        return store.change(unit, before, after)

    return ports.transact(actor, work)


def _settle(actor: Actor, command: Command | None) -> None:
    if command is not None:
        ports.transact(actor, command.settle)
