"""Partial approval: below the threshold in the base currency by itself, from it on by staff."""

from dataclasses import replace

import pytest

from chalicelib.approvals.public import Mode, RequestType
from chalicelib.funds.model.rates import RateRule
from chalicelib.funds.model.settings import RATE_RULES
from chalicelib.settings import public as settings
from tests.kit.approvals import automate
from tests.kit.courier import Courier
from tests.kit.funds import SYSTEM, status_of
from tests.kit.payments import PaymentSide, ask, card, stage

EURO = RateRule(base="EUR", quote="USD", manual="1.25")


@pytest.fixture(autouse=True)
def _threshold(psp: PaymentSide) -> None:
    automate(RequestType.DEPOSIT, Mode.PARTIAL, "100")
    settings.adopt(SYSTEM, RATE_RULES, (EURO,))


@pytest.mark.parametrize(
    ("amount", "currency", "became"),
    [
        ("99.99", "USD", "credited"),
        ("100.00", "USD", "awaiting_decision"),
        ("79.99", "EUR", "credited"),
        ("80.00", "EUR", "awaiting_decision"),
        ("80.01", "EUR", "awaiting_decision"),
    ],
)
def test_exactly_on_the_threshold_is_for_staff(
    psp: PaymentSide, courier: Courier, amount: str, currency: str, became: str
):
    deposit = ask(card(amount, currency))
    psp.pay(deposit)
    psp.hear()
    courier.deliver_all()
    assert stage(deposit) == became


def test_what_cannot_be_compared_is_for_staff(psp: PaymentSide, courier: Courier):
    settings.adopt(SYSTEM, RATE_RULES, (replace(EURO, base="GBP"),))
    deposit = ask(card("10.00", "EUR"))
    psp.pay(deposit)
    psp.hear()
    courier.deliver_all()
    assert status_of(deposit.id)[0] == "pending"
