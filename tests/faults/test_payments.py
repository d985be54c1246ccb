"""Coins that come in survive a death at every call: one invoice, one credit."""

import pytest

from tests.faults.ground import Ground
from tests.faults.running import in_parts, outlive
from tests.faults.steps import payments as steps
from tests.kit.btcpay import BtcpaySide

Request = pytest.FixtureRequest


@in_parts
def test_coins_are_asked_for_once_and_credited_once(
    ground: Ground, btcpay: BtcpaySide, part: int, request: Request
):
    outlive(ground, steps.paying_in_coins(ground, btcpay), part, request)
