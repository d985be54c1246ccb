"""What the routes of runs over past deals take and answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import AwareDatetime, ConfigDict, Field

from chalicelib.core.clock import whole_milliseconds
from chalicelib.edge.schemas import Body, Instant, MoneyOut, PageQuery, View
from chalicelib.partners.model.earnings import SchemeKind
from chalicelib.partners.model.runs import (
    MAX_TICKETS,
    Change,
    Draft,
    Order,
    RunAction,
    RunKind,
    RunSheet,
    RunState,
    RunSum,
    Skipped,
    Subject,
)
from chalicelib.partners.service.explaining import deal_key
from chalicelib.partners.service.run_names import NamedRow, NamedSum

_Id = Annotated[str, Field(min_length=1, max_length=40)]
_Ticket = Annotated[str, Field(min_length=1, max_length=20)]
_Comment = Annotated[str, Field(max_length=1000)]


class _OrderForm(Body):
    """Deals of a server closed from ``since`` to before ``until``.

    ``as_of`` is the moment whose tree, terms and plans count; null for each deal's own.
    """

    server_id: _Id
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    as_of: AwareDatetime | None = None
    comment: _Comment = ""


def _moment(at: datetime | None) -> datetime | None:
    return None if at is None else whole_milliseconds(at)


class RecalculationForm(_OrderForm):
    """Deals to be computed anew: of a span of time, or by their ``tickets``."""

    tickets: Annotated[list[_Ticket], Field(max_length=MAX_TICKETS)] = []
    without_commission: bool = False

    def order(self) -> Order:
        """The same for the use case."""
        return Order(
            server_id=self.server_id,
            since=_moment(self.since),
            until=_moment(self.until),
            tickets=tuple(self.tickets),
            as_of=_moment(self.as_of),
            without_commission=self.without_commission,
            comment=self.comment,
        )


class SimulationForm(_OrderForm):
    """A plan whose version waits, tried on past deals; ``instead_of`` another plan or of itself."""

    plan_id: _Id
    instead_of: _Id | None = None

    def order(self) -> Order:
        """The same for the use case."""
        return Order(
            server_id=self.server_id,
            since=_moment(self.since),
            until=_moment(self.until),
            as_of=_moment(self.as_of),
            draft=Draft(self.plan_id, 0, self.instead_of or self.plan_id),
            comment=self.comment,
        )


class RunDecisionForm(Body):
    """What is done about a recalculation that was looked at, or a run that goes on."""

    action: Annotated[RunAction, Field(strict=False)]


class RunSumsQuery(PageQuery):
    """By what the sums of a run are listed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    by: Subject = Subject.RECIPIENT


class RunRowsQuery(PageQuery):
    """Which deals of a run are listed: those that differ, or tickets ``skipped`` for a reason."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    skipped: Skipped | None = None


class RunSumView(View):
    """What deals came to ``before`` and come to ``after``; ``more`` and ``less`` add up apart."""

    subject_id: str
    before: MoneyOut
    after: MoneyOut
    more: MoneyOut
    less: MoneyOut
    deals: int

    @classmethod
    def of(cls, noun: RunSum) -> Self:
        """See `View.of`."""
        return cls.model_validate(noun)


class NamedSumView(RunSumView):
    """The sum of one broker, with their name, or of one symbol group, without."""

    subject_name: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        one: NamedSum = noun
        return cls(**dict(RunSumView.of(one.sum)), subject_name=one.name)


class SkippedView(View):
    """How many deals are left as they are, by the reason; see `Skipped`."""

    unchanged: int = 0
    nothing: int = 0
    passed_over: int = 0
    no_trade: int = 0
    unknown: int = 0


class RunView(View):
    """One run. ``percent`` is of what it does now: looking at deals, or carrying out.

    Of the deals ``looked`` at, ``found`` differ, ``new`` of them never settled, and the others are
    ``skipped``.
    """

    id: str
    kind: RunKind
    state: RunState
    server_id: str
    since: Instant | None
    until: Instant | None
    tickets: int
    as_of: Instant | None
    without_commission: bool
    plan_id: str | None
    plan_name: str
    plan_number: int | None
    instead_of: str | None
    comment: str
    staff_name: str
    decided_by_name: str
    created_at: Instant
    ended_at: Instant | None
    percent: int
    looked: int
    found: int
    new: int
    skipped: SkippedView
    done: int
    totals: list[RunSumView]

    @classmethod
    def of(cls, noun: RunSheet) -> Self:
        """See `View.of`."""
        run, order = noun.run, noun.run.order
        draft = order.draft
        return cls(
            id=run.id,
            kind=run.kind,
            state=run.state,
            server_id=order.server_id,
            since=order.since,
            until=order.until,
            tickets=len(order.tickets),
            as_of=order.as_of,
            without_commission=order.without_commission,
            plan_id=draft.plan_id if draft else None,
            plan_name=noun.plan_name,
            plan_number=draft.number if draft else None,
            instead_of=draft.instead_of if draft else None,
            comment=order.comment,
            staff_name=run.staff_name,
            decided_by_name=run.decided_by_name,
            created_at=run.created_at,
            ended_at=run.ended_at,
            percent=run.percent,
            looked=run.looked,
            found=run.found,
            new=run.new,
            skipped=SkippedView(**run.skipped),
            done=run.done,
            totals=[RunSumView.of(one) for one in noun.totals],
        )


class ChangeView(View):
    """What one broker got of a deal, and comes to."""

    recipient_id: str
    recipient_name: str
    kind: SchemeKind
    before: MoneyOut
    after: MoneyOut

    @classmethod
    def named(cls, noun: Change, names: Mapping[str, str]) -> Self:
        """The same with the broker's name."""
        facts = {name: getattr(noun, name) for name in ("recipient_id", "kind", "before", "after")}
        return cls(recipient_name=names[noun.recipient_id], **facts)


class RunRowView(View):
    """A deal that differs, or why it is ``skipped``; ``deal`` names it in addresses.

    ``is_new``: it was never settled.
    """

    deal: str
    deal_id: str
    closed_at: Instant | None
    client_id: str
    client_name: str
    symbol: str
    lots: str
    is_new: bool
    skipped: Skipped | None
    changes: list[ChangeView]
    applied_at: Instant | None

    @classmethod
    def of(cls, noun: NamedRow) -> Self:
        """See `View.of`; of one that was carried out, what was."""
        row, names = noun.row, noun.names
        changes = row.applied if row.applied_at else row.changes
        return cls(
            deal=deal_key(row.server_id, row.deal_id),
            deal_id=row.deal_id,
            closed_at=row.closed_at,
            client_id=row.client_id,
            client_name=names[row.client_id],
            symbol=row.symbol,
            lots=row.lots,
            is_new=row.is_new,
            skipped=row.skipped,
            changes=[ChangeView.named(one, names) for one in changes],
            applied_at=row.applied_at,
        )
