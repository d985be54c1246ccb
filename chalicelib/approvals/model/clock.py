"""The clock of a request: hours in which it runs, why it stands still, and who is called."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field

from chalicelib.approvals.model.flow import RoleIds
from chalicelib.core.nouns import dataclass


class PauseReason(StrEnum):
    """What a request waits for while its clock stands still."""

    CLIENT = "waiting_for_client"
    VENDOR = "waiting_for_vendor"
    HELD = "held_back"


class Weekday(StrEnum):
    """The days of the week, from Monday."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("no such time zone") from error
    return name


Hour = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
_WORK_DAYS = (
    Weekday.MONDAY,
    Weekday.TUESDAY,
    Weekday.WEDNESDAY,
    Weekday.THURSDAY,
    Weekday.FRIDAY,
)


@dataclass(frozen=True)
class BusinessHours:
    """When clocks run. Off: always. ``opens`` and ``closes`` are of each day, by ``zone``."""

    enabled: bool = False
    zone: Annotated[str, AfterValidator(_zone)] = "UTC"
    days: Annotated[tuple[Weekday, ...], Field(min_length=1)] = _WORK_DAYS
    opens: Hour = "09:00"
    closes: Hour = "18:00"
    holidays: Annotated[tuple[date, ...], Field(max_length=366)] = ()

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("the day must open before it closes")


@dataclass(frozen=True)
class Escalation:
    """Before a deadline approvers are reminded; after it ``role_ids`` may decide as well."""

    remind_minutes: Annotated[int, Field(ge=0, le=10_080)] = 60
    role_ids: RoleIds = ()


@dataclass(frozen=True)
class Pause:
    """A clock that stands still: why, since when, by whom; ``left_seconds`` were left on it."""

    reason: PauseReason
    since: datetime
    by_name: str
    left_seconds: int
    note: str = ""


@dataclass(frozen=True)
class Turn:
    """How long a decided request was with the staff, without its pauses."""

    request_id: str
    type: str
    decided_at: datetime
    seconds: int
    late: bool
    version: int = 0
