"""The nouns of tasks: what somebody of the staff is to do, and which of them are wanted."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from chalicelib.core.clock import whole_milliseconds
from chalicelib.core.filters import Filters
from chalicelib.core.nouns import dataclass

MAX_ASSIGNEES = 10
MAX_TITLE = 150
MAX_NOTE = 4000

StaffId = Annotated[str, Field(max_length=80)]


class TaskKind(StrEnum):
    """How it is done."""

    CALL = "call"
    MEETING = "meeting"
    EMAIL = "email"
    OTHER = "other"


class TaskPriority(StrEnum):
    """How much it matters."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class TaskStatus(StrEnum):
    """Whether it is done. That an open one is overdue follows from its time."""

    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True)
class TaskDraft:
    """A task as somebody wants it to be. ``remind_at`` None: nobody is reminded.

    Without a ``client_id`` it is about no client.
    """

    title: str
    kind: TaskKind
    assignee_ids: tuple[str, ...]
    due_at: datetime
    client_id: str = ""
    remind_at: datetime | None = None
    priority: TaskPriority = TaskPriority.NORMAL
    note: str = ""


@dataclass(frozen=True)
class Task:
    """Something to do by ``due_at``, for one or more of the staff.

    ``owner_id`` and ``participant_ids`` are those of the client it is about, by which scopes are
    judged. ``remind_at`` is emptied once the assignees were reminded.
    """

    id: str
    title: str
    kind: TaskKind
    assignee_ids: tuple[str, ...]
    due_at: datetime
    created_at: datetime
    created_by: str
    client_id: str = ""
    owner_id: str | None = None
    participant_ids: tuple[str, ...] = ()
    remind_at: datetime | None = None
    priority: TaskPriority = TaskPriority.NORMAL
    note: str = ""
    status: TaskStatus = TaskStatus.OPEN
    done_at: datetime | None = None
    done_by: str = ""
    version: int = 0

    @property
    def people(self) -> tuple[str, ...]:
        """Whose it is: who made it and who is to do it, each once."""
        return tuple(dict.fromkeys((self.created_by, *self.assignee_ids)))

    def is_overdue(self, now: datetime) -> bool:
        """Whether its time has passed and it is not done."""
        return self.status is TaskStatus.OPEN and self.due_at < now


@dataclass(frozen=True)
class TaskFilter:
    """Which tasks are wanted; None leaves open. ``overdue`` asks for open ones past their time.

    ``since`` and ``until`` (exclusive) cut by when they are due.
    """

    status: TaskStatus | None = None
    overdue: bool = False
    assignee_id: str | None = None
    client_id: str | None = None
    kind: TaskKind | None = None
    priority: TaskPriority | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def statuses(self) -> tuple[TaskStatus, ...]:
        """The halves of a list that can hold them."""
        if self.overdue:
            return (TaskStatus.OPEN,)
        return tuple(TaskStatus) if self.status is None else (self.status,)

    def fits(self, task: Task) -> bool:
        """Whether ``task`` is one of them, but for its time."""
        return (
            task.status in self.statuses
            and (self.assignee_id is None or self.assignee_id in task.assignee_ids)
            and self.client_id in (None, task.client_id)
            and self.kind in (None, task.kind)
            and self.priority in (None, task.priority)
        )


class TaskFilters(Filters):
    """What the list is cut by: ``overdue`` are past their time; ``due_until`` is not included."""

    status: Literal["open", "done", "overdue"] | None = None
    assignee_id: StaffId | None = None
    client_id: Annotated[str, Field(max_length=40)] | None = None
    kind: TaskKind | None = None
    priority: TaskPriority | None = None
    due_from: AwareDatetime | None = None
    due_until: AwareDatetime | None = None

    @property
    def wanted(self) -> TaskFilter:
        """The filter that it asks for."""
        overdue = self.status == "overdue"
        return TaskFilter(
            status=TaskStatus(self.status) if self.status and not overdue else None,
            overdue=overdue,
            assignee_id=self.assignee_id,
            client_id=self.client_id,
            kind=self.kind,
            priority=self.priority,
            since=whole_milliseconds(self.due_from) if self.due_from else None,
            until=whole_milliseconds(self.due_until) if self.due_until else None,
        )
