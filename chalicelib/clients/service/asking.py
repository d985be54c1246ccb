"""For whom something is asked: clients ask for themselves, staff for the clients in their scope.

What staff ask for goes the same way as what a client asks for, with their name as its creator, who
then may not decide it. Consents are a client's own: staff never give them.
"""

from chalicelib.clients.model import Client
from chalicelib.clients.model.groups import PortalModule
from chalicelib.clients.service import groups, reading
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Forbidden, NotFound


def asking(actor: Actor, client_id: str, module: PortalModule | None = None) -> Client:
    """The client for whom ``actor`` asks for something of ``module``.

    A module that is switched off for a group keeps its clients out, and not the staff who act for
    one of them; what the group is not offered (methods, servers) neither of them gets.

    Raises:
        NotFound: somebody else's client, or none.
        Forbidden: ``client_not_active`` with the ``status``; for clients ``module_off`` and
            ``agreements_outstanding`` besides.
    """
    if actor.realm is not Realm.CLIENT:
        found = reading.client(actor, client_id)
        if not found.is_active:
            raise Forbidden(
                "this client may not act at present",
                code="client_not_active",
                status=found.status.value,
            )
        return found
    if client_id != actor.id:
        raise NotFound("no such client", what="client")
    if module is None:
        return reading.require_active(client_id)
    return groups.require(client_id, module)
