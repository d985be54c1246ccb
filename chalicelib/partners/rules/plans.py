"""Versions of plans: their form in the store, which one counts when, and who may decide."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from chalicelib.core.actor import Actor
from chalicelib.core.errors import Conflict, Forbidden, Invalid
from chalicelib.partners.model.plans import BODIES, Plan, PlanKind, RankStructure, SymbolGroup
from chalicelib.partners.model.versions import AgreedVersion, PlanHead, PlanState

_TOLERANCE = timedelta(minutes=2)


@lru_cache(maxsize=8)
def _adapter(kind: PlanKind) -> TypeAdapter[Any]:
    return TypeAdapter(BODIES[kind])


def stored(kind: PlanKind, plan: Plan) -> dict[str, Any]:
    """The JSON of ``plan``, amounts as exact text."""
    content: dict[str, Any] = _adapter(kind).dump_python(plan, mode="json")
    return content


def read(kind: PlanKind, content: dict[str, Any]) -> Any:
    """The inverse of `stored`."""
    return _adapter(kind).validate_python(content)


def in_force(agreed: Iterable[AgreedVersion], at: datetime) -> AgreedVersion | None:
    """The version that counts at ``at``: the last to take effect, of two at once the newer one."""
    begun = [one for one in agreed if one.effective_at <= at]
    return max(begun, key=lambda one: (one.effective_at, one.number), default=None)


def check_kind(kind: PlanKind, plan: Plan) -> None:
    """Refuse a plan of another kind than it is sent as.

    Raises:
        Invalid: ``plan_of_another_kind``.
    """
    if not isinstance(plan, BODIES[kind]):
        raise Invalid("this is another kind of plan", code="plan_of_another_kind", field="plan")


def check_names(plan: Plan) -> None:
    """Refuse tiers that cannot be told apart, and other names of symbols that are not the group's.

    Raises:
        Invalid: ``tier_named_twice`` or ``alias_of_a_stranger`` at the field.
    """
    if isinstance(plan, RankStructure):
        names = [one.strip().casefold() for one in plan.tiers]
        for place, name in enumerate(names):
            if name in names[:place]:
                raise Invalid(
                    "two tiers of one name", code="tier_named_twice", field=f"tiers.{place}"
                )
    if isinstance(plan, SymbolGroup):
        for place, alias in enumerate(plan.aliases):
            if alias.symbol not in plan.symbols:
                raise Invalid(
                    "no symbol of this group",
                    code="alias_of_a_stranger",
                    field=f"aliases.{place}.symbol",
                )


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


def effective(asked: datetime | None, now: datetime) -> datetime:
    """When an agreed version takes effect: never before it was agreed to."""
    return now if asked is None else max(asked, now)


def check_free(head: PlanHead) -> None:
    """Refuse a change while another waits, or of a rank structure in use.

    Raises:
        Conflict: ``change_pending``, ``rank_structure_in_use``.
    """
    if head.pending is not None:
        raise Conflict("a change of this plan waits for a decision", code="change_pending")
    if head.kind is PlanKind.RANK_STRUCTURE and head.in_use:
        raise Conflict("schemes are built on these tiers", code="rank_structure_in_use")


def check_decidable(head: PlanHead, proposer_id: str, decider: Actor, verdict: PlanState) -> None:
    """Refuse that somebody agrees to their own change; they may take it back.

    Raises:
        Conflict: ``nothing_pending``. Forbidden: ``own_change``.
    """
    if head.pending is None:
        raise Conflict("no change of this plan waits", code="nothing_pending")
    if proposer_id == decider.id and verdict is PlanState.APPROVED:
        raise Forbidden("somebody else must agree to your change", code="own_change")
