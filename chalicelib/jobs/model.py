"""Jobs: one order for many, or for the rows of a file, with an outcome for each.

Owns: what is common to all of them. Refuses: what an order means; the capability whose order it is
reads ``order`` and carries it out.
"""

from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from chalicelib.core.errors import Conflict
from chalicelib.core.nouns import dataclass
from chalicelib.core.sheets import SheetRow

MAX_ROWS = 1000
PART_ROWS = 25
"""How many rows are kept, and worked through, together."""
KEPT_FOR = timedelta(days=30)
"""How long rows of a file that were refused can be fetched."""


class JobEnded(Conflict):
    """The job is through, or was cancelled before."""

    code = "job_ended"


class BatchStatus(StrEnum):
    """How far a job is. A cancelled one has done what its rows tell, and begins no more."""

    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class RowState(StrEnum):
    """What came of a row. ``begun``: it was handed on, and its outcome is still to come."""

    BEGUN = "begun"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True)
class Job:
    """An order by ``staff_id`` for the subjects named, or for the rows of a file with ``columns``.

    ``kind`` is the one word for it. ``size`` counts the rows; ``next_row`` is the first that nobody
    has taken up.
    """

    id: str
    kind: str
    staff_id: str
    staff_name: str
    size: int
    created_at: datetime
    order: dict[str, Any] = field(default_factory=dict)
    subject_ids: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    next_row: int = 0
    cancelled_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True)
class Tally:
    """How many rows of a job have an outcome, and since when the last one has it."""

    job_id: str
    done: int = 0
    refused: int = 0
    at: datetime | None = None
    version: int = 0


@dataclass(frozen=True)
class JobState:
    """A job with how far it is."""

    job: Job
    done: int = 0
    refused: int = 0
    last_at: datetime | None = None

    @property
    def status(self) -> BatchStatus:
        """Whether all rows have their outcome, or no more will be begun."""
        if self.job.cancelled_at is not None:
            return BatchStatus.CANCELLED
        is_through = self.done + self.refused >= self.job.size
        return BatchStatus.FINISHED if is_through else BatchStatus.RUNNING

    @property
    def ended_at(self) -> datetime | None:
        """When it ended, if it has."""
        if self.job.cancelled_at is not None:
            return self.job.cancelled_at
        return self.last_at if self.status is BatchStatus.FINISHED else None


@dataclass(frozen=True)
class JobRow:
    """What came of one subject, or of the row of a file that begins in ``line``.

    ``label`` is how people know the subject. ``code`` says why nothing was done, ``column`` where
    the fault is, with the refusal's ``facts``.
    """

    job_id: str
    number: int
    subject_id: str
    at: datetime
    state: RowState = RowState.DONE
    label: str = ""
    code: str | None = None
    column: str = ""
    line: int = 0
    facts: dict[str, str] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True)
class JobPart:
    """Rows of a file, from ``number`` times `PART_ROWS` on; emptied as far as they are done.

    ``expires_at`` is in seconds of the epoch: what was refused is not kept for ever.
    """

    job_id: str
    number: int
    rows: tuple[SheetRow, ...] = field(repr=False)
    expires_at: int = 0
    version: int = 0


@dataclass(frozen=True)
class Target:
    """A row to be carried out: a subject by its id, or the ``cells`` of a ``line`` of a file."""

    number: int
    subject_id: str = ""
    line: int = 0
    cells: dict[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Outcome:
    """What carrying out a row came to: whom it was about, and whether the end is still to come."""

    subject_id: str
    label: str = ""
    is_begun: bool = False
