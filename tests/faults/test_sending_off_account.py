"""Money sent to another client from an account survives a death at every call."""

import pytest

from tests.faults.ground import Ground
from tests.faults.running import in_parts, outlive
from tests.faults.steps import sending_off_account as steps
from tests.kit.funds import TradingSide

Request = pytest.FixtureRequest


@in_parts
def test_what_leaves_the_account_is_held_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.arriving(ground, trading), part, request)


@in_parts
def test_what_is_approved_arrives_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.approving(ground, trading), part, request)


@in_parts
def test_what_is_rejected_stays_in_the_senders_wallet(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.rejecting(ground, trading), part, request)


@in_parts
def test_what_the_server_refuses_ends_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.refused(ground, trading), part, request)


@in_parts
def test_what_is_taken_back_on_its_way_arrives_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.taken_back(ground, trading), part, request)
