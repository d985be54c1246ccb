"""A deal that its server has changed after it was settled: what it comes to now, and claw-backs."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.partners.model.earnings import Cause
from chalicelib.partners.model.receipts import Settlement
from chalicelib.partners.model.trades import Reason
from chalicelib.partners.service import recalculating
from chalicelib.partners.service.recalculating import Basis, Coming
from chalicelib.partners.store import earnings as store
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_CANCELLED = "cancelled"
_NOTHING = Settlement(reason=Reason.DEAL_CANCELLED)


def amend(actor: Actor, server_id: str, deal_id: str, problem: str, command: Command) -> None:
    """Make up for what the server has done to a deal; what was too much waits for approval.

    A deal that was never settled is none of ours: it is settled when it is read, if it can be.

    Raises:
        StoreUnavailable: its commissions are still being written, or it cannot be read yet.
    """

    def work(unit: Unit) -> None:
        command.settle(unit)
        if problem == _CANCELLED:
            _cancel(unit, server_id, deal_id)
        elif store.deal(server_id, deal_id) is not None:
            recalculating.apply(unit, server_id, deal_id, Basis(), Cause.DEAL_ALTERED)

    ports.transact(actor, work)


def _cancel(unit: Unit, server_id: str, deal_id: str) -> None:
    """What there is no more earns nobody anything, whatever it is computed by."""
    known = store.revisions(server_id, deal_id)
    if not known:
        return
    before = known[-1]
    after = replace(
        before, settlement=_NOTHING, rules=(), settled_at=unit.now, run_id="", by_id="", written=0
    )
    recalculating.store_coming(unit, Coming(before, after, ""), Cause.DEAL_CANCELLED)
