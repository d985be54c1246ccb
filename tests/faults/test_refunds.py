"""Refunds, and payments that fit no deposit, survive a death at every call: each is booked once."""

from collections.abc import Callable

import pytest

from tests.faults.ground import Ground
from tests.faults.harness import Scenario
from tests.faults.running import in_parts, outlive
from tests.faults.steps import refunds as steps
from tests.faults.world import World
from tests.kit.payments import PaymentSide

Request = pytest.FixtureRequest


@in_parts
def test_a_refund_reaches_the_card_once(
    ground: Ground, psp: PaymentSide, part: int, request: Request
):
    outlive(ground, steps.refunding(ground, psp), part, request)


@in_parts
@pytest.mark.parametrize(
    "step",
    [steps.paid_twice, steps.of_nobody, steps.another_amount, steps.another_currency],
)
def test_what_fits_no_deposit_is_put_aside_once(
    ground: Ground,
    psp: PaymentSide,
    step: Callable[[Ground, PaymentSide], Scenario[World]],
    part: int,
    request: Request,
):
    outlive(ground, step(ground, psp), part, request)
