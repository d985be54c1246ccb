"""Payments by the open PSP protocol survive a death at every call: one order, one credit."""

from collections.abc import Callable

import pytest

from tests.faults.ground import Ground
from tests.faults.harness import Scenario
from tests.faults.running import in_parts, outlive
from tests.faults.steps import open_psp as steps
from tests.faults.world import World
from tests.kit.harbour import Harbour


@in_parts
@pytest.mark.parametrize("step", [steps.paying, steps.paying_early])
def test_an_order_is_made_once_and_credited_once(
    ground: Ground,
    harbour: Harbour,
    step: Callable[[Ground, Harbour], Scenario[World]],
    part: int,
    request: pytest.FixtureRequest,
):
    outlive(ground, step(ground, harbour), part, request)
