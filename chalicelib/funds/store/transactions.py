"""Transactions per client and currency, and their totals per day and month.

The list of a client in one currency is a partition, the list of one kind in it an index partition,
and so is the list of a trading account: each filter reads exactly what it shows, a kind within an
account alone is sifted. In the register it stands among those of all clients, which
`store.movements` reads. Totals are counters written with the entry, for the client and for the
account; a period is the days at its edges and the whole months between them.
"""

from datetime import datetime

from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict
from chalicelib.core.money import Money
from chalicelib.core.paging import Page, PageRequest
from chalicelib.funds.model.transactions import Total, Transaction, TransactionKind
from chalicelib.funds.store import register
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range
from chalicelib.storage.unit import Unit

_MOST_TOTALS = 20_000
_ROUNDS = 10


def _sort(transaction: Transaction) -> str:
    return f"{iso(transaction.at)}#{transaction.id}"


def _list(client_id: str, currency: str) -> str:
    return f"MOVES#{client_id}#{currency}"


def _account_list(account_id: str) -> str:
    return f"MOVES#{account_id}"


def _indexes(one: Transaction) -> Indexes:
    kind = _kind_list(one.client_id, one.amount.currency, one.kind)
    account = _account_list(one.account_id) if one.account_id else None
    # Both sides of a transfer between clients have one id and one time.
    among_all = f"{_sort(one)}#{one.client_id}"
    return {
        "by-kind": (kind, _sort(one)),
        "by-client": (account, _sort(one)),
        "by-register": (register.movement_shard(one.id), among_all),
    }


def _kind_list(client_id: str, currency: str, kind: TransactionKind) -> str:
    return f"MOVES#{client_id}#{currency}#{kind}"


def key(client_id: str, currency: str, at: datetime, transaction_id: str) -> Key:
    """Where a movement lives."""
    return Key(_list(client_id, currency), f"{iso(at)}#{transaction_id}")


ROWS = Rows(
    TABLE,
    Transaction,
    lambda one: key(one.client_id, one.amount.currency, one.at, one.id),
    _indexes,
)


def add(unit: Unit, transaction: Transaction) -> None:
    """Write a completed movement and count it."""
    ROWS.insert(unit, transaction, Conflict("a movement came twice", code="entry_exists"))
    day = iso(transaction.at)[:10]
    tail = f"{transaction.amount.currency}#{transaction.kind}"
    for whose in filter(None, (transaction.client_id, transaction.account_id)):
        for period in (f"D#{day}", f"M#{day[:7]}"):
            unit.add(
                TABLE,
                Key(f"TOTALS#{whose}", f"{period}#{tail}"),
                {"amount_minor": transaction.amount.minor, "movements": 1},
                {"currency": transaction.amount.currency, "movement": transaction.kind.value},
            )


def of_wallet(
    client_id: str,
    currency: str,
    kind: TransactionKind | None,
    since: datetime | None,
    until: datetime | None,
) -> Range:
    """The list of a client's movements in one currency, or of those of one kind."""
    if kind is None:
        return _cut(_list(client_id, currency), None, since, until)
    return _cut(_kind_list(client_id, currency, kind), "by-kind", since, until)


def of_account(account_id: str, since: datetime | None, until: datetime | None) -> Range:
    """The list of a trading account's movements."""
    return _cut(_account_list(account_id), "by-client", since, until)


def of_all(since: datetime | None, until: datetime | None) -> list[Range]:
    """The lists, to be read as one, of everybody's movements; they tell keys alone."""
    return [_cut(part, "by-register", since, until) for part in register.movement_shards()]


def _cut(name: str, index: str | None, since: datetime | None, until: datetime | None) -> Range:
    after, before = (iso(one) if one else None for one in (since, until))
    return Range(name, index, None, after, before)


def page(
    client_id: str,
    currencies: list[str],
    kind: TransactionKind | None,
    since: datetime | None,
    until: datetime | None,
    request: PageRequest,
) -> Page[Transaction]:
    """Movements in ``currencies``, newest first; ``until`` is exclusive."""
    lists = [of_wallet(client_id, one, kind, since, until) for one in currencies]
    return ROWS.page(lists, request)


def page_of_account(
    account_id: str,
    kind: TransactionKind | None,
    since: datetime | None,
    until: datetime | None,
    request: PageRequest,
) -> Page[Transaction]:
    """Movements of one trading account, newest first; ``until`` is exclusive.

    A page may be shorter than asked for although another follows.
    """
    within = of_account(account_id, since, until)
    following = request
    for _ in range(_ROUNDS):
        page = ROWS.page(within, following)
        shown = tuple(one for one in page.items if kind in (None, one.kind))
        if shown or page.next_cursor is None:
            return Page(shown, page.next_cursor)
        following = PageRequest(request.limit, page.next_cursor)
    return Page((), following.cursor)


def totals(owner_id: str, periods: list[tuple[str, str]]) -> list[Total]:
    """The sums of a client or of a trading account over ``periods``.

    These are first and last prefixes of counters, such as ``D#2026-03-02``.
    """
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for first, last in periods:
        within = Range(f"TOTALS#{owner_id}", after=first, before=f"{last}#~", newest_first=False)
        for item in TABLE.query(within, _MOST_TOTALS):
            place = (item["currency"], item["movement"])
            minor, count = sums.get(place, (0, 0))
            sums[place] = (minor + item["amount_minor"], count + item["movements"])
    return [
        Total(TransactionKind(kind), Money(minor, currency), count)
        for (currency, kind), (minor, count) in sorted(sums.items())
    ]
