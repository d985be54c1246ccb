"""Exact arithmetic: no digit is lost before the one rounding that a receipt names."""

from collections.abc import Iterable
from decimal import Context, Decimal, Inexact

_EXACT = Context(prec=200, traps=[Inexact])
_HUNDREDTH = Decimal("0.01")


def product(factors: Iterable[Decimal]) -> Decimal:
    """All ``factors`` multiplied; one for none."""
    result = Decimal(1)
    for factor in factors:
        result = _EXACT.multiply(result, factor)
    return result


def total(parts: Iterable[Decimal]) -> Decimal:
    """The sum of ``parts``."""
    result = Decimal(0)
    for part in parts:
        result = _EXACT.add(result, part)
    return result


def percent_of(percent: Decimal, amount: Decimal) -> Decimal:
    """``percent`` hundredths of ``amount``."""
    return product((percent, _HUNDREDTH, amount))
