"""Repairs survive a death at every call: what was approved by two people is done once."""

import pytest

from tests.faults.ground import Ground
from tests.faults.running import in_parts, outlive
from tests.faults.steps import repairs as steps
from tests.kit.funds import TradingSide

Request = pytest.FixtureRequest


@in_parts
def test_a_repair_is_booked_once(ground: Ground, trading: TradingSide, part: int, request: Request):
    outlive(ground, steps.booked(ground, trading), part, request)


@in_parts
def test_a_correction_is_made_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.corrected(ground, trading), part, request)
