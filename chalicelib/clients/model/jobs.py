"""Jobs: one order for many clients, carried out in the background, with an outcome per client."""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from chalicelib.clients.model.changes import Assignment, Reparenting, Tagging
from chalicelib.core.nouns import dataclass

MAX_ROWS = 1000


class JobStatus(StrEnum):
    """How far a job is."""

    RUNNING = "running"
    FINISHED = "finished"


@dataclass(frozen=True)
class Order:
    """What is to be done to each client; exactly one of the parts is given."""

    assignment: Assignment | None = None
    tagging: Tagging | None = None
    reparenting: Reparenting | None = None
    deletion: bool = False

    @property
    def name(self) -> str:
        """The one word for it: ``assign``, ``tag``, ``refer`` or ``delete``."""
        if self.assignment is not None:
            return "assign"
        if self.tagging is not None:
            return "tag"
        return "refer" if self.reparenting is not None else "delete"


@dataclass(frozen=True)
class Job:
    """An order by ``staff_id`` for ``client_ids``; ``next_row`` is the first not worked through."""

    id: str
    staff_id: str
    staff_name: str
    order: Order
    client_ids: tuple[str, ...]
    created_at: datetime
    next_row: int = 0
    done: int = 0
    refused: int = 0
    finished_at: datetime | None = None
    version: int = 0

    @property
    def status(self) -> JobStatus:
        """Whether all rows are worked through."""
        return JobStatus.FINISHED if self.finished_at else JobStatus.RUNNING


@dataclass(frozen=True)
class JobRow:
    """What came of one client. ``code`` says why not, with the refusal's ``facts``."""

    job_id: str
    number: int
    client_id: str
    at: datetime
    code: str | None = None
    facts: dict[str, str] = field(default_factory=dict)
    version: int = 0
