"""Money sent to another client's account survives a death at every call."""

import pytest

from tests.faults.ground import Ground
from tests.faults.running import in_parts, outlive
from tests.faults.steps import sending_onto_account as steps
from tests.kit.funds import TradingSide

Request = pytest.FixtureRequest


@in_parts
def test_what_is_approved_is_on_the_account_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.approving(ground, trading), part, request)


@in_parts
def test_what_is_rejected_comes_back_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.rejecting(ground, trading), part, request)


@in_parts
def test_what_the_server_did_unheard_is_booked_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.unheard(ground, trading), part, request)


@in_parts
def test_what_the_account_does_not_take_stays_with_the_recipient(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.not_taken(ground, trading), part, request)


@in_parts
def test_from_account_to_account_each_server_moves_it_once(
    ground: Ground, trading: TradingSide, part: int, request: Request
):
    outlive(ground, steps.from_account_to_account(ground, trading), part, request)
