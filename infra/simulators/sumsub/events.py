"""Webhooks as they are planned: what is said of an applicant, and how its delivery is spoiled.

Source: docs.sumsub.com/docs/webhook-manager.
"""

import json
import uuid
from typing import Any

from infra.simulators.kit.courier import plan
from infra.simulators.sumsub.faults import take_webhook_fault
from infra.simulators.sumsub.world import World, written, written_exactly

# How long a reordered delivery waits for a later one to overtake it.
REORDER_SECONDS = 10.0


def happened(world: World, applicant: dict[str, Any], kind: str) -> None:
    """Record that ``kind`` happened to ``applicant`` as it is now, and plan the webhook."""
    if not world.settings.webhook_url:
        return
    review = applicant["review"]
    event = {
        "applicantId": applicant["id"],
        "inspectionId": applicant["inspectionId"],
        "correlationId": uuid.uuid4().hex,
        "levelName": review["levelName"],
        "externalUserId": applicant["externalUserId"],
        "type": kind,
        "sandboxMode": True,
        "reviewStatus": review["reviewStatus"],
        "createdAt": written(world.now),
        "createdAtMs": written_exactly(world.now),
        "clientId": "fairlead",
    }
    if kind == "applicantReviewed":
        event["reviewResult"] = review["reviewResult"]
    _plan(world, json.dumps(event))


def plan_delivery(world: World, body: str, trick: str = "", wait_seconds: float = 0) -> None:
    """Send ``body`` (again), ``trick`` saying how the delivery is spoiled."""
    plan(world.work, body, world.now + wait_seconds, trick)


def _plan(world: World, body: str) -> None:
    """The true delivery, and what the switched-on fault adds to it or does with it."""
    fault = take_webhook_fault(world.work)
    if fault is None:
        plan_delivery(world, body)
    elif fault.kind == "webhook_lose":
        return
    elif fault.kind == "webhook_duplicate":
        plan_delivery(world, body)
        plan_delivery(world, body)
    elif fault.kind == "webhook_delay":
        plan_delivery(world, body, wait_seconds=fault.seconds)
    elif fault.kind == "webhook_reorder":
        plan_delivery(world, body, "overtaken", REORDER_SECONDS)
    else:
        plan_delivery(world, body, fault.kind.removeprefix("webhook_"))
        plan_delivery(world, body)
