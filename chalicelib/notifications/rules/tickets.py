"""Notices about tickets: each side hears of what the other has done."""

from chalicelib.core.actor import Realm
from chalicelib.messages.support import (
    TicketAnswered,
    TicketAssigned,
    TicketMessage,
    TicketOpened,
    TicketReopened,
    TicketResolved,
)
from chalicelib.notifications.catalogue import EVENTS
from chalicelib.notifications.model import Link, Notice
from chalicelib.notifications.rules.telling import client_notice, notices

_CLIENT = "client"
_CALLS: dict[type[TicketMessage], str] = {
    TicketOpened: "ticket_new",
    TicketAnswered: "ticket_replied",
    TicketReopened: "ticket_reopened",
    TicketAssigned: "ticket_assigned",
}


@notices.register
def _of_opened(message: TicketOpened) -> tuple[Notice, ...]:
    event = "ticket_opened" if message.by == _CLIENT else "ticket_started"
    return (_to_client(event, message),)


@notices.register
def _of_answered(message: TicketAnswered) -> tuple[Notice, ...]:
    return () if message.by == _CLIENT else (_to_client("ticket_answered", message),)


@notices.register
def _of_resolved(message: TicketResolved) -> tuple[Notice, ...]:
    return () if message.by == _CLIENT else (_to_client("ticket_resolved", message),)


def _to_client(event: str, message: TicketMessage) -> Notice:
    link = Link("ticket", message.ticket_id)
    facts = {"subject": message.subject, "reference": message.ticket_id}
    return client_notice(event, message.client_id, dict(facts), link)


def calls_staff(message: TicketMessage) -> bool:
    """Whether staff hear of ``message``: what a client did, or that a colleague gave them one."""
    if isinstance(message, TicketAssigned):
        return message.by_id != message.assignee_id
    return message.by == _CLIENT and type(message) in _CALLS


def ticket_call(message: TicketMessage, staff_id: str) -> Notice:
    """What a member of staff is told. The client is named when it is read, and not quoted."""
    event = _CALLS[type(message)]
    return Notice(
        event=event,
        realm=Realm.STAFF,
        subject_id=staff_id,
        email=EVENTS[event].email,
        popup=EVENTS[event].popup,
        facts={"client_id": message.client_id, "reference": message.ticket_id},
        link=Link("ticket", message.ticket_id),
    )
