"""What happens to a started operation: the server is asked once, and what it did is booked.

The course of a transfer (`accounts.public.Course`) without a hold and without a request. Whoever
dies half-way is followed by `sweep`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import Course, Swept
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError, NotFound
from chalicelib.funds.model.operations import (
    OPEN,
    AccountOperation,
    OperationNotAllowed,
    OperationStage,
    OperationTooLarge,
)
from chalicelib.funds.service import operation_booking as booking
from chalicelib.funds.service import operations
from chalicelib.funds.store import operations as store
from chalicelib.messages.funds import OperationRefused
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_MOST_AT_ONCE = 100


def execute(actor: Actor, operation_id: str, command: Command | None = None) -> AccountOperation:
    """Take an operation as far as it will go now; gives it as it then stands.

    ``command`` is settled as soon as the state is stored from which `sweep` can go on.

    Raises:
        Upstream: a server that could not even be read; nothing has changed.
    """
    return COURSE.carry_on(actor, store.get(operation_id), command)


def sweep(actor: Actor, now: datetime, seconds_left: Callable[[], float]) -> Swept:
    """Go on with operations that nobody has moved for a while, those waiting longest first."""
    return COURSE.sweep(actor, store.under_way(_MOST_AT_ONCE), now, seconds_left)


def _check(operation: AccountOperation) -> None:
    """What was checked when it was started must still hold when it is carried out."""
    account = accounts.account_for_system(operation.account_id)
    operations.check_account(account, operation.kind, operation.amount)
    operations.check_money(operations.figures(account), operation.kind, operation.amount)


def _asked(operation: AccountOperation, now: datetime) -> AccountOperation:
    return replace(operation, stage=OperationStage.ASKED, asked_at=now, changed_at=now)


def _unasked(operation: AccountOperation, now: datetime) -> AccountOperation:
    return replace(operation, stage=OperationStage.STARTED, asked_at=None, changed_at=now)


def _done(unit: Unit, before: AccountOperation, ticket: int) -> AccountOperation:
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


def _refused(unit: Unit, before: AccountOperation, refusal: FairleadError) -> AccountOperation:
    facts = accounts.facts_of(refusal)
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


COURSE: Course[AccountOperation] = Course(
    again=lambda operation: store.get(operation.id),
    is_open=lambda operation: operation.stage in OPEN,
    check=_check,
    refusals=(OperationNotAllowed, OperationTooLarge, NotFound),
    kind=lambda operation: operation.kind.changes,
    save=store.change,
    asked=_asked,
    unasked=_unasked,
    done=_done,
    refused=_refused,
)
