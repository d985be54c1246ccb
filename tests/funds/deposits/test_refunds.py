"""Refunds of card deposits, and the settlement of payments in suspense, by two people."""

from dataclasses import replace
from datetime import datetime

import pytest

from chalicelib import ports
from chalicelib.core.errors import NotFound
from chalicelib.core.money import Money
from chalicelib.core.paging import PageRequest
from chalicelib.funds.model.deposits import Deposit
from chalicelib.funds.model.refunds import (
    Refund,
    RefundNotPossible,
    RefundStage,
    RefundTooLarge,
)
from chalicelib.funds.model.unmatched import (
    OwnProposal,
    Settlement,
    SettlementNotPossible,
    Unmatched,
    UnmatchedMoved,
    UnmatchedStage,
)
from chalicelib.funds.model.wallets import InsufficientFunds
from chalicelib.funds.rules.refunds import uncredited
from chalicelib.funds.service import refunds, suspense, unmatched
from chalicelib.funds.service.refunds import RefundDraft
from chalicelib.funds.service.unmatched import ProposalDraft
from chalicelib.funds.store import deposits as deposit_store
from chalicelib.funds.store import refunds as store
from chalicelib.funds.store import sources as source_store
from tests.kit.clients import published
from tests.kit.courier import Courier
from tests.kit.funds import command, credit, house_balances, sides, staff_actor, usd
from tests.kit.payments import JOB, PaymentSide, ask, books_are_sound, card, entries

MARA, NOOR = staff_actor("Mara"), staff_actor("Noor")
PATH = "POST /v1/refunds"
WRONG = ProposalDraft(Settlement.RETURN, "not theirs")


@pytest.fixture
def paid(psp: PaymentSide, courier: Courier) -> Deposit:
    """A hundred dollars by card, and the fee on top, credited."""
    deposit = ask(card("100.00"))
    psp.pay(deposit)
    psp.hear()
    courier.deliver_all()
    return deposit


def send_back(deposit: Deposit, amount: str = "40.00", key: str = "") -> Refund:
    draft = RefundDraft(deposit.id, usd(amount), "paid by mistake")
    return refunds.ask(MARA, draft, command(key))


def stage(refund: Refund) -> RefundStage:
    return store.get(refund.id).stage


def left(deposit: Deposit) -> str:
    return str(refunds.of_deposit(MARA, deposit.id).left)


def test_a_refund_leaves_the_wallet_first_and_the_provider_once(paid: Deposit, courier: Courier):
    refund = send_back(paid)
    assert sides() == ("60.00", "40.00")
    courier.deliver_all(twice=True, reverse=True)
    refunds.execute(JOB, refund.id, None)
    assert (stage(refund), sides()) == (RefundStage.ARRIVED, ("60.00", "0.00"))
    assert house_balances() == {"psp_clearing:stripe": "-62.50", "fee_income": "2.50"}
    assert left(paid) == "62.50"
    assert published("funds.refund_ended")[-1].body["outcome"] == "arrived"
    books_are_sound()


def test_no_more_goes_back_than_was_paid(paid: Deposit, courier: Courier):
    credit(usd("500.00"), name="dep_other")
    send_back(paid, "100.00")
    with pytest.raises(RefundTooLarge) as refused:
        send_back(paid, "2.51")
    assert refused.value.facts["left"] == "2.50"
    send_back(paid, "2.50")
    assert refunds.of_deposit(MARA, paid.id).left is None


def test_what_the_client_has_spent_cannot_be_refunded(paid: Deposit):
    with pytest.raises(InsufficientFunds):
        send_back(paid, "100.01")
    assert refunds.of_deposit(MARA, paid.id).refunds == ()


def test_only_a_credited_deposit_of_a_provider_that_refunds_goes_back(psp: PaymentSide):
    deposit = ask(card("100.00"))
    with pytest.raises(RefundNotPossible):
        send_back(deposit)


@pytest.mark.parametrize("kind", ["drop_after", "error_after", "truncate", "unavailable"])
def test_a_lost_answer_sends_nothing_twice(
    psp: PaymentSide, paid: Deposit, courier: Courier, kind: str
):
    refund = send_back(paid)
    psp.trouble(kind, PATH, times=3)
    assert refunds.check_due(JOB, lambda: 60) == ()
    psp.advance(minutes=3)
    assert refunds.check_due(JOB, lambda: 60) == (refund.id,)
    psp.calm()
    psp.advance(minutes=3)
    assert refunds.check_due(JOB, lambda: 60) == ()
    assert stage(refund) is RefundStage.ARRIVED
    assert len(psp.simulator.api("GET", "/v1/refunds").json()["data"]) == 1
    courier.deliver_all()
    books_are_sound()


def bounced(psp: PaymentSide, refund: Refund, courier: Courier) -> None:
    """It arrives, and then the bank returns it."""
    courier.deliver_all()
    psp.inbox.letters.clear()
    psp.simulator.lever(f"refunds/{store.get(refund.id).refund_reference}/bounce")
    psp.hear()
    courier.deliver_all(twice=True)


def test_a_refund_that_the_bank_returns_is_back_in_the_wallet_once(
    psp: PaymentSide, paid: Deposit, courier: Courier
):
    refund = send_back(paid)
    bounced(psp, refund, courier)
    refunds.execute(JOB, refund.id, None)
    assert (stage(refund), sides()) == (RefundStage.RETURNED, ("100.00", "0.00"))
    assert left(paid) == "102.50"
    assert store.get(refund.id).failure
    assert house_balances()["psp_clearing:stripe"] == "-102.50"
    books_are_sound()


def test_a_refund_that_the_provider_refuses_changes_nothing(
    psp: PaymentSide, paid: Deposit, courier: Courier
):
    reference = f"{paid.psp_reference}"
    intent = psp.simulator.api("GET", f"/v1/checkout/sessions/{reference}").json()["payment_intent"]
    whole = [("payment_intent", intent)]
    assert psp.simulator.api("POST", "/v1/refunds", whole).status == 200
    refund = send_back(paid)
    courier.deliver_all(twice=True)
    assert (stage(refund), sides()) == (RefundStage.REFUSED, ("100.00", "0.00"))
    assert left(paid) == "102.50"
    books_are_sound()


@pytest.fixture
def stray(psp: PaymentSide, courier: Courier) -> Unmatched:
    """A second payment of a deposit that was credited: 102.50 in suspense."""
    deposit = ask(card("100.00"))
    psp.pay(deposit)
    psp.stray(deposit.id, 10_250)
    psp.hear(2)
    courier.deliver_all()
    (found,) = waiting()
    assert (found.problem, found.deposit_id) == ("duplicate", deposit.id)
    return found


def waiting() -> tuple[Unmatched, ...]:
    return unmatched.page(MARA, PageRequest(), settled=False).items


def settled() -> tuple[Unmatched, ...]:
    return unmatched.page(MARA, PageRequest(), settled=True).items


def agreed(payment: Unmatched, settlement: Settlement) -> Unmatched:
    unmatched.propose(MARA, payment.id, ProposalDraft(settlement, "they asked for it"))
    return unmatched.agree(NOOR, payment.id)


def test_two_people_credit_what_lay_in_suspense_once(stray: Unmatched, courier: Courier):
    after = agreed(stray, Settlement.CREDIT)
    assert (after.stage, after.agreed_by_name) == (UnmatchedStage.SETTLED, NOOR.name)
    assert sides() == ("202.50", "0.00")
    assert "suspense" not in house_balances()
    with pytest.raises(UnmatchedMoved):
        unmatched.agree(NOOR, stray.id)
    assert (waiting(), [one.id for one in settled()]) == ((), [stray.id])
    books_are_sound()


def test_one_person_alone_settles_nothing(stray: Unmatched):
    unmatched.propose(MARA, stray.id, WRONG)
    with pytest.raises(OwnProposal):
        unmatched.agree(MARA, stray.id)
    with pytest.raises(UnmatchedMoved):
        unmatched.propose(NOOR, stray.id, WRONG)
    assert unmatched.decline(NOOR, stray.id).stage is UnmatchedStage.OPEN
    with pytest.raises(UnmatchedMoved):
        unmatched.agree(NOOR, stray.id)
    assert house_balances()["suspense"] == "102.50"


def test_a_payment_goes_back_through_its_provider_once(
    psp: PaymentSide, stray: Unmatched, courier: Courier
):
    assert agreed(stray, Settlement.RETURN).stage is UnmatchedStage.RETURNING
    courier.deliver_all(twice=True, reverse=True)
    (after,) = settled()
    assert (after.id, sides()) == (stray.id, ("100.00", "0.00"))
    assert "suspense" not in house_balances()
    (sent,) = psp.simulator.api("GET", "/v1/refunds").json()["data"]
    assert sent["amount"] == 10_250
    books_are_sound()


def test_a_return_that_comes_back_is_for_two_people_again(
    psp: PaymentSide, stray: Unmatched, courier: Courier
):
    refund_id = str(agreed(stray, Settlement.RETURN).refund_id)
    courier.deliver_all()
    psp.inbox.letters.clear()
    psp.simulator.lever(f"refunds/{store.get(refund_id).refund_reference}/bounce")
    psp.hear()
    courier.deliver_all(twice=True)
    (again,) = waiting()
    assert (again.stage, again.attempt) == (UnmatchedStage.OPEN, 2)
    assert again.failure
    assert house_balances()["suspense"] == "102.50"
    agreed(again, Settlement.CREDIT)
    assert sides() == ("202.50", "0.00")
    assert f"{stray.cause.id}.settle-2" in entries()
    books_are_sound()


def gone() -> list[tuple[str, bool]]:
    """What was told of credited money that went back: how much, and whether it came again."""
    found = [envelope.body for envelope in published("funds.deposit_taken_back")]
    return [(str(usd_of(one["amount"])), one["is_restored"]) for one in found]


def usd_of(wire: dict[str, object]) -> Money:
    return Money(int(str(wire["minor"])), str(wire["currency"]))


def test_what_goes_back_of_a_deposit_is_told_when_it_leaves_and_not_before(
    paid: Deposit, courier: Courier
):
    send_back(paid)
    assert gone() == []
    courier.deliver_all(twice=True, reverse=True)
    assert gone() == [("40.00", False)]
    (told,) = published("funds.deposit_taken_back")
    credited_at = deposit_store.get(paid.id).credited_at
    assert credited_at is not None
    assert told.body["client_id"] == paid.client_id
    assert datetime.fromisoformat(str(told.body["credited_at"])) == credited_at


def test_a_fee_that_goes_back_was_never_credited(paid: Deposit, courier: Courier):
    credit(usd("500.00"), name="dep_other")
    send_back(paid, "60.00")
    send_back(paid, "42.50")
    courier.deliver_all()
    assert sorted(gone()) == [("40.00", False), ("60.00", False)]


def test_a_refund_that_comes_back_is_told_as_it_was(
    psp: PaymentSide, paid: Deposit, courier: Courier
):
    refund = send_back(paid)
    bounced(psp, refund, courier)
    assert gone() == [("40.00", False), ("40.00", True)]


def test_nothing_more_of_a_deposit_goes_back_than_was_credited(paid: Deposit):
    halved = replace(paid, refunded=usd("70.00"))
    assert uncredited(halved, usd("100.00")) == usd("30.00")
    assert uncredited(replace(halved, is_reversed=True), usd("30.00")) == usd("0.00")


def test_a_payment_of_nobody_needs_a_client_and_the_whole_company(
    psp: PaymentSide, courier: Courier
):
    psp.stray(None, 5_000)
    psp.hear()
    courier.deliver_all()
    (found,) = waiting()
    own = replace(MARA, scope=replace(MARA.scope, company=False))
    assert unmatched.page(own, PageRequest(), settled=False).items == ()
    with pytest.raises(NotFound):
        unmatched.read(own, found.id)
    draft = ProposalDraft(Settlement.CREDIT, "her card", "10000001")
    unmatched.propose(MARA, found.id, draft)
    unmatched.agree(NOOR, found.id)
    assert sides() == ("50.00", "0.00")
    books_are_sound()


def test_a_payment_that_was_taken_back_can_only_be_noted(paid: Deposit):
    ports.transact(JOB, lambda unit: suspense.flag_reversed(unit, deposit_store.get(paid.id)))
    (found,) = waiting()
    with pytest.raises(SettlementNotPossible):
        unmatched.propose(MARA, found.id, WRONG)
    before = house_balances()
    agreed(found, Settlement.NOTE)
    assert (house_balances(), waiting()) == (before, ())


def sources() -> dict[str, int]:
    return source_store.of("10000001", "USD").amounts


def test_a_credited_deposit_is_counted_by_its_source_and_a_refund_takes_it_away(
    paid: Deposit, courier: Courier
):
    assert sources() == {"card": 10_000}
    send_back(paid)
    courier.deliver_all(twice=True)
    assert sources() == {"card": 6_000}


def test_a_refund_that_the_provider_refuses_is_counted_by_its_source_again(
    psp: PaymentSide, paid: Deposit, courier: Courier
):
    refund = send_back(paid)
    assert sources() == {"card": 6_000}
    refunds._apply(JOB, refund.id, refunds.partial_refusal("declined"), None)
    refunds._apply(JOB, refund.id, refunds.partial_refusal("declined"), None)
    assert (stage(refund), sources()) == (RefundStage.REFUSED, {"card": 10_000})
