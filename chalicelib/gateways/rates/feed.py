"""Rates from an address of the broker's own.

Owns: asking with the header ``key``, and reading the answer: a JSON object whose ``rates`` give a
number, or exact text, per symbol, and whose ``time`` (ISO 8601, optional) says of when they are.
``EURUSD``, ``EUR/USD``, ``EUR-USD`` and ``EUR_USD`` are understood by themselves: units of the
second currency per one of the first. Refuses: anything under a symbol that it knows which is not
plainly a rate; these numbers convert money. Symbols that it does not know are passed over.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from chalicelib.core.errors import VendorUnavailable
from chalicelib.gateways.http import VendorHttp
from chalicelib.gateways.rates.port import PairRates

_SYMBOL = re.compile(r"([A-Z]{3})([A-Z]{3})|([A-Z]{3,5})[/_-]([A-Z]{3,5})")
_RATE = re.compile(r"[0-9]{1,12}(\.[0-9]{1,18})?")
_MOST = 5000


class FeedRates:
    """`PairSource` over one address. ``symbols`` names pairs that the source calls otherwise."""

    def __init__(
        self, source_id: str, url: str, key: str | None, symbols: Mapping[str, tuple[str, str]]
    ) -> None:
        address = urlsplit(url)
        self._id = source_id
        self._http = VendorHttp(f"{address.scheme}://{address.netloc}", source_id)
        self._path = (address.path or "/") + (f"?{address.query}" if address.query else "")
        self._headers = {"Accept": "application/json"} | ({"key": key} if key else {})
        self._symbols = symbols

    def rates(self) -> PairRates:
        """See `PairSource.rates`."""
        answer = self._http.send("GET", self._path, headers=self._headers, idempotent=True)
        if answer.status != 200:
            raise _unreadable(self._id, f"answered {answer.status}")
        return read_rates(self._id, answer.body, self._symbols)


def read_rates(
    source_id: str, document: bytes, symbols: Mapping[str, tuple[str, str]]
) -> PairRates:
    """The rates in ``document``.

    Raises:
        VendorUnavailable: reason ``broken``: it is not what such a source answers.
    """
    try:
        answer = json.loads(document, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise _unreadable(source_id, "no JSON") from error
    given = answer.get("rates") if isinstance(answer, dict) else None
    if not isinstance(given, dict) or len(given) > _MOST:
        raise _unreadable(source_id, "no object of rates")
    pairs = dict(_pairs(source_id, given, symbols))
    if not pairs:
        raise _unreadable(source_id, "no symbol that we know")
    return PairRates(_time(source_id, answer.get("time")), pairs)


def _pairs(
    source_id: str, given: dict[str, Any], symbols: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, Decimal]]:
    for symbol, value in given.items():
        pair = symbols.get(symbol) or _plain(symbol)
        if pair is None:
            continue
        text = format(value, "f") if isinstance(value, Decimal) else str(value)
        if isinstance(value, bool) or not _RATE.fullmatch(text) or not Decimal(text):
            raise _unreadable(source_id, f"{symbol[:20]!r} at {text[:20]!r} is no rate")
        yield f"{pair[0]}/{pair[1]}", Decimal(text)


def _plain(symbol: str) -> tuple[str, str] | None:
    found = _SYMBOL.fullmatch(symbol)
    if found is None:
        return None
    return (found[1], found[2]) if found[1] else (found[3], found[4])


def _time(source_id: str, text: object) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError as error:
        raise _unreadable(source_id, "no time") from error
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _unreadable(source_id: str, why: str) -> VendorUnavailable:
    return VendorUnavailable(f"{source_id}: {why}", vendor=source_id, reason="broken")
