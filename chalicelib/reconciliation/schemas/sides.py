"""How far the books are compared, side by side."""

from typing import Any, Self, cast

from chalicelib.edge.schemas import Instant, MoneyOut, View
from chalicelib.reconciliation.model.runs import Walk
from chalicelib.reconciliation.service.reading import Overview


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


class ReconciledView(View):
    """Until when something is reconciled (null: not yet), and how many of its breaks are open."""

    until: Instant | None
    open_breaks: int
