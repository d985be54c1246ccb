"""Commissions that go on to trading accounts survive a death at every call: each day, once."""

import pytest

from tests.faults.ground import Ground
from tests.faults.running import in_parts, outlive
from tests.faults.steps import onward as steps
from tests.kit.funds import TradingSide

Request = pytest.FixtureRequest


@in_parts
def test_what_was_paid_is_on_each_account_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.earned_onward(ground, trading), part, request)


@in_parts
def test_what_the_account_does_not_take_stays_in_the_wallet_and_is_told_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.not_taken(ground, trading), part, request)
