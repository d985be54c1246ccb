"""Plans: listing, proposing and deciding.

A change is proposed by one and agreed to by another; the head, the version and the audit record are
one unit. A version that counted once is never altered, so that receipts can name it.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.partners.model.plans import (
    FixedScheme,
    FlexibleScheme,
    Plan,
    PlanKind,
    RankStructure,
    SymbolGroup,
)
from chalicelib.partners.model.versions import (
    PREFIXES,
    AgreedVersion,
    PlanHead,
    PlanSheet,
    PlanState,
    PlanVersion,
    Proposal,
)
from chalicelib.partners.rules import fixed
from chalicelib.partners.rules import plans as rules
from chalicelib.partners.service import plan_reading
from chalicelib.partners.store import plans as store
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def listed(kind: PlanKind, request: PageRequest) -> Page[PlanSheet]:
    """The plans of ``kind``, the newest first; without their versions."""
    return store.heads(kind, request).map(lambda head: _sheet(head, ()))


def sheet(kind: PlanKind, plan_id: str) -> PlanSheet:
    """One plan with its versions.

    Raises:
        NotFound: no plan of that kind.
    """
    return _sheet(_head(kind, plan_id), tuple(store.versions(plan_id)))


def create(actor: Actor, kind: PlanKind, proposal: Proposal, command: Command) -> PlanSheet:
    """Propose a plan that there is not yet.

    Raises:
        Invalid: ``plan_of_another_kind``, ``effective_in_the_past``, and as `_check`.
    """

    def work(unit: Unit) -> PlanSheet:
        plan_id = unit.ids.new(PREFIXES[kind], unit.now)
        head = PlanHead(plan_id, kind, proposal.plan.name)
        made = _proposed(unit, head, proposal)
        command.settle(unit, made)
        return made

    return ports.transact(actor, work)


def propose(
    actor: Actor, kind: PlanKind, plan_id: str, proposal: Proposal, command: Command
) -> PlanSheet:
    """Propose another version of a plan.

    Raises:
        NotFound. Conflict: ``change_pending``, ``rank_structure_in_use``. Invalid: as `create`.
    """

    def work(unit: Unit) -> PlanSheet:
        made = _proposed(unit, _head(kind, plan_id), proposal)
        command.settle(unit, made)
        return made

    return ports.transact(actor, work)


def decide(
    actor: Actor, kind: PlanKind, plan_id: str, verdict: PlanState, comment: str
) -> PlanSheet:
    """Agree to the version that waits, or reject it; who proposed it may only take it back.

    What it refers to is looked at again: a version that could not be computed is never agreed to.

    Raises:
        NotFound. Conflict: ``nothing_pending``. Forbidden: ``own_change``. Invalid: as `create`.
    """

    def work(unit: Unit) -> PlanSheet:
        before = _head(kind, plan_id)
        waiting = store.version(plan_id, before.pending) if before.pending else None
        rules.check_decidable(before, waiting.by_id if waiting else "", actor, verdict)
        if waiting is None:
            raise AssertionError("check_decidable refuses what does not wait")
        decided = _decided(unit, waiting, verdict)
        after = replace(before, pending=None)
        if verdict is PlanState.APPROVED:
            after = _agreed(unit, after, decided)
        store.change_version(unit, waiting, decided)
        _record(unit, f"commission_plan_{verdict}", before, decided, comment)
        return _sheet(store.change_head(unit, before, after), (decided,))

    ports.transact(actor, work)
    return sheet(kind, plan_id)


def _sheet(head: PlanHead, versions: tuple[PlanVersion, ...]) -> PlanSheet:
    return PlanSheet(head, versions, ports.now())


def _head(kind: PlanKind, plan_id: str) -> PlanHead:
    found = store.head(plan_id)
    if found is None or found.kind is not kind:
        raise NotFound(what="commission_plan")
    return found


def _proposed(unit: Unit, before: PlanHead, proposal: Proposal) -> PlanSheet:
    rules.check_kind(before.kind, proposal.plan)
    rules.check_free(before)
    rules.check_effective(proposal.effective_at, unit.now)
    _check(proposal.plan, rules.effective(proposal.effective_at, unit.now))
    number = before.latest + 1
    name = before.name if before.agreed else proposal.plan.name
    after = replace(before, latest=number, pending=number, name=name)
    version = PlanVersion(
        plan_id=before.id,
        number=number,
        state=PlanState.PENDING,
        content=rules.stored(before.kind, proposal.plan),
        by_id=unit.actor.id,
        by_name=unit.actor.name,
        at=unit.now,
        effective_at=proposal.effective_at,
        comment=proposal.comment,
    )
    put = store.change_head(unit, before, after) if before.version else store.add_head(unit, after)
    store.add_version(unit, version)
    _record(unit, "commission_plan_proposed", before, version, proposal.comment)
    older = tuple(store.versions(before.id)) if before.version else ()
    return _sheet(put, (version, *older))


def _decided(unit: Unit, waiting: PlanVersion, verdict: PlanState) -> PlanVersion:
    at = waiting.effective_at
    return replace(
        waiting,
        state=verdict,
        effective_at=rules.effective(at, unit.now) if verdict is PlanState.APPROVED else at,
        decided_by_id=unit.actor.id,
        decided_by_name=unit.actor.name,
        decided_at=unit.now,
    )


def _agreed(unit: Unit, head: PlanHead, version: PlanVersion) -> PlanHead:
    """The head once ``version`` counts; what it refers to is in use from then on."""
    at = version.effective_at or unit.now
    plan: Plan = rules.read(head.kind, version.content)
    for one in _check(plan, at):
        if one.in_use:
            store.require_head(unit, one)
        else:
            store.change_head(unit, one, replace(one, in_use=True))
    agreed = (*head.agreed, AgreedVersion(version.number, at))
    return replace(head, agreed=agreed, name=plan.name)


def _check(plan: Plan, at: datetime) -> list[PlanHead]:
    """Refuse a plan that refers to what does not count at ``at``; the heads it refers to.

    Raises:
        Invalid: ``plan_not_in_force`` or ``server_unknown`` at the field; ``amounts_do_not_fit``;
            what `rules.check_names` refuses.
    """
    rules.check_names(plan)
    match plan:
        case RankStructure():
            return []
        case SymbolGroup():
            _check_server(plan.server_id)
            return []
        case FixedScheme():
            ranks = _ranks(plan.rank_structure_id, at)
            fixed.check_fits(plan, ranks)
            groups = [one.symbol_group_id for one in plan.basics]
            return _referred((plan.rank_structure_id, *_groups(groups, at, "basics")))
        case FlexibleScheme():
            groups = [one.symbol_group_id for one in plan.rates]
            return _referred(_groups(groups, at, "rates"))


def _check_server(server_id: str) -> None:
    try:
        accounts.server_config(server_id)
    except NotFound:
        raise Invalid("no such server", code="server_unknown", field="server_id") from None


def _ranks(plan_id: str, at: datetime) -> RankStructure:
    found = plan_reading.in_force(plan_id, at)
    if found is None or not isinstance(found.plan, RankStructure):
        raise _not_in_force("rank_structure_id")
    return found.plan


def _groups(ids: list[str], at: datetime, field: str) -> list[str]:
    for place, plan_id in enumerate(ids):
        found = plan_reading.in_force(plan_id, at)
        if found is None or not isinstance(found.plan, SymbolGroup):
            raise _not_in_force(f"{field}.{place}.symbol_group_id")
    return ids


def _not_in_force(field: str) -> Invalid:
    return Invalid("this does not count then", code="plan_not_in_force", field=field)


def _referred(ids: Iterable[str]) -> list[PlanHead]:
    found: Callable[[str], PlanHead | None] = store.head
    return [one for one in map(found, dict.fromkeys(ids)) if one is not None]


def _record(unit: Unit, action: str, head: PlanHead, version: PlanVersion, comment: str) -> None:
    audit.record(
        unit,
        action,
        "commission_plan",
        head.id,
        after={
            "kind": head.kind.value,
            "version": version.number,
            "content": version.content,
            "comment": comment,
        },
    )
