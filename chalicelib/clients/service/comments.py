"""What staff note about a client: written once, never changed, seen by whoever sees the client."""

from chalicelib import ports
from chalicelib.clients.model import Comment
from chalicelib.clients.service import reading
from chalicelib.clients.store import comments as store
from chalicelib.core.actor import Actor
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def comments(actor: Actor, client_id: str, page: PageRequest) -> Page[Comment]:
    """What was noted about the client, newest first.

    Raises:
        NotFound: the actor may not see the client.
    """
    return store.page(reading.client(actor, client_id).id, page)


def comment(actor: Actor, client_id: str, text: str, command: Command) -> Comment:
    """Note something about the client.

    Raises:
        NotFound: the actor may not see the client.
    """

    def work(unit: Unit) -> Comment:
        client = reading.client(actor, client_id)
        made = Comment(
            id=unit.ids.new("cmt", unit.now),
            client_id=client.id,
            by_id=actor.id,
            by_name=actor.name,
            at=unit.now,
            text=text,
        )
        stored = store.add(unit, made)
        command.settle(unit, stored)
        return stored

    return ports.transact(actor, work)
