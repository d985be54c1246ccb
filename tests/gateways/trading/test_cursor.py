"""The place in a server's deals: kept as a short text, whatever was delivered."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.gateways.trading.feed import Cursor

TICKETS = st.frozensets(st.integers(1, 60) | st.integers(1, 10**12))


@given(at=st.integers(0, 2**42), tickets=TICKETS)
def test_a_cursor_is_read_as_it_was_written(at: int, tickets: frozenset[int]):
    assert Cursor.parse(str(Cursor(at, tickets))) == Cursor(at, tickets)


def test_tickets_that_follow_one_another_take_no_room():
    assert str(Cursor(7, frozenset(range(100, 200_000)))) == "7:100-199999"
    assert str(Cursor(7, frozenset({3, 5, 6, 9}))) == "7:3,5-6,9"
    assert str(Cursor(7)) == "7:"


def test_a_cursor_that_names_every_ticket_is_still_read():
    assert Cursor.parse("7:3,5,6").tickets == {3, 5, 6}
