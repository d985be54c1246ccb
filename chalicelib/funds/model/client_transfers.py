"""Transfers from one client to another: held when asked for, booked at approval.

What comes from a trading account of the sender's is held when it has arrived in their wallet; what
is for one of the recipient's is credited to their wallet and passed on from there.

Refuses: money that has arrived goes back by no step of these; that is a transfer of its own.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from chalicelib.core.consent import Acceptance
from chalicelib.core.errors import Conflict, Forbidden, Invalid, Limited, NotFound
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting
from chalicelib.funds.model.ledger import Cause, CauseType
from chalicelib.funds.model.places import Place, Places
from chalicelib.funds.model.rates import Quote
from chalicelib.funds.model.transfers import TransferPlaces

PREFIX = "ctr"


class ThirdPartyOff(Forbidden):
    """The broker lets no client send money to another."""

    code = "third_party_off"


class RecipientNotFound(NotFound):
    """No client with this number, or none who can receive: the two are never told apart."""

    code = "recipient_not_found"


class RecipientAmbiguous(Invalid):
    """The account number is on several servers, so it does not say which account, or whose: fact
    ``servers`` has them by ``id`` and ``name``, and with one of them it does."""

    code = "recipient_ambiguous"


class RecipientIsSender(Invalid):
    """Who sends to themselves means a transfer between own places."""

    code = "recipient_is_sender"


class RecipientUnavailable(Conflict):
    """The recipient cannot receive now; ``problem`` is ``inactive``, ``unverified``,
    ``wallet_closed`` or, of the account that is to receive, ``account_closed``."""

    code = "recipient_unavailable"


class DailyLimitReached(Limited):
    """Enough was sent today: facts ``limit`` and ``left``, with the ``currency`` of an amount."""

    code = "daily_limit"


class RecipientKey(StrEnum):
    """By which number a recipient is found."""

    CLIENT = "client"
    ACCOUNT = "account"


class ClientTransferStage(StrEnum):
    """Where the money is: on its way from a trading account, set aside, with the recipient, or
    given back."""

    AWAITED = "awaited"
    HELD = "held"
    ARRIVED = "arrived"
    ENDED = "ended"


@dataclass(frozen=True)
class Wanted:
    """Who is to receive: a client's number, or that of one of their live accounts.

    ``server_id`` is where the account is; None where its number is said to be enough.
    """

    by: RecipientKey
    number: str
    server_id: str | None = None


@dataclass(frozen=True)
class ReceivingAccount:
    """A recipient's trading account as a sender sees it; ``number`` is masked."""

    number: str
    currency: str


@dataclass(frozen=True)
class Recipient:
    """Who was found; ``name`` is masked. ``account`` can receive, or receives."""

    client_id: str
    name: str
    account: ReceivingAccount | None = None


@dataclass(frozen=True)
class AccountEnd:
    """A trading account at an end of it, and the transfer that takes the money over that end: none
    at the recipient's until the money is in their wallet."""

    account_id: str
    login: int
    transfer_id: str = ""


@dataclass(frozen=True)
class ClientTransfer:
    """One transfer to another client; ``id`` is the request's id.

    ``credit`` arrives: the amount, or that at the rate of ``quote`` rounded down. ``counted`` is
    the amount in the base currency as it counts on the day ``counted_on`` (the broker's day).
    One from the ``source`` account waits for the transfer off it: until that has arrived nothing
    is held, and ``hold_id`` is empty. One for the ``target`` account has arrived when it is in the
    recipient's wallet; how it goes on its transfer tells.
    """

    id: str
    client_id: str
    recipient_id: str
    amount: Money
    credit: Money
    hold_id: str
    submitted_at: datetime
    counted: Money
    counted_on: str
    quote: Quote | None = None
    stage: ClientTransferStage = ClientTransferStage.HELD
    completed_at: datetime | None = None
    source: AccountEnd | None = None
    target: AccountEnd | None = None
    version: int = 0

    @property
    def cause(self) -> Cause:
        """What its entries come from."""
        return Cause(CauseType.CLIENT_TRANSFER, self.id)


@dataclass(frozen=True)
class ClientTransferDraft:
    """What a client asks for. ``into`` is the currency that arrives, empty for the amount's own;
    ``shown`` is the credit as they were shown it: another one is not booked. Without an
    ``account_id``, of the sender's own account, it comes from their wallet. ``place`` is where it
    goes: a trading account is the one by whose number the recipient is found."""

    amount: Money
    to: Wanted
    into: str = ""
    shown: str | None = None
    accepted: tuple[Acceptance, ...] = ()
    account_id: str | None = None
    place: Place = Place.WALLET

    @property
    def arrives_in(self) -> str:
        """The currency of the recipient's wallet."""
        return self.into or self.amount.currency


@dataclass(frozen=True)
class SentToday:
    """What a client has sent to others on ``day``, what was given back not counted."""

    client_id: str
    day: str
    total: Money
    count: int = 0
    version: int = 0


@dataclass(frozen=True)
class ThirdPartyRules:
    """Whether clients may send money to each other, who decides, and how much a client can send.

    ``by_staff`` lets staff decide each one whatever the mode of transfers. ``most_a_day`` is in
    whole units of the base currency, exact text; None knows no limit. ``lookups_a_day`` bounds how
    often a client can ask who a number is. ``sources`` are the sender's places that it may come
    from and ``targets`` the recipient's that it may go to: trading accounts only where the broker
    says so.
    """

    enabled: bool = False
    by_staff: bool = True
    transfers_a_day: Annotated[int, Field(ge=1, le=10_000)] = 5
    most_a_day: Annotated[str, Field(pattern=r"^[0-9]{1,15}(\.[0-9]{1,8})?$")] | None = "5000"
    lookups_a_day: Annotated[int, Field(ge=1, le=10_000)] = 20
    sources: Places = (Place.WALLET,)
    targets: Places = (Place.WALLET,)

    @property
    def places(self) -> TransferPlaces:
        """Where these transfers may begin and end."""
        return TransferPlaces(self.sources, self.targets)


THIRD_PARTY = Setting[ThirdPartyRules](
    key="funds.third_party",
    type=ThirdPartyRules,
    default=ThirdPartyRules(),
    group="funds",
    four_eyes=True,
)
