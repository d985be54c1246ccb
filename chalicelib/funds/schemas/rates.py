"""Views of exchange rates: each with where it comes from and how it was made."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field

from chalicelib.edge.schemas import Body, Instant, View
from chalicelib.funds.model.rates import Quote, RateDirection
from chalicelib.funds.service import rates
from chalicelib.funds.service.rate_feeds import SourceState
from chalicelib.funds.service.rates import Found


def plain(number: Decimal) -> str:
    """``number`` as exact text without an exponent or needless zeros."""
    return format(number.normalize(), "f")


class QuoteView(View):
    """One rate: ``rate`` units of ``quote`` per one ``base``, ``quoted`` before the mark-up."""

    base: str
    quote: str
    source: str
    quoted: str
    markup_percent: str
    rate: str
    as_of: Instant
    at: Instant

    @classmethod
    def of(cls, noun: Quote) -> Self:
        """The view of a `Quote`."""
        return cls(
            base=noun.base,
            quote=noun.quote,
            source=noun.source,
            quoted=plain(noun.quoted),
            markup_percent=plain(noun.markup_percent),
            rate=plain(noun.rate),
            as_of=noun.as_of,
            at=noun.at,
        )


def shown_quote(quote: Quote | None) -> QuoteView | None:
    """The view of a request's frozen rate, where the broker shows rates."""
    seen = rates.shown(quote)
    return QuoteView.of(seen) if seen else None


class RateRefusalView(View):
    """Why there is no rate: ``rate_missing`` or ``rate_stale``, with its facts."""

    code: str
    facts: dict[str, str]


class RateRowView(View):
    """One pair on the board: its rate, or why there is none."""

    base: str
    quote: str
    rate: QuoteView | None
    refusal: RateRefusalView | None

    @classmethod
    def of(cls, noun: Found) -> Self:
        """The view of a pair that was looked up."""
        refusal = noun.refusal
        return cls(
            base=noun.pair.base,
            quote=noun.pair.quote,
            rate=QuoteView.of(noun.quote) if noun.quote else None,
            refusal=refusal
            and RateRefusalView(
                code=refusal.code, facts={key: str(one) for key, one in refusal.facts.items()}
            ),
        )


class RatesQuery(Body):
    """Rates for whom, and what for."""

    direction: RateDirection = RateDirection.DEPOSIT
    group: Annotated[str, Field(max_length=40)] = ""


class PairRateView(View):
    """What a source says of one pair."""

    pair: str = Field(examples=["EUR/USD"])
    rate: str = Field(examples=["1.0842"])


class RateSourceView(View):
    """A source of rates: what it last said and when, and why the last try failed, if it did."""

    id: str
    url: str | None
    is_used: bool
    as_of: Instant | None
    fetched_at: Instant | None
    tried_at: Instant | None
    problem: str | None
    pairs: list[PairRateView]

    @classmethod
    def of(cls, noun: SourceState) -> Self:
        """The view of a source's state."""
        own, feed = noun.own, noun.feed
        known = sorted(feed.pairs.items()) if feed else []
        return cls(
            id=noun.id,
            url=own.url.partition("?")[0] if own else None,
            is_used=noun.is_used,
            as_of=feed and feed.as_of,
            fetched_at=feed and feed.fetched_at,
            tried_at=feed and feed.tried_at,
            problem=feed and feed.problem,
            pairs=[PairRateView(pair=pair, rate=plain(rate)) for pair, rate in known],
        )


class RateTestForm(Body):
    """Which source to ask now."""

    source_id: Annotated[str, Field(max_length=40)]
