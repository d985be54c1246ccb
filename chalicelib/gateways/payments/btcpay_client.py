"""BTCPay's Greenfield API over our one way out to vendors, with its errors as our outcomes."""

import json
from typing import Any
from urllib.parse import quote

from chalicelib.core.errors import Invalid, OutcomeUnknown, VendorRefused, VendorUnavailable
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.http import VendorHttp
from chalicelib.gateways.payments.btcpay_objects import Answer, read_as

# A read may take three attempts of 3 s to connect and this to read before API Gateway's 29 s end.
READ_SECONDS = 4.0


@dataclass(frozen=True)
class BtcpayStore:
    """A store on the broker's BTCPay server, and how to prove that we may use it."""

    base_url: str
    store_id: str
    api_key: str
    webhook_secret: str

    @property
    def path(self) -> str:
        """Where the API keeps what is this store's."""
        return f"/api/v1/stores/{quote(self.store_id, safe='')}"


class BtcpayClient:
    """Asks one BTCPay server with one API key. Only reads are repeated: writes have no keys."""

    def __init__(self, store: BtcpayStore, read_seconds: float = READ_SECONDS) -> None:
        self._http = VendorHttp(store.base_url, "btcpay", read_seconds=read_seconds)
        self._headers = {
            "authorization": f"token {store.api_key}",
            "content-type": "application/json",
        }

    def read(self, path: str, **query: str | int) -> Any:
        """What a GET of ``path`` answers.

        Raises:
            VendorRefused: BTCPay will not; facts carry ``reason`` (its code) and ``status``.
            VendorUnavailable: ask again.
        """
        return self._ask("GET", path, query=query)

    def write(self, path: str, body: dict[str, Any]) -> Any:
        """What a POST to ``path`` answers.

        Raises:
            VendorRefused: as for `read`. VendorUnavailable: not done.
            OutcomeUnknown: may be done; look before asking again.
        """
        return self._ask("POST", path, body=body)

    def delete(self, path: str) -> None:
        """Have what is at ``path`` taken back.

        Raises:
            VendorRefused, VendorUnavailable, OutcomeUnknown: as for `write`.
        """
        self._ask("DELETE", path)

    def _ask(
        self,
        method: str,
        path: str,
        *,
        body: dict[str, Any] | None = None,
        query: dict[str, str | int] | None = None,
    ) -> Any:
        answer = self._http.send(
            method,
            path,
            query=query,
            body=None if body is None else json.dumps(body).encode(),
            headers=self._headers,
            idempotent=method == "GET",
        )
        if answer.status == 200:
            return answer.json() if answer.body else None
        raise VendorRefused(
            f"btcpay answered {answer.status}",
            vendor="btcpay",
            reason=_code(answer.body) or "refused",
            status=answer.status,
        )


def _code(body: bytes) -> str:
    """The code of a problem, or the path of the first field that is at fault."""
    try:
        problem = json.loads(body)
    except ValueError:
        return ""
    first = problem[0] if isinstance(problem, list) and problem else problem
    if not isinstance(first, dict):
        return ""
    return str(first.get("code") or first.get("path") or "")[:60]


def written(kind: type[Answer], answer: Any) -> Answer:
    """`read_as` for the answer to a change: unreadable means that it may well have been done."""
    try:
        return read_as(kind, answer)
    except VendorUnavailable as error:
        raise OutcomeUnknown(str(error), vendor="btcpay", reason="broken") from error


def text(amount: Money) -> str:
    """``amount`` as a decimal text.

    Raises:
        Invalid: ``amount_not_positive``.
    """
    if not amount.is_positive:
        raise Invalid("nothing to pay", code="amount_not_positive", field="amount")
    return str(amount)


def reference(text: str) -> str:
    """``text`` if it can be one of BTCPay's ids: it becomes part of a path."""
    if not text.isascii() or not text.replace("-", "").replace("_", "").isalnum():
        raise Invalid("no reference of BTCPay's", code="psp_reference_malformed")
    return text
