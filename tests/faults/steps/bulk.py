"""Orders for many, carried out in the background: a decision on requests, money on an account."""

from typing import Any

from tests.faults.ground import Ground
from tests.faults.harness import Scenario
from tests.faults.steps import withdrawals
from tests.faults.steps.step import step
from tests.faults.steps.transfers import CLEARING, arrive, vendors
from tests.faults.world import MONEY_QUEUES, World, answered
from tests.kit.funds import TradingSide, house_balances, sides, status_of

QUEUES = (*MONEY_QUEUES, "bulk-events")
NAMES = ("first", "second", "taken back")


def ask_thrice(world: World) -> None:
    """Lin asks for three withdrawals of 100 dollars."""
    form = withdrawals.form(world) | {"amount": "100.00"}
    world.notes["asked"] = [
        world.asks("withdrawals", form, f"withdrawal {name}")["id"] for name in NAMES
    ]


def decide_all(world: World) -> None:
    """Mara approves what she has looked at, in one order."""
    seen = [{"id": one, "node": 1, "round": 1} for one in world.notes["asked"]]
    body = {"decision": "approved", "requests": seen, "notify": {"email": True}}
    _order(world, "request-jobs", body)


def deciding(ground: Ground) -> Scenario[World]:
    """Two withdrawals leave once; the third was taken back since, and its row says so."""

    def take_one_back(world: World) -> None:
        world.notes["withdrawal"] = world.notes["asked"][2]
        withdrawals.take_back(world)

    def promise(world: World) -> None:
        first, second, third = world.notes["asked"]
        left = ("approved", "withdrawn", "pending")
        assert [status_of(first), status_of(second)] == [left, left]
        assert status_of(third) == ("cancelled", "returned", "none")
        assert sides() == ("800.00", "0.00")
        assert house_balances() == {"bank_clearing": "-802.00", "fee_income": "2.00"}
        assert world.told("funds.withdrawal_posted") == 2
        assert _outcomes(world) == {first: "", second: "", third: "request_not_pending"}
        assert _tally(world) == (2, 1)

    return step(
        ground,
        "one decision on many requests",
        before=(withdrawals.save_bank, ask_thrice, take_one_back),
        act=decide_all,
        promise=promise,
        queues=QUEUES,
    )


def paying_in(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """60 dollars are put on the account by an order, once, and its row ends with them."""

    def enter(world: World) -> None:
        arrive(world, trading)

    def act(world: World) -> None:
        account = world.notes["account"]
        body = {"kind": "deposit", "amount_each": "60.00", "comment": "compensation"}
        _order(world, "account-jobs", body | {"account_ids": [account.id]})

    def promise(world: World) -> None:
        account = world.notes["account"]
        assert trading.money_deals(account) == ["60.00"]
        assert house_balances() == {
            "bank_clearing": "-1000.00",
            "adjustments": "-60.00",
            CLEARING: "60.00",
        }
        assert _outcomes(world) == {account.id: ""}
        assert _tally(world) == (1, 0)

    return step(
        ground,
        "an order for many accounts",
        before=(lambda _world: trading.connect(),),
        enter=enter,
        act=act,
        promise=promise,
        vendors=vendors(),
        queues=QUEUES,
    )


def _order(world: World, path: str, body: dict[str, Any]) -> None:
    answered(world.mara.caller.post(f"/api/desk/{path}", body, key="bulk-order-1"))


def _outcomes(world: World) -> dict[str, str]:
    """Why each row was refused, by its subject; empty where it was done."""
    rows = world.rows("jobs", "JobRow")
    assert {row["state"]["S"] for row in rows} <= {"done", "refused"}
    return {row["subject_id"]["S"]: row.get("code", {}).get("S", "") for row in rows}


def _tally(world: World) -> tuple[int, int]:
    """How many rows were done and refused, as the one job counts them."""
    assert len(world.rows("jobs", "Job")) == 1
    (tally,) = (one for one in world.table("jobs") if one["sk"] == {"S": "TALLY"})
    counts = (int(tally.get(name, {}).get("N", "0")) for name in ("done", "refused"))
    return next(counts), next(counts)
