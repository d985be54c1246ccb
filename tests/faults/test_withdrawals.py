"""Withdrawals, adjustments and their notices survive a death at every call."""

import pytest

from tests.faults.ground import Ground
from tests.faults.running import in_parts, outlive
from tests.faults.steps import withdrawals as steps

Request = pytest.FixtureRequest


@in_parts
def test_a_withdrawal_is_held_once(ground: Ground, part: int, request: Request):
    outlive(ground, steps.submitting(ground), part, request)


@in_parts
def test_an_approved_withdrawal_leaves_once(ground: Ground, part: int, request: Request):
    outlive(ground, steps.approving(ground), part, request)


@in_parts
def test_what_the_system_approves_leaves_once_and_counts_once(
    ground: Ground, part: int, request: Request
):
    outlive(ground, steps.approving_by_the_system(ground), part, request)


@in_parts
def test_a_corrected_withdrawal_is_held_as_corrected(ground: Ground, part: int, request: Request):
    outlive(ground, steps.correcting(ground), part, request)


@in_parts
def test_a_rejected_withdrawal_comes_back_once(ground: Ground, part: int, request: Request):
    outlive(ground, steps.rejecting(ground), part, request)


@in_parts
def test_a_withdrawal_that_is_taken_back_comes_back_once(
    ground: Ground, part: int, request: Request
):
    outlive(ground, steps.taking_back(ground), part, request)


@in_parts
def test_a_refund_after_the_approval_is_booked_once(ground: Ground, part: int, request: Request):
    outlive(ground, steps.refunding(ground), part, request)


@in_parts
def test_an_adjustment_is_booked_once(ground: Ground, part: int, request: Request):
    outlive(ground, steps.adjusting(ground), part, request)


@in_parts
def test_a_rejection_is_told_once_and_never_lost(ground: Ground, part: int, request: Request):
    outlive(ground, steps.telling(ground), part, request)
