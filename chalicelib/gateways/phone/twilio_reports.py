"""Twilio's callbacks about texts: whether they are signed, and what they say.

Source: twilio.com/docs/usage/security#validating-requests. HMAC-SHA1 under the auth token over the
full URL and every parameter's name and value in the order of names; base64. Twilio may write the
standard port into the URL or leave it out, so both are tried.
"""

import base64
import hashlib
import hmac
from urllib.parse import parse_qs, urlsplit

from chalicelib.gateways.phone.port import Delivery, Report, ReportForged

_STATUSES = {
    "sent": Delivery.SENT,
    "delivered": Delivery.DELIVERED,
    "read": Delivery.DELIVERED,
    "undelivered": Delivery.FAILED,
    "failed": Delivery.FAILED,
    "canceled": Delivery.FAILED,
}
_STANDARD_PORTS = {"https": 443, "http": 80}


def is_signed(url: str, body: bytes, signature: str, token: str) -> bool:
    """Whether ``signature`` covers a form ``body`` sent to ``url``, under ``token``."""
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    told = "".join(name + value for name in sorted(fields) for value in sorted(set(fields[name])))
    good = [
        hmac.compare_digest(_signature(one + told, token).encode(), signature.encode())
        for one in _spellings(url)
    ]
    return any(good)


def report_in(body: bytes) -> Report:
    """The report in a body whose signature is good; what is under way says nothing yet.

    Raises:
        ReportForged: it names no message.
    """
    fields = parse_qs(body.decode("utf-8", "replace"))
    reference = fields.get("MessageSid", [""])[0]
    if not reference:
        raise ReportForged("this report is about no message")
    status = fields.get("MessageStatus", [""])[0]
    return Report(reference, _STATUSES.get(status, Delivery.SENDING))


def _signature(text: str, token: str) -> str:
    mac = hmac.new(token.encode(), text.encode(), hashlib.sha1)
    return base64.b64encode(mac.digest()).decode()


def _spellings(url: str) -> tuple[str, str]:
    """``url`` with and without its port."""
    address = urlsplit(url)
    host = address.hostname or ""
    port = address.port or _STANDARD_PORTS.get(address.scheme, 443)
    return (
        address._replace(netloc=f"{host}:{port}").geturl(),
        address._replace(netloc=host).geturl(),
    )
