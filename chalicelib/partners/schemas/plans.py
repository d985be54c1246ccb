"""What the routes of commission plans take and answer, and what an example comes to."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import AwareDatetime, Discriminator, Field, Tag

from chalicelib.core.clock import whole_milliseconds
from chalicelib.edge.schemas import AmountText, Body, CurrencyCode, Instant, View
from chalicelib.partners.model.plans import (
    MAX_TIERS,
    FixedScheme,
    FlexibleScheme,
    PlanKind,
    RankStructure,
    SymbolGroup,
)
from chalicelib.partners.model.versions import (
    PlanHead,
    PlanSheet,
    PlanState,
    PlanVersion,
    Proposal,
)
from chalicelib.partners.rules import plans as rules
from chalicelib.partners.service.examples import Example, ExampleTrade

_Comment = Annotated[str, Field(max_length=1000)]
_MARKS = {
    "tiers": PlanKind.RANK_STRUCTURE,
    "symbols": PlanKind.SYMBOL_GROUP,
    "rates": PlanKind.FLEXIBLE_SCHEME,
}


def _kind_of(said: Any) -> str:
    """Which kind of plan ``said`` means to be, so that what is wrong is told of that kind alone."""
    members = said if isinstance(said, dict) else getattr(said, "__dict__", {})
    kinds = (kind for member, kind in _MARKS.items() if member in members)
    return next(kinds, PlanKind.FIXED_SCHEME).value


_AnyPlan = Annotated[
    Annotated[RankStructure, Tag("rank_structure")]
    | Annotated[SymbolGroup, Tag("symbol_group")]
    | Annotated[FixedScheme, Tag("fixed_scheme")]
    | Annotated[FlexibleScheme, Tag("flexible_scheme")],
    Discriminator(_kind_of),
]
_AnyScheme = Annotated[
    Annotated[FixedScheme, Tag("fixed_scheme")] | Annotated[FlexibleScheme, Tag("flexible_scheme")],
    Discriminator(_kind_of),
]
_Code = Annotated[str, Field(min_length=1, max_length=40)]


class PlanForm(Body):
    """A plan as it is to be; without ``effective_at`` it counts once somebody else agrees."""

    plan: _AnyPlan
    effective_at: AwareDatetime | None = None
    comment: _Comment = ""

    def proposal(self) -> Proposal:
        """The same for the use case."""
        at = None if self.effective_at is None else whole_milliseconds(self.effective_at)
        return Proposal(self.plan, at, self.comment)


class PlanDecisionForm(Body):
    """What the second person says of the version that waits."""

    decision: Literal[PlanState.APPROVED, PlanState.REJECTED]
    comment: _Comment = ""


class PlanVersionView(View):
    """One version of a plan."""

    number: int
    state: PlanState
    plan: RankStructure | SymbolGroup | FixedScheme | FlexibleScheme
    effective_at: Instant | None
    comment: str
    by_id: str
    by_name: str
    at: Instant
    decided_by_name: str
    decided_at: Instant | None

    @classmethod
    def of_kind(cls, kind: PlanKind, noun: PlanVersion) -> Self:
        """The view of a version of a plan of ``kind``."""
        return cls(plan=rules.read(kind, noun.content), **_shared(noun))


def _shared(noun: PlanVersion) -> dict[str, Any]:
    names = PlanVersionView.model_fields.keys() - {"plan"}
    return {name: getattr(noun, name) for name in names}


class PlanRowView(View):
    """A plan in a list. ``number`` is the version in force, null while there is none."""

    id: str
    kind: PlanKind
    name: str
    number: int | None
    effective_at: Instant | None
    next_effective_at: Instant | None
    pending: int | None
    in_use: bool

    @classmethod
    def of(cls, noun: PlanSheet) -> Self:
        """See `View.of`."""
        return cls(**_row(noun.head, noun.at))


class PlanView(PlanRowView):
    """A plan with its newest versions."""

    versions: list[PlanVersionView]

    @classmethod
    def of(cls, noun: PlanSheet) -> Self:
        """See `View.of`."""
        versions = [PlanVersionView.of_kind(noun.head.kind, one) for one in noun.versions]
        return cls(versions=versions, **_row(noun.head, noun.at))


def _row(head: PlanHead, at: datetime) -> dict[str, Any]:
    current = rules.in_force(head.agreed, at)
    coming = [one.effective_at for one in head.agreed if one.effective_at > at]
    return {
        "id": head.id,
        "kind": head.kind,
        "name": head.name,
        "number": current.number if current else None,
        "effective_at": current.effective_at if current else None,
        "next_effective_at": min(coming, default=None),
        "pending": head.pending,
        "in_use": head.in_use,
    }


class ExampleTradeForm(Body):
    """A trade that is made up; amounts are in the account's ``currency``."""

    symbol: _Code
    platform_group: Annotated[str, Field(max_length=100)] = ""
    lots: Annotated[Decimal, Field(gt=0, le=100_000, decimal_places=4)]
    currency: CurrencyCode = "USD"
    profit: AmountText = "0"
    platform_commission: AmountText = "0"
    spread_points: Annotated[int, Field(ge=0, le=1_000_000)] | None = None


class ExampleForm(Body):
    """A scheme, which need not be stored, with a trade and the tiers above it, nearest first."""

    scheme: _AnyScheme
    trade: ExampleTradeForm
    tiers: Annotated[list[Annotated[int, Field(ge=1, le=MAX_TIERS)] | None], Field(max_length=50)]

    def example(self) -> Example:
        """The same for the use case."""
        trade = ExampleTrade(**self.trade.model_dump())
        return Example(self.scheme, trade, tuple(self.tiers))
