"""Reading withdrawal details: masked in lists, in full one at a time and on the record."""

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.funds.model.details import WithdrawalDetails
from chalicelib.funds.rules.details import masked
from chalicelib.funds.service.details import ShownDetails, own
from chalicelib.funds.store import details as store
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


def page(
    actor: Actor, client_id: str, method_id: str | None, request: PageRequest
) -> Page[ShownDetails]:
    """A client's profiles, newest first, masked.

    Raises:
        NotFound: the actor may not see the client.
    """
    if actor.realm is not Realm.CLIENT or actor.id != client_id:
        clients.client(actor, client_id)
    found = store.page(client_id, method_id, request)
    defaults = store.defaults(client_id, {one.method_id for one in found.items})
    return found.map(lambda one: ShownDetails(one, masked(one), one.id in defaults))


def own_in_full(actor: Actor, details_id: str) -> ShownDetails:
    """A client's own profile with all its fields, to read or to fill another one with.

    Raises:
        NotFound: not theirs, or gone.
    """
    return _opened(actor, own(actor, details_id))


def in_full(actor: Actor, client_id: str, details_id: str) -> ShownDetails:
    """One profile with all its fields, for staff; that they looked is in the audit log.

    Raises:
        NotFound.
    """
    clients.client(actor, client_id)
    found = store.get(details_id)
    if found.client_id != client_id:
        raise NotFound("no such withdrawal details", what="withdrawal_details")
    return _opened(actor, found)


def _opened(actor: Actor, found: WithdrawalDetails) -> ShownDetails:
    """The fields in full, with a line in the log of who has read them."""

    def work(unit: Unit) -> ShownDetails:
        audit.record(
            unit,
            "withdrawal_details_read",
            "withdrawal_details",
            found.id,
            client_id=found.client_id,
        )
        defaults = store.defaults(found.client_id, [found.method_id])
        return ShownDetails(found, found.fields, found.id in defaults)

    return ports.transact(actor, work)
