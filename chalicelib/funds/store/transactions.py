"""Transactions per client and currency, and their totals per day and month.

The list of a client in one currency is a partition, the list of one kind in it an index partition,
and so is the list of a trading account: each filter reads exactly what it shows, a kind within an
account alone is sifted. Totals are counters written with the entry, for the client and for the
account; a period is the days at its edges and the whole months between them.
"""

from datetime import datetime

from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict
from chalicelib.core.money import Money
from chalicelib.core.paging import Page, PageRequest
from chalicelib.funds.model.transactions import Total, Transaction, TransactionKind
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
    return {"by-kind": (kind, _sort(one)), "by-client": (account, _sort(one))}


def _kind_list(client_id: str, currency: str, kind: TransactionKind) -> str:
    return f"MOVES#{client_id}#{currency}#{kind}"


_ROWS = Rows(
    TABLE,
    Transaction,
    lambda one: Key(_list(one.client_id, one.amount.currency), _sort(one)),
    _indexes,
)


def add(unit: Unit, transaction: Transaction) -> None:
    """Write a completed movement and count it."""
    _ROWS.insert(unit, transaction, Conflict("a movement came twice", code="entry_exists"))
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


def page(
    client_id: str,
    currencies: list[str],
    kind: TransactionKind | None,
    since: datetime | None,
    until: datetime | None,
    request: PageRequest,
) -> Page[Transaction]:
    """Movements in ``currencies``, newest first; ``until`` is exclusive."""
    after = iso(since) if since else None
    before = iso(until) if until else None
    if kind is None:
        lists = [Range(_list(client_id, one), None, None, after, before) for one in currencies]
    else:
        lists = [
            Range(_kind_list(client_id, one, kind), "by-kind", None, after, before)
            for one in currencies
        ]
    return _ROWS.page(lists, request)


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
    after = iso(since) if since else None
    before = iso(until) if until else None
    within = Range(_account_list(account_id), "by-client", None, after, before)
    following = request
    for _ in range(_ROUNDS):
        page = _ROWS.page(within, following)
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
