"""Requests and views of tasks."""

from typing import Annotated, Any, Self, cast

from pydantic import AwareDatetime, Field

from chalicelib.core.clock import whole_milliseconds
from chalicelib.edge.schemas import Body, Instant, PageQuery, View
from chalicelib.sales.model import (
    MAX_ASSIGNEES,
    MAX_NOTE,
    MAX_TITLE,
    StaffId,
    TaskDraft,
    TaskFilters,
    TaskKind,
    TaskPriority,
    TaskStatus,
)
from chalicelib.sales.service.reading import NamedTask


class TaskForm(Body):
    """A task as it is to be. Without a ``client_id`` it is about no client."""

    title: Annotated[str, Field(min_length=1, max_length=MAX_TITLE)]
    kind: TaskKind
    assignee_ids: Annotated[list[StaffId], Field(min_length=1, max_length=MAX_ASSIGNEES)]
    due_at: AwareDatetime
    client_id: Annotated[str, Field(max_length=40)] | None = None
    remind_at: AwareDatetime | None = None
    priority: TaskPriority = TaskPriority.NORMAL
    note: Annotated[str, Field(max_length=MAX_NOTE)] = ""

    @property
    def draft(self) -> TaskDraft:
        """As the use case takes it."""
        return TaskDraft(
            title=self.title,
            kind=self.kind,
            assignee_ids=tuple(self.assignee_ids),
            due_at=whole_milliseconds(self.due_at),
            client_id=self.client_id or "",
            remind_at=whole_milliseconds(self.remind_at) if self.remind_at else None,
            priority=self.priority,
            note=self.note,
        )


class TaskStatusForm(Body):
    """Whether it is done."""

    status: TaskStatus


class TaskQuery(TaskFilters, PageQuery):
    """A page of tasks."""


class ColleagueView(View):
    """A colleague by name."""

    id: str
    name: str


class TaskView(View):
    """A task. A client outside the reader's scope has no name here."""

    id: str
    title: str
    kind: TaskKind
    status: TaskStatus
    is_overdue: bool
    priority: TaskPriority
    due_at: Instant
    remind_at: Instant | None
    note: str
    client_id: str
    client_name: str
    assignees: list[ColleagueView]
    created_by: ColleagueView
    created_at: Instant
    done_by: ColleagueView | None
    done_at: Instant | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        named = cast("NamedTask", noun)
        task = named.task

        def person(staff_id: str) -> ColleagueView:
            return ColleagueView(id=staff_id, name=named.names.get(staff_id, ""))

        made = {
            "is_overdue": named.is_overdue,
            "client_name": named.client_name,
            "client_id": task.client_id if named.client_name else "",
            "assignees": [person(one) for one in task.assignee_ids],
            "created_by": person(task.created_by),
            "done_by": person(task.done_by) if task.done_by else None,
        }
        own = {name: getattr(task, name) for name in cls.model_fields if name not in made}
        return cls(**own | made)
