"""What the routes of tier settlements and of their reports take and answer."""

from typing import Annotated, Literal, Self

from pydantic import Field

from chalicelib.edge.schemas import Body, Instant, OfClient, PageQuery, View
from chalicelib.partners.model.tiers import (
    Cause,
    CheckKind,
    Join,
    Method,
    OutcomeState,
    TierProgress,
    TierSettlement,
)
from chalicelib.partners.rules.tiers import settlement_id
from chalicelib.partners.service.tier_reports import Told

_Comment = Annotated[str, Field(max_length=1000)]


class TierSettlementView(View):
    """One run over all brokers. ``counts`` says how many came to which outcome so far."""

    id: str
    due_at: Instant
    started_at: Instant
    ended_at: Instant | None
    by_name: str
    counts: dict[OutcomeState, int]

    @classmethod
    def of(cls, noun: TierSettlement) -> Self:
        """See `View.of`."""
        return cls(
            id=settlement_id(noun.due_at),
            due_at=noun.due_at,
            started_at=noun.started_at,
            ended_at=noun.ended_at,
            by_name=noun.by_name,
            counts=noun.counts,
        )


class CheckView(View):
    """One thing a tier asks, and how far it was reached; figures are exact decimals."""

    kind: CheckKind
    needed: str
    reached: str
    is_met: bool
    currency: str
    per_branch: str
    branches: int
    branches_short: int
    back: str


class TierCheckView(View):
    """All that one tier asks."""

    tier: int
    is_met: bool
    joined: Join
    checks: list[CheckView]


class MonthsView(View):
    """The months that counted, both inclusive; an empty ``first`` is from the beginning."""

    first: str
    last: str


class TierOutcomeView(OfClient):
    """What a settlement found for a broker, with the figures that it was found by."""

    settlement_id: str
    client_id: str
    client_name: str
    at: Instant
    rule_name: str
    method: Method
    window: MonthsView
    tiers: list[str]
    before: int | None
    reached: int | None
    state: OutcomeState
    cause: Cause | None
    checks: list[TierCheckView]
    decided_by_name: str
    decided_at: Instant | None
    comment: str

    @classmethod
    def of(cls, noun: Told) -> Self:
        """See `View.of`."""
        one = noun.outcome
        return cls(
            settlement_id=settlement_id(one.settlement_at),
            client_id=one.client_id,
            client_name=noun.client_name,
            at=one.at,
            rule_name=one.rule_name,
            method=one.method,
            window=MonthsView.model_validate(one.window),
            tiers=list(one.tiers),
            before=one.before,
            reached=one.reached,
            state=one.state,
            cause=one.cause,
            checks=[TierCheckView.model_validate(check) for check in one.checks],
            decided_by_name=one.decided_by_name,
            decided_at=one.decided_at,
            comment=one.comment,
        )


class ReportQuery(PageQuery):
    """Outcomes by kind of rule and, unless all are wanted, by state."""

    method: Method = Method.AUTOMATIC
    state: (
        Literal[
            OutcomeState.SUCCESS,
            OutcomeState.FAIL,
            OutcomeState.PENDING,
            OutcomeState.UPGRADED,
            OutcomeState.REJECTED,
            OutcomeState.EXPIRED,
        ]
        | None
    ) = None


class TierDecisionForm(Body):
    """Whether somebody gets the tier that a settlement found them good for."""

    decision: Literal["agreed", "rejected"]
    comment: _Comment = ""


class TierProgressView(View):
    """How far the caller is from the next tier by now.

    ``next`` is null at the highest tier, or where no rule raises tiers. ``waits_for`` is the tier
    that the last settlement found, where it has yet to be decided.
    """

    tiers: list[str]
    tier: int | None
    method: Method | None
    window: MonthsView | None
    next: TierCheckView | None
    settles_at: Instant | None
    waits_for: int | None

    @classmethod
    def of(cls, noun: TierProgress) -> Self:
        """See `View.of`."""
        return cls(
            tiers=list(noun.tiers),
            tier=noun.tier,
            method=noun.method,
            window=MonthsView.model_validate(noun.window) if noun.window else None,
            next=TierCheckView.model_validate(noun.next) if noun.next else None,
            settles_at=noun.settles_at,
            waits_for=noun.waits.reached if noun.waits else None,
        )
