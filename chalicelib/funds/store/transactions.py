"""Transactions per client and currency, and their totals per day and month.

The list of a client in one currency is a partition, the list of one kind in it an index partition:
each filter reads exactly what it shows. Totals are counters written with the entry; a period is
the days at its edges and the whole months between them.
"""

from datetime import datetime

from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict
from chalicelib.core.money import Money
from chalicelib.core.paging import Page, PageRequest
from chalicelib.funds.model.transactions import Total, Transaction, TransactionKind
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range
from chalicelib.storage.unit import Unit

_MOST_TOTALS = 20_000


def _sort(transaction: Transaction) -> str:
    return f"{iso(transaction.at)}#{transaction.id}"


def _list(client_id: str, currency: str) -> str:
    return f"MOVES#{client_id}#{currency}"


def _kind_list(client_id: str, currency: str, kind: TransactionKind) -> str:
    return f"MOVES#{client_id}#{currency}#{kind}"


_ROWS = Rows(
    TABLE,
    Transaction,
    lambda one: Key(_list(one.client_id, one.amount.currency), _sort(one)),
    lambda one: {"by-kind": (_kind_list(one.client_id, one.amount.currency, one.kind), _sort(one))},
)


def add(unit: Unit, transaction: Transaction) -> None:
    """Write a completed movement and count it."""
    _ROWS.insert(unit, transaction, Conflict("a movement came twice", code="entry_exists"))
    day = iso(transaction.at)[:10]
    for period in (f"D#{day}", f"M#{day[:7]}"):
        tail = f"{transaction.amount.currency}#{transaction.kind}"
        unit.add(
            TABLE,
            Key(f"TOTALS#{transaction.client_id}", f"{period}#{tail}"),
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


def totals(client_id: str, periods: list[tuple[str, str]]) -> list[Total]:
    """The sums over ``periods``: first and last counter prefixes, such as ``D#2026-03-02``."""
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for first, last in periods:
        within = Range(f"TOTALS#{client_id}", after=first, before=f"{last}#~", newest_first=False)
        for item in TABLE.query(within, _MOST_TOTALS):
            place = (item["currency"], item["movement"])
            minor, count = sums.get(place, (0, 0))
            sums[place] = (minor + item["amount_minor"], count + item["movements"])
    return [
        Total(TransactionKind(kind), Money(minor, currency), count)
        for (currency, kind), (minor, count) in sorted(sums.items())
    ]
