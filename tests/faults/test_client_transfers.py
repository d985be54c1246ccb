"""Money that one client sends to another survives a death at every call."""

import pytest

from tests.faults.ground import Ground
from tests.faults.running import in_parts, outlive
from tests.faults.steps import client_transfers as steps

Request = pytest.FixtureRequest


@in_parts
def test_what_is_sent_is_held_once(ground: Ground, part: int, request: Request):
    outlive(ground, steps.submitting(ground), part, request)


@in_parts
def test_what_is_approved_arrives_once(ground: Ground, part: int, request: Request):
    outlive(ground, steps.approving(ground), part, request)


@in_parts
def test_what_is_rejected_comes_back_once(ground: Ground, part: int, request: Request):
    outlive(ground, steps.rejecting(ground), part, request)


@in_parts
def test_what_is_taken_back_comes_back_once(ground: Ground, part: int, request: Request):
    outlive(ground, steps.taking_back(ground), part, request)


@in_parts
def test_without_its_recipient_it_is_the_staffs_again(ground: Ground, part: int, request: Request):
    outlive(ground, steps.losing_its_recipient(ground), part, request)
