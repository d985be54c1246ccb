"""Withdrawals and adjustments: the steps that stay within our own books."""

from typing import Any

from chalicelib.core.actor import system
from chalicelib.funds.model.automation import AutomaticWithdrawals
from chalicelib.funds.model.settings import AUTOMATIC_WITHDRAWALS
from chalicelib.settings import public as settings
from tests.faults.ground import Ground
from tests.faults.harness import Scenario
from tests.faults.steps.step import step
from tests.faults.world import LIN, World, answered, done_or
from tests.kit.funds import house_balances, sides, status_of

BANK = {
    "method_id": "bank_wire",
    "label": "My bank",
    "fields": {
        "account_holder": "Lin Wei",
        "bank_name": "Harbour Bank",
        "iban": "GB82WEST12345698765432",
        "bic": "WESTGB2LXXX",
    },
}
UNTOUCHED = {"bank_clearing": "-1000.00"}
PAID = {"bank_clearing": "-703.00", "fee_income": "3.00"}


def save_bank(world: World) -> None:
    """Lin saves where to be paid."""
    world.notes["details"] = world.asks("withdrawal-details", BANK, "save-bank-1")["id"]


def ask(world: World) -> None:
    """Lin asks for 300 dollars."""
    world.notes["withdrawal"] = world.asks("withdrawals", form(world), "withdraw-1")["id"]


def form(world: World) -> dict[str, Any]:
    """What she fills in."""
    return {
        "source": {"type": "wallet", "currency": "USD"},
        "amount": "300.00",
        "method_id": "bank_wire",
        "details_id": world.notes["details"],
    }


def approve(world: World) -> None:
    """Mara lets it go."""
    world.decides(world.notes["withdrawal"])


def reject(world: World) -> None:
    """Mara does not."""
    world.decides(world.notes["withdrawal"], approve=False)


def take_back(world: World) -> None:
    """Lin changes her mind."""
    path = f"/api/portal/requests/{world.notes['withdrawal']}"
    done_or(world.lin.caller.patch(path, {"status": "cancelled"}), "request_not_pending")


def refund(world: World) -> None:
    """Mara takes back the approval."""
    path = f"/api/desk/withdrawals/{world.notes['withdrawal']}"
    wish = {"refund": True, "reason": "The bank sent it back."}
    done_or(world.mara.caller.patch(path, wish), "withdrawal_not_refundable")


def adjust(world: World) -> None:
    """Mara takes 25 dollars from the wallet."""
    wish = {"currency": "USD", "amount": "-25.00", "comment": "Charge-back"}
    path = f"/api/desk/clients/{LIN}/wallet-adjustments"
    answered(world.mara.caller.post(path, wish, key="adjustment-1"))


def submitting(ground: Ground) -> Scenario[World]:
    """Held once, pending."""

    def promise(world: World) -> None:
        assert len(world.rows("funds", "Withdrawal")) == 1
        assert status_of(world.notes["withdrawal"]) == ("pending", "held", "none")
        assert (sides(), house_balances()) == (("700.00", "300.00"), UNTOUCHED)

    return step(ground, "withdrawal: submit", before=(save_bank,), act=ask, promise=promise)


def approving(ground: Ground) -> Scenario[World]:
    """Gone once, the fee taken once."""

    def promise(world: World) -> None:
        assert status_of(world.notes["withdrawal"]) == ("approved", "withdrawn", "pending")
        assert (sides(), house_balances()) == (("700.00", "0.00"), PAID)
        assert world.told("funds.withdrawal_posted") == 1

    return step(
        ground, "withdrawal: approve", before=(save_bank, ask), act=approve, promise=promise
    )


def allow(_world: World) -> None:
    """The broker lets the system approve withdrawals of up to 300 dollars, one a day."""
    limits = AutomaticWithdrawals(maximum="300", per_day=1)
    settings.adopt(system("test"), AUTOMATIC_WITHDRAWALS, limits)


def approving_by_the_system(ground: Ground) -> Scenario[World]:
    """Asked for once, gone once, counted once."""

    def promise(world: World) -> None:
        assert status_of(world.notes["withdrawal"]) == ("approved", "withdrawn", "pending")
        assert (sides(), house_balances()) == (("700.00", "0.00"), PAID)
        assert [row["count"]["N"] for row in world.rows("funds", "DailyCount")] == ["1"]
        assert world.told("funds.withdrawal_posted") == 1

    return step(
        ground,
        "withdrawal: approved by the system",
        before=(save_bank,),
        enter=allow,
        act=ask,
        promise=promise,
    )


def correct(world: World) -> None:
    """Mara lets it be of 250 dollars, as Lin agreed by telephone."""
    path = f"/api/desk/requests/{world.notes['withdrawal']}/fields"
    wish = {"values": {"amount": "250.00"}, "round": 1, "reason": "as agreed"}
    done_or(world.mara.caller.patch(path, wish), "request_not_pending")


def correcting(ground: Ground) -> Scenario[World]:
    """What is held follows, once; nothing is paid."""

    def promise(world: World) -> None:
        assert status_of(world.notes["withdrawal"]) == ("pending", "held", "none")
        assert (sides(), house_balances()) == (("750.00", "250.00"), UNTOUCHED)

    return step(
        ground, "withdrawal: correct", before=(save_bank, ask), act=correct, promise=promise
    )


def rejecting(ground: Ground) -> Scenario[World]:
    """Available again, once."""

    def promise(world: World) -> None:
        assert status_of(world.notes["withdrawal"]) == ("rejected", "returned", "none")
        assert (sides(), house_balances()) == (("1000.00", "0.00"), UNTOUCHED)
        assert world.told("approvals.request_rejected") == 1

    return step(ground, "withdrawal: reject", before=(save_bank, ask), act=reject, promise=promise)


def taking_back(ground: Ground) -> Scenario[World]:
    """Available again, once."""

    def promise(world: World) -> None:
        assert status_of(world.notes["withdrawal"]) == ("cancelled", "returned", "none")
        assert (sides(), house_balances()) == (("1000.00", "0.00"), UNTOUCHED)
        assert world.told("approvals.request_cancelled") == 1

    return step(
        ground, "withdrawal: take back", before=(save_bank, ask), act=take_back, promise=promise
    )


def refunding(ground: Ground) -> Scenario[World]:
    """All of it back, once, the fee too."""

    def promise(world: World) -> None:
        assert status_of(world.notes["withdrawal"]) == ("rejected", "returned", "pending")
        assert (sides(), house_balances()) == (("1000.00", "0.00"), UNTOUCHED)
        assert world.told("funds.withdrawal_refunded") == 1

    before = (save_bank, ask, approve)
    return step(
        ground, "withdrawal: refund after approval", before=before, act=refund, promise=promise
    )


def adjusting(ground: Ground) -> Scenario[World]:
    """Taken once."""

    def promise(world: World) -> None:
        assert len(world.rows("funds", "Adjustment")) == 1
        assert sides() == ("975.00", "0.00")
        assert house_balances() == UNTOUCHED | {"suspense": "25.00"}
        assert world.told("funds.wallet_adjusted") == 1

    return step(ground, "wallet adjustment", act=adjust, promise=promise)


def telling(ground: Ground) -> Scenario[World]:
    """Lin hears of a rejection: once at the bell, and by a mail that is never lost.

    A mail whose fate nobody knows is sent again, so there may be two of one message.
    """

    def promise(world: World) -> None:
        bells = [item for item in world.rows("notifications", "BellItem") if _is_lins(item)]
        assert [item["code"]["S"] for item in bells] == ["withdrawal_rejected"]
        mails = world.deployment.office.keys_to(f"lin{LIN}@example.com")
        assert len(set(mails)) == 1
        assert len(mails) <= 2

    def enter(world: World) -> None:
        world.deployment.office.mails.clear()

    return step(
        ground,
        "notices of a rejection",
        before=(save_bank, ask),
        enter=enter,
        act=reject,
        promise=promise,
        queues=("funds-events", "notifications-events"),
    )


def _is_lins(item: dict[str, Any]) -> bool:
    return bool(item["subject_id"]["S"] == LIN)
