"""Wallets, their lines, ledger entries, transactions and totals."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field

from chalicelib.core.money import Money
from chalicelib.edge.schemas import (
    AmountText,
    Body,
    CurrencyCode,
    Instant,
    LanguageCode,
    MoneyOut,
    PageQuery,
    View,
)
from chalicelib.funds.model.ledger import AccountKind, CauseType, EntryKind, LedgerAccount
from chalicelib.funds.model.transactions import TransactionKind
from chalicelib.funds.model.wallets import Bucket, WalletFlags
from chalicelib.funds.service.adjustments import AdjustmentDraft
from chalicelib.funds.service.reading import EntryAndChain, MovementFilter, WalletOf
from chalicelib.messages.approvals import Notify

OTHER_WALLET = "another_wallet"


class WalletFlagsView(View):
    """What a wallet may be used for."""

    deposit: bool
    withdrawal: bool
    transfer: bool


class WalletView(View):
    """A wallet: ``balance`` is ``available`` and ``held`` together."""

    currency: str
    balance: MoneyOut
    held: MoneyOut
    available: MoneyOut
    flags: WalletFlagsView


class CauseView(View):
    """What an entry comes from; its id opens it."""

    type: CauseType
    id: str


class WalletLineView(View):
    """One change of one side of a wallet; ``amount`` is signed."""

    id: str
    entry_id: str
    kind: EntryKind
    at: Instant
    amount: MoneyOut
    bucket: Bucket
    available_after: MoneyOut
    held_after: MoneyOut
    sequence: int
    cause: CauseView
    description_code: str = Field(validation_alias="memo")


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


class TransactionView(View):
    """A completed movement; ``amount`` is signed: what it added to the wallet.

    ``account`` is the login of the trading account concerned.
    """

    id: str
    kind: TransactionKind
    amount: MoneyOut
    account: str | None = Field(validation_alias="login")
    account_id: str | None
    method: str | None
    at: Instant
    entry_id: str
    request_id: str | None
    available_after: MoneyOut


class TotalView(View):
    """The sum (signed) and the number of one kind of movement in one currency."""

    kind: TransactionKind
    currency: str
    amount: MoneyOut
    count: int

    @classmethod
    def of(cls, noun: Any) -> Self:
        """The currency also by itself."""
        return cls.model_validate(
            {
                "kind": noun.kind,
                "currency": noun.amount.currency,
                "amount": noun.amount,
                "count": noun.count,
            }
        )


class TotalsQuery(Body):
    """Which movements: of a kind, in a currency, between two days (UTC, inclusive)."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    kind: TransactionKind | None = None
    currency: CurrencyCode | None = None
    since: Annotated[date | None, Field(alias="from")] = None
    until: Annotated[date | None, Field(alias="to")] = None

    @property
    def wanted(self) -> MovementFilter:
        """The same for the use case."""
        return MovementFilter(self.kind, self.currency, self.since, self.until)


class TransactionsQuery(TotalsQuery, PageQuery):
    """The same, a page at a time."""


class ClientNameView(View):
    """A client as lists name them."""

    id: str
    name: str


class WalletRowView(View):
    """A wallet with whose it is."""

    client: ClientNameView
    currency: str
    balance: MoneyOut
    held: MoneyOut
    available: MoneyOut

    @classmethod
    def of(cls, noun: Any) -> Self:
        """Side by side."""
        row: WalletOf = noun
        return cls.model_validate(
            {
                "client": ClientNameView.of(row.client),
                "currency": row.wallet.currency,
                "balance": row.wallet.balance,
                "held": row.wallet.held,
                "available": row.wallet.available,
            }
        )


class WalletsQuery(PageQuery):
    """Which wallets: of clients found by ``q``, in a currency."""

    q: Annotated[str, Field(max_length=100)] | None = None
    currency: CurrencyCode | None = None


class HouseAccountView(View):
    """The balance of a house account in one currency."""

    account: str
    currency: str
    balance: MoneyOut

    @classmethod
    def of(cls, noun: Any) -> Self:
        """The currency also by itself."""
        return cls.model_validate(
            {"account": noun.account, "currency": noun.balance.currency, "balance": noun.balance}
        )


class NotifyForm(Body):
    """How the client is told."""

    email: bool = True
    popup: bool = True
    language: LanguageCode | None = None

    def notify(self) -> Notify:
        """The same for the use case."""
        return Notify(email=self.email, popup=self.popup, language=self.language or "")


class AdjustmentForm(Body):
    """Add to a wallet or take from it: ``amount`` is signed."""

    currency: CurrencyCode
    amount: AmountText
    comment: Annotated[str, Field(min_length=1, max_length=500)]
    notify: NotifyForm = Field(default_factory=NotifyForm)

    def draft(self, client_id: str) -> AdjustmentDraft:
        """The same for the use case."""
        amount = Money.parse(self.amount, self.currency)
        return AdjustmentDraft(client_id, amount, self.comment, self.notify.notify())


class AdjustmentView(View):
    """An adjustment as it was booked."""

    id: str
    client_id: str
    amount: MoneyOut
    comment: str
    at: Instant
    entry_id: str
    available_after: MoneyOut


class WalletFlagsForm(Body):
    """What the wallet may be used for from now on."""

    deposit: bool
    withdrawal: bool
    transfer: bool

    def flags(self) -> WalletFlags:
        """The same for the use case."""
        return WalletFlags(self.deposit, self.withdrawal, self.transfer)
