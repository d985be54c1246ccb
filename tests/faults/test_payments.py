"""Coins in and refunds out survive a death at every call: credited once, sent back once."""

import pytest

from tests.faults.ground import Ground
from tests.faults.running import in_parts, outlive
from tests.faults.steps import payments as steps
from tests.kit.btcpay import BtcpaySide
from tests.kit.payments import PaymentSide

Request = pytest.FixtureRequest


@in_parts
def test_coins_are_asked_for_once_and_credited_once(
    ground: Ground, btcpay: BtcpaySide, part: int, request: Request
):
    outlive(ground, steps.paying_in_coins(ground, btcpay), part, request)


@in_parts
def test_a_refund_is_sent_once_and_booked_once(
    ground: Ground, psp: PaymentSide, part: int, request: Request
):
    outlive(ground, steps.sending_back(ground, psp), part, request)
