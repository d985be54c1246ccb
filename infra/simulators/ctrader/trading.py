"""Positions: opening and closing them as a trader would, and what they are worth.

All commission and swap is taken when a position closes, so that closings and changes of the
balance together are the balance.
"""

from decimal import Decimal

from infra.simulators.ctrader.market import instrument, price, rate
from infra.simulators.ctrader.traders import Trader, trader
from infra.simulators.ctrader.world import Refused, World, minor

_DOLLARS_PER_MILLION = Decimal(35)


def open_position(world: World, login: int, symbol: str, direction: str, units: int) -> int:
    """Open a position; its number."""
    owner = trader(world, login)
    needed = margin_of(world, owner, symbol, units)
    if units < 1 or direction not in {"BUY", "SELL"}:
        raise Refused("INVALID_REQUEST", "a direction and a volume are needed")
    if needed > free_margin(world, owner):
        raise Refused("NOT_ENOUGH_MONEY")
    return world.work.insert(
        "positions",
        login=login,
        symbol=symbol,
        direction=direction,
        units=units,
        price=str(price(world, symbol)),
        opened=world.now_msc,
    )


def close_position(world: World, number: int, units: int | None = None, swap: str = "0") -> int:
    """Close a position, wholly or in part; the number of the closing deal. ``swap`` in dollars."""
    held = world.work.row("SELECT * FROM positions WHERE id = ?", number)
    closing = units or (held["units"] if held else 0)
    if held is None or not 0 < closing <= held["units"]:
        raise Refused("INVALID_REQUEST", "no such position, or not so large")
    owner = trader(world, held["login"])
    base = instrument(held["symbol"]).base or instrument(held["symbol"]).quote
    in_dollars = rate(world, base, "USD")
    commission = -(closing * in_dollars * _DOLLARS_PER_MILLION / 1_000_000).quantize(
        Decimal("0.01")
    )
    costs = (commission + Decimal(swap)) * rate(world, "USD", owner.currency)
    net = minor(result(world, owner, held, closing) + costs, owner.digits)
    world.work.run("UPDATE traders SET balance = balance + ? WHERE login = ?", net, owner.login)
    if closing == held["units"]:
        world.work.run("DELETE FROM positions WHERE id = ?", number)
    else:
        world.work.run("UPDATE positions SET units = units - ? WHERE id = ?", closing, number)
    return world.work.insert(
        "closings",
        login=owner.login,
        position=number,
        opened=held["opened"],
        closed=world.now_msc,
        entry_price=held["price"],
        price=str(price(world, held["symbol"])),
        direction=held["direction"],
        units=closing,
        symbol=held["symbol"],
        commission=str(commission),
        swap=swap,
        pnl=str(Decimal(net).scaleb(-owner.digits)),
        deposit_rate=str(rate(world, base, owner.currency)),
        usd_rate=str(in_dollars),
    )


def result(world: World, owner: Trader, held: dict[str, object], units: int) -> Decimal:
    """What ``units`` of a position have won or lost at the present price, before costs."""
    symbol = str(held["symbol"])
    moved = price(world, symbol) - Decimal(str(held["price"]))
    signed = moved if held["direction"] == "BUY" else -moved
    return signed * units * rate(world, instrument(symbol).quote, owner.currency)


def floating(world: World, owner: Trader) -> int:
    """The result of all open positions, in steps of the account."""
    return sum(
        minor(result(world, owner, held, held["units"]), owner.digits)
        for held in world.work.rows("SELECT * FROM positions WHERE login = ?", owner.login)
    )


def used_margin(world: World, owner: Trader) -> int:
    """What all open positions lock up, in steps of the account."""
    return sum(
        margin_of(world, owner, held["symbol"], held["units"])
        for held in world.work.rows("SELECT * FROM positions WHERE login = ?", owner.login)
    )


def margin_of(world: World, owner: Trader, symbol: str, units: int) -> int:
    """What a position of ``units`` locks up."""
    one = instrument(symbol)
    worth = Decimal(units) * (
        rate(world, one.base, owner.currency)
        if one.base
        else price(world, symbol) * rate(world, one.quote, owner.currency)
    )
    return minor(worth * 100 / owner.leverage_in_cents, owner.digits)


def equity(world: World, owner: Trader) -> int:
    """Balance, credit, bonus and floating result together."""
    return owner.balance + owner.credit + owner.bonus + floating(world, owner)


def free_margin(world: World, owner: Trader) -> int:
    """What is left for new positions."""
    return equity(world, owner) - used_margin(world, owner)
