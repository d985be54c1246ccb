"""The period that an export is cut to, as its filters have it."""

from datetime import UTC, datetime, time, timedelta

from chalicelib.core.clock import whole_milliseconds


def since(filters: dict[str, str]) -> datetime | None:
    """From which moment on; None is from the beginning."""
    text = filters.get("from")
    return None if text is None else _moment(text, timedelta())


def until(filters: dict[str, str]) -> datetime | None:
    """Before which moment; a day given as ``to`` is included whole. None is without an end."""
    text = filters.get("to")
    return None if text is None else _moment(text, timedelta(days=1))


def _moment(text: str, of_day: timedelta) -> datetime:
    found = datetime.fromisoformat(text)
    if len(text) == len("2026-03-02"):
        return datetime.combine(found.date(), time(), UTC) + of_day
    return whole_milliseconds(found)
