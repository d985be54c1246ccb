"""Working through runs in the background: deals are looked at a part at a time, then carried out.

Each part moves the run on in the unit that stores what it found, so a part that is delivered again
finds it moved. Carrying out is a unit per deal, in which its row says so.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.core.actor import Actor
from chalicelib.messages.partners import RunAdvanced
from chalicelib.partners.model.earnings import Cause
from chalicelib.partners.model.runs import Change, Run, RunRow, RunState, Skipped
from chalicelib.partners.model.versions import PlanInForce
from chalicelib.partners.rules import adjusting
from chalicelib.partners.rules import runs as rules
from chalicelib.partners.rules.adjusting import Difference
from chalicelib.partners.rules.runs import Looked
from chalicelib.partners.service import plan_reading, recalculating
from chalicelib.partners.service.recalculating import Basis, Coming, Order
from chalicelib.partners.store import runs as store
from chalicelib.storage.unit import Unit

_DEALS_PER_PART = 50
_ROWS_PER_PART = 25
# The run, the message, and what else a unit holds leave this much for sums and rows.
_ROOM = 90


def advance(actor: Actor, run_id: str, part: int) -> None:
    """Do the next part of a run; a part done before is passed over.

    Raises:
        StoreUnavailable: not all of it can be read yet; the message comes again.
    """
    run = store.find(run_id)
    if run is None or run.part != part:
        return
    try:
        if run.state is RunState.LOOKING:
            _look_on(actor, run)
        elif run.state is RunState.APPLYING:
            _apply_on(actor, run)
    except store.RunMoved:
        return  # cancelled, or another delivery was quicker


def _look_on(actor: Actor, run: Run) -> None:
    deals = _next_deals(run)
    basis = _basis(run)
    looked = [_looked(run, deal_id, at, basis) for deal_id, at in deals]
    ports.transact(actor, partial(_note, run=run, looked=looked))


def _next_deals(run: Run) -> list[tuple[str, datetime | None]]:
    """The next deals to be looked at, each with when it was closed, as far as that is known."""
    order = run.order
    if order.tickets:
        return [(one, None) for one in order.tickets[run.looked :][:_DEALS_PER_PART]]
    if order.since is None or order.until is None:
        return []
    found = accounts.closings(
        order.server_id, order.since, order.until, run.ticket, _DEALS_PER_PART
    )
    return [(str(one.ticket), one.at) for one in found]


def _basis(run: Run) -> Basis:
    draft = run.order.draft
    if draft is None:
        return Basis(run.order.as_of)
    plan = plan_reading.said(draft.plan_id, draft.number)
    stands_in = PlanInForce(draft.plan_id, draft.number, plan)
    return Basis(run.order.as_of, {draft.instead_of: stands_in})


def _looked(run: Run, deal_id: str, at: datetime | None, basis: Basis) -> Looked:
    found = recalculating.coming(run.order.server_id, deal_id, basis, ports.now())
    if found is None:
        return _earning_nobody(run, deal_id, at)
    why = _skipped(run, found)
    compared = _changes(adjusting.compared(found.before, found.after))
    row = None
    if why is None:
        row = replace(_row(run, found), changes=_changes(found.differences))
    elif run.order.tickets:
        row = replace(_row(run, found), changes=compared, skipped=why)
    counts = () if why is Skipped.PASSED_OVER else compared
    return Looked(int(deal_id), at, found.group_id, why, counts, row)


def _earning_nobody(run: Run, deal_id: str, at: datetime | None) -> Looked:
    """A deal that nobody can earn by, or a number that staff gave and that is no deal's."""
    server_id, row = run.order.server_id, None
    why = Skipped.NO_TRADE
    if run.order.tickets:
        if not accounts.knows_deal(server_id, int(deal_id)):
            why = Skipped.UNKNOWN
        row = RunRow(run.id, server_id, deal_id, skipped=why)
    return Looked(int(deal_id), at, "", why, row=row)


def _skipped(run: Run, found: Coming) -> Skipped | None:
    """Why a deal is left as it is, or None of one that differs or was never settled."""
    if found.before is None:
        return None
    pays = bool(found.before.settlement.receipts)
    if pays and run.order.without_commission:
        return Skipped.PASSED_OVER
    if found.differences:
        return None
    return Skipped.UNCHANGED if pays else Skipped.NOTHING


def _row(run: Run, found: Coming) -> RunRow:
    trade = found.after.trade
    return RunRow(
        run_id=run.id,
        server_id=trade.server_id,
        deal_id=trade.deal_id,
        closed_at=trade.closed_at,
        client_id=found.after.client_id,
        symbol=trade.symbol,
        lots=f"{trade.lots:f}",
        is_new=found.before is None,
    )


def _changes(found: Sequence[Difference]) -> tuple[Change, ...]:
    return tuple(Change(one.recipient_id, one.kind, one.before, one.after) for one in found)


def _note(unit: Unit, run: Run, looked: list[Looked]) -> None:
    """Store what was found, as much as a unit holds, and go on behind it."""
    made = rules.batch(looked, run.skip, _ROOM)
    for one in made.sums.values():
        store.count(unit, run.id, one)
    for row in made.rows:
        store.add_row(unit, row)
    after = rules.counted(run, looked[: made.done])
    after = replace(after, part=run.part + 1, skip=made.skip)
    if made.done:
        last = looked[made.done - 1]
        after = replace(after, ticket=last.ticket, reached=last.closed_at or run.reached)
    if looked:
        unit.publish(RunAdvanced(run_id=run.id, part=after.part))
    else:
        after = replace(after, state=RunState.READY, ended_at=unit.now)
    store.change(unit, run, after)


def _apply_on(actor: Actor, run: Run) -> None:
    last = None
    if run.ticket is not None:
        last = RunRow(run.id, run.order.server_id, str(run.ticket), run.reached)
    todo = store.rows_to_do(run.id, last, _ROWS_PER_PART)
    basis = _basis(run)
    for row in todo:
        if row.applied_at is None:
            ports.transact(actor, partial(_apply, run=run, row=row, basis=basis))
    ports.transact(actor, partial(_pass_on, run=run, done=todo))


def _apply(unit: Unit, run: Run, row: RunRow, basis: Basis) -> None:
    """Carry out one deal, by what it comes to now, and say so in its row."""
    before = store.row(row)
    if before.applied_at is not None:
        return
    store.require(unit, run)
    made = recalculating.apply(
        unit,
        run.order.server_id,
        row.deal_id,
        basis,
        Cause.RECALCULATED,
        Order(run.id, run.decided_by_id),
    )
    after = replace(before, applied=_changes(made), applied_at=unit.now)
    store.change_row(unit, before, after)


def _pass_on(unit: Unit, run: Run, done: list[RunRow]) -> None:
    after = replace(run, part=run.part + 1)
    if done:
        last = done[-1]
        after = replace(
            after, ticket=int(last.deal_id), reached=last.closed_at, done=run.done + len(done)
        )
        unit.publish(RunAdvanced(run_id=run.id, part=after.part))
    else:
        after = replace(after, state=RunState.APPLIED, ended_at=unit.now)
    store.change(unit, run, after)
