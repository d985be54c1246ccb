"""Orders for many survive a death at every call: each row is carried out once, and counted once."""

import pytest

from tests.faults.ground import Ground
from tests.faults.running import in_parts, outlive
from tests.faults.steps import bulk as steps
from tests.kit.funds import TradingSide

Request = pytest.FixtureRequest


@in_parts
def test_each_request_of_an_order_is_decided_once(ground: Ground, part: int, request: Request):
    outlive(ground, steps.deciding(ground), part, request)


@in_parts
def test_each_account_of_an_order_gets_its_money_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.paying_in(ground, trading), part, request)
