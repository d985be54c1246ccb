"""A trader below two brokers closes a position; the system settles the deal and pays both."""

from dataclasses import replace
from typing import Any

from chalicelib import ports
from chalicelib.clients.model import Client, ClientKind
from chalicelib.partners.model.plans import PAYOUTS_ON, PlanKind
from chalicelib.partners.model.runs import RunAction, RunKind, RunState
from chalicelib.partners.service import earning, payouts, plans, runs, terms
from chalicelib.partners.store import earnings
from chalicelib.settings import public as settings
from tests.faults.ground import Ground
from tests.faults.harness import Scenario
from tests.faults.steps.step import nothing, step
from tests.faults.world import World
from tests.kit.clients import command
from tests.kit.earnings import account, at_tier, commissions, traded, wallet
from tests.kit.funds import SYSTEM, add_client, house_balances
from tests.kit.partners import decimals
from tests.kit.plans import ANN, standard_for_all
from tests.kit.runs import agreed, drafted, last_month

FIRST = {"bank_clearing": "-1000.00"}
QUEUES = ("clients-events", "partners-events")
_SECONDS = 60


def _broker(client_id: str, tier: str, **above: Any) -> Client:
    made = add_client(client_id, kind=ClientKind.IB, **above)
    ports.transact(SYSTEM, lambda unit: terms.begin(unit, made))
    at_tier(made, tier)
    return made


def two_brokers(world: World) -> None:
    """Bronze below Gold, and a trader with an account below both."""
    world.notes["scheme"] = standard_for_all()
    gold = _broker("10000011", "Gold")
    bronze = _broker("10000012", "Bronze", referrer_id=gold.id, line=(gold.id,))
    below = (bronze.id, gold.id)
    tia = add_client("10000013", referrer_id=bronze.id, line=below)
    world.notes["brokers"] = (bronze, gold)
    world.notes["account"] = account(tia)


def earned(ground: Ground) -> Scenario[World]:
    """Bronze gets its slot, Gold the two above it: each once, in one entry each."""

    def enter(world: World) -> None:
        traded(world.notes["account"])

    def promise(world: World) -> None:
        brokers = world.notes["brokers"]
        assert [wallet(one) for one in brokers] == ["1.00", "5.00"]
        assert [[one.state.value for one in commissions(one)] for one in brokers] == [["paid"]] * 2
        assert house_balances() == FIRST | {"ib_commission_expense": "-6.00"}
        assert world.told("partners.commissions_earned") == 1
        assert len(world.rows("partners", "EarnedDeal")) == 1
        assert len(world.rows("partners", "Payout")) == 2
        assert world.rows("partners", "Due") == []

    return step(
        ground,
        "commission: earned",
        before=(two_brokers,),
        enter=enter,
        act=nothing,
        promise=promise,
        queues=QUEUES,
    )


def paid_together(ground: Ground) -> Scenario[World]:
    """Three amounts wait for each broker: whoever pays takes the turn, and may die with it."""

    def three_wait(world: World) -> None:
        settings.adopt(SYSTEM, PAYOUTS_ON, value=False)
        for ticket in (7002, 7102, 7202):
            traded(world.notes["account"], ticket)
            earning.settle(SYSTEM, "mt5", str(ticket))

    def enter(_world: World) -> None:
        settings.adopt(SYSTEM, PAYOUTS_ON, value=True)

    def act(_world: World) -> None:
        payouts.sweep(SYSTEM, lambda: _SECONDS)

    def promise(world: World) -> None:
        assert [wallet(one) for one in world.notes["brokers"]] == ["3.00", "15.00"]
        assert house_balances() == FIRST | {"ib_commission_expense": "-18.00"}
        assert len(world.rows("partners", "Payout")) == 2
        assert world.rows("partners", "Due") == world.rows("partners", "PayTurn") == []

    return step(
        ground,
        "commission: paid together",
        before=(two_brokers, three_wait),
        enter=enter,
        act=act,
        promise=promise,
        queues=QUEUES,
    )


def recalculated(ground: Ground) -> Scenario[World]:
    """A rate was wrong: Bronze gets one more and Gold two, each once, whatever dies on the way."""

    def enter(world: World) -> None:
        traded(world.notes["account"])
        world.queues.carry()
        scheme_id = world.notes["scheme"]
        found = plans.in_force(scheme_id, ports.now())
        assert found is not None
        table = replace(found.plan.basics[0], amounts=decimals(2, 3, 4, 4, 5))
        drafted(PlanKind.FIXED_SCHEME, scheme_id, replace(found.plan, basics=(table,)))
        agreed(PlanKind.FIXED_SCHEME, scheme_id)
        order = last_month(as_of=ports.now())
        made = runs.order(ANN, RunKind.RECALCULATION, order, command())
        world.notes["run"] = made.run.id
        world.queues.carry()

    def act(world: World) -> None:
        runs.act(ANN, RunKind.RECALCULATION, world.notes["run"], RunAction.APPLY)

    def promise(world: World) -> None:
        brokers = world.notes["brokers"]
        assert [wallet(one) for one in brokers] == ["2.00", "7.00"]
        assert house_balances() == FIRST | {"ib_commission_expense": "-9.00"}
        run = runs.sheet(ANN, RunKind.RECALCULATION, world.notes["run"]).run
        assert (run.state, run.found, run.done) == (RunState.APPLIED, 1, 1)
        assert [one.revision for one in earnings.revisions("mt5", "7002")] == [0, 1]
        assert world.rows("partners", "Due") == []

    return step(
        ground,
        "commission: recalculated",
        before=(two_brokers,),
        enter=enter,
        act=act,
        promise=promise,
        queues=(*QUEUES, "commission-runs"),
    )
