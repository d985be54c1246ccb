"""Who sees which task: along the reporting line, and by the scope of the client it is about."""

from collections.abc import Iterable
from datetime import timedelta

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.sales import rules, store
from chalicelib.sales.model import Task, TaskFilter
from chalicelib.staff import public as staff

OFFERED = 200
_TICK = timedelta(milliseconds=1)


@dataclass(frozen=True)
class NamedTask:
    """A task with the names that people read, and whether its time has passed."""

    task: Task
    names: dict[str, str]
    client_name: str
    is_overdue: bool


@dataclass(frozen=True)
class Colleague:
    """Somebody who can be given a task."""

    id: str
    name: str


def people_of(actor: Actor) -> frozenset[str]:
    """Whose tasks the actor sees for the people's sake: their own and those of all below them."""
    return staff.subordinates(actor.id) | {actor.id}


def seen(actor: Actor, task_id: str) -> Task:
    """A task that exists for the actor.

    Raises:
        NotFound.
    """
    found = store.get(task_id)
    if not rules.is_seen(found, actor.scope, people_of(actor)):
        raise NotFound("no such task", what="task")
    return found


def tasks(actor: Actor, wanted: TaskFilter, request: PageRequest) -> Page[NamedTask]:
    """Tasks that the actor sees: what is due soonest first, of done ones alone the latest first.

    Raises:
        NotFound: they are asked for by a client outside the scope.
    """
    return _named_page(actor, _found(actor, _past(wanted), request))


def _past(wanted: TaskFilter) -> TaskFilter:
    """``wanted`` with an end before now, where only what is overdue is asked for."""
    if not wanted.overdue:
        return wanted
    before = ports.now() - _TICK
    until = before if wanted.until is None else min(before, wanted.until)
    return TaskFilter(
        overdue=True,
        assignee_id=wanted.assignee_id,
        client_id=wanted.client_id,
        kind=wanted.kind,
        priority=wanted.priority,
        since=wanted.since,
        until=until,
    )


def _found(actor: Actor, wanted: TaskFilter, request: PageRequest) -> Page[Task]:
    people = people_of(actor)

    def test(one: Task) -> bool:
        return rules.is_seen(one, actor.scope, people)

    if wanted.client_id is not None:
        client = clients.client(actor, wanted.client_id)
        return store.of_client(client.id, wanted, request, test)
    if wanted.assignee_id is not None:
        return store.of_people([wanted.assignee_id], wanted, request, test)
    if actor.scope.company:
        return store.of_company(wanted, request, test)
    return store.within(actor.scope, people, wanted, request, test)


def named(actor: Actor, task: Task) -> NamedTask:
    """``task`` with the names that people read."""
    return _named(actor, [task])[0]


def _named_page(actor: Actor, page: Page[Task]) -> Page[NamedTask]:
    return Page(tuple(_named(actor, page.items)), page.next_cursor)


def _named(actor: Actor, found: Iterable[Task]) -> list[NamedTask]:
    """A client outside the reader's scope has no name: they see the task for its people's sake."""
    found, now = list(found), ports.now()
    of_staff = staff.names({person for one in found for person in (*one.people, one.done_by)})
    visible = clients.visible(actor, {one.client_id for one in found if one.client_id})
    of_clients = {one.id: one.name for one in visible}
    return [
        NamedTask(one, of_staff, of_clients.get(one.client_id, ""), one.is_overdue(now))
        for one in found
    ]


def colleagues() -> list[Colleague]:
    """Those who can be given a task: who reads tasks, in the order of their names."""
    holders = staff.active_principals_with(Permission.READ_TASKS)
    named = [Colleague(one.staff_id, one.name) for one in holders]
    return sorted(named, key=lambda one: one.name.casefold())[:OFFERED]
