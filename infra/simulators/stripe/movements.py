"""Balance transactions: what every charge and refund does to our balance at Stripe."""

from typing import Any

from infra.simulators.stripe.world import World, new_id

_AVAILABLE_AFTER_SECONDS = 2 * 24 * 60 * 60


def record_movement(
    world: World, source: dict[str, Any], *, kind: str, amount: int, fee: int
) -> str:
    """A balance transaction: what ``source`` does to our balance at Stripe. Its id."""
    movement = {
        "id": new_id("txn_"),
        "object": "balance_transaction",
        "amount": amount,
        "available_on": world.now + _AVAILABLE_AFTER_SECONDS,
        "created": world.now,
        "currency": source["currency"],
        "description": source.get("description"),
        "exchange_rate": None,
        "fee": fee,
        "fee_details": [{"amount": fee, "currency": source["currency"], "type": "stripe_fee"}],
        "net": amount - fee,
        "reporting_category": kind,
        "source": source["id"],
        "status": "pending",
        "type": kind,
    }
    world.work.put(movement)
    return str(movement["id"])
