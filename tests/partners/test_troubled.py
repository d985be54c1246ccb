"""What could not be paid, and claw-backs: what they come to, and how many wait for staff."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from chalicelib import ports
from chalicelib.clients.model import Client
from chalicelib.clients.service import suspension
from chalicelib.core.actor import Scope
from chalicelib.core.money import Money
from chalicelib.partners.model.earnings import CommissionState
from chalicelib.partners.service import failures, payouts
from tests.kit.earnings import FEED, chain, settled, wallet
from tests.kit.plans import ANN, standard_for_all

pytestmark = pytest.mark.usefixtures("engine", "dynamo", "clock")
FAILED, RECYCLED = CommissionState.FAILED, CommissionState.RECYCLED
Failing = Callable[..., None]


@pytest.fixture
def broker() -> Client:
    standard_for_all()
    (one,) = chain("Gold")
    return one


@pytest.fixture
def failing(broker: Client) -> Failing:
    tickets = count(7001)

    def store(*amounts: str, currency: str = "USD", state: CommissionState = FAILED) -> None:
        for amount in amounts:
            owed = Money.parse(amount, currency)
            settled(
                broker.id, "10000099", next(tickets), state=state, amount=owed, due_at=ports.now()
            )

    return store


def summed(actor=ANN, state: CommissionState = FAILED) -> list[tuple[str, int]]:
    """The sums of a list, added up over all its parts."""
    found, cursor = [], None
    while True:
        part = failures.sums(actor, state, cursor)
        found += [(f"{one.amount} {one.amount.currency}", one.count) for one in part.sums]
        cursor = part.next_cursor
        if cursor is None:
            return found


def counted(actor=ANN) -> dict[str, tuple[int, bool]]:
    return {one.state: (one.count, one.capped) for one in failures.counts(actor)}


def test_a_list_is_summed_up_by_currency_and_by_nothing_that_stands_elsewhere(failing: Failing):
    failing("1.50", "2.25")
    failing("3.00", currency="EUR")
    failing("9.00", state=RECYCLED)
    assert summed() == [("3.00 EUR", 1), ("3.75 USD", 2)]
    assert summed(state=RECYCLED) == [("9.00 USD", 1)]
    assert summed(state=CommissionState.OWED) == []


def test_a_long_list_is_summed_up_in_parts_that_add_up(failing: Failing):
    failing(*["1.00"] * 203)
    assert summed() == [("200.00 USD", 200), ("3.00 USD", 3)]


def test_staff_are_told_how_many_have_failed_and_wait_to_be_taken_back(failing: Failing):
    assert counted() == {"failed": (0, False), "to_approve": (0, False)}
    failing("1.00", "1.00")
    failing("9.00", state=RECYCLED)
    failing("-1.00", state=CommissionState.TO_APPROVE)
    assert counted() == {"failed": (2, False), "to_approve": (1, False)}


def test_the_count_ends_at_a_hundred_and_says_so(failing: Failing):
    failing(*["1.00"] * 101)
    assert counted()["failed"] == (100, True)


def test_what_is_outside_the_data_scope_is_neither_counted_nor_summed_up(failing: Failing):
    failing("1.00")
    nobodys = replace(ANN, scope=Scope())
    assert counted(nobodys)["failed"] == (0, False)
    assert summed(nobodys) == []


def retried(actor=ANN) -> list[int]:
    """How many each part of trying all again has tried."""
    tried, cursor = [], None
    while True:
        part = failures.retry_next(actor, cursor)
        tried.append(part.tried)
        cursor = part.next_cursor
        if cursor is None:
            return tried


def test_all_that_failed_are_tried_again_part_by_part_and_paid_once(
    failing: Failing, broker: Client
):
    failing(*["1.00"] * 53)
    failing("9.00", state=RECYCLED)
    assert retried() == [50, 3]
    payouts.pay(FEED, broker.id, "USD")
    assert wallet(broker) == "53.00"
    assert retried() == [0]
    payouts.pay(FEED, broker.id, "USD")
    assert wallet(broker) == "53.00"
    assert summed(state=RECYCLED) == [("9.00 USD", 1)]


def test_what_fails_once_more_is_tried_once_and_waits_again(failing: Failing, broker: Client):
    failing("1.00", "2.00")
    suspension.suspend(ANN, broker.id, "to be looked at")
    assert retried() == [2]
    payouts.pay(FEED, broker.id, "USD")
    assert summed() == [("3.00 USD", 2)]
    assert wallet(broker) == "none"


def test_nobody_tries_again_what_is_outside_their_data_scope(failing: Failing):
    failing("1.00")
    assert retried(replace(ANN, scope=Scope())) == [0]
    assert summed() == [("1.00 USD", 1)]
