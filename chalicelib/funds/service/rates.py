"""The one place where a rate for a client is looked up, with its explanation."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib import ports
from chalicelib.core.money import Money, Rounding
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.rates import (
    Pair,
    Quote,
    RateDirection,
    RateMissing,
    RateRule,
    RateStale,
)
from chalicelib.funds.model.settings import RATE_RULES, SHOW_RATES, WALLET_CURRENCIES
from chalicelib.funds.rules import rates as rules
from chalicelib.funds.rules.rates import Known
from chalicelib.funds.store import rates as store
from chalicelib.settings import public as settings


def quote(base: str, quoted: str, direction: RateDirection, group: str) -> Quote:
    """Units of ``quoted`` per one ``base`` for clients of ``group``, mark-up included.

    Raises:
        RateMissing, RateStale.
    """
    return quotes([Pair(base, quoted, direction, group)])[0].quote_or_raise()


@dataclass(frozen=True)
class Found:
    """A pair with its rate, or with why there is none."""

    pair: Pair
    quote: Quote | None = None
    refusal: RateMissing | RateStale | None = None

    def quote_or_raise(self) -> Quote:
        """The rate.

        Raises:
            RateMissing, RateStale.
        """
        if self.quote is None:
            raise self.refusal or RateMissing(base=self.pair.base, quote=self.pair.quote)
        return self.quote


def quotes(pairs: Iterable[Pair], moment: datetime | None = None) -> list[Found]:
    """The rates of many pairs, now or at a ``moment`` of the past; every source is read once."""
    wanted = list(pairs)
    declared, now = settings.in_force(RATE_RULES, moment), moment or ports.now()
    chosen = [rules.rule_for(declared.value, pair) for pair in wanted]
    sources = sorted({one.source for one in chosen if one and one.manual is None})
    feeds = store.found(sources) if moment is None else store.found_at(sources, moment)

    def found(pair: Pair, rule: RateRule | None) -> Found:
        feed = feeds.get(rule.source) if rule else None
        try:
            return Found(pair, rules.quoted(pair, Known(rule, declared.number, feed), now))
        except (RateMissing, RateStale) as refusal:
            return Found(pair, refusal=refusal)

    return [found(pair, rule) for pair, rule in zip(wanted, chosen, strict=True)]


def at_moment(group: str, moment: datetime) -> list[Found]:
    """What clients of ``group`` got at ``moment`` for what wallets were kept in then."""
    kept = settings.value(WALLET_CURRENCIES, moment)
    pairs = (Pair(one, other, RateDirection.TRANSFER, group) for one in kept for other in kept)
    return quotes((pair for pair in pairs if pair.base != pair.quote), moment)


def shown(quote: Quote | None) -> Quote | None:
    """``quote`` for a client's eyes: None where the broker does not show rates."""
    return quote if settings.value(SHOW_RATES) else None


def in_base(amount: Money, base_currency: str, direction: RateDirection, group: str) -> Money:
    """``amount`` in the broker's base currency, rounded up: what thresholds are compared with.

    Without a rate it stays as it is, which thresholds take as "cannot be compared".
    """
    try:
        rate = quote(amount.currency, base_currency, direction, group).rate
    except (RateMissing, RateStale):
        return amount
    return amount.convert(rate, base_currency, Rounding.UP)
