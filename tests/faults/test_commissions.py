"""Settling a deal and paying its commissions survive a death at every call: each is paid once."""

import pytest

from tests.faults.ground import Ground
from tests.faults.running import in_parts, outlive
from tests.faults.steps import commissions as steps
from tests.faults.steps import reviews


@in_parts
def test_commissions_are_paid_once(ground: Ground, part: int, request: pytest.FixtureRequest):
    outlive(ground, steps.earned(ground), part, request)


@in_parts
def test_deals_that_come_together_are_settled_counted_and_paid_once(
    ground: Ground, part: int, request: pytest.FixtureRequest
):
    outlive(ground, steps.settled_together(ground), part, request)


@in_parts
def test_amounts_that_wait_are_paid_once_though_whoever_has_the_turn_dies(
    ground: Ground, part: int, request: pytest.FixtureRequest
):
    outlive(ground, steps.paid_together(ground), part, request)


@in_parts
def test_what_is_held_is_held_once(ground: Ground, part: int, request: pytest.FixtureRequest):
    outlive(ground, reviews.held(ground), part, request)


@in_parts
def test_what_is_released_is_paid_once(ground: Ground, part: int, request: pytest.FixtureRequest):
    outlive(ground, reviews.released(ground), part, request)


@in_parts
def test_what_is_refused_is_never_paid(ground: Ground, part: int, request: pytest.FixtureRequest):
    outlive(ground, reviews.refused(ground), part, request)


@in_parts
def test_a_recalculation_is_carried_out_once(
    ground: Ground, part: int, request: pytest.FixtureRequest
):
    outlive(ground, steps.recalculated(ground), part, request)


@in_parts
def test_a_claw_back_is_taken_once(ground: Ground, part: int, request: pytest.FixtureRequest):
    outlive(ground, steps.claw_back_approved(ground), part, request)


@in_parts
def test_what_is_owed_is_set_off_once(ground: Ground, part: int, request: pytest.FixtureRequest):
    outlive(ground, steps.claw_back_set_off(ground), part, request)


@in_parts
def test_what_was_never_paid_is_cancelled_once(
    ground: Ground, part: int, request: pytest.FixtureRequest
):
    outlive(ground, steps.never_paid_cancelled(ground), part, request)
