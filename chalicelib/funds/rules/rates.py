"""Which rule holds for a pair, what a source's rates make of it, and the mark-up. Pure.

A rate known one way round is turned (1 / rate); two rates with one currency in common are crossed
by way of it. Whatever way it was found, a rate is divided once and rounded once, to ten
significant digits, half to even: far finer than any price, and the same on every machine.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal

from chalicelib.core.clock import iso
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.rates import (
    MANUAL,
    PAR,
    AnyDirection,
    Pair,
    Quote,
    RateDirection,
    RateFeed,
    RateMissing,
    RateRule,
    RateStale,
)

DIGITS = 10
_RATE = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN)
_EXACT = Context(prec=60)


def rule_for(rules: Iterable[RateRule], pair: Pair) -> RateRule | None:
    """The rule that is most particular about ``pair``; of two alike, the earlier one.

    Naming both currencies counts most, then one of them, then the group, then the direction.
    """
    fitting = [rule for rule in rules if _fits(rule, pair)]
    return max(fitting, key=_particular, default=None)


def _fits(rule: RateRule, pair: Pair) -> bool:
    return (
        rule.base in ("", pair.base)
        and rule.quote in ("", pair.quote)
        and rule.group in ("", pair.group)
        and rule.direction in (AnyDirection.ANY, AnyDirection(pair.direction.value))
    )


def _particular(rule: RateRule) -> tuple[int, bool, bool]:
    named = bool(rule.base) + bool(rule.quote)
    return named, bool(rule.group), rule.direction is not AnyDirection.ANY


def found_in(feed: RateFeed, base: str, quote: str) -> Decimal | None:
    """Units of ``quote`` per one ``base`` by what ``feed`` knows, or None."""
    direct = _leg(feed.pairs, base, quote)
    if direct is None and feed.through:
        first = _leg(feed.pairs, base, feed.through)
        second = _leg(feed.pairs, feed.through, quote)
        if first and second:
            direct = (_EXACT.multiply(first[0], second[0]), _EXACT.multiply(first[1], second[1]))
    return None if direct is None else _RATE.divide(*direct)


def _leg(pairs: Mapping[str, Decimal], base: str, quote: str) -> tuple[Decimal, Decimal] | None:
    """A rate as a fraction, so that crossing rounds once."""
    known, turned = pairs.get(f"{base}/{quote}"), pairs.get(f"{quote}/{base}")
    if known is not None:
        return known, Decimal(1)
    return None if turned is None else (Decimal(1), turned)


def with_markup(quoted: Decimal, percent: Decimal, direction: RateDirection) -> Decimal:
    """``quoted`` as a client gets it: dearer for what they pay, less for what they are paid."""
    factor = 100 + percent if direction is RateDirection.DEPOSIT else 100 - percent
    return _RATE.divide(_EXACT.multiply(quoted, factor), Decimal(100))


@dataclass(frozen=True)
class Known:
    """What there is to decide by: the rule, its version, and what its source last said."""

    rule: RateRule | None
    version: int
    feed: RateFeed | None


def quoted(pair: Pair, known: Known, now: datetime) -> Quote:
    """The rate of ``pair`` with its explanation; exactly 1 between equal currencies.

    Raises:
        RateMissing: no rule, or its source does not know the pair. RateStale.
    """
    if pair.base == pair.quote:
        return _made(pair, PAR, Decimal(1), Decimal(0), known.version, now, now)
    rule = known.rule
    if rule is None:
        raise _missing(pair)
    if rule.manual is not None:
        rate, source, as_of = Decimal(rule.manual), MANUAL, now
    else:
        rate, source, as_of = _fed(pair, rule, known.feed, now)
    return _made(pair, source, rate, rule.markup_percent, known.version, as_of, now)


def _fed(
    pair: Pair, rule: RateRule, feed: RateFeed | None, now: datetime
) -> tuple[Decimal, str, datetime]:
    rate = found_in(feed, pair.base, pair.quote) if feed else None
    if feed is None or feed.as_of is None or not rate:
        raise _missing(pair)
    age = now - feed.as_of
    if age > timedelta(hours=rule.max_age_hours):
        raise RateStale(
            f"the newest rate of {pair.base} in {pair.quote} is too old",
            base=pair.base,
            quote=pair.quote,
            direction=pair.direction.value,
            source=feed.id,
            as_of=iso(feed.as_of),
            age_hours=int(age / timedelta(hours=1)),
            max_age_hours=rule.max_age_hours,
        )
    return rate, feed.id, feed.as_of


def _made(
    pair: Pair,
    source: str,
    rate: Decimal,
    markup: Decimal,
    version: int,
    as_of: datetime,
    now: datetime,
) -> Quote:
    return Quote(
        base=pair.base,
        quote=pair.quote,
        direction=pair.direction,
        source=source,
        quoted=rate,
        markup_percent=markup,
        rate=with_markup(rate, markup, pair.direction),
        as_of=as_of,
        at=now,
        rules_version=version,
    )


def _missing(pair: Pair) -> RateMissing:
    return RateMissing(
        f"no rate of {pair.base} in {pair.quote}",
        base=pair.base,
        quote=pair.quote,
        direction=pair.direction.value,
    )
