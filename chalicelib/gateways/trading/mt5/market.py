"""Trading on an MT5 server: positions, orders, groups, symbols and quotes."""

import time
from collections.abc import Iterator, Sequence

from chalicelib.core.errors import OutcomeUnknown
from chalicelib.gateways.trading.model import (
    Execution,
    Group,
    MarketOrder,
    Order,
    Position,
    Quote,
    Symbol,
)
from chalicelib.gateways.trading.mt5.codes import EXECUTED, refusal
from chalicelib.gateways.trading.mt5.desk import Desk
from chalicelib.gateways.trading.mt5.names import ORDER_KINDS, SIDE_NUMBERS, SIDES
from chalicelib.gateways.trading.mt5.rows import Row, rows
from chalicelib.gateways.trading.mt5.session import VENDOR

_PAGE = 100
_DEALER_EXECUTES = "200"
_UNDER_WAY = frozenset({10001, 10002, 10003, 10008})
_PATIENCE_SECONDS = 8.0
_GLANCE_SECONDS = 0.2


class Market(Desk):
    """The part of the adapter that trades; see `port.TradingServer` for meanings."""

    def open_positions(self, login: int) -> tuple[Position, ...]:
        """See `TradingServer.open_positions`."""
        currency = self._currency_of(login)
        pages = self._pages("/api/position/get_page", {"login": login})
        return tuple(self._position(record, currency) for record in pages)

    def orders(self, login: int) -> tuple[Order, ...]:
        """See `TradingServer.orders`."""
        return tuple(map(self._order, self._pages("/api/order/get_page", {"login": login})))

    def place_order(self, order: MarketOrder) -> Execution:
        """See `TradingServer.place_order`. The request is queued; its result is asked for."""
        body = {
            "Action": _DEALER_EXECUTES,
            "Login": str(order.login),
            "Symbol": order.symbol,
            "Type": SIDE_NUMBERS[order.side],
            "TypeFill": "0",
            "Volume": str(order.lots.centilots * 100),
            "Comment": order.comment,
        }
        if order.position_id is not None:
            body["Position"] = str(order.position_id)
        queued = Row(self._session.change("/api/dealer/send_request", body=body), changing=True)
        ticket = queued.text("id") or queued.text("ID")
        result = self._result_of(ticket)
        code = result.integer("Retcode")
        if code not in EXECUTED:
            raise refusal(code, result.text("Comment") or str(code), vendor=VENDOR, changing=True)
        return Execution(
            deal=result.integer("DealID", 0),
            order=result.integer("OrderID", 0),
            price=result.decimal("Price"),
        )

    def groups(self) -> tuple[Group, ...]:
        """See `TradingServer.groups`."""
        return tuple(
            Group(
                name=record.text("Group"),
                currency=record.text("Currency"),
                currency_digits=record.integer("CurrencyDigits", 2),
                company=record.text("Company"),
                leverages=self._settings.leverages,
                password_min_length=record.integer("AuthPasswordMin", 8),
            )
            for record in self._listed("/api/group")
        )

    def symbols(self) -> tuple[Symbol, ...]:
        """See `TradingServer.symbols`."""
        return tuple(
            Symbol(
                name=record.text("Symbol"),
                description=record.text("Description"),
                path=record.text("Path"),
                digits=record.integer("Digits"),
                contract_size=record.decimal("ContractSize"),
                base_currency=record.text("CurrencyBase"),
                profit_currency=record.text("CurrencyProfit"),
            )
            for record in self._listed("/api/symbol")
        )

    def quotes(self, symbols: Sequence[str]) -> tuple[Quote, ...]:
        """See `TradingServer.quotes`."""
        query: dict[str, str | int] = {"symbol": ",".join(symbols), "trans_id": 0}
        answer = self._session.read("/api/tick/last", query)
        return tuple(
            Quote(
                symbol=record.text("Symbol"),
                bid=record.decimal("Bid"),
                ask=record.decimal("Ask"),
                at=self._server_clock.to_utc(record.integer("DatetimeMsc")),
            )
            for record in (rows(answer) if answer else ())
        )

    def _result_of(self, ticket: str) -> Row:
        """The final word on a queued request.

        Its events live on our connection alone: when it breaks, nobody can tell us any more.
        """
        for _ in range(int(_PATIENCE_SECONDS / _GLANCE_SECONDS)):
            answer = self._session.read("/api/dealer/get_request_result", {"id": ticket})
            events = answer.get(ticket) if isinstance(answer, dict) else None
            if events is None:
                break
            for event in events:
                if "result" in event:
                    result = Row(event, changing=True).inner("result")
                    if result.integer("Retcode") not in _UNDER_WAY:
                        return result
            time.sleep(_GLANCE_SECONDS)
        raise OutcomeUnknown(
            "the server did not say what became of the order", vendor=VENDOR, reason="lost"
        )

    def _pages(self, path: str, query: dict[str, str | int]) -> Iterator[Row]:
        """All records of a paged list; a record that moves between pages may come twice."""
        offset = 0
        while True:
            answer = self._session.read(path, {**query, "offset": offset, "total": _PAGE})
            page = list(rows(answer)) if answer else []
            yield from page
            offset += len(page)
            if len(page) < _PAGE:
                return

    def _listed(self, path: str) -> Iterator[Row]:
        """All records of a configuration list, by index."""
        total = Row(self._session.read(f"{path}/total")).integer("total")
        for index in range(0, total, _PAGE):
            count = min(_PAGE, total - index)
            yield from rows(self._session.read(f"{path}/next", {"index": index, "count": count}))

    def _position(self, record: Row, currency: str) -> Position:
        return Position(
            ticket=record.integer("Position"),
            login=record.integer("Login"),
            symbol=record.text("Symbol"),
            side=record.among("Action", SIDES),
            volume_ten_thousandths=record.integer("Volume"),
            contract_size=record.decimal("ContractSize"),
            price_open=record.decimal("PriceOpen"),
            price_current=record.decimal("PriceCurrent"),
            stop_loss=record.price("PriceSL"),
            take_profit=record.price("PriceTP"),
            profit=record.money("Profit", currency),
            swap=record.money("Storage", currency),
            opened_at=self._server_clock.to_utc(record.integer("TimeCreate") * 1000),
            comment=record.text("Comment"),
        )

    def _order(self, record: Row) -> Order:
        return Order(
            ticket=record.integer("Order"),
            login=record.integer("Login"),
            symbol=record.text("Symbol"),
            kind=ORDER_KINDS.get(record.integer("Type"), "other"),
            volume_ten_thousandths=record.integer("VolumeCurrent"),
            price=record.decimal("PriceOrder"),
            placed_at=self._server_clock.to_utc(record.integer("TimeSetup") * 1000),
            comment=record.text("Comment"),
        )
