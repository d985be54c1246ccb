"""Whether a daily window is open, and when it opens next. Pure: whoever asks brings the moment."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.funds.model.windows import DailyWindow


def is_open(window: DailyWindow, now: datetime, zone: ZoneInfo) -> bool:
    """Whether ``now`` lies in the window by the clock of ``zone``."""
    at = now.astimezone(zone).time()
    if window.first == window.end:
        return True
    if window.first < window.end:
        return window.first <= at < window.end
    return at >= window.first or at < window.end


def opens_next(window: DailyWindow, now: datetime, zone: ZoneInfo) -> datetime:
    """The next moment after ``now`` at which the window opens.

    On a day when clocks go forward past the hour, that is when they have.
    """
    today = now.astimezone(zone).date()
    for day in (today, today + timedelta(days=1), today + timedelta(days=2)):
        opens = datetime.combine(day, window.first, zone).astimezone(now.tzinfo)
        if opens > now:
            return opens
    raise AssertionError("a day has a morning")
