"""Staff's money on an account survives a death at every call: the server moves it once."""

from collections.abc import Callable

import pytest

from tests.faults.ground import Ground
from tests.faults.harness import Scenario
from tests.faults.running import in_parts, outlive
from tests.faults.steps import operations as steps
from tests.faults.world import World
from tests.kit.funds import TradingSide

Request = pytest.FixtureRequest


@in_parts
@pytest.mark.parametrize("step", [steps.deposit, steps.withdrawal, steps.credit_in, steps.refused])
def test_money_moves_on_the_account_once(
    ground: Ground,
    trading: TradingSide,
    step: Callable[[Ground, TradingSide], Scenario[World]],
    part: int,
    request: Request,
):
    outlive(ground, step(ground, trading), part, request)
