"""Pages of a list: every list is read a page at a time, newest first unless it says otherwise."""

from collections.abc import Callable
from typing import Generic, TypeVar

from chalicelib.core.nouns import dataclass

MAX_PAGE_SIZE = 200
DEFAULT_PAGE_SIZE = 50

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True)
class PageRequest:
    """Which page: at most ``limit`` items after ``cursor`` (opaque; None for the first page)."""

    limit: int = DEFAULT_PAGE_SIZE
    cursor: str | None = None


@dataclass(frozen=True)
class Page(Generic[T]):
    """A page of items and the cursor of the next one, None when this is the last."""

    items: tuple[T, ...]
    next_cursor: str | None = None

    def map(self, change: Callable[[T], U]) -> "Page[U]":
        """The same page of other items."""
        return Page(tuple(change(item) for item in self.items), self.next_cursor)
