"""Reading MT5's records: nearly every value is a string, and any of them may be missing.

Owns: turning record members into exact values. Refuses: guessing; a record that makes no sense is
a broken answer, with the outcome that goes with the command.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from chalicelib.core.errors import Upstream
from chalicelib.core.money import Money, Rounding, rounded
from chalicelib.gateways.answer import lost
from chalicelib.gateways.trading.mt5.session import VENDOR

T = TypeVar("T")


class Row:
    """One record of an answer. ``changing`` is whether the command could have changed something."""

    def __init__(self, record: object, *, changing: bool = False) -> None:
        self._changing = changing
        if not isinstance(record, dict):
            raise self._broken("a record")
        self._record: dict[str, Any] = record

    def text(self, name: str) -> str:
        """A member as text; empty when it is missing."""
        value = self._record.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int | None = None) -> int:
        """A whole number; ``default`` where it is missing and one is given."""
        text = self.text(name)
        if not text and default is not None:
            return default
        try:
            return int(text)
        except ValueError as error:
            raise self._broken(name) from error

    def decimal(self, name: str) -> Decimal:
        """An exact decimal; zero when it is missing."""
        try:
            value = Decimal(self.text(name) or "0")
        except InvalidOperation as error:
            raise self._broken(name) from error
        if not value.is_finite():
            raise self._broken(name)
        return value

    def price(self, name: str) -> Decimal | None:
        """A price, where the server writes zero for "none"."""
        return self.decimal(name) or None

    def money(self, name: str, currency: str) -> Money:
        """An amount of ``currency``.

        A group may count finer than its currency does; what is finer is rounded half to even.
        """
        return rounded(self.decimal(name), currency, Rounding.HALF_EVEN)

    def among(self, name: str, choices: Mapping[int, T]) -> T:
        """What a number stands for."""
        number = self.integer(name)
        if number not in choices:
            raise self._broken(name)
        return choices[number]

    def inner(self, name: str) -> "Row":
        """A record within this record."""
        return Row(self._record.get(name), changing=self._changing)

    def _broken(self, what: str) -> Upstream:
        return lost(VENDOR, f"cannot read {what}", reason="broken", changing=self._changing)


def rows(answer: object, *, changing: bool = False) -> Iterator[Row]:
    """The records of an answer that is a list; a lone record counts as a list of one."""
    records = answer if isinstance(answer, list) else [answer]
    for record in records:
        yield Row(record, changing=changing)
