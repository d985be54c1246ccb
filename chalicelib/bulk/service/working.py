"""Carrying out orders for accounts, row by row; see `jobs` for what a job is.

What changes on an account is asked of the server before the row's unit: the same value is set
again if the row comes again. Money is begun in the row's unit, and its saga tells the outcome.
"""

from typing import Any

from pydantic import TypeAdapter

from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import TradingAccount
from chalicelib.bulk import rules
from chalicelib.bulk.model import AccountOrder, RowFaulty
from chalicelib.bulk.service import judging, placing
from chalicelib.core.actor import Actor
from chalicelib.core.reviewed import Fault
from chalicelib.funds import public as funds
from chalicelib.jobs import public as jobs
from chalicelib.jobs.public import Job, Outcome, Target
from chalicelib.messages import Message
from chalicelib.messages.bulk import AccountJobAdvanced
from chalicelib.storage.unit import Unit

_ORDERS: TypeAdapter[AccountOrder] = TypeAdapter(AccountOrder)


def stored(order: AccountOrder) -> dict[str, Any]:
    """An order as a job keeps it."""
    kept: dict[str, Any] = _ORDERS.dump_python(order, mode="json")
    return kept


class AccountWork:
    """What jobs need to know of orders for accounts; see `jobs.Work`."""

    def check(self, actor: Actor, job: Job) -> None:
        """See `jobs.Work.check`."""
        judging.check_permission(actor, _order(job))

    def prepare(self, actor: Actor, job: Job, target: Target) -> None:
        """Have the server change what the order changes."""
        order, account = _meant(actor, job, target)
        if not order.kind.moves_money:
            accounts.steering.on_server(actor, account, judging.steering(order))

    def act(self, unit: Unit, job: Job, target: Target) -> Outcome:
        """Write down what the server has changed, or begin to move the money."""
        order, account = _meant(unit.actor, job, target)
        label = str(account.login)
        if not order.kind.moves_money:
            accounts.steering.record(unit, account, judging.steering(order))
            return Outcome(account.id, label)
        draft = judging.draft(order, account, jobs.reference(job, target))
        funds.operations.start_in(unit, draft, unit.ids.new("aop", unit.now))
        return Outcome(account.id, label, is_begun=True)

    def advanced(self, job_id: str, first: int) -> Message:
        """See `jobs.Work.advanced`."""
        return AccountJobAdvanced(job_id=job_id, first=first)


WORK = AccountWork()


def _order(job: Job) -> AccountOrder:
    return _ORDERS.validate_python(job.order)


def _meant(actor: Actor, job: Job, target: Target) -> tuple[AccountOrder, TradingAccount]:
    """The order for one row, and its account, in the actor's scope.

    Raises:
        NotFound: no such account. RowFaulty: the row of a file is not as it must be.
    """
    order = _order(job)
    if target.subject_id:
        return order, accounts.account(actor, target.subject_id)
    place = rules.place(target.cells)
    if isinstance(place, Fault):
        raise _faulty(place)
    account = placing.found(actor, place, target.cells)
    if isinstance(account, Fault):
        raise _faulty(account)
    order, faults = rules.of_row(order, target.cells)
    for one in faults:
        raise _faulty(one)
    return order, account


def _faulty(fault: Fault) -> RowFaulty:
    return RowFaulty(code=fault.code, field=fault.column, **fault.facts)
