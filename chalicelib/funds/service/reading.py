"""What clients and staff may see of wallets, entries and transactions: every read passes here."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.clients import public as clients
from chalicelib.clients.public import Client, ClientFilter
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import NotFound
from chalicelib.core.money import Money, exponent
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.funds.model.ledger import Entry, HouseBalance
from chalicelib.funds.model.settings import WALLET_CURRENCIES
from chalicelib.funds.model.transactions import Total, Transaction, TransactionKind
from chalicelib.funds.model.wallets import Wallet, WalletLine, empty_wallet
from chalicelib.funds.rules.periods import counter_ranges
from chalicelib.funds.store import house, journal, wallets
from chalicelib.funds.store import transactions as transactions_store
from chalicelib.settings import public as settings


@dataclass(frozen=True)
class MovementFilter:
    """Which transactions: None shows all. Days are UTC and inclusive.

    ``account_id`` shows those of one trading account.
    """

    kind: TransactionKind | None = None
    currency: str | None = None
    since: date | None = None
    until: date | None = None
    account_id: str | None = None


@dataclass(frozen=True)
class EntryAndChain:
    """An entry with the wallet lines that ``reader`` may see; None sees all."""

    entry: Entry
    lines: tuple[WalletLine, ...]
    reader: str | None


@dataclass(frozen=True)
class WalletOf:
    """A wallet with whose it is."""

    client: Client
    wallet: Wallet


def wallets_of(actor: Actor, client_id: str) -> list[Wallet]:
    """A client's wallets by currency; those the broker offers are there before their first entry.

    Raises:
        NotFound: the actor may not see the client.
    """
    _see(actor, client_id)
    existing = {wallet.currency: wallet for wallet in wallets.of_client(client_id)}
    offered = settings.value(WALLET_CURRENCIES)
    currencies = [*offered, *sorted(existing.keys() - set(offered))]
    return [existing.get(one) or empty_wallet(client_id, one) for one in currencies]


def in_wallet(client_id: str, currency: str) -> Money:
    """What lies in a wallet and is not held, for the system."""
    return (wallets.find(client_id, currency) or empty_wallet(client_id, currency)).available


def lines(actor: Actor, client_id: str, currency: str, request: PageRequest) -> Page[WalletLine]:
    """A wallet's lines, newest first.

    Raises:
        NotFound: the actor may not see the client. Invalid: ``currency_unknown``.
    """
    _see(actor, client_id)
    exponent(currency)
    return wallets.lines(client_id, currency, request)


def entry(actor: Actor, entry_id: str) -> EntryAndChain:
    """A ledger entry with its places in the wallet chains.

    Clients see entries that touch their own wallet or trading account, staff those that touch a
    client in their scope; entries of the house alone are for staff who see the whole company.

    Raises:
        NotFound.
    """
    found = journal.get(entry_id)
    missing = NotFound("no such entry", what="entry")
    concerned = found.facts.get("client_id")
    owners = {ref.client_id for ref in found.lines} | ({concerned} if concerned else set())
    if actor.realm is Realm.CLIENT:
        if actor.id not in owners:
            raise missing
        return EntryAndChain(found, _chain(found, {actor.id}), actor.id)
    if not actor.scope.company and not any(_is_seen(actor, owner) for owner in owners):
        raise missing
    return EntryAndChain(found, _chain(found, owners), None)


def _chain(found: Entry, owners: Iterable[str]) -> tuple[WalletLine, ...]:
    chained = []
    for ref in found.lines:
        if ref.client_id in owners:
            count = ref.last - ref.first + 1
            chained += wallets.lines_after(ref.client_id, ref.currency, ref.first - 1, count)
    return tuple(chained)


def transactions(
    actor: Actor, client_id: str, wanted: MovementFilter, request: PageRequest
) -> Page[Transaction]:
    """A client's completed movements, newest first.

    Raises:
        NotFound: the actor may not see the client, or the account is not theirs.
    """
    _see(actor, client_id)
    _see_account(actor, client_id, wanted.account_id)
    since = _start(wanted.since) if wanted.since else None
    until = _start(wanted.until + timedelta(days=1)) if wanted.until else None
    if wanted.account_id is not None:
        return transactions_store.page_of_account(
            wanted.account_id, wanted.kind, since, until, request
        )
    return transactions_store.page(
        client_id, _currencies(client_id, wanted), wanted.kind, since, until, request
    )


def totals(actor: Actor, client_id: str, wanted: MovementFilter) -> list[Total]:
    """The sums of a client's completed movements by kind and currency.

    Raises:
        NotFound: the actor may not see the client, or the account is not theirs.
    """
    _see(actor, client_id)
    _see_account(actor, client_id, wanted.account_id)
    last = wanted.until or ports.now().astimezone(UTC).date()
    found = transactions_store.totals(
        wanted.account_id or client_id, counter_ranges(wanted.since, last)
    )
    return [
        one
        for one in found
        if wanted.kind in (None, one.kind) and wanted.currency in (None, one.amount.currency)
    ]


def _currencies(client_id: str, wanted: MovementFilter) -> list[str]:
    if wanted.currency is not None:
        exponent(wanted.currency)
        return [wanted.currency]
    return [wallet.currency for wallet in wallets.of_client(client_id)]


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def all_wallets(
    actor: Actor, text: str | None, currency: str | None, request: PageRequest
) -> Page[WalletOf]:
    """Wallets of the clients in the actor's scope, client by client, newest client first.

    A page is a page of clients: it has as many wallets as these have. With ``text`` the clients
    are those found by it, on one page.
    """
    if text:
        found = Page(tuple(clients.search(actor, text, request.limit)))
    else:
        found = clients.page(actor, ClientFilter(), request)
    by_id = {client.id: client for client in found.items}
    shown = (WalletOf(by_id[one.client_id], one) for one in wallets_of_many(by_id, currency))
    return Page(tuple(shown), found.next_cursor)


def wallets_of_many(client_ids: Iterable[str], currency: str | None = None) -> list[Wallet]:
    """The wallets of several clients, in one read. The caller has checked the scope."""
    if currency is not None:
        exponent(currency)
    currencies = [currency] if currency else wallets.currencies()
    return wallets.at_keys([wallets.key(one, code) for one in client_ids for code in currencies])


def house_accounts(_actor: Actor) -> list[HouseBalance]:
    """The balances of the house accounts."""
    return house.balances()


def _see(actor: Actor, client_id: str) -> None:
    """Return if the actor may see the client.

    Raises:
        NotFound.
    """
    if actor.realm is not Realm.CLIENT or actor.id != client_id:
        clients.client(actor, client_id)


def _see_account(actor: Actor, client_id: str, account_id: str | None) -> None:
    """Return if the account, where one is asked for, is the client's.

    Raises:
        NotFound.
    """
    if account_id is not None and accounts.account(actor, account_id).client_id != client_id:
        raise NotFound("no such trading account", what="trading_account")


def _is_seen(actor: Actor, client_id: str) -> bool:
    owner = clients.owner_of(client_id)
    return actor.scope.covers(owner.owner_id, frozenset(owner.participant_ids))
