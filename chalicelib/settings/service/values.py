"""What is in force: now, at a moment, of one setting or of all.

Owns: the few seconds for which a process may remember it.
"""

from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from chalicelib import ports
from chalicelib.core.errors import NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.core.setting import CATALOGUE, Setting, catalogue
from chalicelib.settings import rules, store
from chalicelib.settings.model import (
    Agreed,
    Described,
    InForce,
    Schedule,
    SettingVersion,
    VersionState,
)

T = TypeVar("T")
_REMEMBERED_FOR = timedelta(seconds=5)


class _Memory:
    """What this process remembers of the schedules, and since when."""

    schedules: dict[str, Schedule] = {}
    read_at: datetime | None = None
    values: dict[tuple[str, int], Any] = {}


def forget() -> None:
    """See `public.forget`."""
    _Memory.read_at = None
    _Memory.values = {}


def _remembered(now: datetime) -> dict[str, Schedule]:
    read_at = _Memory.read_at
    if read_at is None or not read_at <= now < read_at + _REMEMBERED_FOR:
        _Memory.schedules, _Memory.read_at = store.schedules(), now
    return _Memory.schedules


def value(setting: Setting[T], at: datetime | None = None) -> T:
    """See `public.value`."""
    current = _agreed(setting, at)
    if current is None:
        return setting.default
    remembered = (setting.key, current.number)
    if remembered not in _Memory.values:
        _Memory.values[remembered] = rules.typed(setting, current.value)
    return cast("T", _Memory.values[remembered])


def _agreed(setting: Setting[Any], at: datetime | None) -> Agreed | None:
    """What has been agreed to for now, or for ``at``; None where the default is in force."""
    now = ports.now()
    schedule = _remembered(now).get(setting.key)
    if schedule is None:
        return None
    moment = at or now
    current = rules.in_force(schedule.agreed, moment)
    if current is None and moment < now:
        return _of_the_past(setting.key, moment)
    return current


def in_force(setting: Setting[T], at: datetime | None = None) -> InForce[T]:
    """See `public.in_force`."""
    current = _agreed(setting, at)
    return InForce(0 if current is None else current.number, value(setting, at))


def of_version(setting: Setting[T], number: int) -> T:
    """See `public.of_version`."""
    if number == 0:
        return setting.default
    remembered = (setting.key, number)
    if remembered not in _Memory.values:
        stored = store.version(setting.key, number).value
        _Memory.values[remembered] = rules.typed(setting, stored)
    return cast("T", _Memory.values[remembered])


def _of_the_past(key: str, moment: datetime) -> Agreed | None:
    agreed = [
        Agreed(one.number, one.value, one.effective_at)
        for one in store.all_versions(key)
        if one.state is VersionState.APPROVED and one.effective_at is not None
    ]
    return rules.in_force(agreed, moment)


def declared(key: str) -> Setting[Any]:
    """The setting called ``key``.

    Raises:
        NotFound: no capability declares it.
    """
    found = CATALOGUE.get(key) or catalogue().get(key)
    if found is None:
        raise NotFound(what="setting")
    return found


def listed() -> list[Described]:
    """Every declared setting with what is in force and what waits, by group and key."""
    now, schedules = ports.now(), store.schedules()
    settings = sorted(catalogue().values(), key=lambda setting: (setting.group, setting.key))
    return [Described(one, schedules.get(one.key, Schedule(one.key)), now) for one in settings]


def public_values() -> dict[str, Any]:
    """The JSON of every public setting in force, by the last part of its key."""
    return {
        setting.key.rpartition(".")[2]: rules.plain(setting, value(setting))
        for setting in catalogue().values()
        if setting.public
    }


def history(key: str, request: PageRequest) -> Page[SettingVersion]:
    """Every version of a setting, newest first.

    Raises:
        NotFound: no such setting.
    """
    return store.versions(declared(key).key, request)
