"""What settlements found: reports for staff, their decisions, and an IB's way to the next tier."""

from dataclasses import replace
from datetime import datetime

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.clients.public import Client, ClientKind
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.partners.model.tiers import (
    OPEN,
    REPORTED,
    Method,
    OutcomeState,
    TierOutcome,
    TierProgress,
    TierSettlement,
)
from chalicelib.partners.rules import tiers as rules
from chalicelib.partners.service import figures, terms, tier_rules, tier_settling
from chalicelib.partners.service.days import zone
from chalicelib.partners.store import tiers as store
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class Told:
    """An outcome with the name of whom it is about."""

    outcome: TierOutcome
    client_name: str


def settlements(request: PageRequest) -> Page[TierSettlement]:
    """All settlements, the newest first."""
    return store.settlements(request)


def reported(
    actor: Actor, method: Method, state: OutcomeState | None, request: PageRequest
) -> Page[Told]:
    """What settlements found for those whom staff may see, the newest first.

    A page may be shorter than asked for although another follows.
    """
    page = store.report(method, (state,) if state else REPORTED, request)
    seen = {one.id: one for one in clients.visible(actor, {one.client_id for one in page.items})}
    shown = (Told(one, seen[one.client_id].name) for one in page.items if one.client_id in seen)
    return Page(tuple(shown), page.next_cursor)


def of_client(actor: Actor, client_id: str, request: PageRequest) -> Page[Told]:
    """What all settlements found for one broker, also where nothing changed.

    Raises:
        NotFound.
    """
    client = clients.client(actor, client_id)
    return store.of_client(client_id, request).map(lambda one: Told(one, client.name))


def decide(
    actor: Actor,
    client_id: str,
    at: datetime,
    *,
    agreed: bool,
    comment: str,
) -> Told:
    """Give the tier that a settlement found a broker good for, or reject it.

    Raises:
        NotFound. Conflict: ``tier_outcome_closed`` with its ``state``, ``settlement_running``,
            ``not_an_ib``, ``rank_changed`` where the tree is under another structure now,
            ``tier_held_already``.
    """

    def work(unit: Unit) -> Told:
        client = clients.client(actor, client_id)
        before = store.outcome(client_id, at)
        if before is None or before.state is OutcomeState.UNCHANGED:
            raise NotFound(what="tier_outcome")
        rules.check_open(before)
        tier_rules.hold(unit)
        decided = replace(
            before,
            decided_by_id=unit.actor.id,
            decided_by_name=unit.actor.name,
            decided_at=unit.now,
            comment=comment,
        )
        if agreed:
            decided = replace(decided, state=_agreed(before.method))
            tier_settling.promote(unit, decided, _held(client, before, unit.now), comment)
        else:
            decided = replace(decided, state=OutcomeState.REJECTED)
        audit.record(
            unit,
            "tier_outcome_agreed" if agreed else "tier_outcome_rejected",
            "tier_outcome",
            at.isoformat(),
            client_id=client_id,
            before={"state": before.state.value, "tier": before.before},
            after={"state": decided.state.value, "tier": before.reached, "comment": comment},
        )
        return Told(store.change_outcome(unit, before, decided), client.name)

    return ports.transact(actor, work)


def _held(client: Client, outcome: TierOutcome, at: datetime) -> int | None:
    """The tier that somebody holds now, who may be given that of ``outcome``."""
    if client.kind is not ClientKind.IB:
        raise Conflict("only introducing brokers have terms", code="not_an_ib")
    standing = tier_settling.standing(client, at)
    if standing.structure_id != outcome.structure_id:
        raise Conflict("the tree is under other ranks now", code="rank_changed")
    if standing.tier == outcome.reached:
        raise Conflict("they hold this tier already", code="tier_held_already")
    return standing.tier


def _agreed(method: Method) -> OutcomeState:
    return OutcomeState.UPGRADED if method is Method.MANUAL else OutcomeState.SUCCESS


def progress(actor: Actor) -> TierProgress:
    """The tier of the broker who asks, and how far they are from the next one by now."""
    client = clients.client_for_system(actor.id)
    now = ports.now()
    active = {one.structure_id: one for one in store.rules() if one.enabled}
    found = tier_settling.turn(client, now, active)
    if found is None:
        covering = terms.covering_at(client, now)
        tier = terms.own(actor).tier
        return TierProgress(covering.ranks.tiers if covering.ranks else (), tier)
    rule, standing = found.rule, found.standing
    settles_at = tier_rules.next_settlement_at()
    window = rules.window(rule.months, settles_at or now, zone())
    asked = rules.next_asked(rule, standing.tier)
    newest = store.newest(client.id)
    check = None
    if asked is not None:
        by_branch = tier_settling.needs_branches((asked,))
        check = rules.checked(asked, figures.of(client.id, window, by_branch=by_branch))
    return TierProgress(
        tiers=found.ranks.tiers,
        tier=standing.tier,
        method=rule.method,
        window=window,
        next=check,
        settles_at=settles_at,
        waits=newest if newest and newest.state in OPEN else None,
    )
