"""Settling tiers: all brokers, a page at a time, each once per settlement.

What a settlement found for a broker is one row, written in the unit that changes their tier, so a
run that dies anywhere goes on without doing anything twice. Where it is stands with the settlement.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.clients.public import Client, ClientFilter, ClientKind
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import PageRequest
from chalicelib.messages.partners import TierChanged
from chalicelib.partners.model.plans import RankStructure
from chalicelib.partners.model.terms import Covering, Origin, Step
from chalicelib.partners.model.tiers import (
    OPEN,
    TIER_SCHEDULE,
    Criteria,
    OutcomeState,
    TierClock,
    TierOutcome,
    TierRule,
    TierSettlement,
)
from chalicelib.partners.rules import terms as term_rules
from chalicelib.partners.rules import tiers as rules
from chalicelib.partners.rules.tiers import Standing
from chalicelib.partners.service import figures, terms, tier_rules
from chalicelib.partners.service.days import zone
from chalicelib.partners.store import terms as terms_store
from chalicelib.partners.store import tiers as store
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.unit import Stale, Unit

_PAGE = 25
_ENOUGH_SECONDS = 8


def run(actor: Actor, seconds_left: Callable[[], float]) -> None:
    """Begin what has become due, and go on with what is under way until the time is nearly over."""
    ports.transact(actor, _begin_due)
    while seconds_left() > _ENOUGH_SECONDS:
        running = store.clock().running_at
        under_way = store.settlement(running) if running else None
        if under_way is None:
            return
        with suppress(Stale):
            _settle_page(actor, under_way)


def begin_now(actor: Actor) -> TierSettlement:
    """Settle tiers now, beside the times that are set.

    Raises:
        Conflict: ``settlement_running``, ``no_tier_rules``.
    """

    def work(unit: Unit) -> TierSettlement:
        clock = tier_rules.quiet_clock()
        if not any(one.enabled for one in store.rules()):
            raise Conflict("there is nothing to settle by", code="no_tier_rules")
        begun = _begun(unit, clock, unit.now, unit.actor.name)
        audit.record(unit, "tier_settlement_begun", "tier_settlement", unit.now.isoformat())
        return begun

    return ports.transact(actor, work)


def _begin_due(unit: Unit) -> None:
    """Begin the settlement that has become due since the last look, if there is one.

    A time that was set only afterwards is not made up for.
    """
    clock = store.clock()
    schedule = settings.value(TIER_SCHEDULE)
    due = rules.last_due(schedule, unit.now, zone())
    if due is None or clock.running_at is not None or due == clock.seen_at:
        return
    is_news = clock.seen_at is not None and due > clock.seen_at
    was_set = settings.value(TIER_SCHEDULE, due) == schedule
    if is_news and was_set and any(one.enabled for one in store.rules()):
        _begun(unit, clock, due, "")
    else:
        store.set_clock(unit, clock, replace(clock, seen_at=due))


def _begun(unit: Unit, clock: TierClock, due: datetime, by_name: str) -> TierSettlement:
    seen = max(due, clock.seen_at) if clock.seen_at else due
    store.set_clock(unit, clock, replace(clock, running_at=due, seen_at=seen))
    return store.add_settlement(unit, TierSettlement(due, unit.now, by_name))


def _settle_page(actor: Actor, before: TierSettlement) -> None:
    wanted = ClientFilter(kind=ClientKind.IB)
    page = clients.page(actor, wanted, PageRequest(_PAGE, before.cursor or None))
    active = {one.structure_id: one for one in store.rules() if one.enabled}
    counts = dict(before.counts)
    for client in page.items:
        work = partial(settle_one, client_id=client.id, at=before.due_at, active=active)
        state = ports.transact(actor, work)
        if state is not None:
            counts[state] = counts.get(state, 0) + 1
    after = replace(before, counts=counts, cursor=page.next_cursor or "")

    def keep(unit: Unit) -> None:
        if page.next_cursor:
            store.change_settlement(unit, before, after)
            return
        store.change_settlement(unit, before, replace(after, ended_at=unit.now))
        clock = store.clock()
        store.set_clock(unit, clock, replace(clock, running_at=None))

    ports.transact(actor, keep)


@dataclass(frozen=True)
class Turn:
    """A broker with the rule of the structure that their tree is under, and where they stand."""

    client: Client
    rule: TierRule
    ranks: RankStructure
    standing: Standing


def turn(client: Client, at: datetime, active: dict[str, TierRule]) -> Turn | None:
    """Whether and by which rule somebody takes part in a settlement; None for not."""
    covering = terms.covering_at(client, at)
    rule = active.get(covering.structure_id)
    if rule is None or covering.ranks is None or not client.is_active:
        return None
    return Turn(client, rule, covering.ranks, _standing(client.id, covering, at))


def standing(client: Client, at: datetime) -> Standing:
    """Where a broker stands in the structure that their tree is under."""
    return _standing(client.id, terms.covering_at(client, at), at)


def _standing(client_id: str, covering: Covering, at: datetime) -> Standing:
    held = terms_store.find(client_id)
    step = term_rules.in_force(held, at)
    tier = term_rules.tier_in(step, covering.structure_id)
    return Standing(
        client_id,
        covering.structure_id,
        tier,
        holds_other=tier is None and step is not None and bool(step.tier),
        planned=any(one.since > at for one in held.steps),
    )


def needs_branches(tiers: tuple[Criteria, ...]) -> bool:
    """Whether criteria ask anything of single branches."""
    return any(goal.per_branch for one in tiers for goal in one.deposits)


def settle_one(
    unit: Unit, client_id: str, at: datetime, active: dict[str, TierRule]
) -> OutcomeState | None:
    """One broker's turn; what it came to, also when it was had before."""
    done = store.outcome(client_id, at)
    if done is not None:
        return done.state
    try:
        client = clients.client_for_system(client_id)
    except NotFound:
        return None
    found = turn(client, unit.now, active)
    if found is None:
        return None
    rule = found.rule
    counted = figures.of(
        client_id,
        rules.window(rule.months, at, zone()),
        by_branch=needs_branches(rule.tiers),
    )
    outcome = replace(rules.settled(rule, found.ranks, found.standing, counted, at), at=unit.now)
    _expire(unit, client_id)
    if outcome.state is OutcomeState.SUCCESS:
        promote(unit, outcome, outcome.before)
    store.add_outcome(unit, outcome)
    return outcome.state


def _expire(unit: Unit, client_id: str) -> None:
    """What an older settlement left to staff is superseded."""
    older = store.newest(client_id)
    if older is not None and older.state in OPEN:
        store.change_outcome(unit, older, replace(older, state=OutcomeState.EXPIRED))


def promote(unit: Unit, outcome: TierOutcome, held: int | None, comment: str = "") -> None:
    """Give a broker, who holds the tier ``held``, that of an outcome, and tell them."""
    step = Step(
        since=unit.now,
        tier=outcome.reached,
        origin=Origin.RULE,
        by_id=outcome.decided_by_id,
        by_name=outcome.decided_by_name or outcome.rule_name,
        comment=comment,
    )
    terms.give_tier(unit, outcome.client_id, outcome.structure_id, step)
    before, after = held or 0, outcome.reached or 0
    unit.publish(
        TierChanged(
            client_id=outcome.client_id,
            before=outcome.tiers[before - 1] if before else "",
            after=outcome.tiers[after - 1] if after else "",
            direction="up" if after > before else "down",
            rule=outcome.rule_name,
        )
    )
