"""What a comparison comes to: a break that is noted, goes on, changes, or is closed.

A break is one per side and key: found twice it is the same, found again after it was closed it is
open again, with its history. Nothing here repairs anything.
"""

import dataclasses
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.clients.public import Ownership
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.messages.reconciliation import BreakFound
from chalicelib.reconciliation.model.breaks import (
    Break,
    BreakEnding,
    BreakEvent,
    BreakKind,
    BreakProblem,
    BreakStatus,
    Finding,
    break_id,
)
from chalicelib.reconciliation.model.repairs import RepairStatus
from chalicelib.reconciliation.model.runs import TOLERANCE_SECONDS
from chalicelib.reconciliation.model.sides import Movement, Their
from chalicelib.reconciliation.rules import matching
from chalicelib.reconciliation.rules.matching import Moment
from chalicelib.reconciliation.store import breaks as store
from chalicelib.reconciliation.store import movements
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit

_SEEN_EVERY = timedelta(minutes=10)
_MOST_TOLD = 10


@dataclass(frozen=True)
class Comparison:
    """One movement with both its sides, and whose it is."""

    ours: Movement
    theirs: tuple[Their, ...]
    account_id: str = ""
    login: int | None = None
    client_id: str = ""
    names_booked: bool = False
    can_refund: bool = False

    @property
    def place(self) -> tuple[str, str]:
        """Side and key."""
        return self.ours.side, self.ours.key

    @property
    def id(self) -> str:
        """The id of its break, if there is one."""
        return break_id(*self.place)


@dataclasses.dataclass
class Tally:
    """What a run has done: how much was compared, found, and closed."""

    compared: int = 0
    found: int = 0
    closed: int = 0
    told: int = 0
    calls: int = 0


def tolerance() -> timedelta:
    """How long one side alone may be on its way."""
    return timedelta(seconds=settings.value(TOLERANCE_SECONDS))


def finding_of(one: Comparison) -> Finding | None:
    """What is wrong with it, or None."""
    moment = Moment(ports.now(), tolerance(), one.names_booked, one.can_refund)
    return matching.judged(one.ours, one.theirs, moment)


def settle(actor: Actor, one: Comparison, tally: Tally) -> Break | None:
    """Judge ``one`` and store what follows; gives its break while it is open."""
    found = finding_of(one)
    if found is None:
        broken = store.find(one.id)
        if broken is not None and broken.is_open:
            close(actor, broken, tally)
        return None
    return note(actor, one, found, tally)


def note(actor: Actor, one: Comparison, found: Finding, tally: Tally) -> Break:
    """Note that the sides of ``one`` do not agree."""
    is_loud = tally.told < _MOST_TOLD

    def work(unit: Unit) -> tuple[Break, bool]:
        before = store.find(one.id)
        fresh = _fresh(one, found, before, unit.now)
        if before is not None and before.is_open:
            if _elsewhere(before, found) or not _is_news(before, fresh, unit.now):
                return before, False
            if _facts(before) != _facts(fresh):
                tell(unit, before.id, "changed", _words(fresh))
            return store.save(unit, before, fresh), False
        saved = store.save(unit, before, fresh)
        tell(unit, saved.id, "reopened" if before else "found", _words(fresh))
        if is_loud:
            unit.publish(_news(saved))
        return saved, True

    broken, is_new = ports.transact(actor, work)
    if is_new:
        tally.found += 1
        tally.told += is_loud
    return broken


def close(actor: Actor, broken: Break, tally: Tally) -> None:
    """Note that the sides agree now, and why."""

    def work(unit: Unit) -> bool:
        before = store.get(broken.id)
        if not before.is_open:
            return False
        ending = _ending(before)
        drop_proposal(unit, before)
        closed = replace(before, status=BreakStatus.CLOSED, closed_at=unit.now, ending=ending)
        store.save(unit, before, closed)
        tell(unit, before.id, "closed", {"ending": ending.value})
        return True

    tally.closed += ports.transact(actor, work)


def close_unmet(actor: Actor, candidates: Iterable[Break], met: set[str], tally: Tally) -> None:
    """Close those of ``candidates`` whose keys a whole comparison did not meet."""
    for broken in candidates:
        if broken.key not in met:
            close(actor, broken, tally)


def _ending(broken: Break) -> BreakEnding:
    movement = movements.find(broken.side, broken.key)
    if movement is None:
        return BreakEnding.AGREES
    if movement.accepted:
        return BreakEnding.ACCEPTED
    return BreakEnding.REPAIRED if movement.was_repaired or broken.entry_id else BreakEnding.AGREES


def drop_proposal(unit: Unit, broken: Break) -> None:
    """A proposal for a break that is none any more waits for nobody."""
    if not broken.repair_id:
        return
    proposed = store.repair(broken.id, broken.repair_id)
    if proposed.status is RepairStatus.PROPOSED:
        declined = replace(
            proposed, status=RepairStatus.DECLINED, changed_at=unit.now, refusal="break_closed"
        )
        store.save_repair(unit, proposed, declined)


def tell(unit: Unit, of_break: str, what: str, facts: dict[str, str] | None = None) -> None:
    """Add a line to a break's history, in the name of whoever acts."""
    event_id = unit.ids.new("evt", unit.now)
    store.tell(
        unit, BreakEvent(of_break, unit.now, what, unit.actor.ref, dict(facts or {}), event_id)
    )


def _fresh(one: Comparison, found: Finding, before: Break | None, now: datetime) -> Break:
    """The break as it stands now; what was decided about an open one stays."""
    goes_on = before is not None and before.is_open
    facts = Break(
        id=one.id,
        side=one.ours.side,
        key=one.ours.key,
        kind=found.kind,
        problem=found.problem,
        difference=found.difference,
        suggestion=found.suggestion,
        ours=one.ours.booked,
        theirs=one.theirs,
        happened_at=_happened(one),
        since=before.since if before is not None and goes_on else now,
        seen_at=now,
        account_id=one.account_id or one.ours.account_id,
        login=one.login if one.login is not None else one.ours.login,
        client_id=one.client_id or one.ours.client_id,
    )
    if before is None:
        return facts
    kept = replace(facts, owner_id=before.owner_id, version=before.version)
    if not goes_on:
        return kept
    return replace(kept, repair_id=before.repair_id, entry_id=before.entry_id)


def _happened(one: Comparison) -> datetime:
    times = [there.at for there in one.theirs] + [line.at for line in one.ours.booked]
    return min(times, default=one.ours.since)


def _facts(one: Break) -> tuple[object, ...]:
    return one.kind, one.problem, one.difference, one.ours, one.theirs


def _is_news(before: Break, fresh: Break, now: datetime) -> bool:
    return _facts(before) != _facts(fresh) or now - before.seen_at >= _SEEN_EVERY


def _elsewhere(before: Break, found: Finding) -> bool:
    """Seen from its own account, what is on another login is missing: that is no other break."""
    return before.problem is BreakProblem.LOGIN and found.kind is BreakKind.MISSING


def _words(one: Break) -> dict[str, str]:
    facts = {"kind": one.kind.value, "problem": one.problem.value}
    if one.difference is not None:
        facts |= {"amount": str(one.difference), "currency": one.difference.currency}
    return facts


def _news(one: Break) -> BreakFound:
    owner = _owner(one.client_id)
    return BreakFound(
        break_id=one.id,
        side=one.side,
        kind=one.kind.value,
        problem=one.problem.value,
        difference=one.difference,
        login=one.login,
        client_id=one.client_id if owner else None,
        owner_id=owner.owner_id if owner else None,
        participant_ids=owner.participant_ids if owner else (),
    )


def _owner(client_id: str) -> Ownership | None:
    """Whose client it concerns; None where it is nobody's, or of one who is here no more."""
    try:
        return clients.owner_of(client_id) if client_id else None
    except NotFound:
        return None
