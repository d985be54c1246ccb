"""The broker's clock: in which time zone their days begin, and which month a moment is in."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from chalicelib.settings import public as settings


def zone() -> ZoneInfo:
    """The time zone of the broker's day."""
    return ZoneInfo(settings.value(settings.BRAND_TIME_ZONE))


def month_of(at: datetime) -> str:
    """The month of the broker's clock that ``at`` is in, as ``2026-03``."""
    return at.astimezone(zone()).strftime("%Y-%m")


def day_of(at: datetime) -> date:
    """The day of the broker's clock that ``at`` is in."""
    return at.astimezone(zone()).date()
