"""After a client was reassigned: their tickets go where they went."""

from dataclasses import replace
from functools import partial

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.storage.idempotency import Command
from chalicelib.storage.keeping import every
from chalicelib.storage.unit import Unit
from chalicelib.support import store
from chalicelib.support.model import TicketEvent, TicketFilter
from chalicelib.support.service import threads
from chalicelib.support.service.assignees import can_have

_ALL = TicketFilter()


def follow(actor: Actor, client_id: str, command: Command) -> None:
    """Let every ticket of the client belong to whom the client belongs to now.

    Each in a unit of its own; what has followed before is left alone, so it may be done again. Who
    was in charge of an unresolved one and does not see the client any more, is not in charge.

    Raises:
        NotFound: there is no such client.
    """
    for ticket in every(lambda page: store.of_client(client_id, _ALL, page)):
        ports.transact(actor, partial(_follow, ticket_id=ticket.id))
    ports.transact(actor, command.settle)


def _follow(unit: Unit, ticket_id: str) -> None:
    before = store.find(ticket_id)
    if before is None:
        return
    owner = clients.owner_of(before.client_id)
    after = replace(before, owner_id=owner.owner_id, participant_ids=owner.participant_ids)
    if after == before:
        return
    lost = after.assignee_id and not after.is_resolved and not can_have(after.assignee_id, after)
    if lost:
        after = replace(after, assignee_id="")
    stored = store.change(unit, before, after)
    if lost:
        threads.note_event(unit, stored, TicketEvent.RELEASED, **threads.named(before.assignee_id))
