"""A payment provider against our books: payments missing, doubled, altered and unknown."""

import pytest

from chalicelib.funds.model.deposits import Deposit
from chalicelib.ports import payments
from chalicelib.reconciliation.model.breaks import BreakKind, RepairAction, RepairAgainst
from chalicelib.reconciliation.model.sides import Line, Movement
from chalicelib.reconciliation.service import carrying_out, findings, providers
from chalicelib.reconciliation.service.findings import Tally
from chalicelib.reconciliation.store import runs
from tests.kit.courier import Courier
from tests.kit.funds import SYSTEM, add_client, decide, house_balances, usd
from tests.kit.payments import PaymentSide, ask, by_staff, card
from tests.kit.reconciliation import STRIPE, breaks, everything, kinds, minute, repair


@pytest.fixture
def credited(psp: PaymentSide, courier: Courier) -> Deposit:
    """A deposit by card that was paid and credited."""
    add_client()
    return pay(psp, courier)


def pay(psp: PaymentSide, courier: Courier, amount: str = "100.00") -> Deposit:
    deposit = ask(card(amount))
    psp.pay(deposit)
    psp.hear()
    courier.deliver_all()
    return deposit


def test_paid_and_credited_agrees(credited, psp: PaymentSide):
    psp.advance(minutes=10)
    minute()
    everything()
    assert kinds() == []
    assert runs.standing(STRIPE).until == psp.clock.now()


def test_a_page_that_nobody_paid_on_is_nothing(psp: PaymentSide):
    add_client()
    ask(card())
    psp.advance(hours=5)
    minute()
    everything()
    assert kinds() == []


def test_a_payment_missing_at_the_provider_shows(credited, psp: PaymentSide):
    psp.simulator.lever("reset")
    psp.connect()
    psp.advance(minutes=10)
    minute()
    everything()
    assert kinds() == [("missing", "not_there", str(-credited.payment))]


def test_a_booked_payment_whose_reference_no_provider_could_have_is_missing(psp: PaymentSide):
    line = Line("jnl_1", -usd("50.00"), psp.clock.now())
    booked = Movement(STRIPE, "written by hand", psp.clock.now(), booked=(line,))
    psp.advance(minutes=10)
    one = providers.closely(STRIPE, booked, Tally())
    found = findings.finding_of(one)
    assert (one.theirs, found.kind) == ((), BreakKind.MISSING)


def test_a_payment_that_nobody_has_booked_shows_after_a_second_look(psp: PaymentSide):
    reference = psp.stray(None, 5_000)
    minute()
    assert kinds() == []
    psp.advance(minutes=2)
    minute()
    assert kinds() == []
    psp.advance(minutes=2)
    minute()
    assert kinds() == [("orphan", "not_booked", "50.00")]
    assert breaks()[0].key == reference


def test_a_deposit_paid_twice_shows_with_its_refund_suggested(credited, psp: PaymentSide):
    psp.stray(credited.id, 10_290)
    for _ in range(3):
        psp.advance(minutes=2)
        minute()
    assert kinds() == [("doubled", "paid_twice", "102.90")]
    (found,) = breaks()
    assert found.client_id == credited.client_id
    assert found.suggestion.action is RepairAction.REFUND


def test_a_paid_deposit_that_waits_for_people_is_no_break(psp: PaymentSide, courier: Courier):
    add_client()
    by_staff()
    deposit = pay(psp, courier)
    for _ in range(4):
        psp.advance(minutes=20)
        minute()
    everything()
    assert kinds() == []
    decide(deposit.id)
    courier.deliver_all()
    psp.advance(minutes=2)
    minute()
    everything()
    assert kinds() == []


def test_a_refund_that_our_books_do_not_know_shows(credited, psp: PaymentSide):
    minute()
    provider = payments.refunding_provider("stripe")
    provider.refund(str(credited.psp_reference), usd("30.00"), "by-hand")
    psp.advance(minutes=10)
    everything()
    assert kinds() == [("altered", "refund", "-30.00")]


def test_money_in_suspense_is_booked_and_no_break(psp: PaymentSide, courier: Courier):
    psp.stray(None, 5_000)
    psp.hear()
    courier.deliver_all()
    psp.advance(minutes=10)
    minute()
    everything()
    assert kinds() == []
    assert house_balances() == {"psp_clearing:stripe": "-50.00", "suspense": "50.00"}


def test_a_lost_payment_is_booked_to_suspense_once(psp: PaymentSide):
    psp.stray(None, 5_000)
    for _ in range(3):
        minute()
        psp.advance(minutes=2)
    (found,) = breaks()
    repair(found, RepairAction.BOOK, RepairAgainst.SUSPENSE)
    assert house_balances() == {"psp_clearing:stripe": "-50.00", "suspense": "50.00"}
    assert kinds() == []
    everything()
    assert kinds() == []


def test_a_second_payment_is_refunded_once(credited, psp: PaymentSide):
    psp.stray(credited.id, 10_290)
    for _ in range(3):
        psp.advance(minutes=2)
        minute()
    (found,) = breaks()
    repair(found, RepairAction.REFUND)
    before = house_balances()
    for _ in range(2):
        carrying_out.sweep(SYSTEM, lambda: 60)
    assert kinds() == []
    everything()
    assert kinds() == []
    assert house_balances() == before
