"""Deposits to a wallet: by bank with a proof that staff confirm, or on a provider's own page.

What is paid is the amount that reaches the wallet plus the fee on top. A payment that does not
match its deposit is never credited by itself: it waits in suspense for staff.
"""

from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from chalicelib.core.errors import Conflict, Invalid, Limited
from chalicelib.core.forms import LocalText, TextFields
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.ledger import Cause, CauseType
from chalicelib.funds.model.methods import Audience, MethodCurrency, MethodIcon, ProviderName
from chalicelib.funds.model.rates import Quote


class TooManyPendingDeposits(Limited):
    """The client has as many pending deposits as allowed; fact ``limit``."""

    code = "pending_limit"


class FieldRefused(Invalid):
    """A field of the method is missing, unknown or not as it must be; ``field`` names it."""

    code = "field_invalid"


class PageClosed(Conflict):
    """The payment page of this deposit is closed: begin a new deposit."""

    code = "payment_page_closed"


class DepositMethodKind(StrEnum):
    """Manual ones are confirmed by staff; online ones by the provider's own word."""

    MANUAL = "manual"
    ONLINE = "online"


@dataclass(frozen=True)
class DepositMethod:
    """One way to pay in. ``provider`` names the adapter of an online method, and only of one.

    With ``converts`` it also pays into wallets of other currencies, at the exchange rate.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    kind: DepositMethodKind
    name: LocalText
    currencies: tuple[MethodCurrency, ...]
    fields: TextFields = ()
    instructions: LocalText = field(default_factory=dict)
    provider: ProviderName | None = None
    icon: MethodIcon = MethodIcon.BANK
    audience: Audience = field(default_factory=Audience)
    converts: bool = False
    enabled: bool = True

    def __post_init__(self) -> None:
        if (self.provider is None) is (self.kind is DepositMethodKind.ONLINE):
            raise ValueError("online methods have a provider, manual ones have none")

    def terms(self, currency: str) -> MethodCurrency | None:
        """The limits and the fee in ``currency``, or None when the method does not take it."""
        return next((one for one in self.currencies if one.currency == currency), None)


class DestinationNotAllowed(Invalid):
    """The broker lets nothing be paid in to there; fact ``destination`` says where."""

    code = "destination_not_allowed"


class DepositStage(StrEnum):
    """Where a deposit stands. Failed: its payment came to nothing, or does not match; ended: its
    request was rejected or taken back."""

    AWAITING_PAYMENT = "awaiting_payment"
    AWAITING_DECISION = "awaiting_decision"
    CREDITED = "credited"
    FAILED = "failed"
    ENDED = "ended"


@dataclass(frozen=True)
class Deposit:
    """One deposit; ``id`` is the request's id.

    ``amount`` reaches the wallet. ``payment`` is what is paid: the amount, at the rate of ``quote``
    where the two currencies differ, and the ``fee`` on top, which is in the payment's currency.
    Nothing is converted again later. ``values`` are the method's fields as filled in; values of
    file fields are file ids. ``psp_reference`` is set once its page is known, and no other payment
    counts for it then. ``unmatched`` is what was
    received and could not be credited. ``payment_facts`` are the provider's on who paid and how.
    ``check_at`` is when the provider is asked next, unasked. ``refunded`` is what of the payment
    has gone back, or is about to. ``credited_at`` is when it was credited, ``is_reversed`` says
    that the provider took the payment back after that. ``account_id`` and ``login`` are of the
    trading account that it is for, if any: the wallet passes it on by the transfer ``transfer_id``.
    """

    id: str
    client_id: str
    amount: Money
    fee: Money
    payment: Money
    method_id: str
    method_kind: DepositMethodKind
    method_name: LocalText
    submitted_at: datetime
    stage: DepositStage
    values: dict[str, str] = field(default_factory=dict)
    file_fields: tuple[str, ...] = ()
    provider: str | None = None
    psp_reference: str | None = None
    redirect_url: str | None = None
    expires_at: datetime | None = None
    check_at: datetime | None = None
    unmatched: Money | None = None
    payment_facts: dict[str, str] = field(default_factory=dict)
    language: str = "en"
    device: str = "pc"
    refunded: Money | None = None
    is_reversed: bool = False
    quote: Quote | None = None
    account_id: str | None = None
    login: int | None = None
    transfer_id: str | None = None
    credited_at: datetime | None = None
    version: int = 0

    @property
    def cause(self) -> Cause:
        """What its entries come from."""
        return Cause(CauseType.DEPOSIT, self.id)

    @property
    def awaits_payment(self) -> bool:
        """Whether its client has still to pay, on the provider's page."""
        return self.stage is DepositStage.AWAITING_PAYMENT

    @property
    def is_open(self) -> bool:
        """Whether it can still come to something."""
        return self.awaits_payment or self.stage is DepositStage.AWAITING_DECISION

    @property
    def is_paid(self) -> bool:
        """Whether the provider has its payment, and a decision is due."""
        return self.provider is not None and self.stage is DepositStage.AWAITING_DECISION


@dataclass(frozen=True)
class DepositDraft:
    """What a client asks for: ``amount`` in the wallet, paid in ``pays_in`` (by default the same).

    ``shown`` is the payment as the client was shown it: another one is not booked. ``account_id``
    is the trading account that the wallet passes it on to; None leaves it in the wallet.
    ``language`` is the client's, and ``device`` ``pc`` or ``mobile``.
    """

    method_id: str
    amount: Money
    values: dict[str, str]
    language: str = "en"
    device: str = "pc"
    pays_in: str = ""
    shown: str | None = None
    account_id: str | None = None

    @property
    def payment_currency(self) -> str:
        """In which the client pays."""
        return self.pays_in or self.amount.currency


@dataclass(frozen=True)
class Intent:
    """Which online deposit a client's command became, so that a repeat goes on with the same one.

    ``fingerprint`` is of what was asked: the same key with other input is another command.
    """

    key: str
    fingerprint: str
    deposit_id: str
    version: int = 0


@dataclass(frozen=True)
class Callback:
    """One authentic callback of a provider, as it was received; each is kept once."""

    provider: str
    event_id: str
    name: str
    psp_reference: str
    happened_at: datetime
    received_at: datetime
    body: str
    version: int = 0
