"""Events: what happened, and the webhook deliveries that it causes."""

from typing import Any

from infra.simulators.kit.courier import plan
from infra.simulators.stripe.faults import take_webhook_fault
from infra.simulators.stripe.world import API_VERSION, World, new_id

# What our webhook endpoint is subscribed to; everything else is recorded and not sent.
_SUBSCRIBED = ("checkout.session.", "refund.")
# How long a reordered delivery waits for a later event to overtake it.
REORDER_SECONDS = 10.0


def happened(world: World, name: str, subject: dict[str, Any]) -> dict[str, Any]:
    """Record that ``name`` happened to ``subject``, as it is now, and plan its deliveries."""
    event = {
        "id": new_id("evt_"),
        "object": "event",
        "api_version": API_VERSION,
        "created": world.now,
        "data": {"object": public(subject)},
        "livemode": False,
        "pending_webhooks": 0,
        "request": {"id": None, "idempotency_key": None},
        "type": name,
    }
    if name.startswith(_SUBSCRIBED) and world.settings.webhook_url:
        event["pending_webhooks"] = 1
        _plan(world, str(event["id"]))
    world.work.put(event)
    return event


def plan_delivery(world: World, event_id: str, trick: str = "", wait_seconds: float = 0) -> None:
    """Send the event (again), ``trick`` saying how the delivery is spoiled."""
    plan(world.work, event_id, world.now + wait_seconds, trick)


def public(body: dict[str, Any]) -> dict[str, Any]:
    """``body`` without our own notes, whose names begin with an underscore."""
    return {name: value for name, value in body.items() if not name.startswith("_")}


def _plan(world: World, event_id: str) -> None:
    """The true delivery, and what the switched-on fault adds to it or does with it."""
    fault = take_webhook_fault(world)
    if fault is None:
        plan_delivery(world, event_id)
    elif fault.kind == "webhook_lose":
        return
    elif fault.kind == "webhook_duplicate":
        plan_delivery(world, event_id)
        plan_delivery(world, event_id)
    elif fault.kind == "webhook_delay":
        plan_delivery(world, event_id, wait_seconds=fault.seconds)
    elif fault.kind == "webhook_reorder":
        plan_delivery(world, event_id, "overtaken", REORDER_SECONDS)
    else:
        plan_delivery(world, event_id, fault.kind.removeprefix("webhook_"))
        plan_delivery(world, event_id)
