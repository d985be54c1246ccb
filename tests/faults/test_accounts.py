"""Changes of an account survive a death at every call: made on the server, told once."""

import pytest

from tests.faults.ground import Ground
from tests.faults.running import in_parts, outlive
from tests.faults.steps import accounts as steps
from tests.kit.funds import TradingSide

Request = pytest.FixtureRequest


@in_parts
def test_another_leverage_is_set_and_written_down(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.another_leverage(ground, trading), part, request)


@in_parts
def test_a_new_password_works_and_is_told_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.new_password(ground, trading), part, request)
