"""Money: exact in, exact out, and nothing appears or disappears on the way."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.currencies import EXPONENTS
from chalicelib.core.errors import Invalid
from chalicelib.core.money import Money, Rounding, rounded, total

currencies = st.sampled_from(sorted(EXPONENTS))
minors = st.integers(-(10**17), 10**17)


@given(minors, currencies)
def test_what_is_printed_is_read_back(minor: int, currency: str):
    assert Money.parse(str(Money(minor, currency)), currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("12.5", "USD", 1250),
        ("0.01", "USD", 1),
        ("-3", "EUR", -300),
        ("1200", "JPY", 1200),
        ("1.234", "KWD", 1234),
        ("0.00000001", "BTC", 1),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, currency: str, minor: int):
    assert Money.parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency", "code"),
    [
        ("", "USD", "amount_malformed"),
        ("1e3", "USD", "amount_malformed"),
        ("1,000", "USD", "amount_malformed"),
        (" 1", "USD", "amount_malformed"),
        ("+1", "USD", "amount_malformed"),
        ("01", "USD", "amount_malformed"),
        (".5", "USD", "amount_malformed"),
        ("NaN", "USD", "amount_malformed"),
        ("\u0661", "USD", "amount_malformed"),
        ("1.005", "USD", "amount_too_precise"),
        ("0.5", "JPY", "amount_too_precise"),
        ("99999999999999999", "USD", "amount_too_large"),
        ("1", "XXX", "currency_unknown"),
    ],
)
def test_anything_else_is_refused_with_its_reason(text: str, currency: str, code: str):
    with pytest.raises(Invalid) as refusal:
        Money.parse(text, currency)
    assert refusal.value.code == code


def test_a_float_is_not_an_amount():
    with pytest.raises(TypeError):
        Money(1.5, "USD")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Money(True, "USD")


def test_two_currencies_do_not_mix():
    with pytest.raises(ValueError, match="do not mix"):
        Money(1, "USD") + Money(1, "EUR")
    with pytest.raises(ValueError, match="do not mix"):
        assert Money(1, "USD") < Money(1, "EUR")


@given(minors, currencies, st.decimals("0.0001", "1000", places=4))
def test_a_conversion_is_off_by_less_than_one_minor_unit(minor: int, currency: str, rate: Decimal):
    exact = Money(minor, currency).as_decimal() * rate
    for rounding in Rounding:
        converted = Money(minor, currency).convert(rate, "USD", rounding)
        assert abs(converted.as_decimal() - exact) < Decimal("0.01")


@given(minors)
def test_named_roundings_keep_their_direction(minor: int):
    amount = Decimal(minor) / 1000
    assert rounded(amount, "USD", Rounding.UP).as_decimal() >= amount
    down = rounded(amount, "USD", Rounding.DOWN).as_decimal()
    assert abs(down) <= abs(amount)


@given(st.integers(0, 10**12), st.decimals("0", "100", places=2))
def test_a_share_and_the_rest_make_the_whole(minor: int, percent: Decimal):
    whole = Money(minor, "EUR")
    share = whole.share(percent, Rounding.HALF_UP)
    assert share + (whole - share) == whole
    assert Money.zero("EUR") <= share <= whole


@given(st.lists(minors.filter(lambda minor: abs(minor) < 10**12)))
def test_a_total_is_the_sum_of_its_parts(amounts: list[int]):
    assert total((Money(minor, "USD") for minor in amounts), "USD").minor == sum(amounts)
