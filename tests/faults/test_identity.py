"""A vendor's verdict survives a death at every call: one approval, heard of or not."""

import pytest

from tests.faults.ground import Ground
from tests.faults.running import in_parts, outlive
from tests.faults.steps import identity as steps
from tests.kit.kyc import VendorSide

Request = pytest.FixtureRequest


@in_parts
def test_a_verdict_is_carried_out_once(
    ground: Ground, verifier: VendorSide, part: int, request: Request
):
    outlive(ground, steps.verdict_heard(ground, verifier), part, request)


@in_parts
def test_a_verdict_that_nobody_told_us_of_is_carried_out_once(
    ground: Ground, verifier: VendorSide, part: int, request: Request
):
    outlive(ground, steps.verdict_unheard(ground, verifier), part, request)
