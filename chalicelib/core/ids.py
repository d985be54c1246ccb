"""Identifiers: a short prefix that says what it is, and a ULID that sorts by time."""

import secrets
from datetime import datetime
from typing import Protocol

from ulid import ULID


class Ids(Protocol):
    """A source of identifiers."""

    def new(self, prefix: str, at: datetime) -> str:
        """A fresh id such as ``wdr_01JD…``: unique, and later ones sort after earlier ones."""
        ...

    def digits(self, count: int) -> str:
        """``count`` unguessable decimal digits, the first of them not zero."""
        ...

    def secret(self, bytes_count: int = 32) -> str:
        """An unguessable URL-safe text of at least ``bytes_count`` bytes of randomness."""
        ...


class RandomIds:
    """Ids from the operating system's randomness."""

    def new(self, prefix: str, at: datetime) -> str:
        """See `Ids.new`."""
        return f"{prefix}_{ULID.from_datetime(at)}"

    def digits(self, count: int) -> str:
        """See `Ids.digits`."""
        lowest = 10 ** (count - 1)
        return str(lowest + secrets.randbelow(9 * lowest))

    def secret(self, bytes_count: int = 32) -> str:
        """See `Ids.secret`."""
        return secrets.token_urlsafe(bytes_count)


class CountingIds:
    """The same ids every time, in order: for tests and for replaying a recorded day."""

    def __init__(self) -> None:
        self._count = 0

    def _next(self) -> int:
        self._count += 1
        return self._count

    def new(self, prefix: str, at: datetime) -> str:
        """See `Ids.new`; the time part is real, the random part counts."""
        head = bytes(ULID.from_datetime(at))[:6]
        return f"{prefix}_{ULID.from_bytes(head + self._next().to_bytes(10, 'big'))}"

    def digits(self, count: int) -> str:
        """See `Ids.digits`."""
        return str(10 ** (count - 1) + self._next())

    def secret(self, bytes_count: int = 32) -> str:
        """See `Ids.secret`; guessable on purpose."""
        return f"secret-{self._next():0{bytes_count}d}"
