"""Tickets that resolve themselves: answered, and then nothing from the client for days."""

from collections.abc import Callable

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.messages.support import TicketResolved
from chalicelib.storage.unit import Unit
from chalicelib.support import rules, store
from chalicelib.support.model import Party, Ticket, TicketEvent, TicketStatus
from chalicelib.support.service import reading, threads

_SLICE = 50
_SECONDS_KEPT = 10


def sweep(actor: Actor, seconds_left: Callable[[], float], at_once: int = _SLICE) -> int:
    """Resolve what has waited for the client too long; how many. ``at_once`` are read at once."""
    resolved, cursor = 0, None
    while seconds_left() > _SECONDS_KEPT:
        page = store.waiting(at_once, cursor)
        due = [one for one in page.items if _is_due(one)]
        resolved += sum(_resolved(actor, one.id) for one in due)
        cursor = page.next_cursor
        # The list begins with those that wait longest: the first that is not due ends it.
        if cursor is None or len(due) < len(page.items):
            break
    return resolved


def _is_due(ticket: Ticket) -> bool:
    at = rules.resolves_at(ticket, reading.silence_days())
    return at is not None and at <= ports.now()


def _resolved(actor: Actor, ticket_id: str) -> bool:
    """Whether it was still to be resolved, and is now."""

    def work(unit: Unit) -> bool:
        before = store.get(ticket_id)
        if not _is_due(before):
            return False
        done = rules.standing(before, TicketStatus.RESOLVED, unit.now, Party.SYSTEM)
        after = store.change(unit, before, done)
        threads.note_event(unit, after, TicketEvent.RESOLVED)
        threads.tell(unit, TicketResolved, after)
        return True

    return ports.transact(actor, work)
