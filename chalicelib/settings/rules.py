"""Pure decisions about settings: what fits a type, which version is in force, who may decide.

Values are JSON-ready throughout; only `typed` makes the declared type of one.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from chalicelib.core.actor import Actor
from chalicelib.core.errors import Conflict, Forbidden, Invalid
from chalicelib.core.setting import CATALOGUE, Setting
from chalicelib.settings.model import Agreed, Decision, Proposal, Schedule

_TOLERANCE = timedelta(minutes=2)


class SettingInvalid(Invalid):
    """The value does not fit the setting's type; ``field`` is the path into it, from ``value``."""

    code = "setting_invalid"


@lru_cache(maxsize=512)
def _adapter(key: str) -> TypeAdapter[Any]:
    return TypeAdapter(CATALOGUE[key].type)


def schema(setting: Setting[Any]) -> dict[str, Any]:
    """The JSON schema of what ``setting`` may be; exact decimals are strings in it."""
    return _adapter(setting.key).json_schema(mode="serialization")


def default(setting: Setting[Any]) -> Any:
    """The JSON of what ``setting`` is until somebody changes it."""
    return _adapter(setting.key).dump_python(setting.default, mode="json")


def plain(setting: Setting[Any], value: Any) -> Any:
    """The JSON of a ``value`` of the declared type.

    Raises:
        SettingInvalid: it is not of that type after all.
    """
    return fitted(setting, _adapter(setting.key).dump_python(value, mode="json"))


def typed(setting: Setting[Any], value: Any) -> Any:
    """The declared type's value of stored JSON.

    Raises:
        pydantic.ValidationError: the type has been narrowed since it was stored.
    """
    return _adapter(setting.key).validate_json(json.dumps(value))


def fitted(setting: Setting[Any], value: Any) -> Any:
    """``value`` as it will be stored: checked against the type, nothing bent, nothing unknown.

    Raises:
        SettingInvalid: with the path of the first fault as ``field`` and all in ``errors``.
    """
    adapter = _adapter(setting.key)
    if path := _float(value, "value"):
        raise _at(path, "float", "write an exact decimal as a string")
    try:
        checked = adapter.validate_json(json.dumps(value), strict=True)
    except ValidationError as fault:
        raise _refusal(fault) from fault
    stored = adapter.dump_python(checked, mode="json")
    if path := _unknown(value, stored, "value"):
        raise _at(path, "unknown", "there is no such field")
    return stored


def _at(path: str, problem: str, hint: str) -> SettingInvalid:
    errors = [{"field": path, "problem": problem, "hint": hint}]
    return SettingInvalid(hint, field=path, errors=errors)


def _float(given: Any, path: str) -> str | None:
    """The path of the first inexact number in ``given``: no setting takes one."""
    if isinstance(given, float):
        return path
    parts: Iterable[tuple[Any, Any]] = given.items() if isinstance(given, dict) else ()
    if isinstance(given, list):
        parts = enumerate(given)
    return next((found for name, part in parts if (found := _float(part, f"{path}.{name}"))), None)


def _refusal(fault: ValidationError) -> SettingInvalid:
    errors = [
        {
            "field": ".".join(["value", *map(str, error["loc"])]),
            "problem": error["type"],
            "hint": error["msg"],
        }
        for error in fault.errors(include_url=False, include_input=False, include_context=False)
    ]
    return SettingInvalid(str(errors[0]["hint"]), field=str(errors[0]["field"]), errors=errors)


def _unknown(given: Any, kept: Any, path: str) -> str | None:
    """The path of the first member of ``given`` that reading it has dropped."""
    if isinstance(given, dict) and isinstance(kept, dict):
        for name, part in given.items():
            if name not in kept:
                return f"{path}.{name}"
            if found := _unknown(part, kept[name], f"{path}.{name}"):
                return found
    if isinstance(given, list) and isinstance(kept, list):
        for place, (part, other) in enumerate(zip(given, kept, strict=False)):
            if found := _unknown(part, other, f"{path}.{place}"):
                return found
    return None


def in_force(agreed: Iterable[Agreed], at: datetime) -> Agreed | None:
    """The version in force at ``at``: the last to take effect, of two at once the newer one."""
    begun = [one for one in agreed if one.effective_at <= at]
    return max(begun, key=lambda one: (one.effective_at, one.number), default=None)


def with_agreed(schedule: Schedule, new: Agreed, now: datetime) -> tuple[Agreed, ...]:
    """The agreed versions worth keeping at hand once ``new`` is among them."""
    everything = (*schedule.agreed, new)
    current = in_force(everything, now)
    return tuple(one for one in everything if one is current or one.effective_at > now)


def effective(asked: datetime | None, now: datetime) -> datetime:
    """When an agreed change takes effect: never before it was agreed to."""
    return now if asked is None else max(asked, now)


def check_effective(asked: datetime | None, now: datetime) -> None:
    """Refuse to change the past.

    Raises:
        Invalid: ``effective_in_the_past``.
    """
    if asked is not None and asked < now - _TOLERANCE:
        raise Invalid(
            "a change cannot take effect in the past",
            code="effective_in_the_past",
            field="effective_at",
        )


def check_changes(setting: Setting[Any], schedule: Schedule, value: Any, at: datetime) -> None:
    """Refuse a change that changes nothing, or that would overtake one still waiting.

    Raises:
        Conflict: ``setting_unchanged`` or ``change_pending``.
    """
    if schedule.proposal is not None:
        raise Conflict("a change of this setting waits for a decision", code="change_pending")
    current = in_force(schedule.agreed, at)
    if _same(setting, value, default(setting) if current is None else current.value):
        raise Conflict("the setting has this value already", code="setting_unchanged")


def check_follows(setting: Setting[Any], schedule: Schedule, value: Any, at: datetime) -> None:
    """Refuse a value that would change the meaning of what is kept under the one in force.

    Raises:
        SettingInvalid: with what ``setting.follows`` says.
    """
    if setting.follows is None:
        return
    current = in_force(schedule.agreed, at)
    try:
        before = typed(setting, default(setting) if current is None else current.value)
    except ValidationError:  # the type was narrowed: nothing can be read by the old one anyway
        return
    try:
        setting.follows(before, typed(setting, value))
    except ValueError as fault:
        raise _at("value", "meaning_changed", str(fault)) from fault


def _same(setting: Setting[Any], value: Any, current: Any) -> bool:
    """Whether two values mean the same; of sets, the order in JSON does not matter."""
    if value == current:
        return True
    try:
        return bool(typed(setting, value) == typed(setting, current))
    except ValidationError:  # the current one fits no longer: anything that does is a change
        return False


def decidable(schedule: Schedule, decider: Actor, decision: Decision) -> Proposal:
    """The waiting change, if ``decider`` may decide so; whoever proposed may only take it back.

    Raises:
        Conflict: ``nothing_pending``. Forbidden: ``own_change``.
    """
    if schedule.proposal is None:
        raise Conflict("no change of this setting waits", code="nothing_pending")
    if schedule.proposal.by_id == decider.id and decision is Decision.APPROVED:
        raise Forbidden("somebody else must agree to your change", code="own_change")
    return schedule.proposal
