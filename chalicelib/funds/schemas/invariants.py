"""What the checks have found, and the daily seals."""

from typing import Any, Self, cast

from chalicelib.edge.schemas import Instant, View
from chalicelib.funds.model.invariants import PassReport, Rule, Seal
from chalicelib.funds.service.invariants import passes

ReportAndSeals = tuple[PassReport, list[Seal]]


class BreakView(View):
    """One thing that does not hold, and for how long it has been so."""

    rule: Rule
    subject: str
    expected: str
    found: str
    since: Instant
    age_seconds: int


class SealView(View):
    """The seal of one day; keep a copy of the newest ``hash`` elsewhere."""

    day: str
    hash: str
    wallets: int


class InvariantsView(View):
    """When everything was last checked to the end (null: never), and what is broken now."""

    checked_at: Instant | None
    examined: int
    breaks: list[BreakView]
    seals: list[SealView]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """The report with the ages of its breaks."""
        report, seals = cast("ReportAndSeals", noun)
        return cls(
            checked_at=report.checked_at,
            examined=report.examined,
            breaks=[
                BreakView(
                    rule=one.rule,
                    subject=one.subject,
                    expected=one.expected,
                    found=one.found,
                    since=one.since,
                    age_seconds=passes.age_seconds(one),
                )
                for one in report.breaks
            ],
            seals=[SealView.of(one) for one in seals],
        )
