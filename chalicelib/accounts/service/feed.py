"""Reading the deals of every trading server: each stored once and published, in order of reading.

One worker at a time holds a server's lease and asks every second for what is new behind the
stored cursor. Deals and their messages are one unit, and the cursor moves with the last of a page,
so nothing is lost or told twice when a worker dies. The lease only saves questions; that two
workers do no harm is the work of the cursor's version and of the deals' keys. Deals booked late
come again in the gateway's overlap; what is stored already is passed over.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib import ports
from chalicelib.accounts import store
from chalicelib.accounts.model import (
    DEALS_HISTORY_DAYS,
    LEASE_DURATION,
    FeedState,
    Lease,
    LeaseTaken,
    TradingServerConfig,
)
from chalicelib.accounts.service import deals
from chalicelib.accounts.service.reading import server_configs
from chalicelib.accounts.service.servers import server
from chalicelib.accounts.store import deals as deal_rows
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Upstream
from chalicelib.gateways.trading.model import Deal, DealPage
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit

INTERVAL_SECONDS = 1
# However many units that makes: a server is asked for what overlaps with each page.
_DEALS_PER_PAGE = 500
# More than a minute of them: the next worker waits for the lease when this one ends.
_ROUNDS = 70
_LAST_SECONDS = 4
_PAGES_PER_ROUND = 20
# So that a round ends before its lease, and other servers have their turn.
_DEALS_PER_ROUND = 2000
_MOVED_EVERY = timedelta(seconds=20)


@dataclass
class Reading:
    """What one run has done; ``away`` are servers that could not be asked lately."""

    stored: int = 0
    unknown: int = 0
    away: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()


def run(
    actor: Actor,
    seconds_left: Callable[[], float],
    wait: Callable[[float], None],
    interval_seconds: float = INTERVAL_SECONDS,
) -> Reading:
    """Read the deals of all servers again and again until ``seconds_left`` is nearly nothing.

    ``wait`` passes the given number of seconds. A server that is away, or that another worker
    reads, is asked again in the next round. The leases are given back at the end.
    """
    holder = ports.ids().new("fed", ports.now())
    done = Reading()
    for number in range(_ROUNDS):
        if number:
            wait(interval_seconds)
        if seconds_left() < _LAST_SECONDS + interval_seconds:
            break
        for config in server_configs():
            _round(actor, config, holder, done)
    for config in server_configs():
        _give_back(actor, config.id, holder)
    return done


def _round(actor: Actor, config: TradingServerConfig, holder: str, done: Reading) -> None:
    """Read what is new on one server, if the lease is ours."""
    try:
        hold(actor, config.id, holder)
        read_new(actor, config, done)
    except LeaseTaken:
        done.taken |= {config.id}
    except Upstream:
        done.away |= {config.id}
    else:
        done.away -= {config.id}
        done.taken -= {config.id}


def hold(actor: Actor, server_id: str, holder: str) -> Lease:
    """Take or renew the lease of a server for ``holder``; renewed when half of it is over.

    Raises:
        LeaseTaken: another holder has it, and it has not run out.
    """

    def work(unit: Unit) -> Lease:
        before = deal_rows.lease(server_id)
        if before is not None and not before.is_free(holder, unit.now):
            raise LeaseTaken(server=server_id)
        if before is not None and before.is_fresh(holder, unit.now + LEASE_DURATION / 2):
            return before
        return deal_rows.keep_lease(
            unit, before, Lease(server_id, holder, unit.now + LEASE_DURATION)
        )

    return ports.transact(actor, work)


def _give_back(actor: Actor, server_id: str, holder: str) -> None:
    """Let the next worker begin at once."""

    def work(unit: Unit) -> None:
        lease = deal_rows.lease(server_id)
        if lease is not None and lease.holder == holder:
            deal_rows.keep_lease(unit, lease, replace(lease, until=unit.now))

    ports.transact(actor, work)


def read_new(actor: Actor, config: TradingServerConfig, done: Reading) -> None:
    """Store and publish what a server has booked since its cursor, some pages at most.

    Raises:
        Upstream: the server is away; of the page at hand there may be more to be stored.
    """
    gateway = server(config.id)
    state = deal_rows.feed(config.id) or _beginning(
        config.id, gateway.first_cursor(_history_start())
    )
    read = 0
    for _ in range(_PAGES_PER_ROUND):
        page = gateway.deals_after(state.cursor, config.groups, _DEALS_PER_PAGE)
        moved = _keep_page(actor, config.id, state, page, done)
        read += len(page.deals)
        if moved is None or not page.more or read >= _DEALS_PER_ROUND:
            return
        state = moved


def _history_start() -> datetime:
    return ports.now() - timedelta(days=settings.value(DEALS_HISTORY_DAYS))


def _beginning(server_id: str, cursor: str) -> FeedState:
    return FeedState(server_id, cursor, ports.now())


def _keep_page(
    actor: Actor, server_id: str, seen: FeedState, page: DealPage, done: Reading
) -> FeedState | None:
    """Store the deals of ``page``, unit by unit; the last one moves the cursor behind all of them.

    Whoever takes over in between finds those that are stored. None if the cursor has been moved.
    """
    last = max(0, len(page.deals) - 1) // deals.PER_UNIT * deals.PER_UNIT
    for start in range(0, last, deals.PER_UNIT):
        some = page.deals[start : start + deals.PER_UNIT]
        if _keep(actor, server_id, seen, some, None, done) is None:
            return None
    return _keep(actor, server_id, seen, page.deals[last:], page, done)


def _keep(
    actor: Actor,
    server_id: str,
    seen: FeedState,
    some: Sequence[Deal],
    ended: DealPage | None,
    done: Reading,
) -> FeedState | None:
    """Store some deals of a page, and move the cursor if it has ``ended`` with them."""

    def work(unit: Unit) -> tuple[FeedState | None, int, int]:
        state = deal_rows.feed(server_id)
        if (state.version if state else 0) != seen.version:
            return None, 0, 0
        accounts = store.by_logins(server_id, {deal.login for deal in some})
        stored = deal_rows.stored_tickets(server_id, [deal.ticket for deal in some])
        fresh = [deal for deal in some if deal.ticket not in stored]
        known = [(accounts[deal.login], deal) for deal in fresh if deal.login in accounts]
        kept = deals.keep(unit, known)
        moved = seen
        if ended is not None and (kept or _is_due(seen, ended, unit.now)):
            after = FeedState(server_id, ended.cursor, unit.now, version=seen.version)
            moved = deal_rows.keep_feed(unit, state, after)
        return moved, kept, len(fresh) - kept

    state, stored, unknown = ports.transact(actor, work)
    done.stored += stored
    done.unknown += unknown
    return state


def _is_due(seen: FeedState, page: DealPage, now: datetime) -> bool:
    """Whether a cursor behind a page with nothing of ours in it is worth writing down."""
    is_first = not seen.version
    return is_first or page.more or bool(page.deals) or now - seen.moved_at >= _MOVED_EVERY
