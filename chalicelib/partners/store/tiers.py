"""Rows of tier rules, of settlements with what they found, and the clock that both hold."""

from datetime import datetime

from chalicelib.core.clock import iso
from chalicelib.core.paging import Page, PageRequest
from chalicelib.partners.model.tiers import (
    Method,
    OutcomeState,
    TierClock,
    TierOutcome,
    TierRule,
    TierSettlement,
)
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

MAX_RULES = 100
_TABLE = Table("partners")
_CLOCK = Key("TIER_CLOCK", "CLOCK")


def _outcome_key(client_id: str, at: datetime) -> Key:
    return Key(f"TIERS#{client_id}", iso(at))


def _outcome_indexes(one: TierOutcome) -> Indexes:
    shown = one.state is not OutcomeState.UNCHANGED
    sort = f"{iso(one.settlement_at)}#{one.client_id}"
    return {"by-state": (_report(one.method, one.state) if shown else None, sort)}


def _report(method: Method, state: OutcomeState) -> str:
    return f"tiers#{method}#{state}"


_RULES = Rows(_TABLE, TierRule, lambda one: Key("TIER_RULES", one.structure_id))
_CLOCKS = Rows(_TABLE, TierClock, lambda _: _CLOCK)
_SETTLEMENTS = Rows(_TABLE, TierSettlement, lambda one: Key("TIER_SETTLEMENTS", iso(one.due_at)))
_OUTCOMES = Rows(
    _TABLE,
    TierOutcome,
    lambda one: _outcome_key(one.client_id, one.settlement_at),
    _outcome_indexes,
)


def rules() -> list[TierRule]:
    """All rules: one per rank structure at most."""
    return _RULES.all(Range("TIER_RULES"), MAX_RULES)


def rule(structure_id: str) -> TierRule | None:
    """The rule of a rank structure, or None."""
    return _RULES.find(Key("TIER_RULES", structure_id))


def put_rule(unit: Unit, before: TierRule | None, after: TierRule) -> TierRule:
    """Store a rule in place of the one read, or as the first of its structure."""
    if before is None:
        return _RULES.insert(unit, after, Stale("there is a rule of this structure now"))
    return _RULES.change(unit, before, after)


def remove_rule(unit: Unit, gone: TierRule) -> None:
    """Delete a rule; what was found by it stays."""
    _RULES.remove(unit, gone, Stale("the rule has just been changed"))


def clock() -> TierClock:
    """Which settlement is under way."""
    return _CLOCKS.find(_CLOCK) or TierClock()


def hold_clock(unit: Unit, seen: TierClock) -> None:
    """Let ``unit`` fail when a settlement has begun or ended since ``seen`` was read."""
    if seen.version:
        _CLOCKS.require(unit, seen)
    else:
        set_clock(unit, seen, seen)


def set_clock(unit: Unit, before: TierClock, after: TierClock) -> TierClock:
    """Store the clock in place of the one read."""
    if before.version:
        return _CLOCKS.change(unit, before, after)
    return _CLOCKS.insert(unit, after, Stale("the clock has just been set"))


def settlement(due_at: datetime) -> TierSettlement | None:
    """The settlement that was due at a moment, or None."""
    return _SETTLEMENTS.find(Key("TIER_SETTLEMENTS", iso(due_at)))


def settlements(request: PageRequest) -> Page[TierSettlement]:
    """All settlements, the newest first."""
    return _SETTLEMENTS.page(Range("TIER_SETTLEMENTS"), request)


def add_settlement(unit: Unit, new: TierSettlement) -> TierSettlement:
    """Store that a settlement begins."""
    return _SETTLEMENTS.insert(unit, new, Stale("this settlement has begun"))


def change_settlement(unit: Unit, before: TierSettlement, after: TierSettlement) -> TierSettlement:
    """Store how far a settlement is."""
    return _SETTLEMENTS.change(unit, before, after)


def outcome(client_id: str, settlement_at: datetime) -> TierOutcome | None:
    """What a settlement found for a client, or None."""
    return _OUTCOMES.find(_outcome_key(client_id, settlement_at))


def newest(client_id: str) -> TierOutcome | None:
    """What the last settlement found for a client, or None."""
    found = _OUTCOMES.all(Range(f"TIERS#{client_id}"), 1)
    return found[0] if found else None


def of_client(client_id: str, request: PageRequest) -> Page[TierOutcome]:
    """What all settlements found for a client, the newest first."""
    return _OUTCOMES.page(Range(f"TIERS#{client_id}"), request)


def add_outcome(unit: Unit, new: TierOutcome) -> TierOutcome:
    """Store what a settlement found for a client."""
    return _OUTCOMES.insert(unit, new, Stale("this client's turn is over"))


def change_outcome(unit: Unit, before: TierOutcome, after: TierOutcome) -> TierOutcome:
    """Store what became of it."""
    return _OUTCOMES.change(unit, before, after)


def report(
    method: Method, states: tuple[OutcomeState, ...], request: PageRequest
) -> Page[TierOutcome]:
    """What settlements found, by kind of rule and state, the newest first."""
    lists = [Range(_report(method, one), "by-state") for one in states]
    return _OUTCOMES.page(lists, request)
