"""The people who plan tasks, and what they do again and again."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.sales.model import Task, TaskDraft, TaskFilter, TaskKind
from chalicelib.sales.service import planning, reading
from chalicelib.staff.public import DataScope
from tests.kit import people
from tests.kit.funds import add_client, command
from tests.kit.staff import acting

ALL = PageRequest(100)
PLANNING = (
    Permission.READ_TASKS,
    Permission.CREATE_TASKS,
    Permission.UPDATE_TASKS,
    Permission.DELETE_TASKS,
)
LIN = "10000001"


class Team:
    """Tom leads Kay, who owns Lin; Ola is apart; Mia sees the company; Ned reads no tasks."""

    def __init__(self) -> None:
        own = people.role(*PLANNING, scope=DataScope(own=True), name="Own clients")
        none = people.role(Permission.READ_CLIENTS, name="No tasks")
        self.tom_id = people.member(own, name="Tom").id
        self.kay_id = people.member(own, name="Kay", under=self.tom_id).id
        self.ola_id = people.member(own, name="Ola").id
        self.mia_id = people.member(people.role(*PLANNING, name="Whole company"), name="Mia").id
        self.ned_id = people.member(none, name="Ned").id
        add_client(LIN, self.kay_id)
        people.client(LIN, "lin@example.com")

    @property
    def tom(self) -> Actor:
        """Who leads Kay."""
        return acting(self.tom_id)

    @property
    def kay(self) -> Actor:
        """Who owns Lin."""
        return acting(self.kay_id)

    @property
    def ola(self) -> Actor:
        """Who is apart."""
        return acting(self.ola_id)

    @property
    def mia(self) -> Actor:
        """Who sees everything."""
        return acting(self.mia_id)


def due(hours: float = 24) -> datetime:
    """So many hours from now."""
    return ports.now() + timedelta(hours=hours)


def draft(*assignee_ids: str, title: str = "Call Lin", **more: Any) -> TaskDraft:
    """A call by tomorrow."""
    wanted = TaskDraft(title, TaskKind.CALL, assignee_ids, due())
    return replace(wanted, **more)


def planned(actor: Actor, *assignee_ids: str, **more: Any) -> Task:
    """A task; for the actor themself unless others are named."""
    return planning.create(actor, draft(*(assignee_ids or (actor.id,)), **more), command()).task


def titles(actor: Actor, **wanted: Any) -> list[str]:
    """The titles of the tasks that somebody finds."""
    return [one.task.title for one in reading.tasks(actor, TaskFilter(**wanted), ALL).items]
