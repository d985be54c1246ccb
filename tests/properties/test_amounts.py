"""Over all currencies: no minor unit appears or disappears, and what is shown is what is booked."""

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chalicelib.core.currencies import EXPONENTS
from chalicelib.core.errors import Invalid
from chalicelib.core.money import Money, Rounding, exponent
from chalicelib.funds.model.deposits import Deposit, DepositMethodKind, DepositStage
from chalicelib.funds.model.ledger import Posting, available, held, sums
from chalicelib.funds.model.methods import FeeRule, MethodCurrency
from chalicelib.funds.model.rates import Quote, QuoteChanged, RateDirection
from chalicelib.funds.model.withdrawals import Withdrawal
from chalicelib.funds.rules import pricing
from chalicelib.funds.rules.rates import with_markup
from chalicelib.funds.service.deposit_decisions import postings_of
from chalicelib.funds.service.withdrawal_decisions import destinations

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
CURRENCIES = st.sampled_from(sorted(EXPONENTS))
RATES = st.decimals("0.00000001", "99999999", places=8).filter(bool)
PERCENTS = st.decimals("0", "100", places=4)
MARKUPS = st.decimals("0", "50", places=4)
MINORS = st.integers(1, 10**14)


@st.composite
def terms(draw: st.DrawFn, currency: str) -> MethodCurrency:
    finest = exponent(currency)
    cap = draw(st.none() | st.integers(0, 10_000))
    rule = FeeRule(
        draw(PERCENTS), None if cap is None else str(cap), draw(st.sampled_from(Rounding))
    )
    decimals = draw(st.none() | st.integers(0, finest))
    return MethodCurrency(currency, "0", "9" * 15, rule, decimals)


@st.composite
def quotes(draw: st.DrawFn, base: str, other: str, direction: RateDirection) -> Quote:
    quoted, markup = draw(RATES), draw(MARKUPS)
    rate = with_markup(quoted, markup, direction)
    return Quote(base, other, direction, "ecb", quoted, markup, rate, NOW, NOW, 1)


@st.composite
def asked(draw: st.DrawFn, direction: RateDirection) -> tuple[Money, MethodCurrency, Quote | None]:
    base, other = draw(CURRENCIES), draw(CURRENCIES)
    found = draw(terms(other))
    if base == other:
        return Money(draw(st.integers(1, 10**10)) * found.step, base), found, None
    return Money(draw(MINORS), base), found, draw(quotes(base, other, direction))


def exact(amount: Money, quote: Quote | None) -> Fraction:
    """What it comes to without any rounding, in minor units of the other currency."""
    if quote is None:
        return Fraction(amount.minor)
    whole = Fraction(amount.minor, 10 ** exponent(amount.currency)) * Fraction(quote.rate)
    return whole * 10 ** exponent(quote.quote)


def deposit_of(price: pricing.Price) -> Deposit:
    return Deposit(
        id="dep_1",
        client_id="10000001",
        amount=price.amount,
        fee=price.fee,
        payment=price.payment,
        method_id="card",
        method_kind=DepositMethodKind.MANUAL,
        method_name={},
        submitted_at=NOW,
        stage=DepositStage.AWAITING_DECISION,
        quote=price.quote,
    )


def withdrawal_of(price: pricing.Payout) -> Withdrawal:
    return Withdrawal(
        id="wdr_1",
        client_id="10000001",
        amount=price.amount,
        fee=price.fee,
        payout=price.payout,
        method_id="bank_wire",
        method_name={},
        details_id="wdd_1",
        details_label="",
        hold_id="",
        submitted_at=NOW,
        quote=price.quote,
    )


@given(asked(RateDirection.DEPOSIT))
def test_a_payment_is_the_amount_at_the_rate_rounded_up_by_less_than_one_step_and_the_fee(
    wish: tuple[Money, MethodCurrency, Quote | None],
) -> None:
    amount, found, quote = wish
    try:
        price = pricing.priced(amount, found, quote)
    except Invalid:
        assume(False)
    assert price.payment == price.converted + price.fee
    assert 0 <= price.converted.minor - exact(amount, quote) < found.step
    assert price.payment.minor % found.step == 0
    assert 0 <= price.fee.minor <= price.converted.minor
    cap = found.fee.cap
    assert cap is None or price.fee <= Money.parse(cap, found.currency)


@given(asked(RateDirection.WITHDRAWAL))
def test_a_payout_is_the_amount_at_the_rate_rounded_down_by_less_than_one_step_less_the_fee(
    wish: tuple[Money, MethodCurrency, Quote | None],
) -> None:
    amount, found, quote = wish
    try:
        price = pricing.paid_out(amount, found, quote)
    except Invalid:
        assume(False)
    assert price.payout + price.fee == price.converted
    assert 0 <= exact(amount, quote) - price.converted.minor < found.step
    assert price.payout.minor % found.step == 0
    assert price.payout.is_positive
    cap = found.fee.cap
    assert cap is None or price.fee <= Money.parse(cap, found.currency)


@given(asked(RateDirection.DEPOSIT))
def test_the_entry_of_a_deposit_balances_in_each_currency_and_pays_what_was_shown(
    wish: tuple[Money, MethodCurrency, Quote | None],
) -> None:
    try:
        price = pricing.priced(*wish)
    except Invalid:
        assume(False)
    postings = postings_of(deposit_of(price))
    assert set(sums(postings).values()) == {0}
    client = [one.amount for one in postings if one.account == available("10000001")]
    assert client == [price.amount]
    paid = sum(-one.amount.minor for one in postings if one.account.code == "bank_clearing")
    assert paid == price.payment.minor


@given(asked(RateDirection.WITHDRAWAL))
def test_the_entry_of_a_payout_balances_and_its_refund_gives_back_every_unit(
    wish: tuple[Money, MethodCurrency, Quote | None],
) -> None:
    try:
        price = pricing.paid_out(*wish)
    except Invalid:
        assume(False)
    went = destinations(withdrawal_of(price))
    out = (Posting(held("10000001"), -price.amount), *went)
    assert set(sums(out).values()) == {0}
    back = (
        *(Posting(one.account, -one.amount) for one in went),
        Posting(available("10000001"), price.amount),
    )
    assert set(sums(back).values()) == {0}
    house = sums(
        Posting(one.account, one.amount) for one in (*out, *back) if not one.account.is_wallet
    )
    assert set(house.values()) <= {0}


@given(asked(RateDirection.DEPOSIT), st.integers(-2, 2))
def test_another_payment_than_the_one_shown_is_refused_by_any_unit(
    wish: tuple[Money, MethodCurrency, Quote | None], off: int
) -> None:
    try:
        real = pricing.priced(*wish).payment
    except Invalid:
        assume(False)
    shown = Money(real.minor + off, real.currency)
    assume(not shown.minor < 0)
    if not off:
        pricing.check_shown(str(shown), real)
        return
    with pytest.raises(QuoteChanged) as refused:
        pricing.check_shown(str(shown), real)
    assert refused.value.facts["now"] == str(real)


@given(CURRENCIES, MINORS, RATES, MARKUPS)
def test_paying_in_and_out_at_one_quoted_rate_never_gains(
    currency: str, minor: int, quoted: Decimal, markup: Decimal
) -> None:
    """Who pays in at a rate and is paid at once at the same quoted rate gets no more back."""
    other = "USD" if currency != "USD" else "EUR"
    dear = with_markup(quoted, markup, RateDirection.DEPOSIT)
    cheap = with_markup(quoted, markup, RateDirection.WITHDRAWAL)
    there = Money(minor, currency).convert(dear, other, Rounding.UP)
    back = Money(minor, currency).convert(cheap, other, Rounding.DOWN)
    assert back <= there
