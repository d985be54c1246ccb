"""Opening a client's portal as the client sees it: for clients in one's scope who are active."""

from chalicelib.clients.service import reading
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Conflict
from chalicelib.identity import public as identity
from chalicelib.identity.public import Opened


def open_portal(actor: Actor, client_id: str) -> Opened:
    """Begin a visit of ``actor`` to the client's portal, on the record.

    Raises:
        NotFound: outside the actor's scope. Conflict: ``client_not_active`` with the ``status``.
        Limited: thirty in an hour.
    """
    client = reading.client(actor, client_id)
    if not client.is_active:
        raise Conflict(
            "only an active client has a portal",
            code="client_not_active",
            status=client.status.value,
        )
    return identity.start_visit(actor, client.id)
