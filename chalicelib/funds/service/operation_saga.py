"""What happens to a started operation: ask the server, book what it did, never ask twice.

The same saga as that of a transfer (ADR 0042), without a hold and without a request: every step is
stored before it is taken, after a lost answer the server's deals are searched for our operation id,
and whoever dies half-way is followed by `sweep`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.core.actor import Actor
from chalicelib.core.errors import (
    Conflict,
    FairleadError,
    NotFound,
    OutcomeUnknown,
    VendorRefused,
    VendorUnavailable,
)
from chalicelib.funds.model.operations import (
    OPEN,
    AccountOperation,
    OperationNotAllowed,
    OperationStage,
    OperationTooLarge,
)
from chalicelib.funds.rules import transfers as rules
from chalicelib.funds.rules.transfers import Step
from chalicelib.funds.service import operation_booking as booking
from chalicelib.funds.service import operations
from chalicelib.funds.service.transfer_saga import MovementMismatch, Overtaken, Swept
from chalicelib.funds.store import operations as store
from chalicelib.gateways.trading.port import SETTLING
from chalicelib.messages.funds import OperationRefused
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_MOST_AT_ONCE = 100
_LOOK_BACK = timedelta(hours=1)
_ENOUGH_SECONDS = 20


def execute(actor: Actor, operation_id: str, command: Command | None = None) -> AccountOperation:
    """Take an operation as far as it will go now; gives it as it then stands.

    ``command`` is settled as soon as the state is stored from which `sweep` can go on.

    Raises:
        Upstream: a server that could not even be read; nothing has changed.
    """
    operation = store.get(operation_id)
    if operation.stage not in OPEN:
        if command is not None:
            ports.transact(actor, command.settle)
        return operation
    match rules.step_of(operation, ports.now(), SETTLING):
        case Step.ASK:
            return _ask(actor, operation, command)
        case Step.LOOK:
            return _look(actor, operation, command)
        case _:
            if command is not None:
                ports.transact(actor, command.settle)
            return operation


def sweep(actor: Actor, now: datetime, seconds_left: Callable[[], float]) -> Swept:
    """Go on with operations that nobody has moved for a while, those waiting longest first."""
    moved: list[str] = []
    waiting: list[str] = []
    for operation in store.under_way(_MOST_AT_ONCE):
        if now < operation.changed_at + rules.STUCK_AFTER or seconds_left() < _ENOUGH_SECONDS:
            continue
        try:
            after = execute(actor, operation.id)
        except FairleadError:  # one that cannot go on must not stop the others
            waiting.append(operation.id)
        else:
            (waiting if after.stage in OPEN else moved).append(operation.id)
    return Swept(tuple(moved), tuple(waiting))


def _ask(actor: Actor, operation: AccountOperation, command: Command | None) -> AccountOperation:
    """Check anew, store that we ask, ask, and book the answer."""
    try:
        _check(operation)
    except (OperationNotAllowed, OperationTooLarge, NotFound) as refusal:
        return _refuse(actor, operation, refusal, command)
    gateway = accounts.server(operation.server_id)
    try:
        claimed = _claim(actor, operation, command)
    except Overtaken:
        return store.get(operation.id)
    if not rules.may_still_ask(claimed, ports.now()):
        return claimed
    try:
        ticket = gateway.move_money(
            claimed.login,
            claimed.on_account,
            claimed.operation_id,
            kind=claimed.kind.changes,
            check_margin=True,
        )
    except OutcomeUnknown:
        return claimed
    except VendorUnavailable:
        return _not_done(actor, claimed)
    except VendorRefused as refusal:
        return _refuse(actor, claimed, refusal)
    return _finish(actor, claimed, ticket)


def _look(actor: Actor, operation: AccountOperation, command: Command | None) -> AccountOperation:
    """Search the server for what a lost answer may have done; only if it is not there, ask."""
    found = accounts.server(operation.server_id).find_movement(
        operation.login,
        operation.operation_id,
        operation.submitted_at - _LOOK_BACK,
        ports.now() + _LOOK_BACK,
    )
    if found is None:
        return _ask(actor, operation, command)
    if (found.amount, found.kind) != (operation.on_account, operation.kind.changes):
        raise MovementMismatch(
            operation_id=operation.id, moved=str(found.amount), expected=str(operation.on_account)
        )
    return _finish(actor, operation, found.ticket, command)


def _check(operation: AccountOperation) -> None:
    """What was checked when it was started must still hold when it is carried out."""
    account = accounts.account_for_system(operation.account_id)
    operations.check_account(account, operation.kind, operation.amount)
    operations.check_money(operations.figures(account), operation.kind, operation.amount)


def _claim(actor: Actor, operation: AccountOperation, command: Command | None) -> AccountOperation:
    """Store that the server is asked now; only one worker can, from the state it has seen."""

    def work(unit: Unit) -> AccountOperation:
        if store.get(operation.id).version != operation.version:
            raise Overtaken(operation_id=operation.id)
        if command is not None:
            command.settle(unit)
        asked = replace(
            operation, stage=OperationStage.ASKED, asked_at=unit.now, changed_at=unit.now
        )
        return store.change(unit, operation, asked)

    return ports.transact(actor, work)


def _not_done(actor: Actor, claimed: AccountOperation) -> AccountOperation:
    """The server did not look at it: back to where it may be asked without a search."""

    def work(unit: Unit) -> AccountOperation:
        if (current := store.get(claimed.id)).version != claimed.version:
            return current
        back = replace(claimed, stage=OperationStage.STARTED, asked_at=None, changed_at=unit.now)
        return store.change(unit, claimed, back)

    return ports.transact(actor, work)


def _finish(
    actor: Actor, operation: AccountOperation, ticket: int, command: Command | None = None
) -> AccountOperation:
    """Book what the server has done, once, whoever comes first."""

    def work(unit: Unit) -> AccountOperation:
        before = store.get(operation.id)
        if command is not None:
            command.settle(unit)
        if before.stage not in OPEN:
            return before
        entry = booking.book(unit, before, ticket)
        unit.publish(booking.completed(before, entry))
        done = replace(
            before,
            stage=OperationStage.COMPLETED,
            ticket=ticket,
            completed_at=unit.now,
            changed_at=unit.now,
        )
        return store.change(unit, before, done)

    try:
        return ports.transact(actor, work)
    except Conflict:
        # Who finishes between two of our readings leaves them at odds: then theirs is the outcome.
        after = store.get(operation.id)
        if after.stage in OPEN:
            raise
        return after


def _refuse(
    actor: Actor,
    operation: AccountOperation,
    refusal: FairleadError,
    command: Command | None = None,
) -> AccountOperation:
    """The server (or our own check) said no: nothing was moved, and it stays so."""
    facts = {name: str(value) for name, value in refusal.facts.items() if value is not None}

    def work(unit: Unit) -> AccountOperation:
        before = store.get(operation.id)
        if before.version != operation.version:
            return before
        if command is not None:
            command.settle(unit)
        after = replace(
            before,
            stage=OperationStage.REFUSED,
            refusal_code=refusal.code,
            facts=facts,
            changed_at=unit.now,
        )
        operations.record(unit, "account_operation_refused", after)
        unit.publish(
            OperationRefused(
                operation_id=before.id, code=refusal.code, reference=before.reference, facts=facts
            )
        )
        return store.change(unit, before, after)

    return ports.transact(actor, work)
