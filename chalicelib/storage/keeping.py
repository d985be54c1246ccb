"""How keepers work on rows: as plain facts for a copy, and page by page when a client is erased."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pydantic import TypeAdapter

from chalicelib.core.keeping import Facts, Part, Run
from chalicelib.core.money import Money
from chalicelib.core.paging import MAX_PAGE_SIZE, Page, PageRequest
from chalicelib.storage.rows import N
from chalicelib.storage.table import Range, Table
from chalicelib.storage.unit import Stale, Unit
from chalicelib.storage.wire import Item

SLICE = 25
"""Rows that one unit erases: each may bring changes of its own."""


def told(noun: Any, *left_out: str) -> Facts:
    """The fields of ``noun`` as a client reads them: amounts as text, times as ISO."""
    plain = TypeAdapter(type(noun)).dump_python(noun, mode="json")
    return {
        name: _readable(value)
        for name, value in plain.items()
        if name not in {"version", "client_id", *left_out}
    }


def _readable(value: Any) -> Any:
    if isinstance(value, dict) and value.keys() == {"minor", "currency"}:
        money = Money(value["minor"], value["currency"])
        return {"amount": str(money), "currency": money.currency}
    if isinstance(value, dict):
        return {key: _readable(one) for key, one in value.items()}
    return [_readable(one) for one in value] if isinstance(value, list) else value


def part(name: str, nouns: Iterable[Any], *left_out: str) -> Part:
    """A part of a copy with a line for each of ``nouns``."""
    return Part(name, tuple(told(one, *left_out) for one in nouns))


def every(read: Callable[[PageRequest], Page[N]]) -> Iterator[N]:
    """All that a list has, page after page."""
    cursor: str | None = None
    while True:
        page = read(PageRequest(MAX_PAGE_SIZE, cursor))
        yield from page.items
        cursor = page.next_cursor
        if cursor is None:
            return


def erase_page(
    run: Run,
    read: Callable[[PageRequest], Page[N]],
    erase: Callable[[Unit, N], None],
    cursor: str | None,
) -> str | None:
    """Let ``erase`` work on the next rows of a list, each in a unit of its own; the next cursor."""
    page = read(PageRequest(SLICE, cursor))
    for one in page.items:
        _each(run, erase, one)
    return page.next_cursor


def _each(run: Run, erase: Callable[[Unit, N], None], one: N) -> None:
    run(lambda unit: erase(unit, one))


def remove_all(
    run: Run, table: Table, within: Range, keep: Callable[[Item], bool] = lambda _: False
) -> str | None:
    """Remove the next rows of a partition, but those to ``keep``; a cursor when there are more.

    What is removed is gone from the list, so the next slice begins at its beginning.
    """
    found = [one for one in table.query(within, 4 * SLICE) if not keep(one)]

    def work(unit: Unit) -> None:
        for item in found[:SLICE]:
            unit.remove(table, item, Stale("it has changed meanwhile"))

    if found:
        run(work)
    return "more" if len(found) > SLICE else None
