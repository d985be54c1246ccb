"""Cutting a span of days into whole months and single days, for counters kept by both. Pure."""

from datetime import date, timedelta

FIRST_DAY = date(2020, 1, 1)


def counter_ranges(
    since: date | None, until: date, first: date = FIRST_DAY
) -> list[tuple[str, str]]:
    """The counters whose sum covers ``since`` to ``until``, both inclusive.

    Pairs of first and last prefix: ``("D#2026-03-30", "D#2026-03-31")`` for days, ``M#`` for whole
    months. At most three pairs, however long the span; days are at most two months' worth.
    """
    start = max(since or first, first)
    if start > until:
        return []
    first_month = start if start.day == 1 else _next_month(start)
    after_last_month = _next_month(until) if _is_last(until) else until.replace(day=1)
    if first_month >= after_last_month:
        return [_days(start, until)]
    ranges = [_months(first_month, after_last_month - timedelta(days=1))]
    if start < first_month:
        ranges.insert(0, _days(start, first_month - timedelta(days=1)))
    if after_last_month <= until:
        ranges.append(_days(after_last_month, until))
    return ranges


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _is_last(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _days(first: date, last: date) -> tuple[str, str]:
    return f"D#{first.isoformat()}", f"D#{last.isoformat()}"


def _months(first: date, last: date) -> tuple[str, str]:
    return f"M#{first.isoformat()[:7]}", f"M#{last.isoformat()[:7]}"
