"""Deleting a client: login and profile go, the books stay and name nobody.

Their referral code refers nobody from then on and is never given to anybody again.

Only who has nothing left and waits for nothing may go. Capabilities above that keep something for
clients stand before every deletion with a `Guard`, which checks in the deletion's own unit.
"""

from collections.abc import Callable
from dataclasses import replace

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import RequestStatus
from chalicelib.clients import store
from chalicelib.clients.model import Client, ClientStatus
from chalicelib.clients.service import reading
from chalicelib.clients.store import claims
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Conflict
from chalicelib.core.paging import PageRequest
from chalicelib.core.seams import Seam
from chalicelib.identity import public as identity
from chalicelib.messages.clients import ClientDeleted
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

Guard = Callable[[Unit, str], None]
"""Given the deletion's unit and a client's id: raises Conflict when something keeps the client."""

GUARDS = Seam[Guard]("clients.deleting")
_WAITING = (RequestStatus.PENDING, RequestStatus.EXECUTING)


def delete(actor: Actor, client_id: str) -> None:
    """Delete a client for good.

    Raises:
        NotFound: outside the actor's scope. Conflict: ``client_deleted``, ``requests_pending``,
            and what guards find, such as ``wallet_not_empty``.
    """
    ports.transact(actor, lambda unit: delete_in(unit, client_id))


def delete_in(unit: Unit, client_id: str) -> Client:
    """See `delete`; in ``unit``, by its actor."""
    return _delete(unit, reading.client(unit.actor, client_id))


def delete_on_request(unit: Unit, client_id: str, request_id: str) -> Client:
    """Delete a client in ``unit`` because they asked for it by ``request_id``, which is under way.

    Raises:
        Conflict: see `delete`.
    """
    return _delete(unit, reading.client_for_system(client_id), request_id)


def _delete(unit: Unit, before: Client, besides: str = "") -> Client:
    client_id = before.id
    check(unit, before, besides)
    claims.release_phone(unit, before)
    claims.retire_code(unit, before)
    if before.status is not ClientStatus.REJECTED:
        identity.erase_login(unit, Realm.CLIENT, client_id)
    audit.record(unit, "client_deleted", "client", client_id, client_id=client_id)
    unit.publish(ClientDeleted(client_id=client_id))
    return store.change(unit, before, _anonymous(before))


def check_deletable(unit: Unit, client_id: str, besides: str = "") -> None:
    """See `check`, by the client's id."""
    check(unit, reading.client_for_system(client_id), besides)


def check(unit: Unit, client: Client, besides: str = "") -> None:
    """Refuse to delete a client who has something left or waits for something.

    The request ``besides`` is the one that asks for it, and does not count.

    Raises:
        Conflict: see `delete`.
    """
    if client.status is ClientStatus.DELETED:
        raise Conflict("this client is gone already", code="client_deleted")
    for status in _WAITING:
        waiting = approvals.of_client(client.id, PageRequest(2), None, status).items
        if any(one.id != besides for one in waiting):
            raise Conflict("requests of this client wait", code="requests_pending")
    for guarded in GUARDS.parts():
        guarded(unit, client.id)


def _anonymous(client: Client) -> Client:
    """What is kept: ids, the place in the tree, and when they came."""
    return replace(
        client,
        name="",
        email="",
        phone="",
        nationality="",
        referral_code="",
        status=ClientStatus.DELETED,
        consents=(),
        rejection_reason="",
        suspension=None,
        tags=(),
        private_tags=(),
        participant_ids=(),
    )
