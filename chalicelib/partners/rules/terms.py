"""Terms over time: which count when, what a change makes of them, and what it may not."""

from dataclasses import replace
from datetime import datetime

from chalicelib.core.errors import Conflict, Invalid
from chalicelib.partners.model.plans import RankStructure
from chalicelib.partners.model.terms import Covering, Origin, Step, Terms, TermsChange


def in_force(terms: Terms, at: datetime) -> Step | None:
    """The step that counts at ``at``, or None before the first."""
    begun = [one for one in terms.steps if one.since <= at]
    return begun[-1] if begun else None


def tier_in(step: Step | None, structure_id: str) -> int | None:
    """The tier that somebody with ``step`` has where the tree is under ``structure_id``."""
    if step is None or not structure_id or step.structure_id != structure_id:
        return None
    return step.tier


def followed(terms: Terms, step: Step) -> Terms:
    """``terms`` with ``step`` as their last; what was planned for later is given up."""
    kept = tuple(one for one in terms.steps if one.since <= step.since)
    return replace(terms, steps=(*kept, step))


def changes_something(terms: Terms, step: Step) -> bool:
    """Whether ``step`` says other terms than ``terms``, or gives up what they plan for later."""
    before = in_force(terms, step.since)
    if before is None or terms.steps[-1].since > step.since:
        return True
    parts = ("scheme_id", "structure_id", "tier", "flexible_id")
    return any(getattr(before, one) != getattr(step, one) for one in parts)


def beginning(covering: Covering, since: datetime, *, is_top: bool) -> Step:
    """The terms of somebody who becomes an IB: the lowest tier, and at the top the scheme.

    Without a scheme above, and without a default one, there is nothing to give.
    """
    return Step(
        since=since,
        scheme_id=covering.scheme_id if is_top else "",
        structure_id=covering.structure_id,
        tier=1 if covering.scheme else None,
        origin=Origin.DEFAULT,
    )


def check_top(change: TermsChange, client_id: str, covering: Covering) -> None:
    """Refuse a fixed scheme anywhere but at the top of a tree.

    Raises:
        Invalid: ``scheme_at_the_top_only``.
    """
    if change.scheme_id is not None and covering.top_id != client_id:
        raise Invalid(
            "the scheme of a tree is given at its top",
            code="scheme_at_the_top_only",
            field="scheme_id",
        )


def check_reset(change: TermsChange, before: Covering, after: Covering) -> None:
    """Refuse another rank structure unless it is understood that all tiers go with the old one.

    Raises:
        Conflict: ``tiers_would_reset``.
    """
    moved = before.structure_id and before.structure_id != after.structure_id
    if moved and not change.resets_tiers:
        raise Conflict("all tiers of the tree would go", code="tiers_would_reset")


def tier_wanted(change: TermsChange, step: Step | None, covering: Covering) -> int | None:
    """The tier after ``change``: what is asked for, or what there is in the same structure.

    Raises:
        Invalid: ``no_scheme_above``, ``tier_unknown`` with the ``tiers`` there are.
    """
    if change.tier is None:
        return tier_in(step, covering.structure_id)
    if not change.tier:
        return None
    ranks = covering.ranks
    if ranks is None:
        raise Invalid("no scheme covers this client", code="no_scheme_above", field="tier")
    check_tier(change.tier, ranks, "tier")
    return change.tier


def check_tier(tier: int, ranks: RankStructure, field: str) -> None:
    """Refuse a tier that the structure does not have.

    Raises:
        Invalid: ``tier_unknown`` with the ``tiers`` there are.
    """
    if not 1 <= tier <= len(ranks.tiers):
        raise Invalid("no such tier", code="tier_unknown", field=field, tiers=len(ranks.tiers))
