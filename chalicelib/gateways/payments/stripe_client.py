"""Stripe's official library, speaking through our one way out to vendors.

Owns: carrying the library's requests over `VendorHttp` (timeouts, breaker, repeats, logs), Stripe's
errors as our three outcomes, and the library's signature check. Refuses: knowing what a request is
about (`stripe`). Importing this module loads the library, which is slow: adapters import it late.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import stripe

from chalicelib.core.errors import OutcomeUnknown, Upstream, VendorRefused, VendorUnavailable
from chalicelib.gateways.answer import lost
from chalicelib.gateways.http import VendorHttp

_BUSY = "busy"


class StripeClient:
    """Asks one Stripe account, repeating only what is safe to repeat."""

    def __init__(self, http: VendorHttp, api_key: str, base_url: str) -> None:
        # The library's own repeats are off: VendorHttp repeats, within our time limit.
        self._library = stripe.StripeClient(
            api_key,
            base_addresses={"api": base_url.rstrip("/")},
            max_network_retries=0,
            http_client=_Transport(http),
        )

    def read(self, path: str, **params: Any) -> dict[str, Any]:
        """What a GET of ``path`` answers.

        Raises:
            VendorRefused: Stripe will not; facts carry ``reason`` (its code) and ``status``.
            VendorUnavailable: ask again.
        """
        return self._ask("get", path, params, changing=False)

    def write(self, path: str, key: str, **params: Any) -> dict[str, Any]:
        """What a POST to ``path`` answers, done once per idempotency ``key``.

        Raises:
            VendorRefused: as for `read`; also a key that came before with other parameters.
            VendorUnavailable: not done; ask again.
            OutcomeUnknown: may be done; ask again with the same key.
        """
        return self._ask("post", path, {**params, "idempotency_key": key}, changing=True)

    def _ask(
        self, method: str, path: str, params: Mapping[str, Any], *, changing: bool
    ) -> dict[str, Any]:
        try:
            answer = self._library.raw_request(method, path, **params)
        except stripe.StripeError as error:
            raise _outcome(error, changing=changing) from error
        if not isinstance(answer.data, dict):
            raise lost("stripe", "the answer is no object", reason="broken", changing=changing)
        return answer.data


def is_signed(header: str, body: bytes, secret: str) -> bool:
    """Whether ``header`` carries a signature of ``body`` made with ``secret``; age aside."""
    try:
        stripe.WebhookSignature.verify_header(body, header, secret)
    except (stripe.SignatureVerificationError, UnicodeDecodeError):
        return False
    return True


class _Transport(stripe.HTTPClient):
    """The library's requests over `VendorHttp`; our outcomes pass through the library untouched."""

    name = "fairlead"

    def __init__(self, http: VendorHttp) -> None:
        super().__init__()
        self._http = http

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[Any, int, Mapping[str, str]]:
        """One question; every POST of ours has an idempotency key, so it may be repeated."""
        address = urlsplit(url)
        changing = method == "post"
        try:
            answer = self._http.send(
                method.upper(),
                f"{address.path}?{address.query}" if address.query else address.path,
                body=post_data.encode() if isinstance(post_data, str) else post_data,
                headers=headers,
                idempotent=True,
            )
        except VendorUnavailable as error:
            if changing and error.facts["reason"] == _BUSY:
                # Of a 5xx Stripe says only that the outcome is not certain; 503 is no exception.
                raise OutcomeUnknown(error.message, **error.facts) from error
            raise
        return answer.body, answer.status, answer.headers

    def close(self) -> None:
        """Drop idle connections."""
        self._http.close()


def _outcome(error: stripe.StripeError, *, changing: bool) -> Upstream:
    """Which of the three outcomes a Stripe error means."""
    status = error.http_status or 0
    reason = error.code or _kind(error)
    facts: dict[str, Any] = {"vendor": "stripe", "reason": reason, "status": status}
    if error.request_id:
        facts["request_id"] = error.request_id
    if isinstance(error, stripe.RateLimitError):
        return VendorUnavailable("stripe asks to come back later", **facts)
    if 400 <= status < 500 and status != 409:
        return VendorRefused(f"stripe refused: {error.user_message}", **facts)
    # 409: the same key is being worked on at this moment. Else: no JSON where JSON was due.
    return (OutcomeUnknown if changing else VendorUnavailable)("stripe did not finish", **facts)


def _kind(error: stripe.StripeError) -> str:
    """Stripe's own ``type`` of the error, such as ``idempotency_error``."""
    body = error.json_body
    inner = body.get("error") if isinstance(body, dict) else None
    kind = inner.get("type") if isinstance(inner, dict) else None
    return kind if isinstance(kind, str) else "unreadable"
