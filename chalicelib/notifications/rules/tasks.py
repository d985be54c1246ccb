"""Notices about tasks: to whoever has something to do."""

from chalicelib.core.actor import Realm
from chalicelib.messages.sales import TaskAssigned, TaskDue, TaskMessage
from chalicelib.notifications.catalogue import EVENTS
from chalicelib.notifications.model import Facts, Link, Notice
from chalicelib.notifications.rules.telling import notices


@notices.register
def _of_assigned(message: TaskAssigned) -> tuple[Notice, ...]:
    return _to_each("task_assigned", message)


@notices.register
def _of_due(message: TaskDue) -> tuple[Notice, ...]:
    return _to_each("task_due", message)


def _to_each(event: str, message: TaskMessage) -> tuple[Notice, ...]:
    """A task about a client is told by the client's name of today, and not by its title."""
    facts: Facts = {"kind": message.kind, "reference": message.task_id}
    if message.client_id:
        event, facts["client_id"] = f"{event}_client", message.client_id
    else:
        facts["title"] = message.title
    return tuple(
        Notice(
            event=event,
            realm=Realm.STAFF,
            subject_id=staff_id,
            email=EVENTS[event].email,
            popup=EVENTS[event].popup,
            facts=facts,
            link=Link("task", message.task_id),
        )
        for staff_id in message.staff_ids
    )
