"""Completed movements over all clients for the staff, in their data scope, and their sums.

Where clients, an account or an id are named, or few clients are left by scope, owner and referrer,
their own lists are read; else the register, in which every movement stands once in the order of
time. What else is asked for is left out after reading,
so a page may be short, or empty, although another follows.
"""

from collections.abc import Iterable

from chalicelib.accounts import public as accounts
from chalicelib.clients import public as clients
from chalicelib.clients.public import Client, ClientFilter
from chalicelib.core.actor import Actor
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import MAX_PAGE_SIZE, Page, PageRequest
from chalicelib.funds.model.movements import (
    MovementsSought,
    MovementSums,
    Named,
    Reported,
    SearchTooBroad,
)
from chalicelib.funds.model.transactions import Transaction
from chalicelib.funds.rules import movements as rules
from chalicelib.funds.service.reading import wallets_of_many
from chalicelib.funds.store import movements as store
from chalicelib.funds.store import transactions
from chalicelib.staff import public as staff
from chalicelib.storage import cursors
from chalicelib.storage.table import Range

MOST_CLIENTS = 20
_STEP = 200
_ROUNDS = 5
_OUTSIDE = Named("", "")


@dataclass(frozen=True)
class _Seen:
    """A movement that is shown, with its place and whose it is."""

    place: str
    transaction: Transaction
    client: Client


def page(actor: Actor, sought: MovementsSought, request: PageRequest) -> Page[Reported]:
    """Movements of clients in the actor's scope, newest first.

    Raises:
        SearchTooBroad: ``text`` finds more than `MOST_CLIENTS`. Invalid: ``cursor_invalid``.
    """
    if sought.id is not None:
        placed = [store.Placed("", one) for one in store.with_id(sought.id)]
        return Page(tuple(_reported(actor, _seen(actor, sought, placed))))
    shown, following = _read(actor, sought, request)
    return Page(tuple(_reported(actor, shown)), following)


def sums(actor: Actor, sought: MovementsSought, cursor: str | None) -> MovementSums:
    """The sums of the next of them by kind and currency; the parts add up.

    Raises:
        SearchTooBroad, Invalid: as `page`.
    """
    read = page(actor, sought, PageRequest(MAX_PAGE_SIZE, cursor))
    found = [one.transaction for one in read.items]
    return MovementSums(len(found), rules.summed(found), read.next_cursor)


def _read(
    actor: Actor, sought: MovementsSought, request: PageRequest
) -> tuple[list[_Seen], str | None]:
    """A page, and the cursor of the next."""
    way, lists = _lists(actor, sought)
    name = f"transactions|{way}|{sought.text}|{sought.login}|{sought.since}|{sought.until}"
    beyond = cursors.unseal(name, request.cursor) if request.cursor else None
    shown: list[_Seen] = []
    for step in (request.limit + 1, *[_STEP] * (_ROUNDS - 1)):
        placed, beyond = store.newest(lists, beyond, step)
        shown += _seen(actor, sought, placed)
        if len(shown) > request.limit:
            shown = shown[: request.limit]
            return shown, cursors.seal(name, shown[-1].place)
        if beyond is None:
            return shown, None
    return shown, cursors.seal(name, beyond) if beyond else None


def _lists(actor: Actor, sought: MovementsSought) -> tuple[str, list[Range]]:
    """What is read as one: what is named, in lists of its own, or everything; and which it is."""
    since, until = sought.since, sought.until
    few = _few(actor, sought)
    if few is not None:
        wallets = wallets_of_many(few, sought.currency)
        return "clients", [
            transactions.of_wallet(one.client_id, one.currency, sought.kind, since, until)
            for one in wallets
        ]
    if sought.login is not None:
        ids = accounts.ids_of_login(sought.login)
        return "accounts", [transactions.of_account(one, since, until) for one in ids]
    return "all", transactions.of_all(since, until)


def _few(actor: Actor, sought: MovementsSought) -> list[str] | None:
    """The clients whose movements alone can be shown, if they are few.

    Raises:
        SearchTooBroad: a text finds too many.
    """
    if sought.text is not None:
        return _named(actor, sought.text)
    wanted = ClientFilter(owner_ids=sought.owner_ids, referrer_id=sought.referrer_id)
    if actor.scope.company and wanted == ClientFilter():
        return None
    found = clients.page(actor, wanted, PageRequest(MOST_CLIENTS))
    return [one.id for one in found.items] if found.next_cursor is None else None


def _named(actor: Actor, text: str) -> list[str]:
    """The clients whom a text means: the one whose number it is, or those found by it.

    Raises:
        SearchTooBroad.
    """
    if clients.visible(actor, (text,)):
        return [text]
    found = clients.search(actor, text, MOST_CLIENTS + 1)
    if len(found) > MOST_CLIENTS:
        raise SearchTooBroad("write more of the name", field="q", at_most=MOST_CLIENTS)
    return [one.id for one in found]


def _seen(actor: Actor, sought: MovementsSought, placed: list[store.Placed]) -> list[_Seen]:
    """Those of clients whom the actor may see that match, in their order."""
    whose = _clients(actor, (one.transaction.client_id for one in placed))
    found = [
        _Seen(one.place, one.transaction, client)
        for one in placed
        if (client := whose.get(one.transaction.client_id)) is not None
        and rules.matches(one.transaction, client.owner_id, client.referrer_id, sought)
    ]
    if sought.server_id is None:
        return found
    servers = _servers(actor, found)
    return [one for one in found if servers.get(one.transaction.account_id) == sought.server_id]


def _clients(actor: Actor, client_ids: Iterable[str | None]) -> dict[str, Client]:
    return {one.id: one for one in clients.visible(actor, {one for one in client_ids if one})}


def _servers(actor: Actor, found: list[_Seen]) -> dict[str | None, str]:
    """The servers of the trading accounts that are concerned, by the accounts' ids."""
    ids = dict.fromkeys(one.transaction.account_id for one in found)
    return {
        one.id: one.server_id for one in accounts.accounts_with(actor, [id for id in ids if id])
    }


def _reported(actor: Actor, shown: list[_Seen]) -> list[Reported]:
    """The same with the names of those concerned."""
    others = (
        other for one in shown for other in (one.client.referrer_id, one.transaction.counterparty)
    )
    people = _clients(actor, others)
    owners = staff.names({one.client.owner_id for one in shown if one.client.owner_id})
    servers = _servers(actor, shown)

    def client(client_id: str | None) -> Named | None:
        if not client_id:
            return None
        found = people.get(client_id)
        return Named(found.id, found.name) if found else _OUTSIDE

    def owner(staff_id: str | None) -> Named | None:
        return Named(staff_id, owners.get(staff_id, staff_id)) if staff_id else None

    return [
        Reported(
            transaction=one.transaction,
            client=Named(one.client.id, one.client.name),
            owner=owner(one.client.owner_id),
            referrer=client(one.client.referrer_id),
            counterparty=client(one.transaction.counterparty),
            server_id=servers.get(one.transaction.account_id),
        )
        for one in shown
    ]
