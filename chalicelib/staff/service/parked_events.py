"""Parked messages: seen by staff, and sent to their queue once more when the cause is mended."""

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage import parked
from chalicelib.storage.parked import ParkedMessage
from chalicelib.storage.unit import Unit


def parked_events(request: PageRequest) -> Page[ParkedMessage]:
    """Messages that could not be handled, newest first, replayed ones among them."""
    return parked.listed(request)


def replay(actor: Actor, parked_id: str) -> ParkedMessage:
    """Put a parked message back on its queue.

    Raises:
        NotFound: no such message. Conflict: ``already_replayed``.
    """

    def work(unit: Unit) -> ParkedMessage:
        replayed = parked.mark_replayed(unit, parked_id)
        # Sent before it is marked: a message sent twice is passed over, one never sent is lost.
        parked.send_again(replayed)
        return replayed

    return ports.transact(actor, work)
