"""Who may see which client: every read of clients passes here, in the actor's scope.

Refuses: telling "not yours" from "not there". Both are `NotFound`.
"""

from collections.abc import Iterable

from chalicelib.clients import rules, store
from chalicelib.clients.model import Client, ClientFilter, Ownership
from chalicelib.clients.rules import listing
from chalicelib.clients.service.discretion import may_find
from chalicelib.clients.service.renewal import demand_current
from chalicelib.clients.service.veils import veil_over
from chalicelib.clients.store import claims, words
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Forbidden, NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage.unit import Unit

_SEARCH_BREADTH = 200
_ROUNDS = 10


def _missing() -> NotFound:
    return NotFound("no such client", what="client")


def may_see(actor: Actor, client: Client) -> bool:
    """Whether ``client`` exists for ``actor``: as themself, or within the staff data scope."""
    if actor.realm is Realm.CLIENT:
        return actor.id == client.id
    return actor.scope.covers(client.owner_id, frozenset(client.participant_ids))


def client(actor: Actor, client_id: str) -> Client:
    """The client ``client_id`` as it stands, if ``actor`` may see it.

    Raises:
        NotFound: there is none, or it is outside the actor's scope.
    """
    found = store.find(client_id)
    if found is None or not may_see(actor, found):
        raise _missing()
    return found


def client_for_system(client_id: str) -> Client:
    """The client ``client_id`` as it stands, for jobs and consumers that act as the system.

    Raises:
        NotFound: there is none.
    """
    found = store.find(client_id)
    if found is None:
        raise _missing()
    return found


def found_by_phone(country_code: str, number: str) -> tuple[str, str | None]:
    """A number in E.164, and the client who has it, or None.

    Raises:
        Invalid: ``phone_invalid``.
    """
    phone = rules.phone_number(country_code, number)
    return phone, claims.id_of_phone(phone)


def require_active(client_id: str) -> Client:
    """The client ``client_id``, who may act.

    Raises:
        NotFound: there is none. Forbidden: ``client_not_active`` with the ``status``, or
            ``agreements_outstanding`` with the ``documents``.
    """
    found = client_for_system(client_id)
    if not found.is_active:
        raise Forbidden(
            "this client may not act at present",
            code="client_not_active",
            status=found.status.value,
        )
    demand_current(client_id)
    return found


def require_as_read(unit: Unit, client: Client) -> None:
    """Let ``unit`` fail, to be tried anew, if anything about the client has changed meanwhile."""
    store.require(unit, client)


def owner_of(client_id: str) -> Ownership:
    """Which staff the client belongs to: what a data scope is compared with.

    Raises:
        NotFound: there is no such client.
    """
    found = client_for_system(client_id)
    return Ownership(found.owner_id, found.participant_ids)


def names(client_ids: Iterable[str]) -> dict[str, str]:
    """The names of clients by id; unknown ids are left out. The caller has checked the scope."""
    return {found.id: found.name for found in store.find_many(client_ids)}


def visible_names(actor: Actor, client_ids: Iterable[str]) -> dict[str, str]:
    """The names of those clients that the actor may see, by id."""
    return {one.id: one.name for one in store.find_many(client_ids) if may_see(actor, one)}


def visible(actor: Actor, client_ids: Iterable[str]) -> list[Client]:
    """Those of ``client_ids`` that exist for ``actor``."""
    return [one for one in store.find_many(client_ids) if may_see(actor, one)]


def page(actor: Actor, wanted: ClientFilter, request: PageRequest) -> Page[Client]:
    """Clients in the actor's scope that match ``wanted``, newest registration first.

    A page may be shorter than asked for although another follows: the list is chosen by what cuts
    best, and what does not match the rest is left out after reading.
    """
    if actor.realm is Realm.CLIENT:
        raise Forbidden("clients do not list clients")
    following = request
    for _ in range(_ROUNDS):
        read = store.page(actor.scope, wanted, following)
        visible = (found for found in read.items if may_see(actor, found))
        items = tuple(found for found in visible if listing.matches(found, wanted))
        if items or read.next_cursor is None:
            return Page(items, read.next_cursor)
        following = PageRequest(request.limit, read.next_cursor)
    return Page((), following.cursor)


def search(actor: Actor, text: str, limit: int) -> list[Client]:
    """At most ``limit`` clients in the actor's scope with a word that begins like ``text``.

    Words are those of the name, the e-mail address, the phone number, the client id, the referral
    code and the logins of the client's trading accounts; fields that are veiled for the actor find
    nobody.
    """
    found = store.find_many(words.search(text, _SEARCH_BREADTH))
    visible = (one for one in found if may_see(actor, one))
    return [one for one in visible if may_find(veil_over(actor, one), one, text)][:limit]


def downlines(actor: Actor, client_id: str, request: PageRequest) -> Page[Client]:
    """The clients whom ``client_id`` referred directly and who became active, newest first.

    Raises:
        NotFound: the actor may not see ``client_id``.
    """
    client(actor, client_id)
    return store.downlines(client_id, request)
