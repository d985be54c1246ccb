"""What the routes of commission terms take and answer."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import AwareDatetime, Field

from chalicelib.core.clock import whole_milliseconds
from chalicelib.edge.schemas import Body, Instant, View
from chalicelib.partners.model.plans import MAX_TIERS
from chalicelib.partners.model.terms import Origin, Step, TermsChange, TermsSheet
from chalicelib.partners.rules.terms import tier_in

_PlanId = Annotated[str, Field(max_length=40)]


class TermsForm(Body):
    """What is to change; null leaves as it is, the empty text and tier 0 are for none."""

    fixed_scheme_id: _PlanId | None = None
    tier: Annotated[int, Field(ge=0, le=MAX_TIERS)] | None = None
    flexible_scheme_id: _PlanId | None = None
    effective_at: AwareDatetime | None = None
    resets_tiers: bool = False
    comment: Annotated[str, Field(max_length=1000)] = ""

    def change(self) -> TermsChange:
        """The same for the use case."""
        at = None if self.effective_at is None else whole_milliseconds(self.effective_at)
        return TermsChange(
            scheme_id=self.fixed_scheme_id,
            tier=self.tier,
            flexible_id=self.flexible_scheme_id,
            effective_at=at,
            resets_tiers=self.resets_tiers,
            comment=self.comment,
        )


class NamedPlanView(View):
    """A plan by id and name."""

    id: str
    name: str


class TermsStepView(View):
    """Terms from ``since`` on."""

    since: Instant
    fixed_scheme: NamedPlanView | None
    tier: int | None
    tier_name: str
    flexible_scheme: NamedPlanView | None
    origin: Origin
    by_name: str
    comment: str

    @classmethod
    def in_sheet(cls, step: Step, noun: TermsSheet) -> Self:
        """The view of one step of ``noun``; a tier without a name any more has its number alone."""
        tiers, tier = noun.tier_names.get(step.structure_id, ()), step.tier or 0
        return cls(
            since=step.since,
            fixed_scheme=_named(step.scheme_id, noun.plan_names),
            tier=step.tier,
            tier_name=tiers[tier - 1] if 0 < tier <= len(tiers) else "",
            flexible_scheme=_named(step.flexible_id, noun.plan_names),
            origin=step.origin,
            by_name=step.by_name,
            comment=step.comment,
        )


def _named(plan_id: str, names: Mapping[str, str]) -> NamedPlanView | None:
    return NamedPlanView(id=plan_id, name=names[plan_id]) if plan_id in names else None


class OwnTermsView(View):
    """What an IB sees of their own terms: tier, the scheme of the tree, their flexible scheme."""

    is_ib: bool
    tier: int | None
    tiers: list[str]
    fixed_scheme: str | None
    flexible_scheme: str | None
    since: Instant | None

    @classmethod
    def of(cls, noun: TermsSheet) -> Self:
        """See `View.of`."""
        covering = noun.covering
        return cls(
            is_ib=noun.is_ib,
            tier=noun.tier,
            tiers=list(covering.ranks.tiers) if covering.ranks else [],
            fixed_scheme=covering.scheme.name if covering.scheme else None,
            flexible_scheme=noun.flexible.name if noun.flexible else None,
            since=noun.step.since if noun.step else None,
        )


class TermsView(View):
    """The terms of a client for staff. ``top`` is where the tree's scheme is given."""

    is_ib: bool
    is_top: bool
    top: NamedPlanView | None
    fixed_scheme: NamedPlanView | None
    tiers: list[str]
    tier: int | None
    former_tier: int | None
    flexible_scheme: NamedPlanView | None
    steps: list[TermsStepView]

    @classmethod
    def of(cls, noun: TermsSheet) -> Self:
        """See `View.of`."""
        covering, step = noun.covering, noun.step
        lost = step.tier if step and tier_in(step, covering.structure_id) is None else None
        return cls(
            is_ib=noun.is_ib,
            is_top=noun.is_top,
            top=NamedPlanView(id=covering.top_id, name=noun.top_name) if noun.top_name else None,
            fixed_scheme=NamedPlanView(id=covering.scheme_id, name=covering.scheme.name)
            if covering.scheme
            else None,
            tiers=list(covering.ranks.tiers) if covering.ranks else [],
            tier=noun.tier,
            former_tier=lost,
            flexible_scheme=NamedPlanView(id=step.flexible_id, name=noun.flexible.name)
            if step and noun.flexible
            else None,
            steps=[TermsStepView.in_sheet(one, noun) for one in reversed(noun.steps)],
        )
