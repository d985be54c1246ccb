"""Trading on the simulated server: opening, closing, waiting orders, and what the market triggers.

Accounts are hedged: every order without a position opens a new one.
"""

from dataclasses import dataclass
from decimal import Decimal

from infra.simulators.mt5 import accounts, margin
from infra.simulators.mt5.amounts import units
from infra.simulators.mt5.catalogue import INSTRUMENTS
from infra.simulators.mt5.codes import Refused
from infra.simulators.mt5.store import Record
from infra.simulators.mt5.world import World

BUY, SELL = 0, 1
IN, OUT = 0, 1
PLACED, CANCELLED, FILLED = 1, 2, 4
CLIENT, DEALER, STOP_LOSS, TAKE_PROFIT, STOP_OUT = 0, 2, 3, 4, 5
_SMALLEST = 100
_LARGEST = 1_000_000


@dataclass(frozen=True)
class Ask:
    """A wish to trade. ``at_msc`` is a moment of simulated UTC, for trades told afterwards."""

    login: int
    symbol: str
    side: int
    volume: int
    comment: str = ""
    reason: int = DEALER
    stop_loss: Decimal = Decimal(0)
    take_profit: Decimal = Decimal(0)
    at_msc: int | None = None


@dataclass(frozen=True)
class Filled:
    """What came of it."""

    deal: int
    order: int
    position: int
    price: Decimal


def open_position(world: World, ask: Ask) -> Filled:
    """Buy or sell at market."""
    account, home = _checked(world, ask.login, ask.symbol, ask.volume)
    at = ask.at_msc or world.clock.utc_msc()
    needed = margin.required(world, home, account["leverage"], ask.symbol, ask.volume)
    if margin.state(world, account).free < needed:
        raise Refused(10019)
    tick = world.prices.tick(ask.symbol, at)
    price = tick.ask if ask.side == BUY else tick.bid
    order = _order(world, ask, price, FILLED, at)
    server_at = at + world.clock.zone_seconds() * 1000
    world.store.insert(
        "positions",
        ticket=order,
        login=ask.login,
        symbol=ask.symbol,
        action=ask.side,
        volume=ask.volume,
        price=str(price),
        stop_loss=str(ask.stop_loss),
        take_profit=str(ask.take_profit),
        created_msc=server_at,
        updated_msc=server_at,
        comment=ask.comment[:31],
        reason=ask.reason,
    )
    deal = world.store.insert(
        "deals",
        login=ask.login,
        time_msc=server_at,
        action=ask.side,
        entry=IN,
        order_ticket=order,
        position=order,
        symbol=ask.symbol,
        volume=ask.volume,
        price=str(price),
        commission=_commission(home, ask.volume),
        comment=ask.comment[:31],
        reason=ask.reason,
        dealer=world.manager_login if ask.reason == DEALER else 0,
    )
    return Filled(deal, order, order, price)


def close_position(
    world: World,
    ticket: int,
    volume: int | None = None,
    *,
    reason: int = DEALER,
    at_msc: int | None = None,
    comment: str = "",
) -> Filled:
    """Close a position, or ``volume`` of it, at market."""
    position = _position(world, ticket)
    closed = position["volume"] if volume is None else volume
    account, home = _checked(world, position["login"], position["symbol"], closed)
    if closed > position["volume"]:
        raise Refused(10014)
    at = at_msc or world.clock.utc_msc()
    server_at = at + world.clock.zone_seconds() * 1000
    price = margin.closing_price(world, position, at)
    side = SELL if position["action"] == BUY else BUY
    ask = Ask(account["login"], position["symbol"], side, closed, comment, reason)
    order = _order(world, ask, price, FILLED, at, position=ticket)
    deal = world.store.insert(
        "deals",
        login=account["login"],
        time_msc=server_at,
        action=side,
        entry=OUT,
        order_ticket=order,
        position=ticket,
        symbol=position["symbol"],
        volume=closed,
        closed_volume=closed,
        price=str(price),
        open_price=position["price"],
        profit=margin.profit(world, position, home, volume=closed, at_msc=at),
        storage=margin.storage(world, position, closed, home, at_msc=server_at),
        commission=_commission(home, closed),
        comment=comment[:31],
        reason=reason,
        dealer=world.manager_login if reason == DEALER else 0,
    )
    _reduce(world, position, closed, server_at)
    return Filled(deal, order, ticket, price)


def place_waiting(world: World, ask: Ask, kind: int, price: Decimal) -> int:
    """Place a limit or stop order; its ticket."""
    _checked(world, ask.login, ask.symbol, ask.volume)
    if kind not in {2, 3, 4, 5} or price <= 0:
        raise Refused(10013)
    return _order(world, ask, price, PLACED, world.clock.utc_msc(), kind=kind)


def cancel_waiting(world: World, ticket: int) -> None:
    """Take a waiting order back."""
    if not world.store.number(
        "SELECT count(*) FROM orders WHERE ticket = ? AND state = ?", ticket, PLACED
    ):
        raise Refused(13)
    _finish(world, ticket, CANCELLED)


def _position(world: World, ticket: int) -> Record:
    found = world.store.row("SELECT * FROM positions WHERE ticket = ?", ticket)
    if found is None:
        raise Refused(10013)
    return found


def _checked(world: World, login: int, symbol: str, volume: int) -> tuple[Record, Record]:
    """The account and its group, if this can be traded at all."""
    account = accounts.user(world, login)
    if symbol not in INSTRUMENTS:
        raise Refused(10021)
    if not world.market_is_open:
        raise Refused(10018)
    if not _SMALLEST <= volume <= _LARGEST or volume % _SMALLEST:
        raise Refused(10014)
    return account, accounts.group(world, account["group_name"])


def _commission(home: Record, volume: int) -> int:
    return -units(Decimal(home["commission"]) * volume / margin.LOT, 0)


def _order(
    world: World,
    ask: Ask,
    price: Decimal,
    state: int,
    at_msc: int,
    *,
    kind: int | None = None,
    position: int = 0,
) -> int:
    server_at = at_msc + world.clock.zone_seconds() * 1000
    return world.store.insert(
        "orders",
        login=ask.login,
        symbol=ask.symbol,
        kind=ask.side if kind is None else kind,
        volume=ask.volume,
        remaining=0 if state == FILLED else ask.volume,
        price=str(price),
        stop_loss=str(ask.stop_loss),
        take_profit=str(ask.take_profit),
        setup_msc=server_at,
        done_msc=server_at if state == FILLED else 0,
        state=state,
        position=position,
        comment=ask.comment[:31],
        reason=ask.reason,
    )


def _finish(world: World, order: int, state: int) -> None:
    world.store.write(
        "UPDATE orders SET state = ?, done_msc = ?, remaining = 0 WHERE ticket = ?",
        state,
        world.clock.server_msc(),
        order,
    )


def _reduce(world: World, position: Record, closed: int, server_msc: int) -> None:
    if closed == position["volume"]:
        world.store.write("DELETE FROM positions WHERE ticket = ?", position["ticket"])
    else:
        world.store.write(
            "UPDATE positions SET volume = volume - ?, updated_msc = ? WHERE ticket = ?",
            closed,
            server_msc,
            position["ticket"],
        )
