"""Which requests staff may see: those of the clients in their scope."""

from chalicelib.approvals import store
from chalicelib.approvals.model import Request
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound


def seen(actor: Actor, request_id: str) -> Request:
    """The request, if staff ``actor`` may see it.

    Raises:
        NotFound: there is none, or not in their scope.
    """
    request = store.read(request_id)
    if not request.is_seen_by(actor.scope):
        raise NotFound(what="request")
    return request
