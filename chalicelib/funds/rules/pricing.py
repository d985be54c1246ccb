"""What a payment costs and what a payout comes to, across currencies. Pure.

A payment is what is credited, times the rate, rounded up to what the method can do; a payout is
what is debited, times the rate, rounded down. Fees are on the payment or payout before them, never
above their cap, and rounded down to what the method can do: so what is paid is exactly what was
shown, and to the last minor unit what the entries say.
"""

from chalicelib.core.errors import Invalid
from chalicelib.core.money import Money, Rounding
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.methods import MethodCurrency
from chalicelib.funds.model.rates import Quote, QuoteChanged
from chalicelib.funds.rules.fees import check_range, fee_of


@dataclass(frozen=True)
class Price:
    """What a deposit of ``amount`` takes: ``converted`` in the currency of the payment, the fee on
    top, and their sum. ``quote`` is None where there is one currency."""

    amount: Money
    converted: Money
    fee: Money
    quote: Quote | None = None

    @property
    def payment(self) -> Money:
        """What is to be paid."""
        return self.converted + self.fee


@dataclass(frozen=True)
class Payout:
    """What a withdrawal of ``amount`` comes to: ``converted``, less the fee, is the ``payout``."""

    amount: Money
    converted: Money
    fee: Money
    quote: Quote | None = None

    @property
    def payout(self) -> Money:
        """What is paid out."""
        return self.converted - self.fee


@dataclass(frozen=True)
class Conversion:
    """What a conversion of ``amount`` comes to: ``credit`` in the other wallet."""

    amount: Money
    credit: Money
    quote: Quote


def converted(amount: Money, quote: Quote) -> Conversion:
    """What ``amount`` comes to in the other wallet, rounded down.

    Raises:
        Invalid: ``amount_not_positive``, ``amount_too_small``: nothing would arrive.
    """
    if not amount.is_positive:
        raise Invalid(
            "the amount must be more than zero", code="amount_not_positive", field="amount"
        )
    credit = amount.convert(quote.rate, quote.quote, Rounding.DOWN)
    if not credit.is_positive:
        raise Invalid("nothing would arrive", code="amount_too_small", field="amount")
    return Conversion(amount, credit, quote)


def priced(amount: Money, terms: MethodCurrency, quote: Quote | None = None) -> Price:
    """What a deposit of ``amount`` takes in the currency of ``terms``; the limits are those of the
    payment without the fee.

    Raises:
        Invalid: ``amount_not_positive``, ``amount_too_precise``. AmountOutOfRange.
    """
    converted = _converted(amount, terms, quote, Rounding.UP)
    check_range(converted, terms)
    return Price(amount, converted, _fee(converted, terms), quote)


def paid_out(amount: Money, terms: MethodCurrency, quote: Quote | None = None) -> Payout:
    """What a withdrawal of ``amount`` comes to in the currency of ``terms``; the limits are those
    of the payout without the fee.

    Raises:
        Invalid: ``amount_not_positive``, ``amount_too_precise``, ``fee_exceeds_amount``.
        AmountOutOfRange.
    """
    converted = _converted(amount, terms, quote, Rounding.DOWN)
    check_range(converted, terms)
    found = Payout(amount, converted, _fee(converted, terms), quote)
    if not found.payout.is_positive:
        raise Invalid("nothing would be left", code="fee_exceeds_amount", field="amount")
    return found


def check_shown(shown: str | None, real: Money) -> None:
    """Return if what the client was shown, if anything, is what it comes to.

    Raises:
        QuoteChanged. Invalid: ``shown`` is no amount.
    """
    if shown is not None and Money.parse(shown, real.currency, field="shown") != real:
        raise QuoteChanged(field="amount", shown=shown, now=str(real), currency=real.currency)


def _converted(
    amount: Money, terms: MethodCurrency, quote: Quote | None, rounding: Rounding
) -> Money:
    if not amount.is_positive:
        raise Invalid(
            "the amount must be more than zero", code="amount_not_positive", field="amount"
        )
    if quote is None:
        _check_step(amount, terms)
        return amount
    exact = amount.convert(quote.rate, terms.currency, rounding)
    return _stepped(exact, terms.step, rounding)


def _check_step(amount: Money, terms: MethodCurrency) -> None:
    if amount.minor % terms.step:
        raise Invalid(
            "this method takes fewer decimals",
            code="amount_too_precise",
            field="amount",
            currency=amount.currency,
            decimals=terms.decimals,
        )


def _fee(converted: Money, terms: MethodCurrency) -> Money:
    return _stepped(fee_of(converted, terms.fee).amount, terms.step, Rounding.DOWN)


def _stepped(amount: Money, step: int, rounding: Rounding) -> Money:
    whole = amount.minor // step
    if rounding is Rounding.UP and amount.minor % step:
        whole += 1
    return Money(whole * step, amount.currency)
