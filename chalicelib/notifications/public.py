"""What other capabilities may call: almost nothing. They publish messages; these are told here."""

from chalicelib.core.actor import Actor, Realm
from chalicelib.core.paging import Page, PageRequest
from chalicelib.notifications.catalogue import EVENTS
from chalicelib.notifications.model import (
    SENDER_ADDRESS,
    BellItem,
    Link,
)
from chalicelib.notifications.service import bell
from chalicelib.notifications.service.bell import Told

__all__ = [
    "EVENTS",
    "SENDER_ADDRESS",
    "BellItem",
    "Link",
    "Told",
    "told_to_client",
]


def told_to_client(client_id: str, page: PageRequest) -> Page[Told]:
    """What a client was told, newest first, for callers that have checked who asks."""
    return bell.listed(Actor(Realm.CLIENT, client_id), page)
