"""Reference rates: what sources of them publish, in the two shapes in which they do.

Owns: the sheet of a day against one currency, and quotes by pair. Refuses: what a client is charged
(a mark-up is always added openly, elsewhere) and floats.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from chalicelib.core.nouns import dataclass


@dataclass(frozen=True)
class RateSheet:
    """The rates of one day: ``rates[c]`` units of currency ``c`` per one ``base``, exact."""

    as_of: date
    source: str
    base: str
    rates: Mapping[str, Decimal]


@dataclass(frozen=True)
class PairRates:
    """Quotes by pair: units of the second currency per one of the first, under ``EUR/USD``.

    ``as_of`` is the source's own time, if it tells one.
    """

    as_of: datetime | None
    pairs: Mapping[str, Decimal]


class RateSource(Protocol):
    """Somewhere that publishes a sheet."""

    def rates(self) -> RateSheet:
        """The newest sheet.

        Raises:
            VendorUnavailable: it cannot be had, or cannot be read.
        """
        ...


class PairSource(Protocol):
    """Somewhere that publishes quotes by pair."""

    def rates(self) -> PairRates:
        """The newest quotes.

        Raises:
            VendorUnavailable: they cannot be had, or cannot be read.
        """
        ...
