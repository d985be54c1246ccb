"""What the accounts capability tells others: accounts opened, and what happens on the servers.

Every amount is in the trading account's currency. Deals come late and out of order; each comes at
least once, under the pair of ``server_id`` and ``deal_id``.
"""

from dataclasses import field
from datetime import datetime
from typing import ClassVar

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.messages import Message
from chalicelib.messages.approvals import Notify


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Message):
    """A trading account exists on its server and is bound to the client.

    ``sealed_main_password`` and ``sealed_investor_password`` open with
    ``chalicelib.storage.sealing`` for the purpose ``mail-secrets`` in the context ``request_id``;
    they are told to the client once, by e-mail, and kept nowhere else.
    """

    NAME: ClassVar[str] = "accounts.account_opened"

    account_id: str
    client_id: str
    request_id: str
    server_id: str
    server_name: str
    login: int
    kind: str
    currency: str
    leverage: int
    account_type: dict[str, str] = field(default_factory=dict)
    sealed_main_password: str = field(repr=False, default="")
    sealed_investor_password: str = field(repr=False, default="")


@dataclass(frozen=True, kw_only=True)
class AccountBound(Message):
    """An account that existed on its server has become the client's with us.

    ``request_id`` is empty where staff bound it.
    """

    NAME: ClassVar[str] = "accounts.account_bound"

    account_id: str
    client_id: str
    request_id: str
    server_id: str
    server_name: str
    login: int
    kind: str
    currency: str
    leverage: int
    account_type: dict[str, str] = field(default_factory=dict)
    notify: Notify = field(default_factory=Notify)


@dataclass(frozen=True, kw_only=True)
class AccountUnbound(Message):
    """An account is no longer the client's with us; on its server it goes on."""

    NAME: ClassVar[str] = "accounts.account_unbound"

    account_id: str
    client_id: str
    server_name: str
    login: int
    reason: str
    notify: Notify = field(default_factory=Notify)


@dataclass(frozen=True, kw_only=True)
class AccountOpeningRefused(Message):
    """The server refused to open the account; the request waits for staff again."""

    NAME: ClassVar[str] = "accounts.account_opening_refused"

    request_id: str
    client_id: str
    server_id: str
    reason_code: str


@dataclass(frozen=True, kw_only=True)
class AccountSteered(Message):
    """Staff have given a trading account another leverage, 100 for 1:100."""

    NAME: ClassVar[str] = "accounts.account_steered"

    account_id: str
    client_id: str
    login: int
    leverage: int
    notify: Notify = field(default_factory=Notify)


@dataclass(frozen=True, kw_only=True)
class AccountPasswordReset(Message):
    """A trading account has a new password; ``password`` says which: ``main`` or ``investor``.

    ``sealed_password`` opens with ``chalicelib.storage.sealing`` for the purpose ``mail-secrets``
    in the context ``request_id``; it is told to the client once, by e-mail, and kept nowhere else.
    """

    NAME: ClassVar[str] = "accounts.password_reset"

    account_id: str
    client_id: str
    request_id: str
    login: int
    server_name: str
    password: str
    sealed_password: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class AccountTraded(Message):
    """The first trade of an account was stored. ``account_kind`` is ``live`` or ``demo``."""

    NAME: ClassVar[str] = "accounts.account_traded"

    account_id: str
    client_id: str
    account_kind: str


@dataclass(frozen=True, kw_only=True)
class StoredTrade:
    """A trade of a known trading account. ``price`` is an exact decimal text.

    ``profit``, ``swap`` and ``commission`` are signed. ``entry`` is ``in``, ``out``, ``in_out``,
    ``out_by`` or ``none``; ``action`` is ``buy`` or ``sell``; ``account_kind`` is ``live`` or
    ``demo``.
    """

    account_id: str
    client_id: str
    server_id: str
    login: int
    deal_id: str
    position_id: str
    symbol: str
    action: str
    entry: str
    volume_ten_thousandths: int
    contract_size: str
    price: str
    profit: Money
    swap: Money
    commission: Money
    at: datetime
    account_kind: str


@dataclass(frozen=True, kw_only=True)
class TradesStored(Message):
    """Trades that were stored together, in the order of the server."""

    NAME: ClassVar[str] = "accounts.trades_stored"

    trades: tuple[StoredTrade, ...]


@dataclass(frozen=True, kw_only=True)
class DealAmended(Message):
    """The server has another trade under a deal that was stored than it had, or none any more.

    ``problem`` is ``altered`` or ``cancelled``.
    """

    NAME: ClassVar[str] = "accounts.deal_amended"

    account_id: str
    client_id: str
    server_id: str
    login: int
    deal_id: str
    problem: str
    account_kind: str = ""


@dataclass(frozen=True, kw_only=True)
class BalanceOperationSeen(Message):
    """Money of a known trading account moved without a trade.

    ``action`` is the server's kind of movement (``balance``, ``credit``, ``charge``, …). The
    ``operation_id`` is ours when the server's comment opens with one; None means that somebody
    else moved it.
    """

    NAME: ClassVar[str] = "accounts.balance_operation_seen"

    account_id: str
    client_id: str
    server_id: str
    login: int
    deal_id: str
    action: str
    amount: Money
    at: datetime
    operation_id: str | None = None
    comment: str = ""


@dataclass(frozen=True, kw_only=True)
class DemoTopUpAsked(Message):
    """A client wants more play money on a demo account."""

    NAME: ClassVar[str] = "accounts.demo_top_up_asked"

    account_id: str
    client_id: str


@dataclass(frozen=True, kw_only=True)
class DemoAccountExpiring(Message):
    """A demo account has not been used for long, and ends on the day ``expires_on`` (UTC)."""

    NAME: ClassVar[str] = "accounts.demo_expiring"

    account_id: str
    client_id: str
    server_name: str
    login: int
    expires_on: str


@dataclass(frozen=True, kw_only=True)
class DemoAccountExpired(Message):
    """A demo account that nobody used is disabled on its server."""

    NAME: ClassVar[str] = "accounts.demo_expired"

    account_id: str
    client_id: str
    server_name: str
    login: int
