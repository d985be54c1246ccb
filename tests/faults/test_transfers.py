"""Transfers survive a death at every call: the trading server moves the money once."""

import pytest

from tests.faults.ground import Ground
from tests.faults.running import in_parts, outlive
from tests.faults.steps import transfers as steps
from tests.kit.funds import CtraderSide, TradingSide

Request = pytest.FixtureRequest


@in_parts
def test_money_reaches_the_account_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.to_account(ground, trading), part, request)


@in_parts
def test_money_comes_back_once(ground: Ground, trading: TradingSide, part: int, request: Request):
    outlive(ground, steps.from_account(ground, trading), part, request)


@in_parts
def test_a_refused_transfer_goes_back_to_staff_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.refused(ground, trading), part, request)


@in_parts
def test_money_reaches_an_account_on_ctrader_once(
    ground: Ground, on_ctrader: CtraderSide, part: int, request: Request
):
    outlive(ground, steps.to_account(ground, on_ctrader), part, request)


@in_parts
def test_money_comes_back_from_ctrader_once(
    ground: Ground, on_ctrader: CtraderSide, part: int, request: Request
):
    outlive(ground, steps.from_account(ground, on_ctrader), part, request)


@in_parts
def test_a_transfer_that_ctrader_refuses_goes_back_to_staff_once(
    ground: Ground, on_ctrader: CtraderSide, part: int, request: Request
):
    outlive(ground, steps.refused(ground, on_ctrader), part, request)
