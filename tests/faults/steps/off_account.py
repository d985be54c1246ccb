"""Withdrawals straight from Lin's account on the simulated trading server."""

from typing import Any

from tests.faults.ground import Ground
from tests.faults.harness import Scenario
from tests.faults.steps import withdrawals
from tests.faults.steps.step import Deed, nothing, step
from tests.faults.steps.transfers import CLEARING, arrive, vendors
from tests.faults.steps.withdrawals import UNTOUCHED, save_bank, take_back
from tests.faults.world import World
from tests.kit.funds import TradingSide, house_balances, sides, status_of

ARRIVED = UNTOUCHED | {CLEARING: "-300.00"}


def ask(world: World) -> None:
    """Lin asks for 300 of the 500 dollars on her account."""
    account = world.notes["account"]
    source = {"type": "account", "account_id": account.id, "currency": "USD"}
    form: dict[str, Any] = withdrawals.form(world) | {"source": source}
    world.notes["withdrawal"] = world.asks("withdrawals", form, "withdraw-1")["id"]


def arriving(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """Off the account once, held once, for staff to decide."""

    def promise(world: World) -> None:
        assert status_of(world.notes["withdrawal"]) == ("pending", "held", "none")
        assert (sides(), house_balances()) == (("1000.00", "300.00"), ARRIVED)
        assert trading.money_deals(world.notes["account"]) == ["500.00", "-300.00"]
        assert world.told("funds.transfer_completed") == 1

    return _step(ground, trading, "withdrawal off an account", act=ask, promise=promise)


def refused(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """The money is gone by then: the withdrawal has ended, nothing has moved."""

    def gone(world: World) -> None:
        ask(world)
        trading.fund(world.notes["account"], "-500.00")

    def promise(world: World) -> None:
        assert status_of(world.notes["withdrawal"]) == ("cancelled", "none", "none")
        assert (sides(), house_balances()) == (("1000.00", "0.00"), UNTOUCHED)
        assert trading.money_deals(world.notes["account"]) == ["500.00", "-500.00"]
        assert world.told("approvals.request_cancelled") == 2

    return _step(ground, trading, "withdrawal off an account: refused", enter=gone, promise=promise)


def taken_back(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """The server has done it and nobody heard; Lin takes it back: all of it is in her wallet."""

    def unheard(world: World) -> None:
        trading.trouble("drop_after_commit")
        ask(world)
        world.queues.carry()
        assert trading.money_deals(world.notes["account"]) == ["500.00", "-300.00"]
        assert sides() == ("1000.00", "0.00")

    def promise(world: World) -> None:
        assert status_of(world.notes["withdrawal"])[0] == "cancelled"
        assert (sides(), house_balances()) == (("1300.00", "0.00"), ARRIVED)
        assert trading.money_deals(world.notes["account"]) == ["500.00", "-300.00"]
        assert world.told("funds.transfer_completed") == 1

    name = "withdrawal off an account: taken back"
    return _step(ground, trading, name, enter=unheard, act=take_back, promise=promise)


def _step(
    ground: Ground,
    trading: TradingSide,
    name: str,
    *,
    enter: Deed = nothing,
    act: Deed = nothing,
    promise: Deed,
) -> Scenario[World]:
    def begin(world: World) -> None:
        trading.fund(arrive(world, trading), "500.00")
        enter(world)

    return step(
        ground,
        name,
        before=(lambda _world: trading.connect(), save_bank),
        enter=begin,
        act=act,
        promise=promise,
        vendors=vendors(),
    )
