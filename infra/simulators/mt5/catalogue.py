"""What the simulated broker offers from the first start: instruments and groups of accounts."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Instrument:
    """A tradable symbol. ``spread`` is in points, ``swap`` in account units per lot and night.

    ``swing`` is roughly how far the price strays from ``start``, as a share of it. ``by_price``
    says that margin is taken from the contract's price, not from its base currency.
    """

    name: str
    description: str
    path: str
    digits: int
    contract: Decimal
    base: str
    profit: str
    start: float
    swing: float
    spread: int
    swap: Decimal
    by_price: bool = False


def _forex(
    name: str, description: str, start: float, spread: int, digits: int = 5, swing: float = 0.02
) -> Instrument:
    return Instrument(
        name=name,
        description=description,
        path=f"Forex\\{name}",
        digits=digits,
        contract=Decimal(100_000),
        base=name[:3],
        profit=name[3:],
        start=start,
        swing=swing,
        spread=spread,
        swap=Decimal("-3.20"),
    )


def _cfd(
    name: str, description: str, folder: str, digits: int, contract: int, start: float, spread: int
) -> Instrument:
    return Instrument(
        name=name,
        description=description,
        path=f"{folder}\\{name}",
        digits=digits,
        contract=Decimal(contract),
        base=name[:3] if folder != "Indices" else "USD",
        profit="USD",
        start=start,
        swing=0.03,
        spread=spread,
        swap=Decimal("-1.50"),
        by_price=True,
    )


INSTRUMENTS = {
    instrument.name: instrument
    for instrument in (
        _forex("EURUSD", "Euro vs US Dollar", 1.0850, 12),
        _forex("GBPUSD", "Great Britain Pound vs US Dollar", 1.2680, 15),
        _forex("AUDUSD", "Australian Dollar vs US Dollar", 0.6620, 14),
        _forex("USDCHF", "US Dollar vs Swiss Franc", 0.8840, 15),
        _forex("USDCAD", "US Dollar vs Canadian Dollar", 1.3640, 16),
        _forex("USDJPY", "US Dollar vs Japanese Yen", 151.20, 13, digits=3),
        _forex("EURJPY", "Euro vs Japanese Yen", 164.05, 18, digits=3),
        _cfd("XAUUSD", "Gold vs US Dollar", "Metals", 2, 100, 2650.00, 25),
        _cfd("US500", "US 500 Index", "Indices", 1, 10, 5850.0, 5),
        _cfd("BTCUSD", "Bitcoin vs US Dollar", "Crypto", 2, 1, 96500.00, 1800),
    )
}


@dataclass(frozen=True)
class GroupSeed:
    """A group that exists from the first start. ``commission`` is per lot and side."""

    name: str
    currency: str
    digits: int
    first_login: int
    last_login: int
    commission: Decimal = Decimal(0)
    leverages: tuple[int, ...] = (1, 10, 20, 25, 30, 50, 100, 200, 300, 400, 500)
    password_min: int = 8


GROUPS = (
    GroupSeed("real\\standard-usd", "USD", 2, 800001, 829999),
    GroupSeed("real\\standard-eur", "EUR", 2, 830001, 849999),
    GroupSeed("real\\standard-gbp", "GBP", 2, 850001, 859999),
    GroupSeed("real\\standard-jpy", "JPY", 0, 860001, 869999),
    GroupSeed("real\\ecn-usd", "USD", 2, 870001, 889999, commission=Decimal("3.50")),
    GroupSeed("real\\ecn-eur", "EUR", 2, 890001, 899999, commission=Decimal("3.00")),
    GroupSeed("demo\\standard-usd", "USD", 2, 500001, 549999),
    GroupSeed("demo\\standard-eur", "EUR", 2, 550001, 569999),
    GroupSeed("demo\\standard-jpy", "JPY", 0, 570001, 579999),
)
