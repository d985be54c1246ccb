"""Money on an MT5 server: figures, and movements by the broker."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import chain

from chalicelib.core.money import Money
from chalicelib.gateways.trading.errors import CurrencyMismatch, TradingAccountUnknown
from chalicelib.gateways.trading.model import Figures, Movement, MovementKind
from chalicelib.gateways.trading.mt5.deals import Deals
from chalicelib.gateways.trading.mt5.desk import blocks
from chalicelib.gateways.trading.mt5.rows import Row, rows
from chalicelib.gateways.trading.mt5.session import VENDOR
from chalicelib.gateways.trading.operations import checked_operation_id, movement_among

_TYPES = {MovementKind.BALANCE: 2, MovementKind.CREDIT: 3}
_COMMENT_LENGTH = 31
# Wide enough that a change of the server's summer time cannot hide a movement.
_CLOCK_DOUBT = timedelta(hours=1, minutes=5)


class Funds(Deals):
    """The part of the adapter that deals with money; see `port.TradingServer` for meanings."""

    def figures(self, logins: Sequence[int]) -> tuple[Figures, ...]:
        """See `TradingServer.figures`."""
        currencies = self._currencies_of(logins)
        known = [login for login in logins if login in currencies]
        states = chain.from_iterable(self._states(block) for block in blocks(known))
        by_login = {state.integer("Login"): state for state in states}
        return tuple(
            self._figures(by_login[login], login, currencies[login])
            for login in known
            if login in by_login
        )

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
        """See `TradingServer.move_money`. There is no idempotency key: the comment stands in."""
        note = f"{checked_operation_id(operation_id)} {comment}".strip()[:_COMMENT_LENGTH]
        if not amount.minor:
            raise ValueError("nothing cannot be moved")
        currency = self._currency_of(login)
        if currency != amount.currency:
            raise CurrencyMismatch(
                f"the account is kept in {currency}",
                vendor=VENDOR,
                reason="refused",
                expected=currency,
                got=amount.currency,
            )
        moved = self._session.change(
            "/api/trade/balance",
            {
                "login": login,
                "type": _TYPES[kind],
                "balance": str(amount),
                "comment": note,
                "check_margin": int(check_margin),
            },
        )
        return Row(moved, changing=True).integer("Ticket")

    def find_movement(
        self, login: int, operation_id: str, since: datetime, until: datetime
    ) -> Movement | None:
        """See `TradingServer.find_movement`."""
        checked_operation_id(operation_id)
        deals = self.deals_of(login, since - _CLOCK_DOUBT, until + _CLOCK_DOUBT)
        return movement_among(deals, operation_id)

    def _states(self, logins: Sequence[int]) -> list[Row]:
        query = {"login": ",".join(map(str, logins))}
        try:
            return list(rows(self._session.read("/api/user/account/get_batch", query)))
        except TradingAccountUnknown:
            return []

    def _figures(self, state: Row, login: int, currency: str) -> Figures:
        return Figures(
            login=login,
            balance=state.money("Balance", currency),
            credit=state.money("Credit", currency),
            equity=state.money("Equity", currency),
            margin=state.money("Margin", currency),
            free_margin=state.money("MarginFree", currency),
            floating=state.money("Floating" if state.text("Floating") else "Profit", currency),
            as_of=self._clock.now(),
        )
