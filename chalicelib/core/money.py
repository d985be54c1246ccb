"""Money: whole minor units of a currency. Nothing here knows a float.

Owns: the table of currencies with their exponents, exact parsing and printing, and conversion at
an exact rate with a named rounding. Refuses: adding two currencies, and amounts finer than the
currency allows.

Exponents are those of ISO 4217 (list of 2026-01-01); crypto exponents are our own choice of the
finest unit that exchanges settle.
"""

import re
from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from functools import total_ordering

from chalicelib.core.currencies import EXPONENTS
from chalicelib.core.errors import Invalid
from chalicelib.core.nouns import dataclass

_AMOUNT = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?")
_EXACT = Context(prec=60)
MAX_MINOR = 10**18


class Rounding(StrEnum):
    """The named ways to drop what a currency cannot hold."""

    HALF_EVEN = "half_even"
    HALF_UP = "half_up"
    DOWN = "down"
    UP = "up"


_MODES = {
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.DOWN: ROUND_DOWN,
    Rounding.UP: ROUND_CEILING,
}


def exponent(currency: str) -> int:
    """How many decimals ``currency`` has.

    Raises:
        Invalid: ``currency_unknown``.
    """
    try:
        return EXPONENTS[currency]
    except KeyError:
        raise Invalid(
            f"no currency {currency!r}", code="currency_unknown", field="currency"
        ) from None


@total_ordering
@dataclass(frozen=True)
class Money:
    """``minor`` smallest units of ``currency``; may be negative (a posting is signed)."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError("minor units are an int")
        if self.currency not in EXPONENTS:  # asked here, for a call each time is felt
            exponent(self.currency)

    @classmethod
    def parse(cls, text: str, currency: str, *, field: str = "amount") -> "Money":
        """The amount a person wrote, such as ``"12.50"``: plain decimals, no exponent, no spaces.

        Raises:
            Invalid: ``amount_malformed``, ``amount_too_precise``, ``amount_too_large`` or
                ``currency_unknown``.
        """
        decimals = exponent(currency)
        if not isinstance(text, str) or not _AMOUNT.fullmatch(text):
            raise Invalid("write the amount like 12.50", code="amount_malformed", field=field)
        scaled = Decimal(text).scaleb(decimals, _EXACT)
        if scaled != scaled.to_integral_value():
            raise Invalid(
                f"{currency} has {decimals} decimals",
                code="amount_too_precise",
                field=field,
                currency=currency,
                decimals=decimals,
            )
        if abs(scaled) >= MAX_MINOR:
            raise Invalid("the amount is too large", code="amount_too_large", field=field)
        return cls(int(scaled), currency)

    @classmethod
    def zero(cls, currency: str) -> "Money":
        """Nothing, in ``currency``."""
        return cls(0, currency)

    def __str__(self) -> str:
        return str(Decimal(self.minor).scaleb(-exponent(self.currency), _EXACT).__format__("f"))

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        self._same(other)
        return self.minor < other.minor

    @property
    def is_positive(self) -> bool:
        """Whether there is more than nothing."""
        return self.minor > 0

    def convert(self, rate: Decimal, currency: str, rounding: Rounding) -> "Money":
        """This amount in ``currency`` at ``rate`` (units of it per unit of ours), rounded so."""
        exact = _EXACT.multiply(self.as_decimal(), rate)
        return rounded(exact, currency, rounding)

    def share(self, percent: Decimal, rounding: Rounding) -> "Money":
        """``percent`` hundredths of this amount, rounded as named."""
        return rounded(_EXACT.multiply(self.as_decimal(), percent / 100), self.currency, rounding)

    def as_decimal(self) -> Decimal:
        """The exact amount in whole units."""
        return Decimal(self.minor).scaleb(-exponent(self.currency), _EXACT)


def rounded(amount: Decimal, currency: str, rounding: Rounding) -> Money:
    """``amount`` whole units as `Money`, what does not fit dropped as ``rounding`` names."""
    scaled = _EXACT.scaleb(amount, exponent(currency))
    return Money(int(scaled.to_integral_value(_MODES[rounding])), currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of ``amounts``, all of which are in ``currency``."""
    result = Money.zero(currency)
    for amount in amounts:
        result += amount
    return result
