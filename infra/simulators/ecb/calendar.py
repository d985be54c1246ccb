"""On which days rates are published: not on weekends, not on TARGET's holidays."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_FRANKFURT = ZoneInfo("Europe/Berlin")
_PUBLISHED_AT = time(16, 0)
_FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (12, 25), (12, 26)})


def newest_at(now: datetime) -> date:
    """The day of the newest file at ``now``: today's from 16:00 in Frankfurt on."""
    local = now.astimezone(_FRANKFURT)
    today = local.date()
    return newest_on(today if local.time() >= _PUBLISHED_AT else today - timedelta(days=1))


def newest_on(day: date) -> date:
    """The last day up to ``day`` with a file."""
    while not _is_working(day):
        day -= timedelta(days=1)
    return day


def _is_working(day: date) -> bool:
    easter = _easter(day.year)
    moving = {easter - timedelta(days=2), easter + timedelta(days=1)}
    return day.weekday() < 5 and (day.month, day.day) not in _FIXED_HOLIDAYS and day not in moving


def _easter(year: int) -> date:
    """Easter Sunday by the rule of Gauss, in Butcher's form."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
