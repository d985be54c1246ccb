"""After a client was reassigned: their requests go where they went."""

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.clients.service import reading
from chalicelib.core.actor import Actor
from chalicelib.core.paging import PageRequest

_PAGE = 100


def follow_requests(actor: Actor, client_id: str) -> None:
    """Let every request of the client belong to whom the client belongs to now.

    Each in a unit of its own; what has followed before is left alone, so it may be done again.

    Raises:
        NotFound: there is no such client.
    """
    owner = reading.owner_of(client_id)
    asked = PageRequest(_PAGE)
    while True:
        page = approvals.of_client(client_id, asked)
        for request in page.items:
            ports.transact(
                actor,
                lambda unit, request_id=request.id: approvals.move_owner(  # type: ignore[misc]
                    unit, request_id, owner.owner_id, owner.participant_ids
                ),
            )
        if page.next_cursor is None:
            return
        asked = PageRequest(_PAGE, page.next_cursor)
