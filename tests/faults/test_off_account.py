"""Withdrawals straight from an account survive a death at every call: held once, or not at all."""

import pytest

from tests.faults.ground import Ground
from tests.faults.running import in_parts, outlive
from tests.faults.steps import off_account as steps
from tests.kit.funds import TradingSide

Request = pytest.FixtureRequest


@in_parts
def test_what_leaves_the_account_is_held_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.arriving(ground, trading), part, request)


@in_parts
def test_what_the_server_refuses_ends_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.refused(ground, trading), part, request)


@in_parts
def test_what_is_taken_back_on_its_way_arrives_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.taken_back(ground, trading), part, request)
