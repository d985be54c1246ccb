"""The pure rules of deposits: cost, fields, what a payment means, when to ask again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.errors import Invalid
from chalicelib.core.forms import FieldCheck, FieldType, FormField
from chalicelib.core.money import Money, Rounding
from chalicelib.funds.model.deposits import (
    Deposit,
    DepositDraft,
    DepositMethod,
    DepositMethodKind,
    DepositStage,
    FieldRefused,
)
from chalicelib.funds.model.methods import FeeRule, MethodCurrency
from chalicelib.funds.model.settings import DEPOSIT_METHODS
from chalicelib.funds.model.withdrawals import AmountOutOfRange, MethodNotAvailable
from chalicelib.funds.rules import deposits as rules
from chalicelib.funds.rules import pricing
from chalicelib.funds.rules.deposits import Verdict

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CARD, WIRE = DEPOSIT_METHODS.default
STAGES = list(DepositStage)


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def terms(percent: str = "2.5", cap: str | None = "75", currency: str = "USD") -> MethodCurrency:
    return MethodCurrency(currency, "10", "10000", FeeRule(Decimal(percent), cap))


def by_card(amount: str = "100.00", **changes: object) -> Deposit:
    cost = pricing.priced(usd(amount), terms())
    draft = DepositDraft("card", usd(amount), {})
    return replace(rules.new_deposit("dep_1", "10000001", CARD, draft, cost, NOW), **changes)


@pytest.mark.parametrize(
    ("amount", "percent", "cap", "fee", "payment"),
    [
        ("100.00", "2.5", "75", "2.50", "102.50"),
        ("10.01", "2.5", "75", "0.25", "10.26"),
        ("10.20", "2.5", "75", "0.26", "10.46"),
        ("3000.00", "2.5", "75", "75.00", "3075.00"),
        ("3000.01", "2.5", "75", "75.00", "3075.01"),
        ("10000.00", "2.5", None, "250.00", "10250.00"),
        ("100.00", "0", None, "0.00", "100.00"),
        ("100.00", "100", "0", "0.00", "100.00"),
    ],
)
def test_the_fee_is_on_top_rounded_to_the_cent_and_capped(
    amount: str, percent: str, cap: str | None, fee: str, payment: str
):
    price = pricing.priced(usd(amount), terms(percent, cap))
    assert (str(price.fee), str(price.payment)) == (fee, payment)


@given(
    minor=st.integers(10_00, 10_000_00),
    percent=st.decimals(0, 100, places=4),
    cap=st.none() | st.integers(0, 500),
    rounding=st.sampled_from(Rounding),
)
def test_what_is_paid_is_exactly_the_amount_and_the_fee(
    minor: int, percent: Decimal, cap: int | None, rounding: Rounding
):
    rule = FeeRule(percent, None if cap is None else str(cap), rounding)
    price = pricing.priced(Money(minor, "USD"), MethodCurrency("USD", "10", "10000", rule))
    assert price.amount == Money(minor, "USD")
    assert price.payment - price.fee == price.amount
    assert 0 <= price.fee.minor <= price.amount.minor
    assert cap is None or price.fee.minor <= cap * 100
    exact = Decimal(minor) * percent / 100
    assert cap is not None or abs(price.fee.minor - exact) < 1


@given(st.integers(10, 10_000), st.sampled_from(["JPY", "USD", "KWD"]))
def test_the_invariant_holds_in_currencies_of_every_exponent(whole: int, currency: str):
    price = pricing.priced(Money.parse(str(whole), currency), terms(currency=currency))
    assert price.amount + price.fee == price.payment


@pytest.mark.parametrize(
    ("amount", "refusal"),
    [
        ("0.00", Invalid),
        ("-50.00", Invalid),
        ("9.99", AmountOutOfRange),
        ("10000.01", AmountOutOfRange),
    ],
)
def test_amounts_outside_the_range_are_refused(amount: str, refusal: type[Invalid]):
    with pytest.raises(refusal) as refused:
        pricing.priced(usd(amount), terms())
    assert refused.value.field == "amount"


@pytest.mark.parametrize("amount", ["10.00", "10000.00"])
def test_both_limits_are_inclusive(amount: str):
    assert pricing.priced(usd(amount), terms()).amount == usd(amount)


def test_on_offer_is_what_is_enabled_in_currencies_that_wallets_can_have():
    hidden = replace(CARD, id="hidden", enabled=False)
    euro_only = replace(WIRE, id="sepa", currencies=(terms(currency="EUR"),))
    offered = rules.on_offer((hidden, CARD, euro_only), ("USD",))
    assert [method.id for method in offered] == ["card"]
    assert [one.currency for one in offered[0].currencies] == ["USD"]
    assert [one.id for one in rules.on_offer((CARD, WIRE), ("EUR", "USD"))] == ["card", "bank_wire"]


def test_a_method_is_chosen_by_its_name_and_currency():
    method, found = rules.chosen((CARD, WIRE), "bank_wire", "EUR")
    assert (method, found.currency) == (WIRE, "EUR")
    for wrong in (("card", "JPY"), ("cash", "USD")):
        with pytest.raises(MethodNotAvailable):
            rules.chosen((CARD, WIRE), *wrong)


@pytest.mark.parametrize(
    ("kind", "provider"), [(DepositMethodKind.ONLINE, None), (DepositMethodKind.MANUAL, "stripe")]
)
def test_a_method_has_a_provider_exactly_when_it_is_online(kind: DepositMethodKind, provider):
    with pytest.raises(ValueError, match="provider"):
        DepositMethod("x", kind, {"en": "X"}, (terms(),), provider=provider)


FIELDS = (
    FormField("proof", {}, FieldType.FILE),
    FormField("reference", {}, required=False, check=FieldCheck.DIGITS),
    FormField("bank", {}, min_length=2, max_length=20),
)


@pytest.mark.parametrize(
    ("values", "field", "problem"),
    [
        ({"bank": "Alpha"}, "fields.proof", "missing"),
        ({"proof": "fil_1"}, "fields.bank", "missing"),
        ({"proof": "  ", "bank": "Alpha"}, "fields.proof", "missing"),
        ({"proof": "fil_1", "bank": "A"}, "fields.bank", "too_short"),
        (
            {"proof": "fil_1", "bank": "Alpha", "reference": "AB12345"},
            "fields.reference",
            "pattern",
        ),
        ({"proof": "fil_1", "bank": "Alpha", "iban": "x"}, "fields.iban", "unknown"),
        ({"proof": "fil_1", "bank": "x" * 501}, "fields.bank", "too_long"),
        ({"proof": "f" * 501, "bank": "Alpha"}, "fields.proof", "too_long"),
    ],
)
def test_a_field_that_is_not_as_declared_is_named(values: dict, field: str, problem: str):
    with pytest.raises(FieldRefused) as refused:
        rules.checked_values(replace(WIRE, fields=FIELDS), values, NOW.date())
    assert (refused.value.field, refused.value.facts["problem"]) == (field, problem)


def test_fields_come_back_trimmed_and_empty_ones_not_at_all():
    given = {"proof": " fil_1 ", "bank": " Alpha ", "reference": "   "}
    method = replace(WIRE, fields=FIELDS)
    assert rules.checked_values(method, given, NOW.date()) == {"proof": "fil_1", "bank": "Alpha"}


def test_a_wire_waits_for_staff_and_for_no_payment():
    cost = pricing.Price(usd("50.00"), usd("50.00"), usd("0.00"))
    draft = DepositDraft("bank_wire", usd("50.00"), {"proof": "fil_1"})
    deposit = rules.new_deposit("dep_1", "10000001", WIRE, draft, cost, NOW)
    assert deposit.stage is DepositStage.AWAITING_DECISION
    assert (deposit.provider, deposit.expires_at, deposit.check_at) == (None, None, None)
    assert (deposit.file_fields, deposit.is_paid) == (("proof",), False)


def test_a_deposit_by_card_waits_for_its_payment_for_an_hour():
    deposit = by_card()
    assert (deposit.stage, deposit.provider) == (DepositStage.AWAITING_PAYMENT, "stripe")
    assert deposit.expires_at == NOW + timedelta(hours=1)
    assert deposit.check_at == NOW + timedelta(minutes=2)


EXACT, OTHER = usd("102.50"), usd("102.49")
EURO = Money(10_250, "EUR")


@pytest.mark.parametrize(
    ("stage", "received", "is_over", "verdict"),
    [
        ("awaiting_payment", None, False, "wait"),
        ("awaiting_payment", None, True, "over"),
        ("awaiting_payment", EXACT, True, "paid"),
        ("awaiting_payment", OTHER, True, "mismatch"),
        ("awaiting_payment", EURO, True, "mismatch"),
        ("awaiting_payment", usd("100.00"), True, "mismatch"),
        ("awaiting_decision", EXACT, True, "known"),
        ("awaiting_decision", None, True, "reversed"),
        ("credited", None, True, "reversed"),
        ("credited", EXACT, True, "known"),
        ("credited", OTHER, True, "known"),
        ("failed", EXACT, True, "late"),
        ("failed", None, True, "over"),
        ("ended", EXACT, True, "late"),
        ("ended", OTHER, True, "late"),
        ("ended", None, False, "wait"),
        ("ended", None, True, "over"),
    ],
)
def test_what_the_providers_word_means(
    stage: str, received: Money | None, is_over: bool, verdict: str
):
    deposit = by_card(stage=DepositStage(stage))
    assert rules.judged(deposit, received, is_over=is_over).value == verdict


@given(
    stage=st.sampled_from(STAGES),
    minor=st.none() | st.integers(1, 20_000),
    currency=st.sampled_from(["USD", "EUR"]),
    unmatched=st.booleans(),
)
def test_only_the_exact_payment_of_a_deposit_that_waits_for_it_is_ever_credited(
    stage: DepositStage, minor: int | None, currency: str, unmatched: bool
):
    received = None if minor is None else Money(minor, currency)
    deposit = by_card(stage=stage, unmatched=EXACT if unmatched else None)
    verdict = rules.judged(deposit, received, is_over=False)
    waits = stage is DepositStage.AWAITING_PAYMENT and not unmatched
    assert (verdict is Verdict.PAID) == (waits and received == deposit.payment)
    if received is not None:  # money is always taken in: credited, put aside, or there already
        assert verdict in (Verdict.PAID, Verdict.MISMATCH, Verdict.LATE, Verdict.KNOWN)


@pytest.mark.parametrize(
    ("provider", "known", "reference", "its_own"),
    [
        ("stripe", None, "cs_1", True),
        ("stripe", "cs_1", "cs_1", True),
        ("stripe", "cs_1", "cs_2", False),
        (None, None, "cs_1", False),
        ("other", "cs_1", "cs_1", False),
    ],
)
def test_a_payment_counts_for_the_deposit_whose_page_it_was_made_on(
    provider: str | None, known: str | None, reference: str, its_own: bool
):
    deposit = by_card(provider=provider, psp_reference=known)
    assert rules.is_payment_of(deposit, "stripe", reference) is its_own


@pytest.mark.parametrize(("minutes", "can_open"), [(0, True), (28, True), (29, False), (60, False)])
def test_a_page_is_opened_only_while_it_would_live_for_half_an_hour(minutes: int, can_open: bool):
    assert rules.page_can_open(by_card(), NOW + timedelta(minutes=minutes)) is can_open


@pytest.mark.parametrize("stage", [one for one in STAGES if one != "awaiting_payment"])
def test_the_page_of_a_deposit_that_does_not_wait_is_not_opened(stage: DepositStage):
    assert not rules.page_can_open(by_card(stage=stage), NOW)


@pytest.mark.parametrize(
    ("after", "then"),
    [
        (timedelta(0), timedelta(minutes=2)),
        (timedelta(minutes=2), timedelta(minutes=10)),
        (timedelta(minutes=9), timedelta(minutes=10)),
        (timedelta(minutes=29), timedelta(minutes=30)),
        (timedelta(minutes=30), timedelta(minutes=65)),
        (timedelta(minutes=65), timedelta(days=1, minutes=65)),
        (timedelta(days=1, minutes=64), timedelta(days=1, minutes=65)),
        (timedelta(days=9, minutes=65), timedelta(days=10, minutes=65)),
    ],
)
def test_the_provider_is_asked_soon_then_when_the_page_has_closed_then_daily(
    after: timedelta, then: timedelta
):
    assert rules.next_check(by_card(), NOW + after) == NOW + then


@given(st.timedeltas(timedelta(0), timedelta(days=400)))
def test_there_is_always_a_next_time_and_never_more_than_a_day_away(after: timedelta):
    gap = rules.next_check(by_card(), NOW + after) - (NOW + after)
    assert timedelta(0) < gap <= timedelta(days=1)
