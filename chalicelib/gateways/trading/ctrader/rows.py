"""Reading cTrader's records: JSON members, and lines of its comma-separated lists.

Owns: turning them into exact values; money in JSON counts steps of ten to the minus *money
digits*, money in lists is written out. Refuses: guessing; a record that makes no sense is a broken
answer, with the outcome that goes with the question.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from chalicelib.core.errors import Upstream
from chalicelib.core.money import Money, Rounding, rounded
from chalicelib.gateways.answer import Answer
from chalicelib.gateways.trading.records import Record

_MOST_DIGITS = 18


class Row(Record):
    """One record of an answer."""

    def __init__(self, record: object, answer: Answer) -> None:
        self._answer = answer
        if not isinstance(record, dict):
            raise answer.broken("cannot read a record")
        self._record: Mapping[str, Any] = record

    def scaled(self, name: str, currency: str) -> Money:
        """An amount that counts steps of the record's own ``moneyDigits``.

        Where these are finer than the currency's decimals, half to even.
        """
        digits = self.integer("moneyDigits")
        if not 0 <= digits <= _MOST_DIGITS:
            raise self.broken("moneyDigits")
        exact = Decimal(self.integer(name, 0)).scaleb(-digits)
        return rounded(exact, currency, Rounding.HALF_EVEN)

    def moment(self, name: str) -> datetime:
        """A time such as ``2026-03-02T09:00:00.000``, which is in UTC."""
        try:
            return datetime.fromisoformat(self.text(name)).replace(tzinfo=UTC)
        except ValueError as error:
            raise self.broken(name) from error

    def members(self) -> dict[str, Any]:
        """All that the record says, to be sent back."""
        return dict(self._record)

    def inner(self, name: str) -> "Row":
        """A record within this record; an empty one when it is missing."""
        return Row(self._record.get(name) or {}, self._answer)

    def broken(self, what: str) -> Upstream:
        """See `Record.broken`."""
        return self._answer.broken(f"cannot read {what}")


def record(answer: Answer) -> Row:
    """The record that an answer consists of."""
    return Row(answer.json(), answer)


def listed(answer: Answer, name: str) -> Iterator[Row]:
    """The records of an answer's list ``name``; a lone record counts as a list of one."""
    said = answer.json()
    found = said.get(name) if isinstance(said, dict) else None
    if found is None:
        found = []
    for one in found if isinstance(found, list) else [found]:
        yield Row(one, answer)


def lines(answer: Answer, *needed: str) -> Iterator[Row]:
    """The lines of a comma-separated list, by the names in its first line.

    Raises:
        Upstream: a column of ``needed`` is missing, or a line is longer or shorter than the first.
    """
    try:
        table = list(csv.reader(io.StringIO(answer.body.decode()), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise answer.broken("the answer is not a list") from error
    names = [name.strip() for name in table[0]] if table else []
    if missing := set(needed) - set(names):
        raise answer.broken(f"the list has no {', '.join(sorted(missing))}")
    for values in table[1:]:
        if len(values) != len(names):
            raise answer.broken("a line of the list is not whole")
        yield Row(dict(zip(names, values, strict=True)), answer)


def stamp(at: datetime) -> str:
    """A time as the server wants it in a query."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}"
