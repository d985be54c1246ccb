"""Money that goes back to a card, and payments that fit no deposit, at the simulated provider."""

from typing import Any

from tests.faults.ground import Ground
from tests.faults.harness import Scenario
from tests.faults.steps.deposits import CARD, come, deliver_callback, letter_of, pay, provider
from tests.faults.steps.step import Deed, nothing, step
from tests.faults.world import World, answered
from tests.kit.funds import house_balances, sides
from tests.kit.payments import PaymentSide

REFUND = {"amount": "40.00", "currency": "USD", "reason": "paid by mistake"}
PAID = {
    "bank_clearing": "-1000.00",
    "psp_clearing:stripe": "-102.50",
    "fee_income": "2.50",
}


def pay_in(world: World, psp: PaymentSide) -> None:
    """Lin has paid 100 dollars and the fee by card, and has them in her wallet."""
    come(world, psp)
    page = world.asks("deposits", CARD, "deposit-1")
    world.notes["deposit"] = page["id"]
    world.notes |= {"letter": pay(psp, page), "unheard": True}
    deliver_callback(world, psp)
    world.queues.carry()
    assert sides() == ("1100.00", "0.00")


def refund(world: World) -> None:
    """Mara sends 40 of them back."""
    path = f"/api/desk/deposits/{world.notes['deposit']}/refunds"
    answered(world.mara.caller.post(path, REFUND, key="refund-1"))


def refunding(ground: Ground, psp: PaymentSide) -> Scenario[World]:
    """40 dollars leave the wallet and reach the card, once."""

    def promise(world: World) -> None:
        (sent,) = psp.simulator.api("GET", "/v1/refunds").json()["data"]
        assert (sent["amount"], sent["status"]) == (4000, "succeeded")
        assert sides() == ("1060.00", "0.00")
        assert house_balances() == PAID | {"psp_clearing:stripe": "-62.50"}
        assert [row["stage"]["S"] for row in world.rows("funds", "Refund")] == ["arrived"]
        assert world.told("funds.refund_ended") == 1

    return step(
        ground,
        "refund to a card",
        enter=lambda world: pay_in(world, psp),
        act=refund,
        promise=promise,
        vendors=provider,
    )


def paid_twice(ground: Ground, psp: PaymentSide) -> Scenario[World]:
    """A second payment of a credited deposit waits in suspense, once."""

    def enter(world: World) -> None:
        pay_in(world, psp)
        _strays(world, psp, world.notes["deposit"], 10_250)

    return _aside(ground, psp, "payment: a second time", enter, "102.50", credited=True)


def of_nobody(ground: Ground, psp: PaymentSide) -> Scenario[World]:
    """A payment that belongs to no deposit waits in suspense, once."""

    def enter(world: World) -> None:
        come(world, psp)
        _strays(world, psp, None, 7_700)

    return _aside(ground, psp, "payment: nobody's", enter, "77.00")


def another_amount(ground: Ground, psp: PaymentSide) -> Scenario[World]:
    """A cent too much for the deposit: all of it waits in suspense, once."""

    def enter(world: World) -> None:
        _asked_without_a_page(world, psp)
        _strays(world, psp, world.notes["deposit"], 10_251)

    return _aside(ground, psp, "payment: another amount", enter, "102.51")


def another_currency(ground: Ground, psp: PaymentSide) -> Scenario[World]:
    """The right figures in euros: all of it waits in suspense, once, in euros."""

    def enter(world: World) -> None:
        _asked_without_a_page(world, psp)
        _strays(world, psp, world.notes["deposit"], 10_250, "eur")

    return _aside(ground, psp, "payment: another currency", enter, "102.50")


def _aside(
    ground: Ground,
    psp: PaymentSide,
    name: str,
    enter: Deed,
    amount: str,
    *,
    credited: bool = False,
) -> Scenario[World]:
    def resume(world: World) -> None:
        deliver_callback(world, psp)
        world.time_passes()

    def promise(world: World) -> None:
        assert sides() == (("1100.00" if credited else "1000.00"), "0.00")
        assert sides(currency="EUR") == ("0.00", "0.00")
        assert house_balances()["suspense"] == amount
        assert len(world.rows("funds", "Unmatched")) == 1
        assert world.told("funds.payment_unmatched") == 1
        assert world.told("funds.deposit_credited") == int(credited)

    return step(
        ground,
        name,
        enter=enter,
        act=nothing,
        promise=promise,
        resume=resume,
        vendors=provider,
    )


def _asked_without_a_page(world: World, psp: PaymentSide) -> None:
    """Lin's deposit is there, and no page of it known: the provider was too busy."""
    come(world, psp)
    psp.trouble("rate_limit")
    answer = world.lin.caller.post("/api/portal/deposits", CARD, key="deposit-1")
    assert answer.status >= 500
    psp.calm()
    (deposit,) = (row for row in world.rows("funds", "Deposit"))
    world.notes["deposit"] = deposit["id"]["S"]


def _strays(
    world: World, psp: PaymentSide, deposit: Any, minor: int, currency: str = "usd"
) -> None:
    """A payment is made on a page that we have not opened; its callback is on its way."""
    session = psp.stray(deposit, minor, currency)
    world.notes |= {"letter": letter_of(psp, session), "unheard": True}
