"""The European Central Bank's daily reference rates.

Owns: fetching and reading the file. Refuses: anything in it that is not plainly a rate: these
numbers convert money. Published on working days about 16:00 Central European Time, none on TARGET
holidays: www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from chalicelib.core.errors import VendorUnavailable
from chalicelib.gateways.http import VendorHttp
from chalicelib.gateways.rates.port import RateSheet

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

URL = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml"
SOURCE = "ecb"
BASE = "EUR"
_CUBE = "{http://www.ecb.int/vocabulary/2002-08-01/eurofxref}Cube"
_CURRENCY = re.compile("[A-Z]{3}")
_RATE = re.compile(r"[0-9]{1,9}(\.[0-9]{1,10})?")


class EcbRates:
    """`RateSource` over the daily file at ``url``, the ECB's own or a mirror of the same form."""

    def __init__(self, url: str = URL) -> None:
        address = urlsplit(url)
        self._http = VendorHttp(f"{address.scheme}://{address.netloc}", SOURCE)
        self._path = address.path

    def rates(self) -> RateSheet:
        """See `RateSource.rates`."""
        answer = self._http.send("GET", self._path, idempotent=True)
        if answer.status != 200:
            raise _unreadable(f"answered {answer.status}")
        return read_sheet(answer.body)


def read_sheet(document: bytes) -> RateSheet:
    """The sheet in ``document``.

    Raises:
        VendorUnavailable: reason ``broken``: it is not one day's file, whole and sound.
    """
    try:
        envelope = fromstring(document, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise _unreadable("no XML that we would read") from error
    days = envelope.findall(f"{_CUBE}/{_CUBE}")
    if len(days) != 1:
        raise _unreadable(f"{len(days)} days instead of one")
    rates = dict(_rates(days[0]))
    if not rates or len(rates) != len(days[0]):
        raise _unreadable("no rates, or a currency twice")
    return RateSheet(as_of=_day(days[0]), source=SOURCE, base=BASE, rates=rates)


def _rates(day: "Element") -> Iterator[tuple[str, Decimal]]:
    for cube in day:
        currency, rate = cube.get("currency", ""), cube.get("rate", "")
        if not _CURRENCY.fullmatch(currency) or not _RATE.fullmatch(rate) or currency == BASE:
            raise _unreadable(f"{currency[:10]!r} at {rate[:20]!r} is no rate")
        if not Decimal(rate):
            raise _unreadable(f"{currency} at nothing")
        yield currency, Decimal(rate)


def _day(day: "Element") -> date:
    try:
        return date.fromisoformat(day.get("time", ""))
    except ValueError as error:
        raise _unreadable("no date") from error


def _unreadable(why: str) -> VendorUnavailable:
    return VendorUnavailable(f"ecb: {why}", vendor=SOURCE, reason="broken")
