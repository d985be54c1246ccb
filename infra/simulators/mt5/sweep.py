"""What the market does by itself: fills waiting orders, hits stops, closes what margin cannot hold.

It happens whenever somebody looks, at the prices of that moment.
"""

from decimal import Decimal

from infra.simulators.mt5 import accounts, margin, trading
from infra.simulators.mt5.codes import Refused
from infra.simulators.mt5.store import Record
from infra.simulators.mt5.world import World

# Below or at its price fills a buy limit (2) and a sell stop (5), above a sell limit and buy stop.
_FALLING = frozenset({2, 5})
_BUYING = frozenset({2, 4})


def sweep(world: World) -> None:
    """Let the market catch up with the present moment."""
    if not world.market_is_open:
        return
    for order in world.store.rows("SELECT * FROM orders WHERE state = ?", trading.PLACED):
        _fill(world, order)
    for position in world.store.rows(
        "SELECT * FROM positions WHERE stop_loss != '0' OR take_profit != '0'"
    ):
        _hit(world, position)
    for holder in world.store.rows("SELECT DISTINCT login FROM positions"):
        _stop_out(world, accounts.user(world, holder["login"]))


def _fill(world: World, order: Record) -> None:
    tick = world.prices.tick(order["symbol"], world.clock.utc_msc())
    price = tick.ask if order["kind"] in _BUYING else tick.bid
    target = Decimal(order["price"])
    if price > target if order["kind"] in _FALLING else price < target:
        return
    ask = trading.Ask(
        login=order["login"],
        symbol=order["symbol"],
        side=trading.BUY if order["kind"] in _BUYING else trading.SELL,
        volume=order["volume"],
        comment=order["comment"],
        reason=order["reason"],
        stop_loss=Decimal(order["stop_loss"]),
        take_profit=Decimal(order["take_profit"]),
    )
    try:
        trading.open_position(world, ask)
    except Refused:
        trading.cancel_waiting(world, order["ticket"])
    else:
        world.store.write("DELETE FROM orders WHERE ticket = ?", order["ticket"])


def _hit(world: World, position: Record) -> None:
    price = margin.closing_price(world, position)
    way = 1 if position["action"] == trading.BUY else -1
    loss, gain = Decimal(position["stop_loss"]), Decimal(position["take_profit"])
    if loss and (price - loss) * way <= 0:
        trading.close_position(world, position["ticket"], reason=trading.STOP_LOSS)
    elif gain and (price - gain) * way >= 0:
        trading.close_position(world, position["ticket"], reason=trading.TAKE_PROFIT)


def _stop_out(world: World, account: Record) -> None:
    """Close the worst position, again and again, while the margin level is too low."""
    home = accounts.group(world, account["group_name"])
    while True:
        level = margin.state(world, account).level_percent
        if level is None or level >= home["stop_out"]:
            return
        worst = min(
            world.store.rows("SELECT * FROM positions WHERE login = ?", account["login"]),
            key=lambda position: margin.profit(world, position, home),
        )
        trading.close_position(world, worst["ticket"], reason=trading.STOP_OUT)
