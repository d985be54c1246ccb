"""What plans say: at a moment, in a version, and how they are called."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from chalicelib.core.errors import NotFound
from chalicelib.partners.model.plans import Plan, PlanKind
from chalicelib.partners.model.versions import PlanHead, PlanInForce, kind_of
from chalicelib.partners.rules import plans as rules
from chalicelib.partners.store import plans as store


def in_force(
    plan_id: str, at: datetime, heads: dict[str, PlanHead | None] | None = None
) -> PlanInForce | None:
    """What a plan says at ``at``; None when there is no such plan, or it does not count yet.

    A plan among ``heads`` is not read again; one that is read is put there.
    """
    heads = {} if heads is None else heads
    if plan_id not in heads:
        heads[plan_id] = store.head(plan_id) if plan_id else None
    head = heads[plan_id]
    agreed = rules.in_force(head.agreed, at) if head else None
    if head is None or agreed is None:
        return None
    return PlanInForce(plan_id, agreed.number, _content(head.kind, plan_id, agreed.number))


def names(plan_ids: Iterable[str]) -> dict[str, str]:
    """What plans are called now, by id; what is no plan is left out."""
    heads = (store.head(one) for one in set(plan_ids) if one)
    return {head.id: head.name for head in heads if head is not None}


def waiting(plan_id: str) -> int | None:
    """The number of the version of a plan that waits for a decision, if one does."""
    head = store.head(plan_id)
    return head.pending if head else None


def said(plan_id: str, number: int) -> Plan:
    """What a plan says in one of its versions.

    Raises:
        NotFound.
    """
    kind = kind_of(plan_id)
    if kind is None:
        raise NotFound(what="commission_plan")
    plan: Plan = _content(kind, plan_id, number)
    return plan


class _Memory:
    """Versions that were agreed to, which never change again."""

    plans: dict[tuple[str, int], Any] = {}


_REMEMBERED = 500


def _content(kind: PlanKind, plan_id: str, number: int) -> Any:
    remembered = (plan_id, number)
    if remembered not in _Memory.plans:
        if len(_Memory.plans) >= _REMEMBERED:
            _Memory.plans.clear()
        version = store.version(plan_id, number)
        _Memory.plans[remembered] = rules.read(kind, version.content)
    return _Memory.plans[remembered]


def forget() -> None:
    """Read all versions anew at the next question."""
    _Memory.plans.clear()
