"""Our money as Stripe writes it, and back."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.currencies import EXPONENTS
from chalicelib.core.errors import FairleadError, Invalid, VendorRefused
from chalicelib.core.money import Money
from chalicelib.gateways.payments.stripe_amounts import from_stripe, is_offered, to_stripe

VECTORS = json.loads(Path("tests/contract/vectors/stripe.json").read_text())["amounts"]
OFFERED = [currency for currency in EXPONENTS if is_offered(currency)]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["currency"])
def test_an_amount_is_written_by_stripes_rules_and_read_back(vector: dict[str, str]) -> None:
    amount = Money.parse(vector["amount"], vector["currency"])
    assert to_stripe(amount) == vector["stripe"]
    assert from_stripe(to_stripe(amount), vector["currency"].lower()) == amount


@given(st.sampled_from(OFFERED), st.integers(1, 10**12))
def test_what_can_be_sent_comes_back_unchanged(currency: str, tens: int) -> None:
    amount = Money(tens * 10, currency)
    assert from_stripe(to_stripe(amount), currency.lower()) == amount


def test_a_third_decimal_that_cards_cannot_carry_is_refused_with_the_step() -> None:
    with pytest.raises(Invalid) as refused:
        to_stripe(Money.parse("5.124", "KWD"))
    assert refused.value.code == "amount_too_precise"
    assert refused.value.facts == {"currency": "KWD", "step": "0.010"}


@pytest.mark.parametrize("currency", ["BTC", "USDT", "LYD", "MGA"])
def test_a_currency_that_stripe_does_not_charge_is_refused(currency: str) -> None:
    with pytest.raises(Invalid) as refused:
        to_stripe(Money(1000, currency))
    assert refused.value.code == "currency_not_supported"


@pytest.mark.parametrize("minor", [0, -100])
def test_nothing_and_less_than_nothing_cannot_be_charged(minor: int) -> None:
    with pytest.raises(Invalid) as refused:
        to_stripe(Money(minor, "EUR"))
    assert refused.value.code == "amount_not_positive"


def test_a_fraction_of_a_krona_is_not_rounded_away() -> None:
    with pytest.raises(VendorRefused) as refused:
        from_stripe(550, "isk")
    assert refused.value.code == "psp_amount_unreadable"


def test_money_in_a_currency_that_we_do_not_know_is_refused() -> None:
    with pytest.raises(FairleadError) as refused:
        from_stripe(100, "xxx")
    assert refused.value.code == "currency_unknown"
