"""Allowances: who is counted together, and when the count begins anew."""

from datetime import timedelta

import pytest

from chalicelib import ports
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Limited
from chalicelib.storage import limits

pytestmark = pytest.mark.usefixtures("store", "clock")
HOUR = timedelta(hours=1)


def let_through(*subjects: str) -> list[bool]:
    """Which of these tries, one after the other, are let through at two an hour for each."""
    return [_is_let_through(subject) for subject in subjects]


def _is_let_through(subject: str) -> bool:
    try:
        limits.take("knocking", subject, ports.now(), allowance=2, window=HOUR)
    except Limited:
        return False
    return True


def test_an_allowance_is_used_up_and_comes_back_with_the_next_window(clock: FixedClock):
    assert let_through("203.0.113.7", "203.0.113.7", "203.0.113.7") == [True, True, False]
    clock.advance(hours=1)
    assert let_through("203.0.113.7") == [True]


def test_others_have_allowances_of_their_own():
    assert let_through("203.0.113.7", "203.0.113.7", "203.0.113.8") == [True, True, True]
    assert let_through("10000001", "10000001", "10000002") == [True, True, True]


def test_all_addresses_of_one_ipv6_network_count_together():
    same = ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:0DB8:0001:0002:0:0:0:77")
    assert let_through(*same) == [True, True, False]
    assert let_through("2001:db8:1:3::1") == [True]
