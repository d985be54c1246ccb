"""What an account is worth right now: floating results, margin, equity, free margin."""

from dataclasses import dataclass
from decimal import Decimal

from infra.simulators.mt5 import accounts
from infra.simulators.mt5.amounts import shown, units
from infra.simulators.mt5.catalogue import INSTRUMENTS
from infra.simulators.mt5.store import Record
from infra.simulators.mt5.world import World

LOT = 10_000
_DAY_MSC = 86_400_000


@dataclass(frozen=True)
class State:
    """An account's figures in whole smallest units of its currency."""

    digits: int
    balance: int
    credit: int
    profit: int
    storage: int
    margin: int
    leverage: int

    @property
    def floating(self) -> int:
        """The result of the open positions, swaps included."""
        return self.profit + self.storage

    @property
    def equity(self) -> int:
        """Balance, credit and floating result together."""
        return self.balance + self.credit + self.floating

    @property
    def free(self) -> int:
        """What is left for new positions or to take away."""
        return self.equity - self.margin

    @property
    def level_percent(self) -> int | None:
        """Equity as a share of margin; None without positions."""
        return self.equity * 100 // self.margin if self.margin else None


def state(world: World, account: Record) -> State:
    """The figures of an account now."""
    home = accounts.group(world, account["group_name"])
    login, digits = account["login"], home["digits"]
    balance, credit = accounts.holdings(world, login)
    held = world.store.rows("SELECT * FROM positions WHERE login = ?", login)
    return State(
        digits=digits,
        balance=balance,
        credit=credit,
        profit=sum(profit(world, position, home) for position in held),
        storage=sum(storage(world, position, position["volume"], home) for position in held),
        margin=sum(
            required(world, home, account["leverage"], position["symbol"], position["volume"])
            for position in held
        ),
        leverage=account["leverage"],
    )


def closing_price(world: World, position: Record, at_msc: int | None = None) -> Decimal:
    """What a position would be closed at: buys at the bid, sells at the ask."""
    tick = world.prices.tick(position["symbol"], at_msc or world.clock.utc_msc())
    return tick.bid if position["action"] == 0 else tick.ask


def profit(
    world: World,
    position: Record,
    home: Record,
    *,
    volume: int | None = None,
    at_msc: int | None = None,
) -> int:
    """The result of closing ``volume`` of a position now, or at another simulated moment."""
    at = at_msc or world.clock.utc_msc()
    instrument = INSTRUMENTS[position["symbol"]]
    way = 1 if position["action"] == 0 else -1
    moved = (closing_price(world, position, at) - Decimal(position["price"])) * way
    lots = Decimal(position["volume"] if volume is None else volume) / LOT
    rate = world.prices.rate(instrument.profit, home["currency"], at)
    return units(moved * instrument.contract * lots * rate, home["digits"])


def storage(
    world: World, position: Record, volume: int, home: Record, *, at_msc: int | None = None
) -> int:
    """Swaps for the server's midnights that ``volume`` of a position has been held over."""
    at = world.clock.server_msc() if at_msc is None else at_msc
    nights = at // _DAY_MSC - position["created_msc"] // _DAY_MSC
    swap = INSTRUMENTS[position["symbol"]].swap
    return units(swap * nights * Decimal(volume) / LOT, home["digits"])


def required(world: World, home: Record, leverage: int, symbol: str, volume: int) -> int:
    """The margin for ``volume`` of a symbol at the present prices."""
    at = world.clock.utc_msc()
    instrument = INSTRUMENTS[symbol]
    size = instrument.contract * Decimal(volume) / LOT
    if instrument.by_price:
        size *= world.prices.tick(symbol, at).ask
    currency = instrument.profit if instrument.by_price else instrument.base
    rate = world.prices.rate(currency, home["currency"], at)
    return units(size * rate / leverage, home["digits"])


def row(world: World, account: Record) -> dict[str, str]:
    """The protocol's trade state of an account."""
    now = state(world, account)
    level = now.level_percent
    return {
        "Login": str(account["login"]),
        "CurrencyDigits": str(now.digits),
        "Balance": shown(now.balance, now.digits),
        "Credit": shown(now.credit, now.digits),
        "Margin": shown(now.margin, now.digits),
        "MarginFree": shown(now.free, now.digits),
        "MarginLevel": "0.00" if level is None else f"{level}.00",
        "MarginLeverage": str(now.leverage),
        "Profit": shown(now.profit, now.digits),
        "Storage": shown(now.storage, now.digits),
        "Floating": shown(now.floating, now.digits),
        "Equity": shown(now.equity, now.digits),
        "SOActivation": "0",
        "SOTime": "0",
        "SOLevel": "0.00",
        "SOEquity": shown(0, now.digits),
        "SOMargin": shown(0, now.digits),
    }


def sizes(symbol: str) -> tuple[str, int]:
    """Contract size and price digits of a symbol as records show them."""
    instrument = INSTRUMENTS.get(symbol)
    return (f"{instrument.contract:.2f}", instrument.digits) if instrument else ("0.00", 0)
