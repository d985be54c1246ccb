"""Booking: one entry with all that follows from it, in the unit of its cause.

`post` is the only way money moves in the books. With an entry go a line per touched side of each
wallet, the wallets' new balances and chain heads, the house accounts' shards, and, when the
movement is complete, the client's transaction with its totals.
"""

from collections import Counter, defaultdict
from dataclasses import replace

from chalicelib.funds.model.ledger import (
    Cause,
    Entry,
    EntryExists,
    EntryKind,
    LineRef,
    Posting,
    RateLeg,
)
from chalicelib.funds.model.transactions import Transaction, kind_of
from chalicelib.funds.model.wallets import InsufficientFunds, Wallet, WalletLine, empty_wallet
from chalicelib.funds.rules import chain
from chalicelib.funds.store import house, journal, transactions, wallets
from chalicelib.storage.unit import Unit


def entry(
    unit: Unit,
    cause: Cause,
    step: str,
    kind: EntryKind,
    memo: str,
    postings: tuple[Posting, ...],
    *,
    rate: RateLeg | None = None,
    facts: dict[str, str] | None = None,
) -> Entry:
    """The entry for one ``step`` of ``cause``, now, by the unit's actor; not booked yet.

    Raises:
        Unbalanced: the postings of a currency do not sum to zero.
    """
    return Entry(
        id=f"{cause.id}.{step}",
        kind=kind,
        at=unit.now,
        cause=cause,
        actor=unit.actor.ref,
        memo=memo,
        postings=postings,
        rate=rate,
        facts=facts or {},
    )


def post(unit: Unit, entry: Entry) -> Entry:
    """Book ``entry`` in ``unit``. Wallets come to be with their first entry.

    Two entries on the same wallet do not fit one unit: make them one entry.

    Raises:
        InsufficientFunds: a side of a wallet would be below zero.
        EntryExists: (here or when the unit commits) this step of this cause has been booked:
            whoever repeats may take it as done.
    """
    moves = [_moved(entry, *whose, postings) for whose, postings in _by_wallet(entry).items()]
    refs = tuple(
        LineRef(after.client_id, after.currency, before.sequence + 1, after.sequence)
        for before, after, _ in moves
    )
    booked = journal.add(unit, replace(entry, lines=refs))
    new = Counter(before.currency for before, _, _ in moves if not before.version)
    for currency, number in new.items():
        wallets.count_new(unit, currency, number)
    for before, after, lines in moves:
        wallets.save(unit, before, after)
        for line in lines:
            wallets.add_line(unit, line)
        _record_movement(unit, entry, before, after)
    house.add(unit, entry)
    return booked


def find(entry_id: str) -> Entry | None:
    """The booked entry, or None."""
    return journal.find(entry_id)


def _by_wallet(entry: Entry) -> dict[tuple[str, str], list[Posting]]:
    result: dict[tuple[str, str], list[Posting]] = defaultdict(list)
    for posting in entry.postings:
        if posting.account.is_wallet:
            result[posting.account.owner, posting.amount.currency].append(posting)
    return dict(result)


def _moved(
    entry: Entry, client_id: str, currency: str, postings: list[Posting]
) -> tuple[Wallet, Wallet, tuple[WalletLine, ...]]:
    """A wallet before and after ``postings``, and the lines between."""
    before = wallets.find(client_id, currency) or empty_wallet(client_id, currency)
    try:
        return before, *chain.applied(before, entry, postings)
    except InsufficientFunds:
        # A repeat may find the money gone that its first run has spent: say what it is.
        if journal.find(entry.id) is not None:
            raise EntryExists(entry_id=entry.id) from None
        raise


def _record_movement(unit: Unit, entry: Entry, before: Wallet, after: Wallet) -> None:
    """Write the transaction that a complete movement is to the wallet's owner."""
    amount = after.balance - before.balance
    kind = kind_of(entry.kind, amount)
    if kind is None or not amount.minor:
        return
    transactions.add(
        unit,
        Transaction(
            id=f"{entry.id}.{after.currency.lower()}",
            client_id=after.client_id,
            kind=kind,
            amount=amount,
            at=entry.at,
            entry_id=entry.id,
            cause=entry.cause,
            available_after=after.available,
            account_id=entry.facts.get("account_id"),
            login=entry.facts.get("login"),
            method=entry.facts.get("method_id"),
            counterparty=_counterparty(entry, after.client_id),
        ),
    )


def _counterparty(entry: Entry, client_id: str) -> str | None:
    """The other client of an entry that concerns two."""
    owners = {one.account.owner for one in entry.postings if one.account.is_wallet}
    others = owners - {client_id}
    return others.pop() if len(others) == 1 else None
