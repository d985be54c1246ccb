"""Reading a vendor's record into exact values: any member may be missing, and most are texts.

Refuses: guessing. What makes no sense is a broken answer, with the outcome that goes with the
question: each adapter's own record knows it.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from chalicelib.core.errors import Upstream
from chalicelib.core.money import Money, Rounding, rounded


class Record(ABC):
    """One record of an answer."""

    _record: Mapping[str, Any]

    @abstractmethod
    def broken(self, what: str) -> Upstream:
        """The error for a record whose ``what`` makes no sense."""

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
            raise self.broken(name) from error

    def decimal(self, name: str) -> Decimal:
        """An exact decimal; zero when it is missing."""
        try:
            value = Decimal(self.text(name) or "0")
        except InvalidOperation as error:
            raise self.broken(name) from error
        if not value.is_finite():
            raise self.broken(name)
        return value

    def money(self, name: str, currency: str) -> Money:
        """An amount of ``currency`` that is written out.

        A server may count finer than the currency does; what is finer is rounded half to even.
        """
        return rounded(self.decimal(name), currency, Rounding.HALF_EVEN)
