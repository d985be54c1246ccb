"""Amounts that staff correct before deciding: the hold, the fee and the books follow."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import app
from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals import store as approvals_store
from chalicelib.approvals.model import LogCode, Node
from chalicelib.approvals.public import RequestType
from chalicelib.approvals.rules import MoneyHasMoved, RequestNotPending
from chalicelib.approvals.service import decisions, editing
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError, Forbidden, Invalid
from chalicelib.core.money import Money, Rounding
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.funds.model.details import DetailsDraft
from chalicelib.funds.model.methods import FeeRule, MethodCurrency
from chalicelib.funds.model.wallets import InsufficientFunds
from chalicelib.funds.model.withdrawals import Withdrawal, WithdrawalDraft
from chalicelib.funds.rules.amending import fee_within
from chalicelib.funds.rules.fees import fee_of
from chalicelib.funds.service import details, withdrawals
from chalicelib.funds.store import deposits as deposit_store
from chalicelib.funds.store import withdrawals as store
from chalicelib.storage import audit
from tests.funds.test_withdrawals import FIELDS
from tests.kit import files
from tests.kit.approvals import publish_flow
from tests.kit.courier import Courier
from tests.kit.funds import (
    add_client,
    client_actor,
    command,
    credit,
    decide,
    house_balances,
    sides,
    staff_actor,
    status_of,
    usd,
)
from tests.kit.payments import ask as deposited
from tests.kit.payments import books_are_sound, entries, wire

pytestmark = pytest.mark.usefixtures("store", "clock")
assert app.app  # puts the editors in their places


@pytest.fixture
def lin() -> Actor:
    add_client()
    return client_actor()


@pytest.fixture
def asked(lin: Actor) -> Withdrawal:
    """A withdrawal of 200.00, of a wallet of 1000.00; its fee is 1 %."""
    credit(usd("1000.00"))
    saved = details.save(lin, DetailsDraft("bank_wire", "My bank", FIELDS), command()).details
    draft = WithdrawalDraft(usd("200.00"), "bank_wire", saved.id)
    return withdrawals.submit(lin, draft, command()).withdrawal


def edit(request_id: str, by: Actor | None = None, **values: str) -> approvals.Request:
    round_ = approvals.read(request_id).round
    return editing.edit(by or staff_actor("Eva"), request_id, values, round_, "as agreed by phone")


def test_a_smaller_withdrawal_frees_the_difference_at_once(asked: Withdrawal):
    request = edit(asked.id, amount="150.00")
    assert sides() == ("850.00", "150.00")
    after = store.get(asked.id)
    assert (str(after.amount), str(after.fee), str(after.payout)) == ("150.00", "1.50", "148.50")
    assert request.summary["amount"] == "150.00"
    assert request.first_asked["amount"] == "200.00"
    books_are_sound()


def test_what_was_corrected_is_paid_out_and_nothing_else(asked: Withdrawal, courier: Courier):
    edit(asked.id, amount="150.00")
    decide(asked.id)
    courier.deliver_all(twice=True, reverse=True)
    assert sides() == ("850.00", "0.00")
    assert house_balances() == {"bank_clearing": "-851.50", "fee_income": "1.50"}
    assert status_of(asked.id) == ("approved", "withdrawn", "pending")
    books_are_sound()


def test_a_corrected_withdrawal_that_is_rejected_gives_everything_back(
    asked: Withdrawal, courier: Courier
):
    edit(asked.id, amount="150.00")
    decide(asked.id, approve=False)
    courier.deliver_all(twice=True)
    assert sides() == ("1000.00", "0.00")
    books_are_sound()


def test_a_client_can_still_take_back_what_staff_corrected(
    asked: Withdrawal, lin: Actor, courier: Courier
):
    edit(asked.id, amount="150.00")
    decisions.take_back(lin, asked.id)
    courier.deliver_all()
    assert sides() == ("1000.00", "0.00")


def test_it_can_be_raised_again_to_what_the_client_asked_but_not_beyond(asked: Withdrawal):
    edit(asked.id, amount="150.00")
    edit(asked.id, amount="200.00")
    assert sides() == ("800.00", "200.00")
    with pytest.raises(Invalid) as refusal:
        edit(asked.id, amount="200.01")
    assert (refusal.value.code, refusal.value.facts["maximum"]) == ("more_than_asked", "200.00")
    assert refusal.value.field == "values.amount"
    assert entries()[-2:] == [f"{asked.id}.resize-1", f"{asked.id}.resize-2"]
    books_are_sound()


def test_what_the_client_has_used_meanwhile_cannot_be_held_again(asked: Withdrawal):
    edit(asked.id, amount="150.00")
    credit(usd("-850.00"))
    with pytest.raises(InsufficientFunds):
        edit(asked.id, amount="200.00")
    assert sides() == ("0.00", "150.00")


@pytest.mark.parametrize("text", ["0", "-5.00", "1.234", "abc", "0.01"])
def test_an_amount_that_cannot_be_is_refused_and_changes_nothing(asked: Withdrawal, text: str):
    with pytest.raises(FairleadError):
        edit(asked.id, amount=text)
    assert (sides(), approvals.read(asked.id).round) == (("800.00", "200.00"), 1)


def test_the_log_and_the_audit_tell_what_it_was_and_is(asked: Withdrawal):
    edit(asked.id, amount="150.00")
    edited, said = approvals_store.log_of(asked.id)[-2:]
    assert (edited.code, edited.system) == (LogCode.EDITED, True)
    assert edited.facts == {"amount_before": "200.00", "amount_after": "150.00"}
    assert (said.code, said.text, said.system) == (LogCode.COMMENTED, "as agreed by phone", False)
    (record, *_) = audit.of_object("request", asked.id, PageRequest()).items
    assert (record.before, record.after) == ({"amount": "200.00"}, {"amount": "150.00"})


def test_an_approval_never_counts_for_an_amount_that_its_giver_has_not_seen(asked: Withdrawal):
    seen = approvals.read(asked.id)
    edit(asked.id, amount="150.00")
    review = decisions.Review(decisions.Verdict.APPROVED, node=seen.node, round=seen.round)
    with pytest.raises(RequestNotPending):
        decisions.decide(staff_actor("Bob"), asked.id, review)


def test_a_correction_after_the_first_of_two_approvals_begins_the_review_anew(
    lin: Actor, courier: Courier
):
    publish_flow(RequestType.WITHDRAWAL, Node(), Node())
    credit(usd("1000.00"))
    saved = details.save(lin, DetailsDraft("bank_wire", "My bank", FIELDS), command()).details
    draft = WithdrawalDraft(usd("200.00"), "bank_wire", saved.id)
    request_id = withdrawals.submit(lin, draft, command()).withdrawal.id
    decide(request_id, by=staff_actor("Ann"))
    request = edit(request_id, amount="150.00")
    assert (request.node, [one.stands for one in request.decisions]) == (1, [False])
    decide(request_id, by=staff_actor("Ann"))
    decide(request_id, by=staff_actor("Bob"))
    courier.deliver_all()
    assert status_of(request_id)[0] == "approved"


def test_money_that_has_moved_is_not_corrected(asked: Withdrawal):
    ports.transact(
        staff_actor("x"),
        lambda unit: approvals.mark(
            unit, asked.id, funding_status=approvals.FundingStatus.WITHDRAWN
        ),
    )
    with pytest.raises(MoneyHasMoved):
        edit(asked.id, amount="150.00")


def test_correcting_takes_the_permission_to_change_requests(asked: Withdrawal):
    clerk = staff_actor("Di", Permission.READ_REQUESTS, Permission.DECIDE_WITHDRAWALS)
    with pytest.raises(Forbidden):
        edit(asked.id, by=clerk, amount="150.00")
    assert editing.fields_of(clerk, approvals.read(asked.id)) == ()


def test_a_deposit_is_credited_with_what_came_less_its_fee(lin: Actor, courier: Courier):
    deposit = deposited(wire(files.proof(lin, "proof.pdf").file_id, "1000.00"))
    (field,) = editing.fields_of(staff_actor("Eva"), approvals.read(deposit.id))
    assert (field.code, field.value, field.maximum) == ("payment", "1000.00", "1000.00")
    edit(deposit.id, payment="980.00")
    decide(deposit.id)
    courier.deliver_all(twice=True)
    after = deposit_store.get(deposit.id)
    assert after.amount + after.fee == after.payment == usd("980.00")
    assert sides() == (str(after.amount), "0.00")
    assert house_balances()["bank_clearing"] == "-980.00"
    books_are_sound()


def test_more_than_the_client_announced_is_not_credited(lin: Actor):
    deposit = deposited(wire(files.proof(lin, "proof.pdf").file_id, "1000.00"))
    with pytest.raises(Invalid) as refusal:
        edit(deposit.id, payment="1000.01")
    assert refusal.value.code == "more_than_asked"


@given(
    payment=st.integers(1, 10**12),
    percent=st.decimals("0", "50", places=3),
    rounding=st.sampled_from(Rounding),
    cap=st.none() | st.integers(0, 10**6).map(str),
    currency=st.sampled_from(["USD", "JPY", "KWD", "BTC"]),
)
def test_a_payment_is_its_amount_and_a_fee_that_the_amount_would_cost(
    payment: int, percent: Decimal, rounding: Rounding, cap: str | None, currency: str
):
    paid = Money(payment, currency)
    terms = MethodCurrency(currency, "0", "1", FeeRule(percent, cap, rounding))
    try:
        fee = fee_within(paid, terms)
    except Invalid:
        assert payment <= 2
        return
    amount = paid - fee
    assert amount.is_positive
    dearer = fee_of(amount, terms.fee).amount
    assert fee <= dearer
    assert dearer.minor - fee.minor <= 1
