"""Breaks: what one side has and the other has not, with their story."""

from datetime import timedelta
from typing import Annotated, Any, Self, cast

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
from chalicelib.reconciliation.schemas.repairs import RepairView
from chalicelib.reconciliation.service.reading import BreakFilter, BreakStory, NamedBreak

SideCode = Annotated[str, Field(max_length=80, examples=["server:meridian-live"])]
_NOBODY = "nobody"


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
