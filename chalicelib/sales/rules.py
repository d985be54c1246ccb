"""Pure decisions about tasks: whose they are to see, and what may be written of them."""

from dataclasses import replace
from datetime import datetime

from chalicelib.core.actor import Scope
from chalicelib.core.errors import Invalid
from chalicelib.sales.model import Task, TaskDraft, TaskStatus


def is_seen(task: Task, scope: Scope, people: frozenset[str]) -> bool:
    """Whether the task exists for somebody with ``scope``, who answers for ``people``.

    These are they themselves and everybody below them: a task is seen along the reporting line,
    and by whoever sees the client it is about.
    """
    if scope.company or people & set(task.people):
        return True
    followers = frozenset(task.participant_ids)
    return bool(task.client_id) and scope.covers(task.owner_id, followers)


def check_draft(draft: TaskDraft, now: datetime, before: Task | None = None) -> None:
    """Refuse a reminder that could not ring, or would ring after the fact.

    Raises:
        Invalid: ``reminder_after_due``; ``reminder_in_the_past`` for a new or another time.
    """
    if draft.remind_at is None:
        return
    if draft.remind_at > draft.due_at:
        raise Invalid("after it is due", code="reminder_after_due", field="remind_at")
    is_new = before is None or before.remind_at != draft.remind_at
    if is_new and draft.remind_at <= now:
        raise Invalid("this time has passed", code="reminder_in_the_past", field="remind_at")


def completed(task: Task, now: datetime, by_id: str) -> Task:
    """``task`` done by ``by_id``; as it was, where it is done already."""
    if task.status is TaskStatus.DONE:
        return task
    return replace(task, status=TaskStatus.DONE, done_at=now, done_by=by_id, remind_at=None)


def reopened(task: Task) -> Task:
    """``task`` to be done again."""
    return replace(task, status=TaskStatus.OPEN, done_at=None, done_by="")
