"""Whole smallest units and the decimal text that the protocol shows for them."""

from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from infra.simulators.mt5.codes import Refused


def shown(units: int, digits: int) -> str:
    """``12345`` with two digits is ``"123.45"``."""
    return f"{Decimal(units).scaleb(-digits):.{digits}f}"


def units(amount: Decimal, digits: int) -> int:
    """The nearest whole smallest units."""
    return int(amount.scaleb(digits).to_integral_value(ROUND_HALF_EVEN))


def parsed(text: str) -> Decimal:
    """Decimal text from a request.

    Raises:
        Refused: 3 for anything else.
    """
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise Refused(3) from error
    if not value.is_finite():
        raise Refused(3)
    return value
