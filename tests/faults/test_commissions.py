"""Settling a deal and paying its commissions survive a death at every call: each is paid once."""

import pytest

from tests.faults.ground import Ground
from tests.faults.running import in_parts, outlive
from tests.faults.steps import commissions as steps


@in_parts
def test_commissions_are_paid_once(ground: Ground, part: int, request: pytest.FixtureRequest):
    outlive(ground, steps.earned(ground), part, request)


@in_parts
def test_amounts_that_wait_are_paid_once_though_whoever_has_the_turn_dies(
    ground: Ground, part: int, request: pytest.FixtureRequest
):
    outlive(ground, steps.paid_together(ground), part, request)
