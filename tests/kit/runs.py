"""Runs over past deals, ordered and carried to their end."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from chalicelib import ports
from chalicelib.clients.events import clients_events
from chalicelib.core.paging import PageRequest
from chalicelib.partners.events import closed_deals, commission_runs, partners_events
from chalicelib.partners.model.plans import Plan, PlanKind
from chalicelib.partners.model.runs import (
    Draft,
    Order,
    Run,
    RunAction,
    RunKind,
    RunRow,
    RunSum,
    Subject,
)
from chalicelib.partners.model.versions import PlanState, Proposal
from chalicelib.partners.service import plan_reading, plans, runs
from tests.kit.clients import command
from tests.kit.courier import Courier
from tests.kit.partners import decimals
from tests.kit.plans import ANN, BOB

CARRIER = Courier((clients_events, closed_deals, partners_events, commission_runs))
_ALL = PageRequest(200)


def last_month(**changes: object) -> Order:
    """All deals of the server that were closed in the last thirty days."""
    now = ports.now()
    span = {"since": now - timedelta(days=30), "until": now + timedelta(minutes=1)}
    return Order(server_id="mt5", **(span | changes))  # type: ignore[arg-type]


def looked(order: Order, kind: RunKind = RunKind.RECALCULATION) -> Run:
    """A run that has looked at all its deals."""
    made = runs.order(ANN, kind, order, command())
    CARRIER.deliver_all()
    return runs.sheet(ANN, kind, made.run.id).run


def applied(order: Order) -> Run:
    """A recalculation that was looked at and carried out."""
    run = looked(order)
    runs.act(BOB, run.kind, run.id, RunAction.APPLY)
    CARRIER.deliver_all()
    return runs.sheet(ANN, run.kind, run.id).run


def rows(run: Run) -> list[RunRow]:
    """The deals that differ."""
    return list(runs.rows(ANN, run.kind, run.id, _ALL).items)


def sums(run: Run, by: Subject = Subject.RECIPIENT) -> dict[str, RunSum]:
    """What a run came to by its subjects, in one currency."""
    return {one.subject_id: one for one in runs.sums(ANN, run.kind, run.id, by, _ALL).items}


def simulated(plan_id: str, **changes: object) -> Run:
    """A simulation of the version of a plan that waits, over the last month."""
    return looked(last_month(draft=Draft(plan_id, 0, plan_id), **changes), RunKind.SIMULATION)


def drafted(kind: PlanKind, plan_id: str, plan: Plan) -> None:
    """Another version of a plan, which waits for a second person."""
    plans.propose(ANN, kind, plan_id, Proposal(plan, None), command())


def agreed(kind: PlanKind, plan_id: str) -> None:
    """The second person agrees to the version that waits."""
    plans.decide(BOB, kind, plan_id, PlanState.APPROVED, "")


def scheme_now(scheme_id: str) -> Any:
    """What a scheme says now."""
    found = plan_reading.in_force(scheme_id, ports.now())
    assert found is not None
    return found.plan


def better_rate(scheme_id: str, *amounts: int, **changes: object) -> None:
    """Another version of the scheme with these amounts by tier counts from now on."""
    was = scheme_now(scheme_id)
    table = replace(was.basics[0], amounts=decimals(*amounts))
    drafted(PlanKind.FIXED_SCHEME, scheme_id, replace(was, basics=(table,), **changes))
    agreed(PlanKind.FIXED_SCHEME, scheme_id)
