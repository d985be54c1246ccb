"""Paying what waits: many deals in one entry, one worker at a time, nothing left behind."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib import ports
from chalicelib.accounts.events import accounts_events
from chalicelib.clients.events import clients_events
from chalicelib.clients.model import Client
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.funds import public as funds
from chalicelib.partners.events import partners_events
from chalicelib.partners.model.earnings import PayTurn
from chalicelib.partners.model.plans import PAYOUTS_ON
from chalicelib.partners.service import payouts
from chalicelib.partners.store import earnings
from chalicelib.settings import public as settings
from tests.kit.courier import Courier
from tests.kit.earnings import account, chain, commissions, traded, trader, wallet
from tests.kit.plans import standard_for_all

pytestmark = pytest.mark.usefixtures("store", "clock", "small_entries")
COURIER = Courier((clients_events, accounts_events, partners_events))
SWEEP = system("commissions-sweep")


@pytest.fixture
def small_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries of three, so that a few deals are more than one holds."""
    monkeypatch.setattr(payouts, "PER_PAYOUT", 3)


@pytest.fixture
def gold(store: None) -> Client:
    """A broker whom each lot pays USD 6.00."""
    standard_for_all()
    (made,) = chain("Gold")
    return made


def switch(*, on: bool) -> None:
    settings.adopt(system("test"), PAYOUTS_ON, on)


def waiting(above: Client, deals: int) -> None:
    """Deals below a broker that were settled while payouts were off."""
    held = account(trader(above))
    switch(on=False)
    for ticket in range(7002, 7002 + 2 * deals, 2):
        traded(held, ticket)
    COURIER.deliver_all()
    switch(on=True)


def entries(client: Client) -> int:
    """In how many entries a broker was paid."""
    return len({one.payout_id for one in commissions(client)})


@pytest.mark.parametrize("deals", [5, 6])
def test_more_than_one_entry_holds_is_paid_by_one_worker_who_gives_the_turn_back(
    gold: Client, deals: int
):
    waiting(gold, deals)
    assert payouts.pay(SWEEP, gold.id, "USD") == deals
    assert wallet(gold) == f"{deals * 6}.00"
    assert entries(gold) == 2
    assert earnings.turn(gold.id, "USD") is None


def test_while_one_worker_has_the_turn_others_leave_the_rest_to_it(
    gold: Client, monkeypatch: pytest.MonkeyPatch
):
    waiting(gold, 7)
    others: list[int] = []
    post = funds.ledger.post

    def meanwhile(*posted: Any) -> Any:
        if earnings.turn(gold.id, "USD") is not None:
            others.append(payouts.pay(SWEEP, gold.id, "USD"))
        return post(*posted)

    monkeypatch.setattr(funds.ledger, "post", meanwhile)
    assert payouts.pay(SWEEP, gold.id, "USD") == 7
    assert others == [0, 0]
    assert wallet(gold) == "42.00"


def test_what_comes_while_the_turn_is_given_back_is_paid_by_whoever_gives_it_back(
    gold: Client, monkeypatch: pytest.MonkeyPatch
):
    waiting(gold, 4)
    late = account(trader(gold), 5002)
    end = earnings.end_turn

    def meanwhile(*ended: Any) -> None:
        monkeypatch.setattr(earnings, "end_turn", end)
        traded(late, 8002)
        COURIER.deliver_all()
        assert wallet(gold) == "18.00"
        end(*ended)

    monkeypatch.setattr(earnings, "end_turn", meanwhile)
    assert payouts.pay(SWEEP, gold.id, "USD") == 5
    assert wallet(gold) == "30.00"


def test_the_turn_of_somebody_who_died_lapses(gold: Client, clock: FixedClock):
    waiting(gold, 4)
    died = PayTurn(gold.id, "USD", "ptn_of_the_dead", clock.now() + timedelta(seconds=10))
    ports.transact(SWEEP, lambda unit: earnings.take_turn(unit, None, died))
    assert payouts.pay(SWEEP, gold.id, "USD") == 0
    clock.advance(seconds=11)
    payouts.sweep(SWEEP, lambda: 60)
    assert wallet(gold) == "24.00"
    assert earnings.turn(gold.id, "USD") is None


def test_whoever_has_paid_for_long_hands_the_rest_on(gold: Client, clock: FixedClock):
    waiting(gold, 7)
    worker = payouts._Payer(SWEEP, gold.id, "USD")
    clock.advance(seconds=21)
    assert worker.pay_all() == 3
    assert earnings.turn(gold.id, "USD") is None
    COURIER.deliver_all()
    assert wallet(gold) == "42.00"


def test_deals_of_many_months_that_come_at_once_are_paid_in_entries_that_fit(
    gold: Client, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(payouts, "PER_PAYOUT", 40)
    held = account(trader(gold))
    switch(on=False)
    for month in range(8):
        clock.advance(days=31)
        traded(held, 7002 + 2 * month)
    COURIER.deliver_all()
    switch(on=True)
    assert payouts.pay(SWEEP, gold.id, "USD") == 8
    assert wallet(gold) == "48.00"
    assert entries(gold) == 2
