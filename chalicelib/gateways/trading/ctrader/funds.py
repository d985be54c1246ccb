"""Money on a cTrader server: figures, and movements by the broker."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from chalicelib.core.money import Money, exponent
from chalicelib.gateways.trading.ctrader.deals import BALANCE_TICKETS, Deals
from chalicelib.gateways.trading.ctrader.desk import Trader
from chalicelib.gateways.trading.ctrader.rows import Row, record
from chalicelib.gateways.trading.ctrader.session import VENDOR
from chalicelib.gateways.trading.errors import (
    AmountTooFine,
    CurrencyMismatch,
    TradingAccountUnknown,
)
from chalicelib.gateways.trading.model import Figures, Movement, MovementKind
from chalicelib.gateways.trading.operations import checked_operation_id, movement_among

_IN = {MovementKind.BALANCE: "DEPOSIT", MovementKind.CREDIT: "DEPOSIT_NONWITHDRAWABLE_BONUS"}
_OUT = {MovementKind.BALANCE: "WITHDRAW", MovementKind.CREDIT: "WITHDRAW_NONWITHDRAWABLE_BONUS"}
_LONGEST_NOTE = 100
# Wide enough for two clocks that disagree.
_CLOCK_DOUBT = timedelta(minutes=5)


class Funds(Deals):
    """The part of the adapter that deals with money; see `port.TradingServer` for meanings."""

    def figures(self, logins: Sequence[int]) -> tuple[Figures, ...]:
        """See `TradingServer.figures`. The server shows one account at a time."""
        found = []
        for login in logins:
            try:
                found.append(self._figures(self._record(login)))
            except TradingAccountUnknown:
                continue
        return tuple(found)

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
        """See `TradingServer.move_money`. Nothing makes the external id unique but our care."""
        note = f"{checked_operation_id(operation_id)} {comment}".strip()[:_LONGEST_NOTE]
        if not amount.minor:
            raise ValueError("nothing cannot be moved")
        self._history_path()
        _require_fit(self._trader(login), amount)
        body = {
            "login": login,
            "preciseAmount": amount if amount.is_positive else -amount,
            "type": (_IN if amount.is_positive else _OUT)[kind],
            "comment": comment[:_LONGEST_NOTE],
            "externalNote": note,
            "externalId": operation_id,
        }
        if not check_margin:
            body["skipMarginCheck"] = True
        answer = self._session.change("POST", f"/webserv/traders/{login}/changebalance", body)
        return BALANCE_TICKETS + record(answer).integer("balanceHistoryId")

    def find_movement(
        self, login: int, operation_id: str, since: datetime, until: datetime
    ) -> Movement | None:
        """See `TradingServer.find_movement`."""
        checked_operation_id(operation_id)
        deals = self.movements(login, since - _CLOCK_DOUBT, until + _CLOCK_DOUBT)
        return movement_among(deals, operation_id)

    def _figures(self, state: Row) -> Figures:
        currency = state.text("depositCurrency")
        balance = state.scaled("balance", currency)
        credit = state.scaled("nonWithdrawableBonus", currency) + state.scaled("bonus", currency)
        equity = state.scaled("equity", currency)
        return Figures(
            login=state.integer("login"),
            balance=balance,
            credit=credit,
            equity=equity,
            margin=state.scaled("usedMargin", currency),
            free_margin=state.scaled("freeMargin", currency),
            floating=equity - balance - credit,
            as_of=self._clock.now(),
        )


def _require_fit(trader: Trader, amount: Money) -> None:
    """Let only amounts through that the account can hold exactly."""
    if trader.currency != amount.currency:
        raise CurrencyMismatch(
            f"the account is kept in {trader.currency}",
            vendor=VENDOR,
            reason="refused",
            expected=trader.currency,
            got=amount.currency,
        )
    surplus = exponent(amount.currency) - trader.money_digits
    if surplus > 0 and amount.minor % 10**surplus:
        raise AmountTooFine(
            f"the account counts {trader.money_digits} decimals",
            vendor=VENDOR,
            reason="refused",
            decimals=trader.money_digits,
        )
