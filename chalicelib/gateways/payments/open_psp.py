"""The open PSP protocol: any provider that implements docs/psp-open-protocol.md.

Owns: asking for a payment page, and reading a notice of what became of a payment. Refuses: deciding
what a notice is worth (funds does). The protocol has no way to ask how a
payment stands: a notice that bears our token and a good signature is the provider's word.
"""

import hmac
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from chalicelib.core.errors import VendorRefused
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.http import VendorHttp
from chalicelib.gateways.payments.open_psp_notices import (
    Notice,
    PspSignInvalid,
    PspTokenInvalid,
    StatusNotAllowed,
    members_of,
    signature,
)
from chalicelib.gateways.payments.port import CallbackMalformed, PaymentOrder, StartedPayment

TOKEN_HEADER = "crm-pay-token"  # noqa: S105 - the header's name
# One attempt of 3 s to connect and this to read: the asking has no key, so it is not repeated.
READ_SECONDS = 8.0
_LOOPBACK = frozenset({"localhost", "127.0.0.1"})


@dataclass(frozen=True)
class OpenPspAccount:
    """One integration: where it is asked, who we are there, and what it calls our parameters.

    ``names`` maps our parameter to theirs; those that are left out are not sent.
    """

    provider: str
    app_url: str
    merchant_id: str
    token: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class Payer:
    """What the provider may be told of who pays."""

    user_id: str
    user_name: str
    email: str
    phone: str
    nationality: str
    language: str
    device: str


class OpenPsp:
    """One integration, as it is asked for pages and tells of payments."""

    def __init__(self, account: OpenPspAccount, *, read_seconds: float = READ_SECONDS) -> None:
        address = urlsplit(account.app_url)
        self._http = VendorHttp(
            f"{address.scheme}://{address.netloc}", account.provider, read_seconds=read_seconds
        )
        self._path = f"{address.path.rstrip('/')}/pay/url"
        self._account = account

    def start_payment(
        self, order: PaymentOrder, payer: Payer, fields: Mapping[str, str]
    ) -> StartedPayment:
        """Ask for the page to pay ``order`` on; ``fields`` are the broker's own parameters.

        Raises:
            VendorRefused: the provider will not, or sends us nowhere; facts carry its message.
            VendorUnavailable: not done; ask again. OutcomeUnknown: ask again with the same order.
        """
        answer = self._http.send(
            "POST",
            self._path,
            body=json.dumps(self._asking(order, payer, fields)).encode(),
            headers={
                TOKEN_HEADER: self._account.token,
                "content-type": "application/json",
            },
        )
        told = answer.require_success().json()
        url = told.get("data", {}).get("url") if _is_well(told) else None
        if not isinstance(url, str) or not _is_page(url):
            message = str(told.get("msg") or "")[:200] if isinstance(told, dict) else ""
            raise VendorRefused(
                "no page to pay on", vendor=self._account.provider, reason="refused", said=message
            )
        return StartedPayment(psp_reference=order.deposit_id, redirect_url=url)

    def read_notice(self, headers: Mapping[str, str], body: bytes) -> Notice:
        """Check and read a notice; ``body`` is exactly what came over the wire.

        Raises:
            PspTokenInvalid, PspSignInvalid, CallbackMalformed, StatusNotAllowed.
        """
        lowered = {name.lower(): value for name, value in headers.items()}
        given = lowered.get(TOKEN_HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._account.token.encode()):
            raise PspTokenInvalid("the token is not ours")
        members = members_of(body)
        sign = str(members.get("sign", "")).encode("utf-8", "replace")
        if not hmac.compare_digest(sign, signature(members, self._account.token).encode()):
            raise PspSignInvalid("the signature does not match")
        status = members.get("status")
        if type(status) is not int or status not in (0, 1, 2):
            raise StatusNotAllowed("status is 0, 1 or 2", field="status")
        try:
            return Notice.model_validate(members)
        except ValidationError as error:
            names = sorted({str(one["loc"][0]) for one in error.errors() if one["loc"]})
            raise CallbackMalformed("no notice", fields=names) from error

    def _asking(
        self, order: PaymentOrder, payer: Payer, fields: Mapping[str, str]
    ) -> dict[str, str]:
        ours = {
            "merchant_id": self._account.merchant_id,
            "order_no": order.deposit_id,
            "amount": str(order.amount),
            "currency": order.amount.currency,
            "user_id": payer.user_id,
            "user_name": payer.user_name,
            "email": payer.email,
            "phone": payer.phone,
            "nationality": payer.nationality,
            "language": payer.language,
            "device": payer.device,
        }
        names = self._account.names
        said = {names[name]: value for name, value in ours.items() if name in names and value}
        asking = {**fields, **said}
        return {**asking, "sign": signature(asking, self._account.token)}


def _is_well(told: Any) -> bool:
    return (
        isinstance(told, dict) and told.get("result") is True and isinstance(told.get("data"), dict)
    )


def _is_page(url: str) -> bool:
    """Whether a client's browser may be sent there."""
    address = urlsplit(url)
    plain = address.scheme == "http" and address.hostname in _LOOPBACK
    return bool(address.hostname) and (address.scheme == "https" or plain)
