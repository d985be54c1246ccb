"""What becomes of a client's tickets: copied with what both sides wrote; all of it goes."""

from collections.abc import Iterator
from functools import partial

from chalicelib.core.keeping import Keeper, Kept, Part, Run
from chalicelib.core.paging import PageRequest
from chalicelib.storage.keeping import SLICE, every, part
from chalicelib.storage.unit import Unit
from chalicelib.support import store
from chalicelib.support.model import Post, Ticket, TicketFilter

_ALL = TicketFilter()
_OF_STAFF = ("owner_id", "participant_ids", "assignee_id", "by_id", "by_name", "facts")


def _copied(client_id: str) -> Iterator[Part]:
    found = list(every(lambda page: store.of_client(client_id, _ALL, page)))
    yield part("tickets", found, *_OF_STAFF)
    yield part("ticket_messages", _messages(found), *_OF_STAFF)


def _messages(tickets: list[Ticket]) -> Iterator[Post]:
    """What the client may read of the threads."""
    for ticket in tickets:
        for one in every(partial(store.posts, ticket.id)):
            if one.is_for_client:
                yield one


def _erased(run: Run, client_id: str, _cursor: str | None) -> str | None:
    """A ticket at a time, its thread first: as long as it is there, the rest of it is found."""
    found = store.of_client(client_id, _ALL, PageRequest(1))
    for ticket in found.items:
        _forget(run, ticket)
    return "more" if found.items else None


def _forget(run: Run, ticket: Ticket) -> None:
    page = store.posts(ticket.id, PageRequest(SLICE))

    def work(unit: Unit) -> None:
        for one in page.items:
            store.unpost(unit, one)
        if page.next_cursor is None:
            store.remove(unit, ticket)

    run(work)


KEEPER = Keeper(
    "support",
    (
        Kept("Ticket", "tickets", erased=True),
        Kept("Post", "ticket_messages", erased=True, why="notes of staff: told on request"),
    ),
    _copied,
    (_erased,),
)
