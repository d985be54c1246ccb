"""What every pair costs now, for staff: by group and direction, with each rate's explanation."""

from collections.abc import Iterable

from chalicelib.core.errors import FairleadError
from chalicelib.core.money import exponent
from chalicelib.funds.model.methods import MethodCurrency
from chalicelib.funds.model.rates import Pair, RateDirection
from chalicelib.funds.model.settings import (
    DEPOSIT_METHODS,
    RATE_RULES,
    WALLET_CURRENCIES,
    WITHDRAWAL_METHODS,
)
from chalicelib.funds.service.rates import Found, quotes
from chalicelib.settings import public as settings


def board(direction: RateDirection, group: str) -> list[Found]:
    """The rates from every wallet currency to every other currency in use, in alphabetical order.

    In use is what wallets are kept in, what methods of the direction take or pay, and what rules
    name. Transfers convert between wallet currencies.
    """
    wallets = settings.value(WALLET_CURRENCIES)
    others = _in_use(direction) | set(wallets)
    return quotes(
        Pair(base, quote, direction, group)
        for base in sorted(filter(_is_currency, wallets))
        for quote in sorted(filter(_is_currency, others))
        if base != quote
    )


def _in_use(direction: RateDirection) -> set[str]:
    named = {
        code for rule in settings.value(RATE_RULES) for code in (rule.base, rule.quote) if code
    }
    match direction:
        case RateDirection.DEPOSIT:
            return named | set(_taken(one.currencies for one in settings.value(DEPOSIT_METHODS)))
        case RateDirection.WITHDRAWAL:
            return named | set(_taken(one.currencies for one in settings.value(WITHDRAWAL_METHODS)))
        case RateDirection.TRANSFER:
            return set()


def _taken(terms: Iterable[tuple[MethodCurrency, ...]]) -> Iterable[str]:
    return (one.currency for several in terms for one in several)


def _is_currency(code: str) -> bool:
    try:
        exponent(code)
    except FairleadError:
        return False
    return True
