"""How two currencies meet in one entry: each balances alone, through the conversion account."""

from chalicelib.core.money import Money
from chalicelib.funds.model.ledger import CONVERSION, Posting, RateLeg
from chalicelib.funds.model.rates import Quote


def leg_of(quote: Quote | None) -> RateLeg | None:
    """The rate as an entry carries it."""
    if quote is None:
        return None
    return RateLeg(quote.base, quote.quote, quote.rate, quote.source, quote.as_of)


def exchange(quote: Quote | None, one: Money, other: Money) -> tuple[Posting, ...]:
    """The conversion account's two legs: nothing where there is one currency.

    ``one`` and ``other`` are what it adds in each currency, signed: what the client's side gives,
    it takes, and the other way round.
    """
    if quote is None:
        return ()
    return (Posting(CONVERSION, one), Posting(CONVERSION, other))
