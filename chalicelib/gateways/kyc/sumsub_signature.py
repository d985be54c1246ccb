"""Signing requests to Sumsub: HMAC-SHA256 over time, method, path with query, and body.

Source: docs.sumsub.com/reference/authentication.
"""

import hashlib
import hmac


def signature(secret_key: str, seconds: int, method: str, path: str, body: bytes) -> str:
    """The lower-case hex that authorises one request; ``path`` includes the query."""
    signed = f"{seconds}{method}{path}".encode() + body
    return hmac.new(secret_key.encode(), signed, hashlib.sha256).hexdigest()


def headers_for(
    method: str, path: str, body: bytes, app_token: str, secret_key: str, seconds: int
) -> dict[str, str]:
    """The headers of a signed request made at ``seconds`` since 1970."""
    return {
        "Accept": "application/json",
        "Content-Type": "application/json",
        "X-App-Token": app_token,
        "X-App-Access-Ts": str(seconds),
        "X-App-Access-Sig": signature(secret_key, seconds, method, path, body),
    }
