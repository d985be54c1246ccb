"""Wallets and their lines, the house's accounts, adjustments and flags."""

from typing import Annotated, Any, Self

from pydantic import Field

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
from chalicelib.funds.model.ledger import CauseType, EntryKind
from chalicelib.funds.model.wallets import Bucket, WalletFlags
from chalicelib.funds.service.adjustments import AdjustmentDraft
from chalicelib.funds.service.reading import WalletOf
from chalicelib.messages.approvals import Notify


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
