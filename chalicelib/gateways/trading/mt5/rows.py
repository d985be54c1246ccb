"""Reading MT5's records: nearly every value is a string, and any of them may be missing.

Owns: turning record members into exact values. Refuses: guessing; a record that makes no sense is
a broken answer, with the outcome that goes with the command.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from chalicelib.core.errors import Upstream
from chalicelib.gateways.answer import lost
from chalicelib.gateways.trading.mt5.session import VENDOR
from chalicelib.gateways.trading.records import Record

T = TypeVar("T")


class Row(Record):
    """One record of an answer. ``changing`` is whether the command could have changed something."""

    def __init__(self, record: object, *, changing: bool = False) -> None:
        self._changing = changing
        if not isinstance(record, dict):
            raise self.broken("a record")
        self._record: dict[str, Any] = record

    def price(self, name: str) -> Decimal | None:
        """A price, where the server writes zero for "none"."""
        return self.decimal(name) or None

    def among(self, name: str, choices: Mapping[int, T]) -> T:
        """What a number stands for."""
        number = self.integer(name)
        if number not in choices:
            raise self.broken(name)
        return choices[number]

    def inner(self, name: str) -> "Row":
        """A record within this record."""
        return Row(self._record.get(name), changing=self._changing)

    def broken(self, what: str) -> Upstream:
        """See `Record.broken`."""
        return lost(VENDOR, f"cannot read {what}", reason="broken", changing=self._changing)


def rows(answer: object, *, changing: bool = False) -> Iterator[Row]:
    """The records of an answer that is a list; a lone record counts as a list of one."""
    records = answer if isinstance(answer, list) else [answer]
    for record in records:
        yield Row(record, changing=changing)
