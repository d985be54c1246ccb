"""A withdrawal in bitcoin: confirmed by a second person, paid by the provider, or called back."""

from collections.abc import Callable
from typing import Any

from chalicelib.ports import payments
from tests.faults.ground import Ground
from tests.faults.harness import Scenario, Watch, Watched
from tests.faults.steps.step import step
from tests.faults.world import World, done_or
from tests.kit.btcpay import PAYOUT_FIELDS, BtcpaySide, offer_bitcoin_payouts
from tests.kit.funds import decide, house_balances, sides, status_of

GATEWAY = "payout_provider.btcpay"
PROFILE = {"method_id": "bitcoin", "label": "My wallet", "fields": PAYOUT_FIELDS}
GONE = {"bank_clearing": "-1000.00", "fee_income": "3.00", "psp_clearing:btcpay": "297.00"}
BACK = {"bank_clearing": "-1000.00"}


def offer(_world: World) -> None:
    """The broker pays in bitcoin."""
    offer_bitcoin_payouts()


def save_address(world: World) -> None:
    """Lin saves where her coins go."""
    world.notes["details"] = world.asks("withdrawal-details", PROFILE, "save-address-1")["id"]


def ask(world: World) -> None:
    """Lin asks for 300 dollars in bitcoin."""
    form = {
        "source": {"type": "wallet", "currency": "USD"},
        "amount": "300.00",
        "method_id": "bitcoin",
        "details_id": world.notes["details"],
    }
    world.notes["withdrawal"] = world.asks("withdrawals", form, "withdraw-1")["id"]


def approve(world: World) -> None:
    """Somebody else than Mara lets it go."""
    decide(world.notes["withdrawal"])


def confirm(world: World) -> None:
    """Mara is the second person."""
    _act(world, "confirm", "payout_not_waiting")


def call_back(world: World) -> None:
    """Mara thinks better of it."""
    _act(world, "call_back", "payout_not_waiting")


def refund(world: World) -> None:
    """Mara gives the money back."""
    path = f"/api/desk/withdrawals/{world.notes['withdrawal']}"
    wish = {"refund": True, "reason": "The address is wrong."}
    done_or(world.mara.caller.patch(path, wish), "withdrawal_not_refundable")


def _act(world: World, act: str, too_late: str) -> None:
    path = f"/api/desk/payouts/{world.notes['withdrawal']}"
    done_or(world.mara.caller.patch(path, {"act": act, "attempt": 1}), too_late)


APPROVED = (offer, save_address, ask, approve)


def confirming(ground: Ground, btcpay: BtcpaySide) -> Scenario[World]:
    """Set aside once, ordered once, and paid once; Lin is told once."""

    def resume(world: World) -> None:
        world.time_passes()
        with world.unseen():
            _send_coins_once(world, btcpay)
        world.time_passes(601.0, 61.0)

    def promise(world: World) -> None:
        (row,) = btcpay.simulator.rows("payouts")
        assert (row["state"], row["originalAmount"]) == ("Completed", "297.00")
        assert [one["archived"] for one in _claimed(btcpay)] == [True]
        assert _stages(world) == ["completed"]
        assert status_of(world.notes["withdrawal"]) == ("approved", "withdrawn", "success")
        assert (sides(), house_balances()) == (("700.00", "0.00"), GONE)
        assert world.told("funds.payout_confirmed") == 1
        assert world.told("funds.withdrawal_paid") == 1

    return _step(ground, btcpay, "payout: confirm", act=confirm, promise=promise, resume=resume)


def calling_back(ground: Ground, btcpay: BtcpaySide) -> Scenario[World]:
    """Not paid, and nothing can be ordered any more."""

    def enter(world: World) -> None:
        world.people_return()
        with world.unseen():
            confirm(world)
            world.queues.carry()

    def promise(world: World) -> None:
        assert {row["state"] for row in btcpay.simulator.rows("payouts")} == {"Cancelled"}
        assert _stages(world) == ["cancelled"]
        assert status_of(world.notes["withdrawal"]) == ("approved", "withdrawn", "failed")
        assert (sides(), house_balances()) == (("700.00", "0.00"), GONE)

    return _step(ground, btcpay, "payout: call back", act=call_back, promise=promise, enter=enter)


def refunding(ground: Ground, btcpay: BtcpaySide) -> Scenario[World]:
    """Back in the wallet once, and never paid."""

    def promise(world: World) -> None:
        assert btcpay.simulator.rows("payouts") == []
        assert _stages(world) == ["stopped"]
        assert status_of(world.notes["withdrawal"]) == ("rejected", "returned", "pending")
        assert (sides(), house_balances()) == (("1000.00", "0.00"), BACK)
        assert world.told("funds.withdrawal_refunded") == 1

    return _step(ground, btcpay, "payout: refund", act=refund, promise=promise)


def _step(
    ground: Ground,
    btcpay: BtcpaySide,
    name: str,
    *,
    act: Callable[[World], None],
    promise: Callable[[World], None],
    enter: Callable[[World], None] = lambda _: None,
    resume: Callable[[World], None] = World.time_passes,
) -> Scenario[World]:
    def connect_and_enter(world: World) -> None:
        btcpay.connect()
        lever = btcpay.simulator.lever
        world.vendors.append(lambda seconds: lever("clock", advance_seconds=seconds))
        enter(world)

    def vendors(_world: World, watch: Watch) -> dict[str, Any]:
        return {GATEWAY: Watched(GATEWAY, payments.payout_provider("btcpay"), watch)}

    return step(
        ground,
        name,
        before=APPROVED,
        enter=connect_and_enter,
        act=act,
        promise=promise,
        resume=resume,
        vendors=vendors,
    )


def _send_coins_once(world: World, btcpay: BtcpaySide) -> None:
    """The provider's wallet pays what was ordered, unless it has."""
    for row in btcpay.simulator.rows("payouts"):
        if row["state"] == "AwaitingPayment":
            btcpay.simulator.lever(f"payouts/{row['id']}/complete")


def _claimed(btcpay: BtcpaySide) -> list[dict[str, Any]]:
    """What was set aside and paid out of; what a death left behind is nobody's."""
    used = {row["pullPaymentId"] for row in btcpay.simulator.rows("payouts")}
    return [row for row in btcpay.simulator.rows("pulls") if row["id"] in used]


def _stages(world: World) -> list[str]:
    return [row["stage"]["S"] for row in world.rows("funds", "Payout")]
