"""Tasks, and the lists they stand in by when they are due."""

from collections.abc import Callable, Iterable
from datetime import datetime

from chalicelib.core.actor import Scope
from chalicelib.core.clock import iso
from chalicelib.core.errors import NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.sales.model import Task, TaskFilter, TaskStatus
from chalicelib.storage.places import Places, whose
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit
from chalicelib.storage.walks import kept
from chalicelib.storage.wire import Item

_TABLE = Table("sales")
_ALL = "all"
_REMINDERS = "REMINDERS"

Test = Callable[[Task], bool]


def _key(task_id: str) -> Key:
    return Key(f"TASK#{task_id}", "TASK")


def _sort(task: Task) -> str:
    return f"{iso(task.due_at)}#{task.id}"


def _indexes(task: Task) -> Indexes:
    rings = task.remind_at
    of_client = f"{task.client_id}#{task.status}" if task.client_id else None
    return {
        "by-list": (f"{_ALL}#{task.status}", _sort(task)),
        "by-client": (of_client, _sort(task)),
        "by-reminder": (
            _REMINDERS if rings else None,
            f"{iso(rings)}#{task.id}" if rings else "",
        ),
    }


def _places(task: Task) -> list[Item]:
    """The time is part of the key: a task that is put off leaves its place for another."""
    sort = _sort(task)
    listed = [f"person:{one}" for one in task.people]
    if task.client_id:
        listed.append(f"owner:{task.owner_id or ''}")
        listed += [f"participant:{one}" for one in task.participant_ids]
    return [_PLACES.make(task.id, f"{one}#{task.status}", "by_list", sort, sort) for one in listed]


_TASKS = Rows(_TABLE, Task, lambda one: _key(one.id), _indexes)
_PLACES = Places(_TASKS, _key, "task_id", _places)


def get(task_id: str) -> Task:
    """The task as of now.

    Raises:
        NotFound.
    """
    return _TASKS.get(_key(task_id), NotFound("no such task", what="task"))


def find(task_id: str) -> Task | None:
    """The task as of now, or None."""
    return _TASKS.find(_key(task_id))


def add(unit: Unit, task: Task) -> Task:
    """Store a new task in all its lists."""
    return _PLACES.insert(unit, task, Stale("a task id came twice"))


def change(unit: Unit, before: Task, after: Task) -> Task:
    """Store ``after`` in place of ``before``, and move it between its lists."""
    return _PLACES.change(unit, before, after)


def remove(unit: Unit, task: Task) -> None:
    """Forget a task."""
    _PLACES.remove(unit, task, Stale("the task has changed"))


def of_company(wanted: TaskFilter, request: PageRequest, test: Test) -> Page[Task]:
    """Everybody's tasks that pass ``test``."""
    return _passing([_ALL], wanted, request, test)


def of_people(
    people: Iterable[str], wanted: TaskFilter, request: PageRequest, test: Test
) -> Page[Task]:
    """Tasks that any of ``people`` made or is to do, and that pass ``test``."""
    return _passing([f"person:{one}" for one in sorted(people)], wanted, request, test)


def within(
    scope: Scope, people: Iterable[str], wanted: TaskFilter, request: PageRequest, test: Test
) -> Page[Task]:
    """Tasks of ``people`` and those about clients in ``scope``, as far as they pass ``test``."""
    lists = [f"person:{one}" for one in sorted(people)] + whose(scope)
    return _passing(lists, wanted, request, test)


def of_client(client_id: str, wanted: TaskFilter, request: PageRequest, test: Test) -> Page[Task]:
    """Tasks about a client that pass ``test``."""
    return _passing([client_id], wanted, request, test, index="by-client")


def ringing(now: datetime, limit: int) -> list[Task]:
    """Tasks of whose time somebody is to be reminded by ``now``, the oldest first."""
    due = Range(_REMINDERS, "by-reminder", before=f"{iso(now)}~", newest_first=False)
    return _TASKS.all(due, limit)


def _passing(
    lists: list[str],
    wanted: TaskFilter,
    request: PageRequest,
    test: Test,
    index: str = "by-list",
) -> Page[Task]:
    """What is to be done soonest first; done ones alone the latest first.

    A page may come short of the limit and still have a next one.
    """
    ranges = [
        Range(
            f"{one}#{status}",
            index,
            after=iso(wanted.since) if wanted.since else None,
            before=iso(wanted.until) if wanted.until else None,
            newest_first=wanted.statuses == (TaskStatus.DONE,),
        )
        for one in lists
        for status in wanted.statuses
    ]
    return kept(
        lambda page: _PLACES.page(ranges, page),
        lambda found: tuple(one for one in found if wanted.fits(one) and test(one)),
        request,
    )
