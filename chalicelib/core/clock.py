"""Time as the rest of the code sees it: aware UTC datetimes, handed in, never read from the air."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that can say what time it is."""

    def now(self) -> datetime:
        """The present moment as an aware UTC datetime, whole milliseconds."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """See `Clock.now`."""
        return whole_milliseconds(datetime.now(UTC))


class FixedClock:
    """A clock that stands still until told to move: for tests, demonstrations and replays."""

    def __init__(self, at: datetime) -> None:
        self._at = whole_milliseconds(at)

    def now(self) -> datetime:
        """See `Clock.now`."""
        return self._at

    def set(self, at: datetime) -> None:
        """Jump to ``at``."""
        self._at = whole_milliseconds(at)

    def advance(self, **step: float) -> None:
        """Move on by a ``timedelta(**step)``."""
        self._at = whole_milliseconds(self._at + timedelta(**step))


def whole_milliseconds(at: datetime) -> datetime:
    """``at`` without what is finer than a millisecond; naive datetimes are refused."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone is not a time")
    return at.astimezone(UTC).replace(microsecond=at.microsecond // 1000 * 1000)


def iso(at: datetime) -> str:
    """``2026-11-22T18:57:46.120Z``: fixed width, so text order is time order."""
    return whole_milliseconds(at).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_iso(text: str) -> datetime:
    """The inverse of `iso`; any ISO 8601 text with a zone is read."""
    return whole_milliseconds(datetime.fromisoformat(text))
