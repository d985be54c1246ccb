"""Instruments, their prices, and what amounts are worth in another currency.

Prices stand still until a lever moves them.
"""

from dataclasses import dataclass
from decimal import Decimal

from infra.simulators.ctrader.world import Refused, World


@dataclass(frozen=True)
class Instrument:
    """A tradable symbol; ``lot`` is known to people and to nobody who asks the API."""

    name: str
    description: str
    asset_class: str
    category: str
    base: str
    quote: str
    price: str
    lot: int


INSTRUMENTS = {
    one.name: one
    for one in (
        Instrument("EURUSD", "EUR to USD", "Forex", "Majors", "EUR", "USD", "1.08500", 100_000),
        Instrument("GBPUSD", "GBP to USD", "Forex", "Majors", "GBP", "USD", "1.26800", 100_000),
        Instrument("USDJPY", "USD to JPY", "Forex", "Majors", "USD", "JPY", "151.200", 100_000),
        Instrument("XAUUSD", "Gold", "Commodities", "Metals", "XAU", "USD", "2650.00", 100),
        Instrument("BTCUSD", "BTC to USD", "Crypto", "Majors", "BTC", "USD", "96500.00", 1),
        Instrument("US500", "US 500 index", "Indices", "Americas", "", "USD", "5850.0", 1),
    )
}
DEPOSIT_ASSETS = ("USD", "EUR", "GBP", "JPY", "BTC")


def instrument(name: str) -> Instrument:
    """The symbol of that name.

    Raises:
        Refused: there is none.
    """
    if name not in INSTRUMENTS:
        raise Refused("INVALID_REQUEST", f"no symbol {name}")
    return INSTRUMENTS[name]


def price(world: World, name: str) -> Decimal:
    """What a symbol costs now, in its quote currency."""
    return Decimal(world.work.note(f"price {name}", instrument(name).price))


def set_price(world: World, name: str, to: str) -> None:
    """Move a price."""
    world.work.write_note(f"price {instrument(name).name}", str(Decimal(to)))


def dollars(world: World, currency: str) -> Decimal:
    """What one unit of ``currency`` is worth in dollars."""
    if currency in {"USD", ""}:
        return Decimal(1)
    if f"{currency}USD" in INSTRUMENTS:
        return price(world, f"{currency}USD")
    return 1 / price(world, f"USD{currency}")


def rate(world: World, base: str, quote: str) -> Decimal:
    """How much ``quote`` one unit of ``base`` is worth."""
    return dollars(world, base) / dollars(world, quote)
