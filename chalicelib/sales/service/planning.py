"""Making tasks, changing them, doing them, and taking them away."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Invalid
from chalicelib.core.permissions import Permission
from chalicelib.messages.sales import TaskAssigned, TaskMessage
from chalicelib.sales import rules, store
from chalicelib.sales.model import Task, TaskDraft
from chalicelib.sales.service import reading
from chalicelib.sales.service.reading import NamedTask
from chalicelib.staff import public as staff
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def create(actor: Actor, draft: TaskDraft, command: Command) -> NamedTask:
    """Make a task; once per ``command``. Assignees other than the maker are told.

    Raises:
        NotFound: the client is outside the actor's scope. Invalid: ``assignee_unfit`` with the
            ``staff_id``, ``reminder_after_due``, ``reminder_in_the_past``.
    """
    _check_assignees(draft.assignee_ids)

    def work(unit: Unit) -> NamedTask:
        rules.check_draft(draft, unit.now)
        made = Task(
            id=unit.ids.new("tsk", unit.now),
            created_at=unit.now,
            created_by=actor.id,
            **_written(draft),
        )
        task = store.add(unit, _placed(actor, made))
        tell(unit, TaskAssigned, task, [one for one in task.assignee_ids if one != actor.id])
        _record(unit, "task_created", task)
        shown = reading.named(actor, task)
        command.settle(unit, shown)
        return shown

    return ports.transact(actor, work)


def change(actor: Actor, task_id: str, draft: TaskDraft) -> NamedTask:
    """Let a task be as ``draft`` says; who is new to it is told. Done ones can be corrected too.

    Raises:
        NotFound: the task, or the client. Invalid: as `create`.
    """
    _check_assignees(draft.assignee_ids, reading.seen(actor, task_id).assignee_ids)

    def work(unit: Unit) -> Task:
        before = reading.seen(actor, task_id)
        rules.check_draft(draft, unit.now, before)
        after = replace(before, **_written(draft))
        if after.client_id != before.client_id:
            after = _placed(actor, after)
        if after == before:
            return before
        stored = store.change(unit, before, after)
        new = set(stored.assignee_ids) - set(before.assignee_ids) - {actor.id}
        tell(unit, TaskAssigned, stored, sorted(new))
        _record(unit, "task_changed", stored, before)
        return stored

    return reading.named(actor, ports.transact(actor, work))


def mark(actor: Actor, task_id: str, *, done: bool) -> NamedTask:
    """Say that a task is done, or is to be done again; again changes nothing.

    Raises:
        NotFound.
    """

    def work(unit: Unit) -> Task:
        before = reading.seen(actor, task_id)
        after = rules.completed(before, unit.now, actor.id) if done else rules.reopened(before)
        if after == before:
            return before
        stored = store.change(unit, before, after)
        _record(unit, "task_done" if done else "task_reopened", stored, before)
        return stored

    return reading.named(actor, ports.transact(actor, work))


def delete(actor: Actor, task_id: str) -> None:
    """Take a task away for good; that it was is on record.

    Raises:
        NotFound.
    """

    def work(unit: Unit) -> None:
        before = reading.seen(actor, task_id)
        store.remove(unit, before)
        _record(unit, "task_deleted", before, before)

    ports.transact(actor, work)


def tell(unit: Unit, kind: type[TaskMessage], task: Task, staff_ids: Sequence[str]) -> None:
    """Publish news of a task for ``staff_ids``, if there are any."""
    if not staff_ids:
        return
    unit.publish(
        kind(
            task_id=task.id,
            staff_ids=tuple(staff_ids),
            kind=task.kind.value,
            due_at=task.due_at,
            title="" if task.client_id else task.title,
            client_id=task.client_id,
        )
    )


def _written(draft: TaskDraft) -> dict[str, Any]:
    said = {one.name: getattr(draft, one.name) for one in fields(draft)}
    return said | {"assignee_ids": tuple(dict.fromkeys(draft.assignee_ids))}


def _placed(actor: Actor, task: Task) -> Task:
    """``task`` with whose client it is about."""
    if not task.client_id:
        return replace(task, owner_id=None, participant_ids=())
    client = clients.client(actor, task.client_id)
    return replace(task, owner_id=client.owner_id, participant_ids=client.participant_ids)


def _check_assignees(wanted: Sequence[str], kept: Sequence[str] = ()) -> None:
    """Refuse to give a task to who could not read it; who has it already may keep it."""
    for one in dict.fromkeys(wanted):
        if one in kept:
            continue
        known = staff.present([one]) and staff.principal(one)
        if not known or not known.active or Permission.READ_TASKS not in known.permissions:
            raise Invalid(
                "they could not read it", code="assignee_unfit", field="assignee_ids", staff_id=one
            )


def _record(unit: Unit, action: str, task: Task, before: Task | None = None) -> None:
    gone = action == "task_deleted"
    audit.record(
        unit,
        action,
        "task",
        task.id,
        client_id=task.client_id or None,
        before=_facts(before) if before else {},
        after={} if gone else _facts(task),
    )


def _facts(task: Task) -> dict[str, object]:
    """Without its words, which may say anything of anybody."""
    return {
        "kind": task.kind,
        "status": task.status,
        "assignee_ids": list(task.assignee_ids),
        "due_at": task.due_at.isoformat(),
    }
