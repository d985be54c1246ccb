"""Deals on an MT5 server: one account's history in pages, and the feed of all accounts.

The server has no subscription that survives a connection, so the feed asks for the deals of all
groups by time, as `chalicelib.gateways.trading.feed` walks through it.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from chalicelib.gateways.trading.feed import Cursor, next_page
from chalicelib.gateways.trading.model import Deal, DealAction, DealEntry, DealPage
from chalicelib.gateways.trading.mt5.desk import NO_SUCH_GROUP, Desk
from chalicelib.gateways.trading.mt5.names import ACTIONS, ENTRIES, REASONS
from chalicelib.gateways.trading.mt5.rows import Row, rows
from chalicelib.gateways.trading.operations import operation_in

_PAGE = 100

_log = logging.getLogger(__name__)


class Deals(Desk):
    """The part of the adapter that reads deals; see `port.TradingServer` for meanings."""

    def first_cursor(self, since: datetime) -> str:
        """See `TradingServer.first_cursor`."""
        return str(Cursor(self._server_clock.to_server_msc(since)))

    def deals_after(self, cursor: str, groups: Sequence[str], limit: int = 500) -> DealPage:
        """See `TradingServer.deals_after`."""
        now = self._server_clock.now_msc()
        return next_page(cursor, limit, now, partial(self._booked, groups))

    def deals_of(self, login: int, since: datetime, until: datetime) -> tuple[Deal, ...]:
        """See `TradingServer.deals_of`. Pages hold a hundred, whatever is asked for."""
        query: dict[str, str | int] = {
            "login": login,
            "from": self._server_clock.to_server_msc(since) // 1000,
            "to": self._server_clock.to_server_msc(until) // 1000 + 1,
            "total": _PAGE,
        }
        found: list[Row] = []
        while True:
            answer = self._session.read("/api/deal/get_page", {**query, "offset": len(found)})
            page = list(rows(answer)) if answer else []
            found += page
            if len(page) < _PAGE:
                break
        return tuple(deal for deal in self._nouns(found) if since <= deal.at <= until)

    def _booked(self, groups: Sequence[str], start: int, end: int) -> list[Deal]:
        query: dict[str, str | int] = {
            "group": ",".join(groups),
            "from": start // 1000,
            "to": end // 1000 + 1,
        }
        answer = self._session.read("/api/deal/get_batch", query, meaning=NO_SUCH_GROUP)
        return self._nouns(rows(answer) if answer else ())

    def _nouns(self, records: Iterable[Row]) -> list[Deal]:
        """Deals by time and ticket, each ticket once."""
        by_ticket = {record.integer("Deal"): record for record in records}
        currencies = self._currencies_of(record.integer("Login") for record in by_ticket.values())
        deals = []
        for record in by_ticket.values():
            currency = currencies.get(record.integer("Login"))
            if currency is None:
                _log.warning("deal of an unknown login", extra={"deal": record.integer("Deal")})
                continue
            deals.append(self._deal(record, currency))
        return sorted(deals, key=lambda deal: (deal.server_time_msc, deal.ticket))

    def _deal(self, record: Row, currency: str) -> Deal:
        msc = record.integer("TimeMsc", 0) or record.integer("Time") * 1000
        action = ACTIONS.get(record.integer("Action"), DealAction.OTHER)
        entry = ENTRIES.get(record.integer("Entry", 0), DealEntry.NONE)
        return Deal(
            ticket=record.integer("Deal"),
            login=record.integer("Login"),
            order=record.integer("Order", 0),
            position_id=record.integer("PositionID", 0),
            action=action,
            entry=entry if action.is_trade else DealEntry.NONE,
            symbol=record.text("Symbol"),
            volume_ten_thousandths=record.integer("Volume", 0),
            contract_size=record.decimal("ContractSize"),
            price=record.decimal("Price"),
            profit=record.money("Profit", currency),
            swap=record.money("Storage", currency),
            commission=record.money("Commission", currency),
            at=self._server_clock.to_utc(msc),
            server_time_msc=msc,
            comment=record.text("Comment"),
            reason=REASONS.get(record.integer("Reason", 0), "other"),
            operation_id=operation_in(record.text("Comment")),
            spread_points=_spread(record) if action.is_trade else None,
        )


def _spread(record: Row) -> int | None:
    """The market's two prices at the deal, in points; None where the server does not send them."""
    bid, ask = record.price("MarketBid"), record.price("MarketAsk")
    if bid is None or ask is None:
        return None
    return int((ask - bid).scaleb(record.integer("Digits")))
