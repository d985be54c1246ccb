"""Changing settings: proposing, deciding, rolling back, setting up.

Every change is one unit: the schedule, the version in the history, the audit record, the message.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Conflict, Forbidden
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting
from chalicelib.messages.settings import SettingChanged, SettingChangeProposed
from chalicelib.settings import rules, store
from chalicelib.settings.model import (
    Agreed,
    Decision,
    Described,
    Proposal,
    Schedule,
    SettingVersion,
    VersionState,
)
from chalicelib.settings.service.values import declared, forget
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """A change somebody asks for. ``rolls_back_to`` when it repeats an earlier version."""

    value: Any
    effective_at: datetime | None = None
    comment: str = ""
    rolls_back_to: int | None = None


def adopt(actor: Actor, setting: Setting[T], wanted: T, comment: str = "") -> None:
    """See `public.adopt`."""
    if actor.realm is not Realm.SYSTEM:
        raise Forbidden("people change settings in the back office", code="system_only")
    asked = Asked(rules.plain(setting, wanted), comment=comment)
    _transact(actor, lambda unit: _agree_at_once(unit, store.schedule(setting.key), asked))


def propose(actor: Actor, key: str, asked: Asked, command: Command) -> Described:
    """Change a setting: at once, or once a second person agrees where four eyes are demanded.

    Raises:
        NotFound: no such setting. SettingInvalid. Conflict: ``setting_unchanged``,
        ``change_pending``. Invalid: ``effective_in_the_past``.
    """

    def work(unit: Unit) -> Described:
        described = _asked_for(unit, key, asked)
        command.settle(unit, described)
        return described

    return _transact(actor, work)


def roll_back(actor: Actor, key: str, number: int, comment: str) -> Described:
    """Ask, as a new version, for the value that version ``number`` had; 0 is the default.

    Raises:
        NotFound: no such setting or version. Conflict: ``version_never_agreed``, and as
        `propose`. SettingInvalid: the old value no longer fits.
    """

    def work(unit: Unit) -> Described:
        asked = Asked(_value_of(key, number), comment=comment, rolls_back_to=number)
        return _asked_for(unit, key, asked)

    return _transact(actor, work)


def decide(actor: Actor, key: str, decision: Decision, comment: str) -> Described:
    """Agree to a waiting change or reject it; whoever proposed it may only take it back.

    Raises:
        NotFound: no such setting. Conflict: ``nothing_pending``. Forbidden: ``own_change``.
    """

    def work(unit: Unit) -> Described:
        setting, before = declared(key), store.schedule(key)
        proposal = rules.decidable(before, actor, decision)
        after = replace(before, proposal=None)
        if decision is Decision.APPROVED:
            at = rules.effective(proposal.effective_at, unit.now)
            new = Agreed(proposal.number, proposal.value, at)
            after = replace(after, agreed=rules.with_agreed(before, new, unit.now))
            _tell_changed(unit, key, new)
        _record_decision(unit, key, proposal, decision, comment)
        return Described(setting, store.put_schedule(unit, before, after), unit.now)

    return _transact(actor, work)


def _transact(actor: Actor, work: Callable[[Unit], T]) -> T:
    """Carry out ``work`` and look at the store again afterwards."""
    result = ports.transact(actor, work)
    forget()
    return result


def _value_of(key: str, number: int) -> Any:
    if number == 0:
        return rules.default(declared(key))
    version = store.version(declared(key).key, number)
    if version.state is not VersionState.APPROVED:
        raise Conflict("this version was never in force", code="version_never_agreed")
    return version.value


def _asked_for(unit: Unit, key: str, asked: Asked) -> Described:
    setting, schedule = declared(key), store.schedule(key)
    asked = replace(asked, value=rules.fitted(setting, asked.value))
    rules.check_effective(asked.effective_at, unit.now)
    at = rules.effective(asked.effective_at, unit.now)
    rules.check_changes(setting, schedule, asked.value, at)
    rules.check_follows(setting, schedule, asked.value, at)
    if setting.guard is not None:
        setting.guard(unit.actor, rules.typed(setting, asked.value))
    put_in = _wait_for_agreement if setting.four_eyes else _agree_at_once
    return Described(setting, put_in(unit, schedule, asked), unit.now)


def _agree_at_once(unit: Unit, before: Schedule, asked: Asked) -> Schedule:
    new = Agreed(before.latest + 1, asked.value, rules.effective(asked.effective_at, unit.now))
    _write_down(unit, before, asked, VersionState.APPROVED)
    _tell_changed(unit, before.key, new)
    agreed = rules.with_agreed(before, new, unit.now)
    return store.put_schedule(unit, before, replace(before, latest=new.number, agreed=agreed))


def _wait_for_agreement(unit: Unit, before: Schedule, asked: Asked) -> Schedule:
    proposal = Proposal(
        number=before.latest + 1,
        by_id=unit.actor.id,
        by_name=unit.actor.name,
        at=unit.now,
        value=asked.value,
        effective_at=asked.effective_at,
        comment=asked.comment,
    )
    _write_down(unit, before, asked, VersionState.PENDING)
    unit.publish(SettingChangeProposed(key=before.key, number=proposal.number, by=unit.actor.id))
    after = replace(before, latest=proposal.number, proposal=proposal)
    return store.put_schedule(unit, before, after)


def _write_down(unit: Unit, before: Schedule, asked: Asked, state: VersionState) -> None:
    number, at = before.latest + 1, asked.effective_at
    if state is VersionState.APPROVED:
        at = rules.effective(at, unit.now)
    store.add_version(
        unit,
        SettingVersion(
            key=before.key,
            number=number,
            state=state,
            by_id=unit.actor.id,
            by_name=unit.actor.name,
            at=unit.now,
            value=asked.value,
            effective_at=at,
            comment=asked.comment,
            rolls_back_to=asked.rolls_back_to,
        ),
    )
    current = rules.in_force(before.agreed, unit.now)
    audit.record(
        unit,
        "setting_changed" if state is VersionState.APPROVED else "setting_change_proposed",
        "setting",
        before.key,
        before={"value": current.value if current else rules.default(declared(before.key))},
        after={"value": asked.value, "version": number, "comment": asked.comment},
    )


def _record_decision(
    unit: Unit, key: str, proposal: Proposal, decision: Decision, comment: str
) -> None:
    version = store.version(key, proposal.number)
    at = rules.effective(proposal.effective_at, unit.now)
    agreed = decision is Decision.APPROVED
    decided = replace(
        version,
        state=VersionState(decision),
        decided_by_id=unit.actor.id,
        decided_by_name=unit.actor.name,
        decided_at=unit.now,
        effective_at=at if agreed else proposal.effective_at,
    )
    store.change_version(unit, version, decided)
    audit.record(
        unit,
        f"setting_change_{decision}",
        "setting",
        key,
        after={"value": proposal.value, "version": proposal.number, "comment": comment},
    )


def _tell_changed(unit: Unit, key: str, new: Agreed) -> None:
    unit.publish(SettingChanged(key=key, number=new.number, effective_at=new.effective_at))
