"""A trader below two brokers closes a position; the system settles the deal and pays both."""

from dataclasses import replace
from typing import Any

from chalicelib import ports
from chalicelib.clients.model import Client, ClientKind
from chalicelib.messages.accounts import DealAmended
from chalicelib.partners.model.plans import PAYOUTS_ON, PlanKind
from chalicelib.partners.model.runs import RunAction, RunKind, RunState
from chalicelib.partners.service import amending, earning, payouts, plan_reading, runs, terms
from chalicelib.partners.store import earnings, figures, paying
from chalicelib.settings import public as settings
from tests.faults.ground import Ground
from tests.faults.harness import Scenario
from tests.faults.steps.step import nothing, step
from tests.faults.world import World, answered
from tests.kit.clients import command
from tests.kit.earnings import account, at_tier, commissions, spent, traded, wallet
from tests.kit.funds import SYSTEM, add_client, house_balances
from tests.kit.partners import decimals
from tests.kit.plans import ANN, standard_for_all
from tests.kit.runs import agreed, drafted, last_month

FIRST = {"bank_clearing": "-1000.00"}
QUEUES = ("clients-events", "closed-deals", "partners-events")
_SECONDS = 60
_LAST_MONTH = "9999-12"


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
        assert len(world.rows("partners", "EarnedDeal")) == 1
        assert _counted(*brokers) == [1, 1]
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


def settled_together(ground: Ground) -> Scenario[World]:
    """Three deals come at once: each pays both brokers once, and counts for both once."""

    def enter(world: World) -> None:
        for ticket in (7002, 7102, 7202):
            traded(world.notes["account"], ticket)

    def promise(world: World) -> None:
        brokers = world.notes["brokers"]
        assert [wallet(one) for one in brokers] == ["3.00", "15.00"]
        assert house_balances() == FIRST | {"ib_commission_expense": "-18.00"}
        assert len(world.rows("partners", "EarnedDeal")) == 3
        assert _counted(*brokers) == [3, 3]
        assert world.rows("partners", "Due") == world.rows("partners", "PayTurn") == []

    return step(
        ground,
        "commission: settled together",
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
            earning.settle(SYSTEM, [("mt5", str(ticket))])

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
        found = plan_reading.in_force(scheme_id, ports.now())
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


def _cancelled_and_spent(world: World) -> None:
    """Both were paid for a deal that is cancelled then; Gold has USD 2.00 of it left."""
    traded(world.notes["account"])
    world.queues.carry()
    _, gold = world.notes["brokers"]
    spent(gold, "3.00")
    amending.amend(SYSTEM, "mt5", "7002", "cancelled", command())
    world.queues.carry()


def _approve(world: World) -> None:
    _, gold = world.notes["brokers"]
    form = {"kind": "fixed", "revision": 1, "currency": "USD", "verdict": "approve"}
    path = f"/api/desk/clients/{gold.id}/claw-backs/mt5~7002"
    answered(world.mara.caller.post(path, form, key="claw-back-1"))


def _claw_back(world: World) -> tuple[str, list[str]]:
    """Where that of Gold stands, and what was taken of it."""
    _, gold = world.notes["brokers"]
    (one,) = [one for one in commissions(gold) if one.revision]
    return one.state.value, [str(part.amount) for part in one.takings]


def claw_back_approved(ground: Ground) -> Scenario[World]:
    """What Gold has left is taken once, and the rest is one debt."""

    def promise(world: World) -> None:
        assert [wallet(one) for one in world.notes["brokers"]] == ["1.00", "0.00"]
        assert _claw_back(world) == ("owed", ["2.00"])
        (debt,) = paying.debts(world.notes["brokers"][1].id, "USD", 10)
        assert str(debt.amount) == "3.00"
        assert house_balances() == _spent("-4.00")

    return step(
        ground,
        "commission: claw-back approved",
        before=(two_brokers,),
        enter=_cancelled_and_spent,
        act=_approve,
        promise=promise,
        queues=QUEUES,
    )


def claw_back_set_off(ground: Ground) -> Scenario[World]:
    """What is owed goes once against what the next deal pays; only the rest is paid."""

    def owed(world: World) -> None:
        _cancelled_and_spent(world)
        world.people_return()
        _approve(world)
        world.queues.carry()
        traded(world.notes["account"], 7102)

    def promise(world: World) -> None:
        assert [wallet(one) for one in world.notes["brokers"]] == ["2.00", "2.00"]
        assert _claw_back(world) == ("taken", ["2.00", "3.00"])
        assert world.rows("partners", "Debt") == world.rows("partners", "Due") == []
        assert house_balances() == _spent("-7.00")

    return step(
        ground,
        "commission: claw-back set off",
        before=(two_brokers,),
        enter=owed,
        act=nothing,
        promise=promise,
        queues=QUEUES,
    )


def never_paid_cancelled(ground: Ground) -> Scenario[World]:
    """A deal is cancelled whose commissions still wait: nothing is left that could be paid."""

    def one_waits(world: World) -> None:
        settings.adopt(SYSTEM, PAYOUTS_ON, value=False)
        traded(world.notes["account"])
        earning.settle(SYSTEM, [("mt5", "7002")])

    def enter(world: World) -> None:
        held = world.notes["account"]
        news = DealAmended(
            account_id=held.id,
            client_id=held.client_id,
            server_id="mt5",
            login=held.login,
            deal_id="7002",
            problem="cancelled",
            account_kind="live",
        )
        ports.transact(SYSTEM, lambda unit: unit.publish(news))

    def promise(world: World) -> None:
        for one in world.notes["brokers"]:
            assert [row.state.value for row in commissions(one)] == ["cancelled"] * 2
            assert wallet(one) == "none"
        assert world.rows("partners", "Due") == []
        assert house_balances() == FIRST

    return step(
        ground,
        "commission: cancelled before it was paid",
        before=(two_brokers, one_waits),
        enter=enter,
        act=nothing,
        promise=promise,
        queues=(*QUEUES, "commission-runs"),
    )


def _counted(*brokers: Client) -> list[int]:
    """How many deals stand in the figures of brokers."""
    months = [figures.counted(one.id, "", _LAST_MONTH).values() for one in brokers]
    return [sum(one["deals"] for one in found) for found in months]


def _spent(expense: str) -> dict[str, str]:
    return FIRST | {"ib_commission_expense": expense, "fee_income": "3.00"}
