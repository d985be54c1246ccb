"""Reading a server's deals by time, for servers that offer nothing better.

Owns: the cursor and the walk through time behind `TradingServer.deals_after`. The cursor is the
newest time delivered, with the tickets already delivered just before it: the overlap is read again
each time, so that a deal booked late is not missed. Refuses: asking the server (each adapter does).
"""

from collections.abc import Callable, Iterator, Sequence

from chalicelib.core.nouns import dataclass
from chalicelib.gateways.trading.model import Deal, DealPage

_OVERLAP_MSC = 30_000
_HOUR_MSC = 3_600_000
_LONGEST_WINDOW_MSC = 24 * _HOUR_MSC
_WINDOWS_PER_PAGE = 24


@dataclass(frozen=True)
class Cursor:
    """All before ``at_msc`` less the overlap is delivered, and within the overlap ``tickets``."""

    at_msc: int
    tickets: frozenset[int] = frozenset()

    def __str__(self) -> str:
        """Tickets that follow one another are written as the first and the last of them."""
        return f"{self.at_msc}:{','.join(_runs(sorted(self.tickets)))}"

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """The inverse of ``str``."""
        at, _, runs = text.partition(":")
        ends = (run.partition("-") for run in runs.split(",") if run)
        return cls(
            int(at),
            frozenset(
                ticket
                for first, _, last in ends
                for ticket in range(int(first), int(last or first) + 1)
            ),
        )


def _runs(tickets: Sequence[int]) -> Iterator[str]:
    first = 0
    for place, ticket in enumerate(tickets, start=1):
        if place == len(tickets) or tickets[place] != ticket + 1:
            yield str(ticket) if place - first == 1 else f"{tickets[first]}-{ticket}"
            first = place


def next_page(
    cursor: str, limit: int, now_msc: int, booked_between: Callable[[int, int], Sequence[Deal]]
) -> DealPage:
    """What is new behind ``cursor``; empty stretches of time are skipped in growing steps.

    ``now_msc`` is what the server's clock should show. ``booked_between`` gives all deals of a
    stretch of the server's time, by time and ticket, each once.
    """
    place = Cursor.parse(cursor)
    # The server's clock goes back an hour when summer time ends, and our measure of it is late
    # when summer time begins: look behind what we have and beyond what we take for the present.
    start = min(place.at_msc, now_msc) - _OVERLAP_MSC
    span = _HOUR_MSC
    for _ in range(_WINDOWS_PER_PAGE):
        caught_up = start + span > now_msc
        end = now_msc + 2 * _HOUR_MSC if caught_up else start + span
        booked = booked_between(start, end)
        fresh = [deal for deal in booked if deal.ticket not in place.tickets]
        if fresh or caught_up:
            given = fresh[:limit]
            more = len(given) < len(fresh) or not caught_up
            return DealPage(tuple(given), _behind(booked, given, place, now_msc), more)
        start, span = end, min(span * 2, _LONGEST_WINDOW_MSC)
        place = Cursor(max(place.at_msc, min(end, now_msc - _HOUR_MSC)), place.tickets)
    return DealPage((), str(place), more=True)


def _behind(booked: Sequence[Deal], given: list[Deal], place: Cursor, now_msc: int) -> str:
    """The cursor after ``given``, with the tickets that the next overlap will show again."""
    at = max((deal.server_time_msc for deal in given), default=place.at_msc)
    horizon = min(at, now_msc) - _OVERLAP_MSC
    delivered = place.tickets | {deal.ticket for deal in given}
    again = {deal.ticket for deal in booked if deal.server_time_msc >= horizon}
    return str(Cursor(at, frozenset(delivered & again)))
