"""What the server charged for a part of a position: its share of the opening, to the minor unit."""

from datetime import UTC, datetime

import pytest

from chalicelib.accounts.rules import closing
from chalicelib.accounts.rules.closing import Opened
from chalicelib.accounts.service.deals import stored
from chalicelib.core.money import Money
from tests.kit.earnings import deal, live_account

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("charged", "part", "whole", "expected"),
    [
        ("9.00", 10_000, 30_000, "3.00"),
        ("10.00", 10_000, 30_000, "3.33"),
        ("-10.00", 10_000, 30_000, "-3.33"),
        ("8.00", 40_000, 40_000, "8.00"),
    ],
)
def test_a_part_has_its_share_of_what_opening_cost(charged, part, whole, expected):
    opened = Opened(AT, whole, whole, Money.parse(charged, "USD"), None)
    held = live_account("10000001")
    closed = stored(held, deal(held, 7002, at=AT, volume_ten_thousandths=part))
    assert str(closing.charged(closed, opened)) == expected
