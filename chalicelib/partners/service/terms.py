"""Who works by which tier and schemes: given with the role of an IB, and changed by staff.

The fixed scheme of a tree is the one of its *top*: the farthest IB above a client, or the client.
"""

from dataclasses import replace
from datetime import datetime

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.clients.public import Client, ClientKind
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.partners.model.plans import (
    DEFAULT_SCHEME,
    FixedScheme,
    FlexibleScheme,
    RankStructure,
)
from chalicelib.partners.model.terms import (
    Covering,
    Step,
    Terms,
    TermsChange,
    TermsSheet,
)
from chalicelib.partners.rules import plans as plan_rules
from chalicelib.partners.rules import terms as rules
from chalicelib.partners.service import plan_reading
from chalicelib.partners.store import terms as store
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def begin(unit: Unit, client: Client, flexible_id: str = "") -> None:
    """Give ``client``, who is an IB from now on, their first terms, in the unit that decides it.

    ``flexible_id`` is a scheme of their own that they begin with, if it counts. Whoever has had
    terms keeps them: they were an IB before.
    """
    before = store.find(client.id)
    if before.steps:
        return
    above = [one for one in clients.uplines(client) if one.kind is ClientKind.IB]
    if above:
        covering = _covering(above[-1].id, _scheme_of(above[-1].id, unit.now), unit.now)
    else:
        covering = _covering(client.id, settings.value(DEFAULT_SCHEME), unit.now)
    step = rules.beginning(covering, unit.now, is_top=not above)
    if flexible_id and _flexible(flexible_id, unit.now) is not None:
        step = replace(step, flexible_id=flexible_id)
    _stored(unit, "commission_terms_begun", before, step)


def own(actor: Actor) -> TermsSheet:
    """The terms of the client who asks."""
    return _sheet(actor, clients.client_for_system(actor.id), ports.now())


def sheet(actor: Actor, client_id: str) -> TermsSheet:
    """The terms of a client, for staff who may see them.

    Raises:
        NotFound.
    """
    return _sheet(actor, clients.client(actor, client_id), ports.now())


def change(actor: Actor, client_id: str, wanted: TermsChange, command: Command) -> TermsSheet:
    """Give an IB another tier or scheme, from now or from a date on.

    What was planned for later is given up. What changes nothing is no step.

    Raises:
        NotFound. Conflict: ``not_an_ib``, ``tiers_would_reset``. Invalid: ``plan_not_in_force``,
            ``scheme_at_the_top_only``, ``no_scheme_above``, ``tier_unknown``,
            ``effective_in_the_past``.
    """

    def work(unit: Unit) -> TermsSheet:
        client = clients.client(actor, client_id)
        if client.kind is not ClientKind.IB:
            raise Conflict("only introducing brokers have terms", code="not_an_ib")
        plan_rules.check_effective(wanted.effective_at, unit.now)
        since = plan_rules.effective(wanted.effective_at, unit.now)
        before = store.find(client.id)
        step = replace(
            _changed(client, before, wanted, since),
            by_id=unit.actor.id,
            by_name=unit.actor.name,
            comment=wanted.comment,
        )
        is_news = rules.changes_something(before, step)
        after = _stored(unit, "commission_terms_changed", before, step) if is_news else before
        made = _shown(actor, client, after, unit.now)
        command.settle(unit, made)
        return made

    return ports.transact(actor, work)


def give_tier(unit: Unit, client_id: str, structure_id: str, given: Step) -> None:
    """Give a broker the tier of ``given`` from now on, by the outcome of a tier rule.

    Schemes stay as they are; what was planned for later is given up.
    """
    before = store.find(client_id)
    held = rules.in_force(before, unit.now)
    step = replace(
        given,
        since=unit.now,
        scheme_id=held.scheme_id if held else "",
        flexible_id=held.flexible_id if held else "",
        structure_id=structure_id,
    )
    _stored(unit, "commission_tier_changed", before, step)


def _changed(client: Client, before: Terms, wanted: TermsChange, since: datetime) -> Step:
    """The step that ``wanted`` makes of what counts at ``since``."""
    step = rules.in_force(before, since)
    covering = covering_at(client, since)
    rules.check_top(wanted, client.id, covering)
    if wanted.scheme_id is not None:
        chosen = _covering(client.id, wanted.scheme_id, since)
        if wanted.scheme_id and chosen.scheme is None:
            raise _not_in_force("scheme_id")
        rules.check_reset(wanted, covering, chosen)
        covering = chosen
    is_top = covering.top_id == client.id
    return Step(
        since=since,
        scheme_id=covering.scheme_id if is_top else "",
        structure_id=covering.structure_id,
        tier=rules.tier_wanted(wanted, step, covering),
        flexible_id=_flexible_wanted(wanted, step, since),
    )


def _flexible_wanted(wanted: TermsChange, step: Step | None, since: datetime) -> str:
    if wanted.flexible_id is None:
        return step.flexible_id if step else ""
    if wanted.flexible_id:
        check_flexible(wanted.flexible_id, since, "flexible_id")
    return wanted.flexible_id


def covering_at(client: Client, at: datetime) -> Covering:
    """The scheme that covers ``client`` at ``at``, and whose tree it is."""
    chain = [client, *clients.uplines(client, at)]
    brokers = [one for one in chain if one.kind is ClientKind.IB]
    if not brokers:
        return Covering()
    return _covering(brokers[-1].id, _scheme_of(brokers[-1].id, at), at)


def _scheme_of(client_id: str, at: datetime) -> str:
    step = rules.in_force(store.find(client_id), at)
    return step.scheme_id if step else ""


def _covering(top_id: str, scheme_id: str, at: datetime) -> Covering:
    """A tree under a scheme; without the scheme where it is none, or does not count at ``at``."""
    scheme = plan_reading.in_force(scheme_id, at)
    if scheme is None or not isinstance(scheme.plan, FixedScheme):
        return Covering(top_id)
    ranks = plan_reading.in_force(scheme.plan.rank_structure_id, at)
    if ranks is None or not isinstance(ranks.plan, RankStructure):
        return Covering(top_id)
    return Covering(top_id, scheme_id, scheme.plan, ranks.plan)


def check_flexible(plan_id: str, at: datetime, field: str) -> None:
    """Refuse what is no flexible scheme that counts at ``at``.

    Raises:
        Invalid: ``plan_not_in_force`` at ``field``.
    """
    if _flexible(plan_id, at) is None:
        raise _not_in_force(field)


def _flexible(plan_id: str, at: datetime) -> FlexibleScheme | None:
    found = plan_reading.in_force(plan_id, at)
    return found.plan if found and isinstance(found.plan, FlexibleScheme) else None


def _not_in_force(field: str) -> Invalid:
    return Invalid("this does not count then", code="plan_not_in_force", field=field)


def _sheet(actor: Actor, client: Client, at: datetime) -> TermsSheet:
    return _shown(actor, client, store.find(client.id), at)


def _shown(actor: Actor, client: Client, terms: Terms, at: datetime) -> TermsSheet:
    covering = covering_at(client, at)
    step = rules.in_force(terms, at)
    if step is not None and covering.top_id == client.id:
        covering = _covering(client.id, step.scheme_id, at)
    told = actor.realm is Realm.STAFF
    names = clients.names([covering.top_id]) if _sees(actor, covering.top_id) else {}
    return TermsSheet(
        client_id=client.id,
        is_ib=client.kind is ClientKind.IB,
        covering=covering,
        top_name=names.get(covering.top_id, ""),
        step=step,
        tier=rules.tier_in(step, covering.structure_id),
        flexible=_flexible(step.flexible_id, at) if step else None,
        at=at,
        steps=terms.steps,
        plan_names=plan_reading.names(_schemes(terms)) if told else {},
        tier_names=_tiers(terms) if told else {},
    )


def _schemes(terms: Terms) -> set[str]:
    return {one for step in terms.steps for one in (step.scheme_id, step.flexible_id)}


def _tiers(terms: Terms) -> dict[str, tuple[str, ...]]:
    """The tiers of every rank structure in the steps; one in use never changes."""
    found = {
        one.structure_id: plan_reading.in_force(one.structure_id, one.since) for one in terms.steps
    }
    ranks = {of: one.plan for of, one in found.items() if one is not None}
    return {of: one.tiers for of, one in ranks.items() if isinstance(one, RankStructure)}


def _sees(actor: Actor, client_id: str) -> bool:
    return bool(client_id) and bool(clients.visible(actor, [client_id]))


def _stored(unit: Unit, action: str, before: Terms, step: Step) -> Terms:
    after = rules.followed(before, step)
    was = rules.in_force(before, step.since)
    audit.record(
        unit,
        action,
        "commission_terms",
        after.client_id,
        client_id=after.client_id,
        before=_facts(was) if was else {},
        after=_facts(step),
    )
    return store.put(unit, before, after)


def _facts(step: Step) -> dict[str, object]:
    return {
        "scheme": step.scheme_id,
        "rank_structure": step.structure_id,
        "tier": step.tier,
        "flexible_scheme": step.flexible_id,
        "effective_at": step.since.isoformat(),
        "comment": step.comment,
    }
