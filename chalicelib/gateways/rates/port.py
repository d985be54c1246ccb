"""Reference rates, and the one way to get from a sheet of them to a rate between two currencies.

Owns: the sheet, its age limit and cross rates. Refuses: what a client is charged (a spread is
always added openly, elsewhere) and floats.
"""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Protocol

from chalicelib.core.errors import Invalid, VendorUnavailable
from chalicelib.core.nouns import dataclass

CROSS_RATE_DIGITS = 10
# Ten significant digits, half to even: far finer than any price, and the same on every machine.
_CROSS = Context(prec=CROSS_RATE_DIGITS, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True)
class RateSheet:
    """The rates of one day: ``rates[c]`` units of currency ``c`` per one ``base``, exact."""

    as_of: date
    source: str
    base: str
    rates: Mapping[str, Decimal]


class RatesTooOld(VendorUnavailable):
    """The newest sheet is too old to convert money by; staff must set a rate, or wait."""

    code = "rates_too_old"


class RateSource(Protocol):
    """Somewhere that publishes a sheet."""

    def rates(self) -> RateSheet:
        """The newest sheet.

        Raises:
            VendorUnavailable: it cannot be had, or cannot be read.
        """
        ...


def fresh(sheet: RateSheet, today: date, max_age_days: int) -> RateSheet:
    """``sheet``, if it is at most ``max_age_days`` calendar days old on ``today``.

    Five days bridge the longest row of days without rates, from Maundy Thursday to the afternoon
    of the Tuesday after Easter.

    Raises:
        RatesTooOld: facts carry ``as_of`` and ``age_days``.
    """
    age = (today - sheet.as_of).days
    if age > max_age_days:
        raise RatesTooOld(
            f"the rates of {sheet.as_of} are {age} days old",
            source=sheet.source,
            as_of=sheet.as_of.isoformat(),
            age_days=age,
        )
    return sheet


def cross_rate(sheet: RateSheet, sold: str, bought: str) -> Decimal:
    """How many units of ``bought`` one unit of ``sold`` is worth, by way of the sheet's base.

    ``rates[bought] / rates[sold]``, rounded to ten significant digits, half to even; exactly 1
    between equal currencies.

    Raises:
        Invalid: ``rate_unknown``: the sheet lacks one of them.
    """
    if sold == bought:
        _per_base(sheet, sold)
        return Decimal(1)
    return _CROSS.divide(_per_base(sheet, bought), _per_base(sheet, sold))


def _per_base(sheet: RateSheet, currency: str) -> Decimal:
    if currency == sheet.base:
        return Decimal(1)
    try:
        return sheet.rates[currency]
    except KeyError:
        raise Invalid(
            f"{sheet.source} has no rate for {currency}",
            code="rate_unknown",
            field="currency",
            currency=currency,
        ) from None
