"""Conversions between own wallets survive a death at every call: one entry, or none."""

from collections.abc import Callable

import pytest

from tests.faults.ground import Ground
from tests.faults.harness import Scenario
from tests.faults.running import in_parts, outlive
from tests.faults.steps import conversions as steps
from tests.faults.world import World


@in_parts
@pytest.mark.parametrize("step", [steps.converting, steps.approving, steps.rejecting])
def test_dollars_become_euros_once_or_not_at_all(
    ground: Ground,
    step: Callable[[Ground], Scenario[World]],
    part: int,
    request: pytest.FixtureRequest,
):
    outlive(ground, step(ground), part, request)
