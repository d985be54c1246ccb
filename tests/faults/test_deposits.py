"""Deposits survive a death at every call: one request, one page, one credit."""

import pytest

from tests.faults.ground import Ground
from tests.faults.running import in_parts, outlive
from tests.faults.steps import deposits as steps
from tests.kit.funds import TradingSide
from tests.kit.payments import PaymentSide

Request = pytest.FixtureRequest


@in_parts
def test_a_wire_is_told_of_once(ground: Ground, part: int, request: Request):
    outlive(ground, steps.wiring(ground), part, request)


@in_parts
def test_a_confirmed_wire_is_credited_once(ground: Ground, part: int, request: Request):
    outlive(ground, steps.confirming(ground), part, request)


@in_parts
def test_a_card_payment_is_asked_for_once_and_credited_once(
    ground: Ground, psp: PaymentSide, part: int, request: Request
):
    outlive(ground, steps.paying(ground, psp), part, request)


@in_parts
def test_a_card_payment_that_nobody_told_us_of_is_credited_once(
    ground: Ground, psp: PaymentSide, part: int, request: Request
):
    outlive(ground, steps.paying_unheard(ground, psp), part, request)


@in_parts
def test_a_deposit_for_a_trading_account_arrives_there_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.funding_account(ground, trading), part, request)
