"""Long lists cut by what no index answers: read on until a page is full, but never without end.

A page made here may hold fewer items than asked for, or none, and still have a next one: whoever
reads goes on with the cursor. A walk by day reads the partitions of a list kept by day, newest
first.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeVar

from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage import cursors

T = TypeVar("T")

Keep = Callable[[tuple[T, ...]], tuple[T, ...]]
REACH = timedelta(days=92)
_ROUNDS = 10
_DAYS_PER_PAGE = 31


def kept(read: Callable[[PageRequest], Page[T]], keep: Keep[T], request: PageRequest) -> Page[T]:
    """One page of what ``keep`` leaves of the list that ``read`` reads."""
    found: list[T] = []
    cursor = request.cursor
    for _ in range(_ROUNDS):
        page = read(PageRequest(request.limit - len(found), cursor))
        found.extend(keep(page.items))
        cursor = page.next_cursor
        if cursor is None or len(found) == request.limit:
            break
    return Page(tuple(found), cursor)


def by_day(
    name: str,
    read: Callable[[date, PageRequest], Page[T]],
    keep: Keep[T],
    request: PageRequest,
    since: datetime,
    until: datetime,
) -> Page[T]:
    """One page of the list ``name``, from ``until`` back to ``since``, of what ``keep`` leaves.

    ``read`` gives a page of one day's part; it must itself cut by ``since`` and ``until``.

    Raises:
        Invalid: ``cursor_invalid``.
    """
    day, inner = _place(name, request.cursor, until.date())
    found: list[T] = []
    for _ in range(_DAYS_PER_PAGE):
        if day < since.date() or len(found) == request.limit:
            break
        page = read(day, PageRequest(request.limit - len(found), inner))
        found.extend(keep(page.items))
        day, inner = _further(day, page.next_cursor)
    return Page(tuple(found), None if day < since.date() else _cursor(name, day, inner))


def _further(day: date, inner: str | None) -> tuple[date, str | None]:
    return (day, inner) if inner is not None else (day - timedelta(days=1), None)


def _place(name: str, cursor: str | None, first: date) -> tuple[date, str | None]:
    if cursor is None:
        return first, None
    day, _, inner = cursors.unseal(name, cursor).partition("|")
    return date.fromisoformat(day), inner or None


def _cursor(name: str, day: date, inner: str | None) -> str:
    return cursors.seal(name, f"{day.isoformat()}|{inner or ''}")


def everything(items: tuple[T, ...]) -> tuple[T, ...]:
    """Leaves all."""
    return items
