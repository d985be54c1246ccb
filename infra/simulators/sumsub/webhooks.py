"""How Sumsub proves that a webhook is its own.

``x-payload-digest`` is the hex HMAC of the raw body with the webhook's secret, by the algorithm
that ``x-payload-digest-alg`` names. Source: docs.sumsub.com/docs/webhook-manager.
"""

import hmac

from infra.simulators.kit.courier import Courier, Delivery, Route
from infra.simulators.sumsub.store import Store, Work
from infra.simulators.sumsub.world import Settings

_BAD_COPIES = frozenset({"forge", "tamper", "sha1", "garble"})


def digest_headers(body: bytes, secret: str, algorithm: str) -> dict[str, str]:
    """The two headers that prove where ``body`` comes from; ``algorithm`` as ``SHA256``."""
    made = hmac.new(secret.encode(), body, algorithm.lower()).digest().hex()
    return {"x-payload-digest": made, "x-payload-digest-alg": f"HMAC_{algorithm}_HEX"}


def courier(store: Store, settings: Settings) -> Courier[Work]:
    """Whoever carries the webhooks to where ``settings`` say."""

    def envelope(_work: Work, delivery: Delivery) -> tuple[bytes, dict[str, str]]:
        return _spoiled(settings, delivery["body"].encode(), delivery["trick"])

    return Courier(
        store, Route(settings.webhook_url, envelope, settings.retry_seconds, _BAD_COPIES)
    )


def _spoiled(settings: Settings, body: bytes, trick: str) -> tuple[bytes, dict[str, str]]:
    """Body and headers, spoiled as ``trick`` says."""
    if trick == "garble":
        body = body[: len(body) // 2]
    secret = "of somebody else" if trick == "forge" else settings.webhook_secret
    algorithm = "SHA1" if trick == "sha1" else settings.webhook_digest
    headers = digest_headers(body, secret, algorithm)
    if trick == "tamper":
        body = body.replace(b'"RED"', b'"GREEN"').replace(b'"pending"', b'"completed"') + b" "
    return body, headers | {"content-type": "application/json", "user-agent": "SumSub Webhook"}
