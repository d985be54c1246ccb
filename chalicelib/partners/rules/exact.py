"""Exact arithmetic: no digit is lost before the one rounding that a receipt names."""

from collections.abc import Iterable
from decimal import Context, Decimal, Inexact
from functools import reduce

_EXACT = Context(prec=200, traps=[Inexact])
_ZERO, _ONE, _HUNDREDTH = Decimal(0), Decimal(1), Decimal("0.01")

times = _EXACT.multiply
"""The product of two."""


def product(factors: Iterable[Decimal]) -> Decimal:
    """All ``factors`` multiplied; one for none."""
    return reduce(times, factors, _ONE)


def total(parts: Iterable[Decimal]) -> Decimal:
    """The sum of ``parts``."""
    return reduce(_EXACT.add, parts, _ZERO)


def percent_of(percent: Decimal, amount: Decimal) -> Decimal:
    """``percent`` hundredths of ``amount``."""
    return times(percent, times(_HUNDREDTH, amount))
