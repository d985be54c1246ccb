"""After a client was reassigned: their requests go where they went."""

from functools import partial

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
            move = partial(
                approvals.move_owner,
                request_id=request.id,
                owner_id=owner.owner_id,
                participant_ids=owner.participant_ids,
            )
            ports.transact(actor, move)
        if page.next_cursor is None:
            return
        asked = PageRequest(_PAGE, page.next_cursor)
