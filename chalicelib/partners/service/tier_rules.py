"""The rules by which tiers change: one per rank structure, left alone while a settlement runs."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Conflict, Invalid, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.plans import RankStructure
from chalicelib.partners.model.tiers import TIER_SCHEDULE, TierClock, TierRule
from chalicelib.partners.rules import tiers as rules
from chalicelib.partners.service import plan_reading
from chalicelib.partners.service.days import zone
from chalicelib.partners.store import tiers as store
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class RuleSheet:
    """A rule with the names of the tiers that it is about, and of the structure."""

    rule: TierRule
    structure_name: str
    tiers: tuple[str, ...]


@dataclass(frozen=True)
class RuleBoard:
    """All rules by the names of their structures, and when they are settled by."""

    rules: tuple[RuleSheet, ...]
    running_at: datetime | None
    settles_at: datetime | None


def board() -> RuleBoard:
    """All rules, the settlement under way, and the next one."""
    found = store.rules()
    names = plan_reading.names(one.structure_id for one in found)
    sheets = [
        RuleSheet(one, names.get(one.structure_id, ""), _tiers(one.structure_id)) for one in found
    ]
    ordered = sorted(sheets, key=lambda one: one.structure_name)
    return RuleBoard(tuple(ordered), store.clock().running_at, next_settlement_at())


def put(actor: Actor, wanted: TierRule, expected: int, command: Command) -> RuleSheet:
    """Store the rule of a rank structure in place of the one that was seen; ``expected`` is its
    number, 0 for none. What earlier settlements did is left as it is.

    Raises:
        NotFound: no such structure. Conflict: ``settlement_running``, ``tier_rule_changed`` with
            its ``number``. Invalid: ``client_unknown`` at ``spared``; as `rules.check_rule`.
    """

    def work(unit: Unit) -> RuleSheet:
        ranks = ranks_of(wanted.structure_id)
        rules.check_rule(wanted, ranks)
        before = store.rule(wanted.structure_id)
        _check_spared(actor, wanted, before)
        number = before.number if before else 0
        if number != expected:
            raise Conflict("the rule was changed", code="tier_rule_changed", number=number)
        hold(unit)
        after = replace(
            wanted,
            number=number + 1,
            changed_at=unit.now,
            by_id=unit.actor.id,
            by_name=unit.actor.name,
        )
        _record(unit, "tier_rule_changed" if before else "tier_rule_added", before, after)
        stored = store.put_rule(unit, before, after)
        names = plan_reading.names([wanted.structure_id])
        sheet = RuleSheet(stored, names.get(wanted.structure_id, ""), ranks.tiers)
        command.settle(unit, sheet)
        return sheet

    return ports.transact(actor, work)


def remove(actor: Actor, structure_id: str) -> None:
    """Delete a rule; what was found by it stays in the reports.

    Raises:
        NotFound. Conflict: ``settlement_running``.
    """

    def work(unit: Unit) -> None:
        before = store.rule(structure_id)
        if before is None:
            raise NotFound(what="tier_rule")
        hold(unit)
        _record(unit, "tier_rule_removed", before, None)
        store.remove_rule(unit, before)

    ports.transact(actor, work)


def hold(unit: Unit) -> TierClock:
    """Refuse whatever a running settlement must not meet, and keep one from beginning in between.

    Raises:
        Conflict: ``settlement_running``.
    """
    clock = quiet_clock()
    store.hold_clock(unit, clock)
    return clock


def quiet_clock() -> TierClock:
    """The clock, while no settlement runs.

    Raises:
        Conflict: ``settlement_running`` with the moment it was due ``at``.
    """
    clock = store.clock()
    if clock.running_at is not None:
        raise Conflict(
            "tiers are being settled",
            code="settlement_running",
            at=clock.running_at.isoformat(),
        )
    return clock


def ranks_of(structure_id: str) -> RankStructure:
    """A rank structure as it is in force.

    Raises:
        NotFound.
    """
    found = plan_reading.in_force(structure_id, ports.now())
    if found is None or not isinstance(found.plan, RankStructure):
        raise NotFound(what="rank_structure")
    return found.plan


def _tiers(structure_id: str) -> tuple[str, ...]:
    try:
        return ranks_of(structure_id).tiers
    except NotFound:
        return ()


def _check_spared(actor: Actor, wanted: TierRule, before: TierRule | None) -> None:
    """Refuse to spare somebody whom staff do not see; those spared before may stay."""
    added = set(wanted.spared) - set(before.spared if before else ())
    seen = {one.id for one in clients.visible(actor, added)}
    if unknown := sorted(added - seen):
        raise Invalid("no such client", code="client_unknown", field="spared", ids=unknown)


def next_settlement_at() -> datetime | None:
    """When tiers are settled next; None for never."""
    return rules.next_due(settings.value(TIER_SCHEDULE), ports.now(), zone())


def _record(unit: Unit, action: str, before: TierRule | None, after: TierRule | None) -> None:
    whose = after or before
    audit.record(
        unit,
        action,
        "tier_rule",
        whose.structure_id if whose else "",
        before=_facts(before) if before else {},
        after=_facts(after) if after else {},
    )


_SHOWN = ("name", "method", "enabled", "months", "demotes", "spared", "tiers")
_AS_JSON: TypeAdapter[TierRule] = TypeAdapter(TierRule)


def _facts(rule: TierRule) -> dict[str, Any]:
    told = _AS_JSON.dump_python(rule, mode="json")
    return {one: told[one] for one in _SHOWN}
