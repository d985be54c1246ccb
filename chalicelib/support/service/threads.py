"""What is written into a thread and told of it, for the use cases that do either."""

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.clients.public import Client
from chalicelib.core.actor import Realm
from chalicelib.documents import public as documents
from chalicelib.documents.public import Purpose
from chalicelib.messages.support import TicketMessage
from chalicelib.staff import public as staff
from chalicelib.storage.unit import Unit
from chalicelib.support import store
from chalicelib.support.model import (
    Party,
    Post,
    PostedFile,
    PostKind,
    Ticket,
    TicketCategory,
    TicketEvent,
)

_PARTIES = {Realm.CLIENT: Party.CLIENT, Realm.STAFF: Party.STAFF, Realm.SYSTEM: Party.SYSTEM}


def party(unit: Unit) -> Party:
    """On which side the actor of ``unit`` is."""
    return _PARTIES[unit.actor.realm]


def begun(unit: Unit, client: Client, category: TicketCategory, subject: str) -> Ticket:
    """A ticket as it is before anything was written: the client's, and nobody's yet."""
    return Ticket(
        id=unit.ids.new("tkt", unit.now),
        client_id=client.id,
        category_id=category.id,
        subject=subject,
        opened_at=unit.now,
        posted_at=unit.now,
        owner_id=client.owner_id,
        participant_ids=client.participant_ids,
    )


def write(
    unit: Unit, ticket: Ticket, kind: PostKind, text: str, files: Sequence[PostedFile] = ()
) -> Post:
    """Add a message or a note in the name of whoever acts."""
    return store.post(unit, replace(_post(unit, ticket, kind), text=text, files=tuple(files)))


def note_event(unit: Unit, ticket: Ticket, event: TicketEvent, **facts: str) -> Post:
    """Add to the thread what was done to the ticket."""
    return store.post(unit, replace(_post(unit, ticket, PostKind.EVENT), event=event, facts=facts))


def _post(unit: Unit, ticket: Ticket, kind: PostKind) -> Post:
    _, by_id, by_name = unit.actor.accountable
    return Post(
        id=unit.ids.new("pst", unit.now),
        ticket_id=ticket.id,
        client_id=ticket.client_id,
        kind=kind,
        at=unit.now,
        by=party(unit),
        by_id=by_id,
        by_name=by_name,
    )


def named(staff_id: str) -> dict[str, str]:
    """The facts by which an event names a colleague."""
    return {"staff_id": staff_id, "staff_name": staff.names([staff_id]).get(staff_id, "")}


def kept_files(
    client_id: str, file_ids: Sequence[str], purpose: Purpose = Purpose.TICKET
) -> tuple[PostedFile, ...]:
    """The client's accepted files of ``purpose`` among ``file_ids``, each once.

    Raises:
        DocumentMissing: one is not theirs, or for something else.
    """
    found = (documents.document_of(client_id, one, purpose) for one in dict.fromkeys(file_ids))
    return tuple(PostedFile(one.file_id, one.file_name) for one in found)


def tell(unit: Unit, kind: type[TicketMessage], ticket: Ticket, **more: str) -> None:
    """Publish news of a ticket."""
    unit.publish(
        kind(
            ticket_id=ticket.id,
            client_id=ticket.client_id,
            subject=ticket.subject,
            by=party(unit).value,
            assignee_id=ticket.assignee_id,
            owner_id=ticket.owner_id,
            participant_ids=ticket.participant_ids,
            **more,
        )
    )
