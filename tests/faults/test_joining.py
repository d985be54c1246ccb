"""Registering and opening an account survive a death at every call: one client, one account."""

import pytest

from tests.faults.ground import Ground
from tests.faults.running import in_parts, outlive
from tests.faults.steps import joining as steps
from tests.kit.funds import TradingSide

Request = pytest.FixtureRequest


@in_parts
def test_a_newcomer_is_let_in_once(ground: Ground, part: int, request: Request):
    outlive(ground, steps.registering(ground), part, request)


@in_parts
def test_a_newcomer_in_steps_becomes_one_client(ground: Ground, part: int, request: Request):
    outlive(ground, steps.registering_in_steps(ground), part, request)


@in_parts
def test_an_account_is_opened_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.opening(ground, trading.simulator), part, request)
