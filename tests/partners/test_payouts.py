"""Paying what waits: many deals in one entry, one worker at a time, nothing left behind."""

from datetime import timedelta
from typing import Any

import pytest

from bench import hot_wallet
from chalicelib import ports
from chalicelib.accounts.events import accounts_events
from chalicelib.clients.events import clients_events
from chalicelib.clients.model import Client
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.partners.events import closed_deals, partners_events
from chalicelib.partners.model.earnings import PayTurn
from chalicelib.partners.service import payouts
from chalicelib.partners.store import paying
from tests.kit.courier import Courier
from tests.kit.earnings import account, chain, commissions, settled, traded, trader, wallet
from tests.kit.packed_store import Interrupted
from tests.kit.plans import standard_for_all

pytestmark = pytest.mark.usefixtures("engine", "clock")
COURIER = Courier((clients_events, accounts_events, closed_deals, partners_events))
SWEEP = system("commissions-sweep")
MANY = payouts.PER_PAYOUT + 5


@pytest.fixture
def gold(dynamo: Interrupted) -> Client:
    """A broker whom each lot pays USD 6.00."""
    standard_for_all()
    (made,) = chain("Gold")
    return made


def waiting(above: Client, deals: int) -> None:
    """Deals below a broker that are settled and not paid."""
    below = trader(above)
    for ticket in range(7002, 7002 + 2 * deals, 2):
        settled(above.id, below.id, ticket)


def payouts_of(client: Client) -> int:
    """In how many entries a broker was paid."""
    return len({one.payout_id for one in commissions(client)})


@pytest.mark.parametrize("deals", [MANY, 2 * payouts.PER_PAYOUT])
def test_more_than_one_entry_holds_is_paid_by_one_worker_who_gives_the_turn_back(
    gold: Client, deals: int
):
    waiting(gold, deals)
    assert payouts.pay(SWEEP, gold.id, "USD") == deals
    assert wallet(gold) == f"{deals * 6}.00"
    assert payouts_of(gold) == 2
    assert paying.turn(gold.id, "USD") is None


def test_while_one_worker_has_the_turn_others_leave_the_rest_to_it(
    gold: Client, dynamo: Interrupted
):
    waiting(gold, MANY)
    others: list[int] = []

    def first(_request: Any) -> None:
        dynamo.meanwhile = second

    def second(_request: Any) -> None:
        dynamo.meanwhile = third

    def third(_request: Any) -> None:
        assert paying.turn(gold.id, "USD") is not None
        others.append(payouts.pay(SWEEP, gold.id, "USD"))

    dynamo.meanwhile = first
    assert payouts.pay(SWEEP, gold.id, "USD") == MANY
    assert others == [0]
    assert wallet(gold) == f"{MANY * 6}.00"


def test_what_comes_while_the_turn_is_given_back_is_paid_by_whoever_gives_it_back(
    gold: Client, dynamo: Interrupted
):
    waiting(gold, MANY)
    late = account(trader(gold), 5002)

    def first(_request: Any) -> None:
        dynamo.meanwhile = second

    def second(_request: Any) -> None:
        dynamo.meanwhile = third

    def third(_request: Any) -> None:
        traded(late, 8002)
        COURIER.deliver_all()
        assert wallet(gold) == f"{payouts.PER_PAYOUT * 6}.00"

    dynamo.meanwhile = first
    assert payouts.pay(SWEEP, gold.id, "USD") == MANY + 1
    assert wallet(gold) == f"{MANY * 6 + 6}.00"


@pytest.mark.parametrize(("deals", "actions"), [(payouts.FEW, 31), (payouts.FEW + 1, 1)])
def test_a_few_amounts_are_paid_at_once_and_for_more_the_turn_is_taken_first(
    gold: Client, dynamo: Interrupted, deals: int, actions: int
):
    waiting(gold, deals)
    first: list[Any] = []
    dynamo.meanwhile = first.append
    assert payouts.pay(SWEEP, gold.id, "USD") == deals
    assert len(first[0]["TransactItems"]) == actions


def test_the_busiest_wallet_is_tried_far_less_than_five_hundred_times_a_second():
    (row,) = hot_wallet.rows(seconds=1)
    assert not row.over, row
    assert int(row.measured) < hot_wallet.MOST_WRITES / 5


def test_the_turn_of_somebody_who_died_lapses(gold: Client, clock: FixedClock):
    waiting(gold, 1)
    died = PayTurn(gold.id, "USD", "ptn_of_the_dead", clock.now() + timedelta(seconds=10))
    ports.transact(SWEEP, lambda unit: paying.take_turn(unit, None, died))
    assert payouts.pay(SWEEP, gold.id, "USD") == 0
    clock.advance(seconds=11)
    payouts.sweep(SWEEP, lambda: 60)
    assert wallet(gold) == "6.00"
    assert paying.turn(gold.id, "USD") is None


def test_whoever_has_paid_for_long_hands_the_rest_on(gold: Client, clock: FixedClock):
    waiting(gold, MANY)
    worker = payouts.Payer(SWEEP, gold.id, "USD")
    clock.advance(seconds=21)
    assert worker.pay_all() == payouts.PER_PAYOUT
    assert paying.turn(gold.id, "USD") is None
    COURIER.deliver_all()
    assert wallet(gold) == f"{MANY * 6}.00"


def test_deals_of_many_months_that_come_at_once_are_paid_in_entries_that_fit(
    gold: Client, clock: FixedClock
):
    below = trader(gold)
    for month in range(30):
        clock.advance(days=31)
        settled(gold.id, below.id, 7002 + 2 * month)
    assert payouts.pay(SWEEP, gold.id, "USD") == 30
    assert wallet(gold) == "180.00"
    assert payouts_of(gold) == 2
