"""The nouns of settings: versions, what is agreed, what waits; and the brand, which is ours."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Generic, Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field

from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting

T = TypeVar("T")


class VersionState(StrEnum):
    """Where one version of a setting stands."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


class Decision(StrEnum):
    """What the second person says."""

    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Agreed:
    """A version that was agreed to: ``value`` (as JSON) is in force from ``effective_at`` on."""

    number: int
    value: Any
    effective_at: datetime


@dataclass(frozen=True)
class Proposal:
    """A change that waits for a second person. ``effective_at`` None: from the decision on."""

    number: int
    by_id: str
    by_name: str
    at: datetime
    value: Any = None
    effective_at: datetime | None = None
    comment: str = ""


@dataclass(frozen=True)
class Schedule:
    """One setting's present and future: all that is needed to say what is in force.

    ``agreed`` holds the version in force and those that will be; older ones are in the history.
    ``latest`` is the highest version number given so far.
    """

    key: str
    latest: int = 0
    agreed: tuple[Agreed, ...] = ()
    proposal: Proposal | None = None
    version: int = 0


@dataclass(frozen=True)
class SettingVersion:
    """One line of a setting's history. ``rolls_back_to`` names the version it repeats."""

    key: str
    number: int
    state: VersionState
    by_id: str
    by_name: str
    at: datetime
    value: Any = None
    effective_at: datetime | None = None
    comment: str = ""
    decided_by_id: str | None = None
    decided_by_name: str | None = None
    decided_at: datetime | None = None
    rolls_back_to: int | None = None
    version: int = 0


@dataclass(frozen=True)
class Described:
    """A setting with its schedule, as of ``at``."""

    setting: Setting[Any]
    schedule: Schedule
    at: datetime


@dataclass(frozen=True)
class InForce(Generic[T]):
    """A setting's value with the number of its version, 0 for the default."""

    number: int
    value: T


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as fault:
        raise ValueError(f"no time zone {name!r}") from fault
    return name


BRAND_NAME = Setting(
    key="brand.name",
    type=Annotated[str, Field(min_length=1, max_length=60)],
    default="Fairlead",
    group="brand",
    public=True,
)
BRAND_ACCENT = Setting(
    key="brand.accent",
    type=Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")],
    default="#2563eb",
    group="brand",
    public=True,
)
BRAND_SUPPORT_EMAIL = Setting(
    key="brand.support_email",
    type=Annotated[str, Field(max_length=254, pattern=r"^(|[^@\s]+@[^@\s]+\.[^@\s]+)$")],
    default="",
    group="brand",
    public=True,
)
BRAND_LANGUAGES: "Setting[tuple[str, ...]]" = Setting(
    key="brand.languages",
    type=Annotated[tuple[Literal["en", "zh", "ar"], ...], Field(min_length=1, max_length=3)],
    default=("en", "zh", "ar"),
    group="brand",
    public=True,
)
BRAND_TIME_ZONE = Setting(
    key="brand.broker_time_zone",
    type=Annotated[str, AfterValidator(_zone)],
    default="UTC",
    group="brand",
    public=True,
)
