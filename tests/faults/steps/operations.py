"""Mara moves money on Lin's account on the simulated trading server, without anybody's approval."""

from typing import Any

from tests.faults.ground import Ground
from tests.faults.harness import Scenario
from tests.faults.steps.step import nothing, step
from tests.faults.steps.transfers import CLEARING, arrive, vendors
from tests.faults.world import World, answered
from tests.kit.funds import SERVER_ID, TradingSide, house_balances, sides

CREDIT = f"trading_credit:{SERVER_ID}"
FIRST = {"bank_clearing": "-1000.00"}


def _acts(form: dict[str, Any]) -> Any:
    def act(world: World) -> None:
        path = f"/api/desk/accounts/{world.notes['account'].id}/operations"
        answered(world.mara.caller.post(path, form, key="operation-1"))

    return act


def _form(kind: str) -> dict[str, Any]:
    return {"kind": kind, "amount": "60.00", "currency": "USD", "comment": "by hand"}


def deposit(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """60 dollars are put on the account, once."""

    def promise(world: World) -> None:
        assert trading.money_deals(world.notes["account"]) == ["60.00"]
        assert house_balances() == FIRST | {"adjustments": "-60.00", CLEARING: "60.00"}
        _told(world)

    return _step(ground, trading, "deposit", promise)


def withdrawal(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """60 of the 100 dollars on the account are taken, once."""

    def promise(world: World) -> None:
        assert trading.money_deals(world.notes["account"]) == ["100.00", "-60.00"]
        assert house_balances() == FIRST | {"adjustments": "60.00", CLEARING: "-60.00"}
        _told(world)

    return _step(ground, trading, "withdrawal", promise, has="100.00")


def credit_in(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """60 dollars of credit are given, once."""

    def promise(world: World) -> None:
        assert trading.money_deals(world.notes["account"]) == ["60.00"]
        assert house_balances() == FIRST | {"bonus": "-60.00", CREDIT: "60.00"}
        _told(world)

    return _step(ground, trading, "credit_in", promise)


def refused(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """The money is gone by the time the server is asked: nothing has moved, and it is said once."""

    def enter(world: World) -> None:
        account = arrive(world, trading)
        trading.fund(account, "100.00")
        _acts(_form("withdrawal"))(world)
        trading.fund(account, "-100.00")

    def promise(world: World) -> None:
        assert trading.money_deals(world.notes["account"]) == ["100.00", "-100.00"]
        assert house_balances() == FIRST
        assert world.told("funds.operation_refused") == 1
        assert world.told("funds.operation_completed") == 0
        assert _stages(world) == ["refused"]

    return step(
        ground,
        "operation: refused",
        before=(lambda _world: trading.connect(),),
        enter=enter,
        act=nothing,
        promise=promise,
        vendors=vendors(),
    )


def _told(world: World) -> None:
    assert world.told("funds.operation_completed") == 1
    assert sides() == ("1000.00", "0.00")
    assert _stages(world) == ["completed"]


def _stages(world: World) -> list[str]:
    return [one["stage"]["S"] for one in world.rows("funds", "AccountOperation")]


def _step(
    ground: Ground, trading: TradingSide, kind: str, promise: Any, has: str = ""
) -> Scenario[World]:
    def enter(world: World) -> None:
        account = arrive(world, trading)
        if has:
            trading.fund(account, has)

    return step(
        ground,
        f"operation: {kind}",
        before=(lambda _world: trading.connect(),),
        enter=enter,
        act=_acts(_form(kind)),
        promise=promise,
        vendors=vendors(),
    )
