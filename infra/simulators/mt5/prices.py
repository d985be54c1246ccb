"""Prices that move by themselves and are the same for everybody at the same simulated moment.

A price is a pure function of seed, symbol and time: several smooth waves of hashed noise, slow
and wide to fast and narrow. So a past moment has its price too, and nothing needs to be stored.
"""

import hashlib
import math
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from infra.simulators.mt5.catalogue import INSTRUMENTS
from infra.simulators.mt5.codes import Refused
from infra.simulators.mt5.store import Store

# How often a price moves.
_STEP_MSC = 250
# Period in seconds, and the share of the whole swing that the wave carries.
_WAVES = (
    (30 * 86400, 0.50),
    (5 * 86400, 0.25),
    (86400, 0.12),
    (4 * 3600, 0.07),
    (1800, 0.03),
    (300, 0.015),
    (60, 0.008),
    (10, 0.004),
    (2, 0.002),
)


@dataclass(frozen=True)
class Tick:
    """The two prices of a symbol: sell to the broker at ``bid``, buy from it at ``ask``."""

    bid: Decimal
    ask: Decimal


class Prices:
    """The market. A price can be pinned for a test, and everything comes in the symbol's digits."""

    def __init__(self, store: Store, seed: str) -> None:
        self._store = store
        self._seed = seed
        # The same moment is asked about once for each position that is open.
        self._walk = lru_cache(4096)(self._walked)
        self._hashed = lru_cache(65_536)(self._hash)

    def tick(self, symbol: str, at_msc: int) -> Tick:
        """The prices of ``symbol`` at a simulated UTC moment.

        Raises:
            Refused: 10021 for a symbol that is not traded.
        """
        instrument = INSTRUMENTS.get(symbol)
        if instrument is None:
            raise Refused(10021)
        step = Decimal(1).scaleb(-instrument.digits)
        pinned = self._store.setting(f"price:{symbol}")
        bid = Decimal(pinned) if pinned else Decimal(self._walk(symbol, at_msc // _STEP_MSC))
        bid = bid.quantize(step)
        return Tick(bid, bid + step * instrument.spread)

    def pin(self, symbol: str, bid: Decimal | None) -> None:
        """Hold a symbol at ``bid``; None sets it free."""
        self._store.set_setting(f"price:{symbol}", "" if bid is None else str(bid))

    def rate(self, base: str, quote: str, at_msc: int) -> Decimal:
        """Units of ``quote`` for one of ``base``, by way of the dollar where need be.

        Raises:
            Refused: 10021 where no symbol leads from one to the other.
        """
        if base == quote:
            return Decimal(1)
        return self._in_dollars(base, at_msc) / self._in_dollars(quote, at_msc)

    def _in_dollars(self, currency: str, at_msc: int) -> Decimal:
        if currency == "USD":
            return Decimal(1)
        if f"{currency}USD" in INSTRUMENTS:
            return self.tick(f"{currency}USD", at_msc).bid
        return 1 / self.tick(f"USD{currency}", at_msc).bid

    def _walked(self, symbol: str, step: int) -> float:
        instrument = INSTRUMENTS[symbol]
        at = step * _STEP_MSC / 1000
        wave = sum(share * self._noise(symbol, period, at / period) for period, share in _WAVES)
        return instrument.start * math.exp(instrument.swing * wave)

    def _noise(self, symbol: str, period: int, place: float) -> float:
        """Between -1 and 1: hashed values at whole places, eased into each other."""
        whole = math.floor(place)
        way = place - whole
        eased = way * way * (3 - 2 * way)
        here = self._hashed(symbol, period, whole)
        there = self._hashed(symbol, period, whole + 1)
        return here + (there - here) * eased

    def _hash(self, symbol: str, period: int, place: int) -> float:
        text = f"{self._seed}:{symbol}:{period}:{place}"
        number = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=6).digest(), "big")
        return number / 2**47 - 1
