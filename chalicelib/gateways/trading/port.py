"""The port to a trading server, in the domain's words.

Owns: what capabilities may ask of any trading server, and the promises that adapters keep. Refuses:
vendor protocols (adapters) and business rules such as who may move how much (accounts, funds).

Promises of every adapter:

- Nothing that changes money is ever repeated by the adapter, unless the server has said that it
  did not look at it. After `OutcomeUnknown` use `find_movement` or `find_account`, and only when
  `SETTLING` has passed since the question went out: the server may still be at work on it.
- Failures are `VendorRefused`, `VendorUnavailable` or `OutcomeUnknown`, or the subclasses in
  `errors`. Reads never end in `OutcomeUnknown`.
- What the platform does not have is refused with `NotOnThisPlatform`, never done half or by a
  way round; `abilities` says beforehand what that is.
- ``operation_id`` is a 26-character ULID; anything else is a `ValueError`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from chalicelib.core.money import Money
from chalicelib.gateways.trading.model import (
    Deal,
    DealPage,
    Execution,
    Figures,
    Group,
    MarketOrder,
    Movement,
    MovementKind,
    NewTradingAccount,
    Order,
    PasswordKind,
    Position,
    Quote,
    Symbol,
    TradingAccount,
)

SETTLING = timedelta(seconds=30)
COMMENT_LENGTH = 32
"""How many characters of an account's comment every server keeps beside our operation id."""


class TradingServer(Protocol):
    """One trading server as configured by the broker."""

    def open_account(self, new: NewTradingAccount) -> TradingAccount:
        """Open an account.

        Raises:
            GroupUnknown, LoginsExhausted, AccountExists, PasswordTooWeak: refused.
            OutcomeUnknown: look with `find_account` before asking again.
        """
        ...

    def find_account(self, operation_id: str, group: str) -> TradingAccount | None:
        """The account opened under ``operation_id`` in ``group``, if there is one."""
        ...

    def account(self, login: int) -> TradingAccount:
        """The account as it stands.

        Raises:
            TradingAccountUnknown.
        """
        ...

    def check_password(self, login: int, kind: PasswordKind, password: str) -> None:
        """Return if ``password`` is right.

        Raises:
            WrongPassword, TradingAccountUnknown.
        """
        ...

    def change_password(self, login: int, kind: PasswordKind, password: str) -> None:
        """Set a password. Repeating it is harmless.

        Raises:
            PasswordTooWeak, TradingAccountUnknown.
        """
        ...

    def change_leverage(self, login: int, leverage: int) -> None:
        """Set the leverage, 100 for 1:100."""
        ...

    def change_group(self, login: int, group: str) -> None:
        """Move the account to another group of the same currency.

        Raises:
            GroupUnknown, CurrencyMismatch, OpenTradesInTheWay.
        """
        ...

    def change_access(
        self, login: int, *, may_sign_in: bool | None = None, may_trade: bool | None = None
    ) -> None:
        """Switch what the account's owner may do; None leaves a right as it is."""
        ...

    def change_profile(
        self,
        login: int,
        *,
        name: str | None = None,
        email: str | None = None,
        comment: str | None = None,
        gets_reports: bool | None = None,
    ) -> None:
        """Set what the server knows of the account's owner; None leaves a member as it is.

        ``comment`` is cut at `COMMENT_LENGTH`; an operation id before it stays.
        """
        ...

    def accounts_in(
        self, group: str, after: int = 0, limit: int = 100
    ) -> tuple[TradingAccount, ...]:
        """The accounts of one group with logins above ``after``, lowest first, ``limit`` at most.

        Raises:
            GroupUnknown.
        """
        ...

    def figures(self, logins: Sequence[int]) -> tuple[Figures, ...]:
        """The money of each account, now; logins that the server does not know are left out."""
        ...

    def move_money(
        self,
        login: int,
        amount: Money,
        operation_id: str,
        *,
        kind: MovementKind = MovementKind.BALANCE,
        comment: str = "",
        check_margin: bool = True,
    ) -> int:
        """Add ``amount`` (take it away when negative) under our ``operation_id``; the ticket.

        ``comment`` is for people and may be cut. ``check_margin`` False takes money even from
        under open positions.

        Raises:
            InsufficientFundsOnServer, CurrencyMismatch, AmountTooLarge, TradingAccountUnknown.
            OutcomeUnknown: look with `find_movement` before asking again.
        """
        ...

    def find_movement(
        self, login: int, operation_id: str, since: datetime, until: datetime
    ) -> Movement | None:
        """The movement made under ``operation_id`` between two UTC times, if there is one."""
        ...

    def first_cursor(self, since: datetime) -> str:
        """Where to begin reading `deals_after` so that everything from ``since`` on is seen."""
        ...

    def deals_after(self, cursor: str, groups: Sequence[str], limit: int = 500) -> DealPage:
        """The next deals of all accounts in ``groups``: names, or masks such as ``real*``.

        Every deal is delivered at least once, those that the server books a few seconds late
        included; a deal may come twice, so whoever stores them does so by ticket.
        """
        ...

    def deals_of(self, login: int, since: datetime, until: datetime) -> tuple[Deal, ...]:
        """All deals of one account between two UTC times, oldest first."""
        ...

    def open_positions(self, login: int) -> tuple[Position, ...]:
        """What the account holds."""
        ...

    def orders(self, login: int) -> tuple[Order, ...]:
        """What waits on the account for its price."""
        ...

    def place_order(self, order: MarketOrder) -> Execution:
        """Trade at market on behalf of the account and wait for the execution.

        Raises:
            InsufficientFundsOnServer, MarketClosed, OrderInvalid, TradingAccountUnknown.
            OutcomeUnknown: look at the positions and deals before asking again.
        """
        ...

    def groups(self) -> tuple[Group, ...]:
        """The groups that we may use, with the leverages that accounts in them may have."""
        ...

    def symbols(self) -> tuple[Symbol, ...]:
        """The instruments that the server trades."""
        ...

    def quotes(self, symbols: Sequence[str]) -> tuple[Quote, ...]:
        """The latest prices of ``symbols``; unknown ones are left out."""
        ...

    def server_offset(self) -> timedelta:
        """How far the server's clock is ahead of UTC, as last measured."""
        ...
