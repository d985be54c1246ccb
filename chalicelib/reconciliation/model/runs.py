"""How far the comparing is: per side since when and until when, and the daily walk over all."""

from dataclasses import field
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting

RECENT = timedelta(minutes=15)
"""What the minute's run compares anew each time, so that what is deleted afterwards shows."""


@dataclass(frozen=True)
class Standing:
    """How far one side is compared.

    Everything before ``until`` was compared when it happened; all there is was compared by the
    walk that began at ``full_at``. ``problem`` says why the last run did not get through.
    """

    side: str
    until: datetime
    ran_at: datetime
    first_at: datetime
    compared: int = 0
    calls: int = 0
    full_at: datetime | None = None
    problem: str = ""
    swept_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True)
class Folded:
    """How far one part of our journal stands in the movements: the place of the last entry."""

    part: str
    place: str
    version: int = 0


@dataclass(frozen=True)
class Walk:
    """One walk over everything, in slices: which phase is next, and where in it.

    The first phases fold the journal anew (``ledger:…``), then comes a phase per side.
    ``examined`` and ``found`` count per phase's side what was compared and what is wrong.
    ``doubts`` counts how often the present step was put off because the other side was away;
    ``skipped`` are sides given up on.
    """

    number: int
    started_at: datetime
    phases: tuple[str, ...]
    phase: int = 0
    place: str | None = None
    examined: dict[str, int] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    calls: int = 0
    doubts: int = 0
    skipped: tuple[str, ...] = ()
    finished_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True)
class Tally:
    """Open breaks of one side in one currency, and the sum of their differences."""

    side: str
    currency: str
    open: int
    difference: Money


@dataclass(frozen=True)
class AskedFor:
    """When staff asked for a walk: the one that follows the walk of number ``after``."""

    at: datetime
    after: int
    version: int = 0


TOLERANCE_SECONDS = Setting(
    key="reconciliation.tolerance_seconds",
    type=Annotated[int, Field(ge=60, le=3600)],
    default=180,
    group="funds",
)
"""How long what one side alone has may be on its way to the other."""
