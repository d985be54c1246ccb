"""Schedule expressions as EventBridge writes them: rate(...) and cron(...), in UTC.

Owns the question when a schedule is due next. Refuses the forms of cron that Fairlead does not
use (L, W and #), with the expression in the error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_CRON = re.compile(r"cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)")
_UNIT = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
_LATEST_YEAR = 2199
# A cron expression that names 29 February can be eight years away (1896 to 1904).
_LOOK_AHEAD = timedelta(days=8 * 366)


class NotUnderstood(Exception):
    """The expression is neither rate nor a cron of the supported form."""


@dataclass(frozen=True)
class Rate:
    """Every so often, counted from the start."""

    every: timedelta

    def next_after(self, moment: datetime) -> datetime:
        """The next time after `moment`, on the whole second."""
        return moment + self.every


@dataclass(frozen=True)
class Cron:
    """The minutes that match all six fields. Days of the week count from Sunday = 1."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    years: frozenset[int]

    def next_after(self, moment: datetime) -> datetime:
        """The next matching minute after `moment`.

        Raises:
            NotUnderstood: there is none within eight years.
        """
        at = moment.astimezone(UTC).replace(second=0, microsecond=0) + timedelta(minutes=1)
        end = at + _LOOK_AHEAD
        while at < end:
            if not self._matches_day(at):
                at = at.replace(hour=0, minute=0) + timedelta(days=1)
            elif at.hour not in self.hours:
                at = at.replace(minute=0) + timedelta(hours=1)
            elif at.minute not in self.minutes:
                at += timedelta(minutes=1)
            else:
                return at
        raise NotUnderstood("this cron expression never comes true")

    def _matches_day(self, at: datetime) -> bool:
        weekday = at.isoweekday() % 7 + 1
        return (
            at.year in self.years
            and at.month in self.months
            and at.day in self.days
            and weekday in self.weekdays
        )


def parse(expression: str) -> Rate | Cron:
    """The schedule that an expression describes.

    Raises:
        NotUnderstood: it is not one of the supported forms.
    """
    if rate := _RATE.fullmatch(expression):
        return Rate(int(rate[1]) * _UNIT[rate[2]])
    cron = _CRON.fullmatch(expression)
    if cron is None:
        raise NotUnderstood(f"not a schedule expression: {expression}")
    try:
        return Cron(
            _field(cron[1], 0, 59),
            _field(cron[2], 0, 23),
            _field(cron[3], 1, 31),
            _field(_numbered(cron[4], _MONTHS), 1, 12),
            _field(_numbered(cron[5], _DAYS), 1, 7),
            _field(cron[6], 1970, _LATEST_YEAR),
        )
    except ValueError as fault:
        raise NotUnderstood(f"not supported in {expression}: {fault}") from fault


def _numbered(field: str, names: list[str]) -> str:
    for number, name in enumerate(names, start=1):
        field = field.upper().replace(name, str(number))
    return field


def _field(text: str, low: int, high: int) -> frozenset[int]:
    values: set[int] = set()
    for part in text.split(","):
        span, _, step = part.partition("/")
        if span in ("*", "?"):
            first, last = low, high
        elif "-" in span:
            first, last = (int(end) for end in span.split("-"))
        else:
            first = int(span)
            last = high if step else first
        if not low <= first <= last <= high:
            raise ValueError(f"{part} is outside {low} to {high}")
        values.update(range(first, last + 1, int(step or 1)))
    return frozenset(values)
