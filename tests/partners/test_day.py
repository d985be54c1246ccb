"""A day of deals below a deep tree: in any order, any number of times, the books are the same.

`FAIRLEAD_WIDE=1` makes it 200,000 deals below 20,000 clients: an hour of one core, and 10 GB.
"""

import os
import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.core.money import Money
from tests.kit.earning_day import Books, a_day
from tests.kit.engines import Engine

WIDE = os.environ.get("FAIRLEAD_WIDE") == "1"
CLIENTS, DEALS = (20_000, 200_000) if WIDE else (90, 240)
FEW = 7
SMALL = (40, FEW)


def shuffled(tickets: list[int]) -> list[int]:
    """The deals in another order."""
    return random.Random(3).sample(tickets, len(tickets))


def test_a_day_of_deals_replayed_twice_and_shuffled_leaves_identical_books(engine: Engine) -> None:
    assert _shuffled_from_the_first() == _replayed()


def _replayed() -> Books:
    """The books of a day that was told in its order, then twice more, once of them shuffled."""
    with a_day(CLIENTS, DEALS) as day:
        day.told(day.tickets, pay_each=50)
        books = day.books()
        assert books.rows["EarnedDeal"] == DEALS
        assert "Due" not in books.rows
        assert books.paid > 0
        assert books.house == {"ib_commission_expense": f"-{Money(books.paid, 'USD')}"}
        day.told(day.tickets, pay_each=DEALS)
        day.told(shuffled(day.tickets), pay_each=DEALS // 4)
        assert day.books() == books
    return books


def _shuffled_from_the_first() -> Books:
    """The books of the same day, told out of its order alone, and many deals together."""
    with a_day(CLIENTS, DEALS) as day:
        day.told(shuffled(day.tickets), pay_each=2, together=20)
        return day.books()


@pytest.fixture(scope="module")
def books(engine: Engine) -> Iterator[Books]:
    """What a few deals come to, told once and in their order."""
    with a_day(*SMALL) as day:
        day.told(day.tickets, pay_each=FEW)
        yield day.books()


@settings(max_examples=15, deadline=None)
@given(
    order=st.permutations(range(FEW)),
    again=st.lists(st.integers(0, FEW - 1), max_size=5),
    pay_each=st.integers(1, FEW),
    together=st.integers(1, FEW),
)
def test_neither_order_nor_batches_nor_repetition_change_a_total(
    books: Books, order: list[int], again: list[int], pay_each: int, together: int
) -> None:
    with a_day(*SMALL) as day:
        day.told([day.tickets[place] for place in (*order, *again)], pay_each, together)
        assert day.books() == books
