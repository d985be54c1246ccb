"""Money going back: refunds, which succeed at once and may be returned by the bank later."""

from typing import Any, Literal

from pydantic import Field

from infra.simulators.stripe.amounts import check_step
from infra.simulators.stripe.events import happened
from infra.simulators.stripe.failures import StripeRefusal, missing
from infra.simulators.stripe.movements import record_movement
from infra.simulators.stripe.params import Listed, Params, Whole, check
from infra.simulators.stripe.payments import get as get_object
from infra.simulators.stripe.world import World, new_id

_UNDONE = frozenset({"failed", "canceled"})


class _Create(Params):
    payment_intent: str | None = None
    charge: str | None = None
    amount: Whole | None = Field(None, ge=1)
    metadata: dict[str, str] = Field({}, max_length=50)
    reason: Literal["duplicate", "fraudulent", "requested_by_customer"] | None = None
    expand: list[str] = []


class _List(Listed):
    payment_intent: str | None = None
    charge: str | None = None


def create(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """Send money back.

    Raises:
        StripeRefusal: nothing was paid, or more is asked than is left.
    """
    wanted = check(_Create, given)
    charge = _charge(world, wanted)
    left = charge["amount"] - charge["amount_refunded"]
    amount = left if wanted.amount is None else wanted.amount
    check_step(amount, charge["currency"], "amount")
    if charge["refunded"]:
        raise StripeRefusal(
            f"Charge {charge['id']} has already been refunded.",
            code="charge_already_refunded",
            saved=True,
        )
    if amount > left:
        raise StripeRefusal(
            f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})",
            param="amount",
            saved=True,
        )
    return _send_back(world, charge, amount, wanted)


def _charge(world: World, wanted: _Create) -> dict[str, Any]:
    if wanted.charge:
        return get_object(world, "charge", wanted.charge)
    if not wanted.payment_intent:
        raise StripeRefusal("One of payment_intent and charge is required", param="payment_intent")
    intent = get_object(world, "payment_intent", wanted.payment_intent)
    if not intent["latest_charge"]:
        raise StripeRefusal(
            "This payment does not have a successful charge to refund.",
            code="payment_intent_unexpected_state",
            param="payment_intent",
            saved=True,
        )
    return get_object(world, "charge", intent["latest_charge"])


def _send_back(
    world: World, charge: dict[str, Any], amount: int, wanted: _Create
) -> dict[str, Any]:
    refund = {
        "id": new_id("re_"),
        "object": "refund",
        "amount": amount,
        "balance_transaction": None,
        "charge": charge["id"],
        "created": world.now,
        "currency": charge["currency"],
        "metadata": wanted.metadata,
        "payment_intent": charge["payment_intent"],
        "reason": wanted.reason,
        "status": "succeeded",
    }
    refund["balance_transaction"] = record_movement(
        world, refund, kind="refund", amount=-amount, fee=0
    )
    world.work.put(refund)
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    world.work.put(charge)
    happened(world, "refund.created", refund)
    happened(world, "charge.refunded", charge)
    return refund


def get(world: World, refund_id: str) -> dict[str, Any]:
    """The refund.

    Raises:
        StripeRefusal: there is none.
    """
    refund = world.work.find("refund", refund_id)
    if refund is None:
        raise missing("refund", refund_id)
    return refund


def select(world: World, given: dict[str, Any]) -> tuple[list[dict[str, Any]], Listed]:
    """The refunds asked for, newest first."""
    wanted = check(_List, given)
    return [
        refund
        for refund in world.work.newest_first("refund")
        if wanted.payment_intent in {None, refund["payment_intent"]}
        and wanted.charge in {None, refund["charge"]}
    ], wanted


def bounce(world: World, refund_id: str) -> dict[str, Any]:
    """The payer's bank sends a refund back: it has failed after all.

    Raises:
        StripeRefusal: it has failed already.
    """
    refund = get(world, refund_id)
    if refund["status"] in _UNDONE:
        raise StripeRefusal("This refund has failed already")
    refund |= {"status": "failed", "failure_reason": "lost_or_stolen_card"}
    refund["failure_balance_transaction"] = record_movement(
        world, refund, kind="refund_failure", amount=refund["amount"], fee=0
    )
    world.work.put(refund)
    charge = get_object(world, "charge", refund["charge"])
    charge["amount_refunded"] -= refund["amount"]
    charge["refunded"] = False
    world.work.put(charge)
    happened(world, "refund.failed", refund)
    return refund
