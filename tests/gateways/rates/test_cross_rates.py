"""The arithmetic between currencies, and the age limit."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.errors import Invalid, Kind
from chalicelib.gateways.rates.port import RateSheet, RatesTooOld, cross_rate, fresh

DAY = date(2026, 3, 2)
SHEET = RateSheet(
    as_of=DAY,
    source="ecb",
    base="EUR",
    rates={"USD": Decimal("1.1582"), "JPY": Decimal("178.61"), "GBP": Decimal("0.88120")},
)
RATES = st.decimals("0.0001", "99999", places=4)


@pytest.mark.parametrize(
    ("sold", "bought", "rate"),
    [
        ("EUR", "USD", "1.1582"),
        ("USD", "EUR", "0.8634087377"),
        ("USD", "JPY", "154.2134346"),
        ("JPY", "USD", "0.006484519344"),
        ("GBP", "USD", "1.314344076"),
        ("USD", "USD", "1"),
        ("EUR", "EUR", "1"),
    ],
)
def test_a_cross_rate_has_ten_significant_digits(sold: str, bought: str, rate: str) -> None:
    assert cross_rate(SHEET, sold, bought) == Decimal(rate)


def test_a_tie_goes_to_the_even_digit() -> None:
    sheet = RateSheet(DAY, "x", "EUR", {"AAA": Decimal(2), "BBB": Decimal("2.000000001")})
    assert cross_rate(sheet, "AAA", "BBB") == Decimal("1.000000000")
    sheet = RateSheet(DAY, "x", "EUR", {"AAA": Decimal(2), "BBB": Decimal("2.000000003")})
    assert cross_rate(sheet, "AAA", "BBB") == Decimal("1.000000002")


@given(RATES, RATES)
def test_there_and_back_loses_at_most_the_last_digits(one: Decimal, other: Decimal) -> None:
    sheet = RateSheet(DAY, "x", "EUR", {"AAA": one, "BBB": other})
    product = cross_rate(sheet, "AAA", "BBB") * cross_rate(sheet, "BBB", "AAA")
    assert abs(product - 1) < Decimal("1e-8")


@pytest.mark.parametrize("pair", [("AED", "USD"), ("USD", "AED"), ("AED", "AED")])
def test_a_currency_without_a_rate_is_named(pair: tuple[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        cross_rate(SHEET, *pair)
    assert (refused.value.code, refused.value.facts["currency"]) == ("rate_unknown", "AED")


@pytest.mark.parametrize(("age", "usable"), [(0, True), (5, True), (6, False), (400, False)])
def test_a_sheet_is_used_for_five_days_and_no_longer(age: int, *, usable: bool) -> None:
    today = DAY + timedelta(days=age)
    if usable:
        assert fresh(SHEET, today, 5) is SHEET
        return
    with pytest.raises(RatesTooOld) as refused:
        fresh(SHEET, today, 5)
    assert refused.value.kind is Kind.UPSTREAM
    assert (refused.value.code, refused.value.facts["age_days"]) == ("rates_too_old", age)
