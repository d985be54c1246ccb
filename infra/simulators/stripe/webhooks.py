"""How Stripe signs events, and what its clock brings about.

Source: docs.stripe.com/webhooks#verify-manually. ``Stripe-Signature: t=<seconds>,v1=<hex>``, the
hex being HMAC-SHA256 with the endpoint's secret over ``<seconds>.<body>``.
"""

import hashlib
import hmac
import json

from infra.simulators.kit.courier import Courier, Delivery, Route
from infra.simulators.kit.store import simulated_time
from infra.simulators.stripe import payments, sessions
from infra.simulators.stripe.store import Store, Work
from infra.simulators.stripe.world import Settings, World

_ANSWER_SECONDS = 10
_STALE_SECONDS = 600
_BAD_COPIES = frozenset({"forge", "stale", "garble"})


def sign(body: bytes, secret: str, at: int) -> str:
    """The signature header for ``body`` at ``at``."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"t={at},v1={digest.hexdigest()}"


def courier(store: Store, settings: Settings) -> Courier[Work]:
    """Whoever carries the events to where ``settings`` say; a delivery's body is an event's id."""

    def envelope(work: Work, delivery: Delivery) -> tuple[bytes, dict[str, str]]:
        event = work.find("event", delivery["body"]) or {}
        body = json.dumps(event, indent=2).encode()
        return _spoiled(settings, body, delivery["trick"], int(simulated_time(work)))

    def let_time_pass(work: Work) -> None:
        world = World(work, int(simulated_time(work)), settings)
        sessions.expire_due(world)
        payments.settle_due(world)

    route = Route(
        settings.webhook_url,
        envelope,
        settings.retry_seconds,
        _BAD_COPIES,
        _ANSWER_SECONDS,
        let_time_pass,
    )
    return Courier(store, route)


def _spoiled(settings: Settings, body: bytes, trick: str, now: int) -> tuple[bytes, dict[str, str]]:
    """Body and headers, spoiled as ``trick`` says."""
    if trick == "garble":
        body = body[: len(body) // 2]
    secret = "whsec_of_somebody_else" if trick == "forge" else settings.webhook_secret
    signature = sign(body, secret, now - _STALE_SECONDS if trick == "stale" else now)
    return body, {
        "content-type": "application/json; charset=utf-8",
        "stripe-signature": signature,
        "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
    }
