"""Deals on an MT5 server: one account's history in pages, and the feed of all accounts.

The server has no subscription that survives a connection, so the feed asks for the deals of all
groups by time. Its cursor is the newest time delivered, with the tickets already delivered just
before it: the overlap is read again each time, so that a deal booked late is not missed.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from chalicelib.core.nouns import dataclass
from chalicelib.gateways.trading.model import Deal, DealAction, DealEntry, DealPage
from chalicelib.gateways.trading.mt5.accounts import operation_in
from chalicelib.gateways.trading.mt5.desk import NO_SUCH_GROUP, Desk
from chalicelib.gateways.trading.mt5.names import ACTIONS, ENTRIES, REASONS
from chalicelib.gateways.trading.mt5.rows import Row, rows

_PAGE = 100
_OVERLAP_MSC = 30_000
_HOUR_MSC = 3_600_000
_LONGEST_WINDOW_MSC = 24 * _HOUR_MSC
_WINDOWS_PER_PAGE = 24

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Cursor:
    """All before ``at_msc`` less the overlap is delivered, and within the overlap ``tickets``."""

    at_msc: int
    tickets: frozenset[int] = frozenset()

    def __str__(self) -> str:
        return f"{self.at_msc}:{','.join(map(str, sorted(self.tickets)))}"

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """The inverse of ``str``."""
        at, _, tickets = text.partition(":")
        return cls(int(at), frozenset(int(ticket) for ticket in tickets.split(",") if ticket))


class Deals(Desk):
    """The part of the adapter that reads deals; see `port.TradingServer` for meanings."""

    def first_cursor(self, since: datetime) -> str:
        """See `TradingServer.first_cursor`."""
        return str(Cursor(self._server_clock.to_server_msc(since)))

    def deals_after(self, cursor: str, groups: Sequence[str], limit: int = 500) -> DealPage:
        """See `TradingServer.deals_after`. Empty stretches of time are skipped in growing steps."""
        place = Cursor.parse(cursor)
        now = self._server_clock.now_msc()
        # The server's clock goes back an hour when summer time ends, and our measure of it is late
        # when summer time begins: look behind what we have and beyond what we take for the present.
        start = min(place.at_msc, now) - _OVERLAP_MSC
        span = _HOUR_MSC
        for _ in range(_WINDOWS_PER_PAGE):
            caught_up = start + span > now
            end = now + 2 * _HOUR_MSC if caught_up else start + span
            booked = self._booked(groups, start, end)
            fresh = [deal for deal in booked if deal.ticket not in place.tickets]
            if fresh or caught_up:
                given = fresh[:limit]
                more = len(given) < len(fresh) or not caught_up
                return DealPage(tuple(given), self._behind(booked, given, place, now), more)
            start, span = end, min(span * 2, _LONGEST_WINDOW_MSC)
            place = Cursor(max(place.at_msc, min(end, now - _HOUR_MSC)), place.tickets)
        return DealPage((), str(place), more=True)

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

    @staticmethod
    def _behind(booked: list[Deal], given: list[Deal], place: Cursor, now: int) -> str:
        """The cursor after ``given``, with the tickets that the next overlap will show again."""
        at = max((deal.server_time_msc for deal in given), default=place.at_msc)
        horizon = min(at, now) - _OVERLAP_MSC
        delivered = place.tickets | {deal.ticket for deal in given}
        again = {deal.ticket for deal in booked if deal.server_time_msc >= horizon}
        return str(Cursor(at, frozenset(delivered & again)))

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
        )
