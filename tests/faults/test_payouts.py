"""Payouts in coins survive a death at every call: paid once, or not at all."""

import pytest

from tests.faults.ground import Ground
from tests.faults.running import in_parts, outlive
from tests.faults.steps import payouts as steps
from tests.kit.btcpay import BtcpaySide

Request = pytest.FixtureRequest


@in_parts
def test_a_confirmed_payout_is_ordered_once_and_paid_once(
    ground: Ground, btcpay: BtcpaySide, part: int, request: Request
):
    outlive(ground, steps.confirming(ground, btcpay), part, request)


@in_parts
def test_a_payout_that_is_called_back_is_not_paid(
    ground: Ground, btcpay: BtcpaySide, part: int, request: Request
):
    outlive(ground, steps.calling_back(ground, btcpay), part, request)


@in_parts
def test_a_refund_instead_of_a_payout_is_booked_once(
    ground: Ground, btcpay: BtcpaySide, part: int, request: Request
):
    outlive(ground, steps.refunding(ground, btcpay), part, request)
