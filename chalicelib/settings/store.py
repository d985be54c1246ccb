"""Rows of settings: one short partition with every schedule, and a history per setting."""

from chalicelib.core.paging import Page, PageRequest
from chalicelib.settings.model import Schedule, SettingVersion
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("settings")
_ALL = "SCHEDULES"
_AT_MOST = 1000


def _history(key: str) -> str:
    return f"SETTING#{key}"


def _number(number: int) -> str:
    return f"VERSION#{number:08d}"


_SCHEDULES = Rows(_TABLE, Schedule, lambda schedule: Key(_ALL, schedule.key))
_VERSIONS = Rows(_TABLE, SettingVersion, lambda one: Key(_history(one.key), _number(one.number)))


def schedules() -> dict[str, Schedule]:
    """Every schedule there is, by key."""
    found = _SCHEDULES.all(Range(_ALL, newest_first=False), _AT_MOST)
    return {schedule.key: schedule for schedule in found}


def schedule(key: str) -> Schedule:
    """One schedule as of now; an empty one when nobody has changed the setting."""
    return _SCHEDULES.find(Key(_ALL, key)) or Schedule(key)


def put_schedule(unit: Unit, before: Schedule, after: Schedule) -> Schedule:
    """Store a schedule in place of the one read."""
    if before.version:
        return _SCHEDULES.change(unit, before, after)
    return _SCHEDULES.insert(unit, after, _raced(before.key))


def _raced(key: str) -> Stale:
    return Stale(f"the setting {key} has just been changed")


def version(key: str, number: int) -> SettingVersion:
    """One version of the history.

    Raises:
        NotFound: there is none of that number.
    """
    return _VERSIONS.get(Key(_history(key), _number(number)))


def versions(key: str, request: PageRequest) -> Page[SettingVersion]:
    """The history of a setting, newest first."""
    return _VERSIONS.page(Range(_history(key), prefix="VERSION#"), request)


def all_versions(key: str) -> list[SettingVersion]:
    """The newest thousand versions of a setting, newest first."""
    return _VERSIONS.all(Range(_history(key), prefix="VERSION#"), _AT_MOST)


def add_version(unit: Unit, new: SettingVersion) -> SettingVersion:
    """Store a new version."""
    return _VERSIONS.insert(unit, new, _raced(new.key))


def change_version(unit: Unit, before: SettingVersion, after: SettingVersion) -> SettingVersion:
    """Store what became of a version."""
    return _VERSIONS.change(unit, before, after)
