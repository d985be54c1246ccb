"""What clients do with tickets: open, answer, close and reopen their own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.clients.public import PortalModule
from chalicelib.core.actor import Actor
from chalicelib.messages.support import (
    TicketAnswered,
    TicketOpened,
    TicketReopened,
    TicketResolved,
)
from chalicelib.settings import public as settings
from chalicelib.storage import audit, limits
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit
from chalicelib.support import rules, store
from chalicelib.support.model import (
    REOPEN_DAYS,
    Party,
    Post,
    PostKind,
    Ticket,
    TicketDraft,
    TicketEvent,
    TicketStatus,
)
from chalicelib.support.service import reading, threads
from chalicelib.support.service.assignees import first_assignee
from chalicelib.support.service.reading import OwnTicket

TICKETS_A_DAY = 20
POSTS_AN_HOUR = 60


def open_ticket(actor: Actor, draft: TicketDraft, command: Command) -> OwnTicket:
    """Open a ticket with its first message; once per ``command``.

    Raises:
        Forbidden: ``client_not_active``, ``module_off``. Invalid: ``category_unknown``.
        DocumentMissing: a file that is not the client's, or not for a ticket.
        Limited: twenty a day.
    """
    category = rules.category(reading.categories(), draft.category_id)
    files = threads.kept_files(actor.id, draft.file_ids)
    client = clients.require(actor.id, PortalModule.TICKETS)
    limits.take("ticket", actor.id, ports.now(), allowance=TICKETS_A_DAY, window=timedelta(days=1))

    def work(unit: Unit) -> OwnTicket:
        asked = threads.begun(unit, client, category, draft.subject)
        given = replace(asked, assignee_id=first_assignee(asked, category))
        ticket = store.add(unit, given)
        clients.require_as_read(unit, client)
        threads.write(unit, ticket, PostKind.MESSAGE, draft.text, files)
        threads.tell(unit, TicketOpened, ticket)
        _record(unit, "ticket_opened", ticket)
        shown = reading.as_own(ticket)
        command.settle(unit, shown)
        return shown

    return ports.transact(actor, work)


def answer(
    actor: Actor, ticket_id: str, text: str, file_ids: Sequence[str], command: Command
) -> Post:
    """Add a message to one's own ticket; it is the broker's turn then.

    Raises:
        NotFound. TicketIsResolved. Forbidden: as `open_ticket`. DocumentMissing.
        Limited: sixty an hour.
    """
    reading.own(actor, ticket_id)
    files = threads.kept_files(actor.id, file_ids)
    clients.require(actor.id, PortalModule.TICKETS)
    limits.take(
        "ticket-post", actor.id, ports.now(), allowance=POSTS_AN_HOUR, window=timedelta(hours=1)
    )

    def work(unit: Unit) -> Post:
        before = reading.own(actor, ticket_id)
        after = store.change(unit, before, rules.answered_by_client(before, unit.now))
        posted = threads.write(unit, after, PostKind.MESSAGE, text, files)
        threads.tell(unit, TicketAnswered, after)
        command.settle(unit, posted)
        return posted

    return ports.transact(actor, work)


def close(actor: Actor, ticket_id: str) -> OwnTicket:
    """Say that nothing is left to do; again changes nothing.

    Raises:
        NotFound.
    """

    def work(unit: Unit) -> Ticket:
        before = reading.own(actor, ticket_id)
        if before.is_resolved:
            return before
        resolved = rules.standing(before, TicketStatus.RESOLVED, unit.now, Party.CLIENT)
        after = store.change(unit, before, resolved)
        threads.note_event(unit, after, TicketEvent.RESOLVED)
        threads.tell(unit, TicketResolved, after)
        _record(unit, "ticket_resolved", after)
        return after

    return reading.as_own(ports.transact(actor, work))


def reopen(actor: Actor, ticket_id: str) -> OwnTicket:
    """Have a resolved ticket taken up again; again changes nothing.

    Raises:
        NotFound. ReopenTooLate. Forbidden: as `open_ticket`.
    """
    clients.require(actor.id, PortalModule.TICKETS)

    def work(unit: Unit) -> Ticket:
        before = reading.own(actor, ticket_id)
        if not before.is_resolved:
            return before
        days = settings.value(REOPEN_DAYS)
        after = store.change(unit, before, rules.reopened_by_client(before, unit.now, days))
        threads.note_event(unit, after, TicketEvent.REOPENED)
        threads.tell(unit, TicketReopened, after)
        _record(unit, "ticket_reopened", after)
        return after

    return reading.as_own(ports.transact(actor, work))


def _record(unit: Unit, action: str, ticket: Ticket) -> None:
    audit.record(
        unit,
        action,
        "ticket",
        ticket.id,
        client_id=ticket.client_id,
        after={"status": ticket.status, "category_id": ticket.category_id},
    )
