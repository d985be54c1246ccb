"""What is on a trading server, in the domain's words and in no vendor's.

Owns: the nouns of the port. Refuses: vendor field names, floats (prices and sizes are `Decimal`,
money is `Money`), and times without a zone. Where a server keeps a clock of its own, ``at`` is UTC
and ``server_time_msc`` is what the server said.
"""

from dataclasses import field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from chalicelib.core.lots import Lots
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass


class PasswordKind(StrEnum):
    """The main password trades; the investor password only looks."""

    MAIN = "main"
    INVESTOR = "investor"


class MovementKind(StrEnum):
    """What a movement of money by the broker changes: the balance, or the credit beside it."""

    BALANCE = "balance"
    CREDIT = "credit"


class Side(StrEnum):
    """Which way a trade goes."""

    BUY = "buy"
    SELL = "sell"


class DealAction(StrEnum):
    """What a deal is: a trade, or one of the ways in which money moves without one."""

    BUY = "buy"
    SELL = "sell"
    BALANCE = "balance"
    CREDIT = "credit"
    CHARGE = "charge"
    CORRECTION = "correction"
    BONUS = "bonus"
    COMMISSION = "commission"
    AGENT_COMMISSION = "agent_commission"
    INTEREST = "interest"
    CANCELLED = "cancelled"
    DIVIDEND = "dividend"
    TAX = "tax"
    STOP_OUT_COMPENSATION = "stop_out_compensation"
    OTHER = "other"

    @property
    def is_trade(self) -> bool:
        """Whether a position was touched."""
        return self in {DealAction.BUY, DealAction.SELL}


class DealEntry(StrEnum):
    """What a trade did to its position."""

    IN = "in"
    OUT = "out"
    REVERSAL = "reversal"
    CLOSE_BY = "close_by"
    NONE = "none"


@dataclass(frozen=True)
class NewTradingAccount:
    """An account to be opened. ``operation_id`` (26-character ULID) finds it after a lost answer.

    ``login`` None lets the server choose. ``leverage`` 100 means 1:100. ``country`` is a name or
    code as the server's staff should read it, ``language`` an ISO 639-1 code. ``currency`` is for
    platforms whose groups have none.
    """

    operation_id: str
    group: str
    leverage: int
    name: str
    email: str
    main_password: str = field(repr=False)
    investor_password: str = field(repr=False)
    login: int | None = None
    country: str = ""
    phone: str = ""
    language: str = ""
    currency: str = ""


@dataclass(frozen=True)
class TradingAccount:
    """An account as the server has it.

    ``comment`` is what people have noted on it, without the operation id under which we opened it.
    ``gets_reports`` is whether the server mails its statements.
    """

    login: int
    group: str
    currency: str
    leverage: int
    name: str
    email: str
    may_sign_in: bool
    may_trade: bool
    operation_id: str | None = None
    comment: str = ""
    gets_reports: bool = True


@dataclass(frozen=True)
class Figures:
    """An account's money at ``as_of``. ``floating`` is the result of open positions with swaps."""

    login: int
    balance: Money
    credit: Money
    equity: Money
    margin: Money
    free_margin: Money
    floating: Money
    as_of: datetime


@dataclass(frozen=True)
class Movement:
    """Money that the broker moved on an account under one of our operation ids."""

    ticket: int
    login: int
    operation_id: str
    kind: MovementKind
    amount: Money
    at: datetime


@dataclass(frozen=True)
class Deal:
    """An execution or a movement of money: what the server's own ledger consists of.

    ``volume_ten_thousandths`` counts 1/10000 lot. ``profit``, ``swap`` and ``commission`` are
    signed and together change the balance (or the credit, when ``action`` is credit).
    ``operation_id`` is ours, when the comment opens with one. ``spread_points`` is the distance of
    the two prices when it was executed, in the smallest steps of the symbol's price; None where the
    platform does not tell.
    """

    ticket: int
    login: int
    order: int
    position_id: int
    action: DealAction
    entry: DealEntry
    symbol: str
    volume_ten_thousandths: int
    contract_size: Decimal
    price: Decimal
    profit: Money
    swap: Money
    commission: Money
    at: datetime
    server_time_msc: int
    comment: str
    reason: str
    operation_id: str | None = None
    spread_points: int | None = None

    @property
    def lots(self) -> Lots:
        """The volume in hundredths of a lot.

        Raises:
            Invalid: ``volume_too_fine``.
        """
        return Lots.from_ten_thousandths(self.volume_ten_thousandths)


@dataclass(frozen=True)
class DealPage:
    """Deals in the order of the server's clock; ``more`` says that the next page waits already."""

    deals: tuple[Deal, ...]
    cursor: str
    more: bool


@dataclass(frozen=True)
class Position:
    """An open exposure. ``profit`` is floating and without ``swap``.

    None is what the platform does not say of a position; it is never taken for nothing.
    """

    ticket: int
    login: int
    symbol: str
    side: Side
    volume_ten_thousandths: int
    contract_size: Decimal
    price_open: Decimal
    price_current: Decimal | None
    stop_loss: Decimal | None
    take_profit: Decimal | None
    profit: Money | None
    swap: Money | None
    opened_at: datetime
    comment: str


@dataclass(frozen=True)
class Order:
    """An instruction that waits. ``kind`` is ``buy_limit``, ``sell_stop`` and so on."""

    ticket: int
    login: int
    symbol: str
    kind: str
    volume_ten_thousandths: int
    price: Decimal
    placed_at: datetime
    comment: str


@dataclass(frozen=True)
class Group:
    """A group of accounts on the server. ``leverages`` are those that accounts in it may have.

    ``currency`` is empty where each account has its own.
    """

    name: str
    currency: str
    currency_digits: int
    company: str
    leverages: tuple[int, ...]
    password_min_length: int


@dataclass(frozen=True)
class Symbol:
    """An instrument. ``path`` is its folder; sizes as on the server, ``digits`` if it says."""

    name: str
    description: str
    path: str
    digits: int | None
    contract_size: Decimal
    base_currency: str
    profit_currency: str


@dataclass(frozen=True)
class Quote:
    """The latest prices of a symbol."""

    symbol: str
    bid: Decimal
    ask: Decimal
    at: datetime


@dataclass(frozen=True)
class MarketOrder:
    """An order of the broker on behalf of an account: buy or sell at market.

    ``position_id`` names the position to close or reduce; without it a new one opens.
    """

    login: int
    symbol: str
    side: Side
    lots: Lots
    position_id: int | None = None
    comment: str = ""


@dataclass(frozen=True)
class Execution:
    """What became of a market order."""

    deal: int
    order: int
    price: Decimal
