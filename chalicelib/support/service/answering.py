"""What staff do with tickets: start, answer, note for each other, put in charge, move, resolve."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.clients.public import PortalModule
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Forbidden, Invalid
from chalicelib.core.nouns import dataclass
from chalicelib.core.permissions import Permission
from chalicelib.documents import public as documents
from chalicelib.documents.public import Purpose, UploadDraft
from chalicelib.gateways.files.port import PresignedUpload
from chalicelib.messages.support import (
    TicketAnswered,
    TicketAssigned,
    TicketOpened,
    TicketReopened,
    TicketResolved,
)
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit
from chalicelib.support import rules, store
from chalicelib.support.model import (
    Party,
    Post,
    PostKind,
    Ticket,
    TicketDraft,
    TicketEvent,
    TicketStatus,
)
from chalicelib.support.service import reading, threads
from chalicelib.support.service.assignees import Assignable, can_have, candidates
from chalicelib.support.service.reading import NamedTicket


@dataclass(frozen=True)
class StaffPost:
    """What a member of staff writes. A note is for staff alone and leaves the ticket as it is.

    ``status_after`` is how the ticket stands after an answer.
    """

    text: str
    file_ids: tuple[str, ...] = ()
    is_note: bool = False
    status_after: TicketStatus = TicketStatus.WAITING


@dataclass(frozen=True)
class TicketChange:
    """What is to change; None leaves a thing as it is, an empty assignee is nobody."""

    status: TicketStatus | None = None
    assignee_id: str | None = None
    category_id: str | None = None


def start_upload(
    actor: Actor, ticket_id: str, draft: tuple[str, str, int], *, for_note: bool
) -> PresignedUpload:
    """Let ``actor`` send exactly this file (name, type, bytes), to hang on a message or a note.

    Raises:
        NotFound: the ticket is not in their scope. FileRefused, Limited.
    """
    ticket = reading.seen(actor, ticket_id)
    return documents.start_upload_for(
        actor, ticket.client_id, UploadDraft(_purpose(is_note=for_note), *draft)
    )


def _purpose(*, is_note: bool) -> Purpose:
    return Purpose.TICKET_NOTE if is_note else Purpose.TICKET


def post(actor: Actor, ticket_id: str, said: StaffPost, command: Command) -> Post:
    """Answer the client, or note something for the colleagues; files that were sent are checked.

    Raises:
        NotFound. TicketIsResolved: an answer to a resolved ticket. DocumentMissing.
        FileRefused, FileMissing, FileScanPending: as documents says.
    """
    client_id = reading.seen(actor, ticket_id).client_id
    for one in said.file_ids:
        documents.accept_for(actor, client_id, one)
    files = threads.kept_files(client_id, said.file_ids, _purpose(is_note=said.is_note))

    def work(unit: Unit) -> Post:
        before = reading.seen(actor, ticket_id)
        if said.is_note:
            posted = threads.write(unit, before, PostKind.NOTE, said.text, files)
        else:
            answered = rules.answered_by_staff(before, unit.now, actor.id, said.status_after)
            after = store.change(unit, before, answered)
            posted = threads.write(unit, after, PostKind.MESSAGE, said.text, files)
            threads.tell(unit, TicketAnswered, after)
        _record(unit, "ticket_noted" if said.is_note else "ticket_answered", before, before)
        command.settle(unit, posted)
        return posted

    return ports.transact(actor, work)


def start(actor: Actor, client_id: str, draft: TicketDraft, command: Command) -> NamedTicket:
    """Open a ticket with a first message to the client, who answers next; once per ``command``.

    Raises:
        NotFound: the client is outside the scope. Invalid: ``category_unknown``.
        Forbidden: ``client_not_active``, ``module_off``: the client could not answer.
    """
    category = rules.category(reading.categories(), draft.category_id)
    clients.client(actor, client_id)
    client = clients.require(client_id, PortalModule.TICKETS)

    def work(unit: Unit) -> NamedTicket:
        asked = threads.begun(unit, client, category, draft.subject)
        ticket = store.add(unit, rules.answered_by_staff(asked, unit.now, actor.id))
        clients.require_as_read(unit, client)
        threads.write(unit, ticket, PostKind.MESSAGE, draft.text)
        threads.tell(unit, TicketOpened, ticket)
        _record(unit, "ticket_started", ticket, ticket)
        shown = reading.named(ticket)
        command.settle(unit, shown)
        return shown

    return ports.transact(actor, work)


def change(actor: Actor, ticket_id: str, wanted: TicketChange) -> NamedTicket:
    """Move a ticket: to another status, colleague or category. What is so already stays.

    Raises:
        NotFound. Invalid: ``category_unknown``; ``assignee_unfit``: they may not answer tickets,
            or do not see the client. Forbidden: ``permission_missing``: to put a colleague in
            charge needs *assign tickets*; anybody who answers may take one, or let go of it.
    """
    _check_assigning(actor, reading.seen(actor, ticket_id), wanted.assignee_id)

    def work(unit: Unit) -> Ticket:
        before = reading.seen(actor, ticket_id)
        after = _moved(unit, before, wanted)
        if after == before:
            return before
        stored = store.change(unit, before, after)
        _tell_moved(unit, before, stored)
        _record(unit, "ticket_changed", before, stored)
        return stored

    return reading.named(ports.transact(actor, work))


def _check_assigning(actor: Actor, ticket: Ticket, assignee_id: str | None) -> None:
    if assignee_id is None or assignee_id == ticket.assignee_id:
        return
    touched = {assignee_id, ticket.assignee_id} - {"", actor.id}
    if touched and not actor.may(Permission.ASSIGN_TICKETS):
        raise Forbidden(
            "your role does not allow this",
            code="permission_missing",
            permission=Permission.ASSIGN_TICKETS.value,
        )
    if assignee_id and not can_have(assignee_id, ticket):
        raise Invalid("they could not answer it", code="assignee_unfit", field="assignee_id")


def _moved(unit: Unit, before: Ticket, wanted: TicketChange) -> Ticket:
    after = before
    if wanted.category_id is not None:
        category = rules.category(reading.categories(), wanted.category_id)
        after = replace(after, category_id=category.id)
    if wanted.assignee_id is not None:
        after = replace(after, assignee_id=wanted.assignee_id)
    if wanted.status is not None:
        after = rules.standing(after, wanted.status, unit.now, Party.STAFF)
    return after


def _tell_moved(unit: Unit, before: Ticket, after: Ticket) -> None:
    """Write what changed into the thread, and tell whom it concerns."""
    if after.category_id != before.category_id:
        threads.note_event(unit, after, TicketEvent.MOVED, category_id=after.category_id)
    if after.assignee_id != before.assignee_id:
        event = TicketEvent.ASSIGNED if after.assignee_id else TicketEvent.RELEASED
        whom = after.assignee_id or before.assignee_id
        threads.note_event(unit, after, event, **threads.named(whom))
        if after.assignee_id:
            threads.tell(unit, TicketAssigned, after, by_id=unit.actor.id)
    if after.status is before.status:
        return
    if after.is_resolved:
        threads.note_event(unit, after, TicketEvent.RESOLVED)
        threads.tell(unit, TicketResolved, after)
    elif before.is_resolved:
        threads.note_event(unit, after, TicketEvent.REOPENED)
        threads.tell(unit, TicketReopened, after)
    else:
        threads.note_event(unit, after, TicketEvent.STATUS, status=after.status.value)


def assignable(actor: Actor, ticket_id: str) -> list[Assignable]:
    """Those who can be put in charge of a ticket, in the order of their names.

    Raises:
        NotFound.
    """
    return candidates(reading.seen(actor, ticket_id))


def _record(unit: Unit, action: str, before: Ticket, after: Ticket) -> None:
    audit.record(
        unit,
        action,
        "ticket",
        after.id,
        client_id=after.client_id,
        before=_facts(before) if before != after else {},
        after=_facts(after) if before != after else {},
    )


def _facts(ticket: Ticket) -> dict[str, str]:
    return {
        "status": ticket.status.value,
        "assignee_id": ticket.assignee_id,
        "category_id": ticket.category_id,
    }
