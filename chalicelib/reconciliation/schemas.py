"""Requests and views of reconciliation."""

from datetime import timedelta
from typing import Annotated, Any, Literal, Self, cast

from pydantic import Field

from chalicelib.edge.schemas import Body, Instant, MoneyOut, OfClient, PageQuery, View
from chalicelib.reconciliation.model.breaks import (
    BreakEnding,
    BreakEvent,
    BreakKind,
    BreakProblem,
    BreakStatus,
    RepairAction,
    RepairAgainst,
)
from chalicelib.reconciliation.model.repairs import Repair, RepairStatus
from chalicelib.reconciliation.model.runs import Walk
from chalicelib.reconciliation.service.reading import (
    BreakFilter,
    BreakStory,
    NamedBreak,
    Overview,
)
from chalicelib.reconciliation.service.repairs import Proposal

SideCode = Annotated[str, Field(max_length=80, examples=["server:meridian-live"])]
Reason = Annotated[str, Field(min_length=3, max_length=1000)]
_NOBODY = "nobody"


class ReconciledSideView(View):
    """How far one side is compared: what happened before ``until``, and all there is.

    ``full_at`` is when the last whole comparison began; ``problem`` why the last run failed.
    """

    side: str
    name: str
    until: Instant
    ran_at: Instant
    full_at: Instant | None
    compared: int
    calls: int
    problem: str


class BreakTallyView(View):
    """Open breaks of one side in one currency, and the sum of theirs less ours."""

    side: str
    open: int
    difference: MoneyOut


class WalkView(View):
    """One walk over everything. ``phase`` of ``phases`` are done; ``examined`` counts per side."""

    number: int
    started_at: Instant
    finished_at: Instant | None
    phase: int
    phases: int
    examined: dict[str, int]
    found: dict[str, int]
    skipped: list[str]
    calls: int

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        walk = cast("Walk", noun)
        own = {name: getattr(walk, name) for name in cls.model_fields if name != "phases"}
        return cls(**own | {"phases": len(walk.phases), "skipped": list(walk.skipped)})


class ReconciliationView(View):
    """How the comparing stands on all sides."""

    sides: list[ReconciledSideView]
    tallies: list[BreakTallyView]
    open_breaks: int
    walks: list[WalkView]
    names: dict[str, str]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        found = cast("Overview", noun)
        shown = [name for name in ReconciledSideView.model_fields if name != "name"]
        return cls(
            sides=[
                ReconciledSideView(
                    name=found.names[one.side], **{field: getattr(one, field) for field in shown}
                )
                for one in found.sides
            ],
            tallies=[BreakTallyView.of(one) for one in found.tallies],
            open_breaks=found.open_breaks,
            walks=[WalkView.of(one) for one in found.walks],
            names=found.names,
        )


class OurLineView(View):
    """A booking of ours; ``is_repair`` when it mended something."""

    entry_id: str
    amount: MoneyOut
    at: Instant
    is_repair: bool


class TheirLineView(View):
    """What the other side has: a deal, or money of a payment."""

    reference: str
    what: str
    at: Instant
    amount: MoneyOut | None
    login: int | None
    comment: str
    names: str


class RepairSuggestionView(View):
    """What we would do, and the code of why."""

    action: RepairAction
    because: str
    against: RepairAgainst | None


class MovementBreakView(OfClient):
    """A movement on which the sides do not agree. ``difference`` is theirs less ours."""

    id: str
    side: str
    side_name: str
    key: str
    kind: BreakKind
    problem: BreakProblem
    difference: MoneyOut | None
    status: BreakStatus
    ending: BreakEnding | None
    happened_at: Instant
    since: Instant
    seen_at: Instant
    closed_at: Instant | None
    account_id: str
    login: int | None
    client_id: str
    client_name: str
    owner_id: str
    owner_name: str
    repair_id: str
    entry_id: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        named = cast("NamedBreak", noun)
        return cls(**_flat(named))


def _flat(named: NamedBreak) -> dict[str, Any]:
    names = ("side_name", "client_name", "owner_name")
    own = {
        name: getattr(named.noun, name)
        for name in MovementBreakView.model_fields
        if name not in names
    }
    return own | {name: getattr(named, name) for name in names}


class RepairView(View):
    """A repair: who wanted it, who decided, and what came of it."""

    id: str
    action: RepairAction
    against: RepairAgainst | None
    amount: MoneyOut | None
    status: RepairStatus
    reason: str
    note: str
    proposed_by: str
    proposed_at: Instant
    decided_by: str
    decided_at: Instant | None
    entry_id: str
    reference: str
    refusal: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls.with_names(cast("Repair", noun), {})

    @classmethod
    def with_names(cls, repair: Repair, names: dict[str, str]) -> Self:
        """The view with the names of those who are among ``names``, by their references."""
        own = {name: getattr(repair, name) for name in cls.model_fields}
        people = {
            name: names.get(own[name], own[name].partition(":")[2])
            for name in ("proposed_by", "decided_by")
        }
        return cls(**own | people)


class BreakEventView(View):
    """One line of a break's history."""

    at: Instant
    what: str
    by: str
    facts: dict[str, str]


class BreakStoryView(MovementBreakView):
    """One break with both sides, what we suggest, what may be done, and what was."""

    ours: list[OurLineView]
    theirs: list[TheirLineView]
    suggestion: RepairSuggestionView
    possible: list[RepairAction]
    is_own_proposal: bool
    repairs: list[RepairView]
    events: list[BreakEventView]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        story, own_ref = cast("tuple[BreakStory, str]", noun)
        broken = story.named.noun
        live = next((one for one in story.repairs if one.id == broken.repair_id), None)
        return cls(
            **_flat(story.named),
            ours=[OurLineView.of(one) for one in broken.ours],
            theirs=[TheirLineView.of(one) for one in broken.theirs],
            suggestion=RepairSuggestionView.of(broken.suggestion),
            possible=list(story.possible),
            is_own_proposal=live is not None and live.proposed_by == own_ref,
            repairs=[RepairView.with_names(one, story.names) for one in story.repairs],
            events=[_event(one, story.names) for one in story.events],
        )


def _event(one: BreakEvent, names: dict[str, str]) -> BreakEventView:
    by = names.get(one.by, "" if one.by.startswith("system:") else one.by)
    return BreakEventView(at=one.at, what=one.what, by=by, facts=one.facts)


class ReconciledView(View):
    """Until when something is reconciled (null: not yet), and how many of its breaks are open."""

    until: Instant | None
    open_breaks: int


class BreakQuery(PageQuery):
    """``owner_id`` may be ``nobody``; ``older_than_hours`` leaves out younger ones."""

    status: BreakStatus = BreakStatus.OPEN
    side: SideCode | None = None
    kind: BreakKind | None = None
    owner_id: Annotated[str, Field(max_length=80)] | None = None
    older_than_hours: Annotated[int, Field(ge=1, le=24 * 365)] | None = None

    @property
    def wanted(self) -> BreakFilter:
        """The filter that it asks for."""
        hours = self.older_than_hours
        return BreakFilter(
            status=self.status,
            side=self.side or "",
            kind=self.kind,
            owner_id="" if self.owner_id == _NOBODY else self.owner_id,
            older_than=timedelta(hours=hours) if hours else None,
        )


class AssignForm(Body):
    """Who is to look after the break; empty is nobody."""

    owner_id: Annotated[str, Field(max_length=80)]


class RepairForm(Body):
    """What is to be done. ``against`` is for an entry alone: what it is booked against."""

    action: RepairAction
    reason: Reason
    against: RepairAgainst | None = None

    @property
    def proposal(self) -> Proposal:
        """As the use case takes it."""
        return Proposal(self.action, self.reason, self.against)


class RepairDecisionForm(Body):
    """The second person's word."""

    decision: Literal["approve", "decline"]
    note: Annotated[str, Field(max_length=1000)] = ""
