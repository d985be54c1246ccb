"""Ledger entries with their postings, cause and place in the chains."""

from typing import Any, Self

from chalicelib.edge.schemas import Instant, MoneyOut, View
from chalicelib.funds.model.ledger import AccountKind, EntryKind, LedgerAccount
from chalicelib.funds.schemas.wallets import CauseView
from chalicelib.funds.service.reading import EntryAndChain

OTHER_WALLET = "another_wallet"


class PostingView(View):
    """One signed line of an entry; ``account`` is null where it is not the reader's to know."""

    account: str | None
    label_code: str
    amount: MoneyOut


class RateView(View):
    """The rate of a conversion, exact, with where it came from."""

    source: str
    target: str
    rate: str
    origin: str
    at: Instant


class ChainView(View):
    """Where the entry stands in a wallet's chain of hashes."""

    wallet: str
    sequence: int
    previous_hash: str
    hash: str


class EntryView(View):
    """A ledger entry, its postings and what it comes from."""

    id: str
    kind: EntryKind
    at: Instant
    cause: CauseView
    actor: str
    memo: str
    postings: list[PostingView]
    rate: RateView | None
    chain: list[ChainView]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """Clients see house accounts by label alone, and who acted by realm alone."""
        read: EntryAndChain = noun
        entry = read.entry
        return cls(
            id=entry.id,
            kind=entry.kind,
            at=entry.at,
            cause=CauseView.of(entry.cause),
            actor=entry.actor if read.reader is None else entry.actor.partition(":")[0],
            memo=entry.memo,
            postings=[
                PostingView.model_validate(
                    {**_named(one.account, read.reader), "amount": one.amount}
                )
                for one in entry.postings
            ],
            rate=_rate(read),
            chain=[
                ChainView(
                    wallet=f"{line.client_id}:{line.currency}",
                    sequence=line.sequence,
                    previous_hash=line.previous_hash,
                    hash=line.hash,
                )
                for line in read.lines
            ],
        )


def _named(account: LedgerAccount, reader: str | None) -> dict[str, str | None]:
    if reader is None or (account.is_wallet and account.owner == reader):
        return {"account": account.code, "label_code": account.kind.value}
    if account.kind in {AccountKind.AVAILABLE, AccountKind.HELD}:
        return {"account": None, "label_code": OTHER_WALLET}
    return {"account": None, "label_code": account.kind.value}


def _rate(read: EntryAndChain) -> RateView | None:
    rate = read.entry.rate
    if rate is None:
        return None
    return RateView(
        source=rate.source,
        target=rate.target,
        rate=str(rate.rate),
        origin=rate.origin,
        at=rate.at,
    )
