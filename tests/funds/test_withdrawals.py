"""Withdrawals from submission to payout, refund and every way of ending in between."""

from dataclasses import replace
from decimal import Decimal

import pytest

from chalicelib.approvals.public import Mode, RequestNotPending, RequestType
from chalicelib.core.errors import Forbidden, Invalid, NotFound
from chalicelib.core.money import Money, Rounding
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.funds.model.details import (
    DetailsDraft,
    DetailsInvalid,
    DetailsNotApproved,
    DetailsStatus,
    TooManyDetails,
)
from chalicelib.funds.model.methods import FeeRule, MethodCurrency
from chalicelib.funds.model.settings import (
    MAX_PENDING_WITHDRAWALS,
    MAX_WITHDRAWAL_DETAILS,
    WITHDRAWAL_METHODS,
)
from chalicelib.funds.model.wallets import InsufficientFunds, WalletFlagOff, WalletFlags
from chalicelib.funds.model.withdrawals import (
    AmountOutOfRange,
    MethodNotAvailable,
    NotRefundable,
    PaidOut,
    PaymentStatusRefused,
    PayoutStatus,
    TooManyPending,
    Withdrawal,
    WithdrawalDraft,
    WithdrawalStage,
)
from chalicelib.funds.rules.fees import fee_of
from chalicelib.funds.service import details, details_reading, flags, payouts, withdrawals
from chalicelib.funds.store import details as details_store
from chalicelib.funds.store import withdrawals as store
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from tests.kit.approvals import automate
from tests.kit.courier import Courier
from tests.kit.funds import (
    SYSTEM,
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

pytestmark = pytest.mark.usefixtures("store", "clock")
IBAN = "GB33BUKB20201555555555"
FIELDS = {
    "account_holder": "Lin Wei",
    "bank_name": "Bank of Test",
    "iban": "gb33 bukb 2020 1555 5555 55",
    "bic": "bukbgb22",
}


@pytest.fixture(autouse=True)
def _client_with_money(store: None, clock: object) -> None:
    add_client()
    credit(usd("1000.00"))


def save(label: str = "My bank", fields: dict[str, str] | None = None, client: str = "10000001"):
    draft = DetailsDraft("bank_wire", label, fields or FIELDS)
    return details.save(client_actor(client), draft, command()).details


def ask(amount: str = "200.00", details_id: str = "", client: str = "10000001") -> Withdrawal:
    draft = WithdrawalDraft(usd(amount), "bank_wire", details_id or save().id)
    return withdrawals.submit(client_actor(client), draft, command()).withdrawal


def paid(courier: Courier, amount: str = "200.00") -> Withdrawal:
    withdrawal = ask(amount)
    decide(withdrawal.id)
    courier.deliver_all()
    return store.get(withdrawal.id)


def test_the_amount_is_held_at_submission_and_waits_for_staff(courier: Courier):
    withdrawal = ask()
    courier.deliver_all()
    assert sides() == ("800.00", "200.00")
    assert (str(withdrawal.fee), str(withdrawal.payout)) == ("2.00", "198.00")
    assert status_of(withdrawal.id) == ("pending", "held", "none")


def test_a_bank_withdrawal_is_never_approved_by_itself(courier: Courier):
    automate(RequestType.WITHDRAWAL, Mode.AUTOMATIC)
    withdrawal = ask()
    courier.deliver_all()
    assert status_of(withdrawal.id)[0] == "pending"


def test_approval_posts_the_hold_to_the_bank_and_the_fee_to_the_house(courier: Courier):
    withdrawal = ask()
    decide(withdrawal.id)
    courier.deliver_all(twice=True, reverse=True)
    assert sides() == ("800.00", "0.00")
    assert house_balances() == {"bank_clearing": "-802.00", "fee_income": "2.00"}
    assert status_of(withdrawal.id) == ("approved", "withdrawn", "pending")


def test_staff_note_the_payout(courier: Courier):
    withdrawal = paid(courier)
    payouts.set_payment_status(staff_actor(), withdrawal.id, PayoutStatus.FAILED)
    payouts.set_payment_status(staff_actor(), withdrawal.id, PayoutStatus.SUCCESS)
    assert status_of(withdrawal.id) == ("approved", "withdrawn", "success")


@pytest.mark.parametrize("status", [PayoutStatus.PENDING, PayoutStatus.NONE])
def test_a_payment_status_that_changes_nothing_is_refused(courier: Courier, status: PayoutStatus):
    withdrawal = paid(courier)
    with pytest.raises(PaymentStatusRefused):
        payouts.set_payment_status(staff_actor(), withdrawal.id, status)


def test_what_has_not_left_the_wallet_has_no_payment_status():
    withdrawal = ask()
    with pytest.raises(PaymentStatusRefused):
        payouts.set_payment_status(staff_actor(), withdrawal.id, PayoutStatus.SUCCESS)


def test_a_rejected_withdrawal_is_available_again(courier: Courier):
    withdrawal = ask()
    decide(withdrawal.id, approve=False, reason="wrong name")
    courier.deliver_all(twice=True)
    assert sides() == ("1000.00", "0.00")
    assert store.get(withdrawal.id).stage is WithdrawalStage.VOIDED
    assert status_of(withdrawal.id) == ("rejected", "returned", "none")


def test_a_decision_on_a_decided_withdrawal_is_a_conflict(courier: Courier):
    withdrawal = paid(courier)
    with pytest.raises(RequestNotPending):
        decide(withdrawal.id, approve=False)
    courier.deliver_all()
    assert sides() == ("800.00", "0.00")


def test_a_late_rejection_refunds_once_fee_included(courier: Courier):
    withdrawal = paid(courier)
    payouts.refund(staff_actor(), withdrawal.id, "the bank sent it back")
    courier.deliver_all(twice=True)
    assert sides() == ("1000.00", "0.00")
    assert house_balances() == {"bank_clearing": "-1000.00"}
    assert status_of(withdrawal.id)[:2] == ("rejected", "returned")
    with pytest.raises(NotRefundable):
        payouts.refund(staff_actor(), withdrawal.id, "again", override=True)
    assert sides() == ("1000.00", "0.00")


def test_a_paid_withdrawal_is_refunded_only_when_somebody_vouches(courier: Courier):
    withdrawal = paid(courier)
    payouts.set_payment_status(staff_actor(), withdrawal.id, PayoutStatus.SUCCESS)
    with pytest.raises(PaidOut):
        payouts.refund(staff_actor(), withdrawal.id, "it came back")
    assert sides() == ("800.00", "0.00")
    payouts.refund(staff_actor(), withdrawal.id, "it came back", override=True)
    assert sides() == ("1000.00", "0.00")


def test_a_refund_needs_its_own_permission_and_a_reason(courier: Courier):
    withdrawal = paid(courier)
    with pytest.raises(Forbidden):
        payouts.refund(staff_actor("Ann", Permission.DECIDE_WITHDRAWALS), withdrawal.id, "why")
    with pytest.raises(Invalid):
        payouts.refund(staff_actor(), withdrawal.id, "  ")
    assert sides() == ("800.00", "0.00")


def test_what_was_never_posted_cannot_be_refunded():
    withdrawal = ask()
    with pytest.raises(NotRefundable):
        payouts.refund(staff_actor(), withdrawal.id, "why not")
    assert sides() == ("800.00", "200.00")


def test_two_withdrawals_cannot_take_the_same_money():
    details_id = save().id
    ask("600.00", details_id)
    with pytest.raises(InsufficientFunds):
        ask("600.00", details_id)


@pytest.mark.parametrize("amount", ["49.99", "50000.01"])
def test_the_method_has_its_limits(amount: str):
    with pytest.raises(AmountOutOfRange) as refusal:
        ask(amount)
    assert refusal.value.facts["minimum"] == "50.00"


def test_a_negative_amount_is_refused():
    with pytest.raises(Invalid) as refusal:
        ask("-200.00")
    assert refusal.value.code == "amount_not_positive"


@pytest.mark.parametrize("change", [{"enabled": False}, {"currencies": ()}])
def test_a_method_that_is_off_or_does_not_pay_the_currency_is_not_available(change):
    details_id = save().id
    (method,) = settings.value(WITHDRAWAL_METHODS)
    settings.adopt(SYSTEM, WITHDRAWAL_METHODS, (replace(method, **change),))
    with pytest.raises(MethodNotAvailable):
        ask(details_id=details_id)


def test_only_so_many_may_be_pending_and_each_end_makes_room(courier: Courier):
    settings.adopt(SYSTEM, MAX_PENDING_WITHDRAWALS, 2)
    details_id = save().id
    first, second = ask("100.00", details_id), ask("100.00", details_id)
    with pytest.raises(TooManyPending):
        ask("100.00", details_id)
    decide(first.id)
    decide(second.id, approve=False)
    courier.deliver_all(twice=True)
    ask("100.00", details_id)
    ask("100.00", details_id)
    with pytest.raises(TooManyPending):
        ask("100.00", details_id)


def test_a_wallet_that_is_switched_off_pays_nothing_out():
    details_id = save().id
    flags.switch(staff_actor(), "10000001", "USD", WalletFlags(withdrawal=False))
    with pytest.raises(WalletFlagOff):
        ask(details_id=details_id)


def test_details_of_another_client_do_not_exist():
    add_client("10000002")
    credit(usd("1000.00"), "10000002")
    with pytest.raises(NotFound):
        ask(details_id=save().id, client="10000002")


def test_a_withdrawal_of_another_client_does_not_exist():
    withdrawal = ask()
    with pytest.raises(NotFound):
        withdrawals.withdrawal(client_actor("10000002"), withdrawal.id)


def test_details_wait_for_approval_where_the_broker_wants_it(courier: Courier):
    automate(RequestType.WITHDRAWAL_DETAILS, Mode.MANUAL)
    saved = save()
    assert saved.status is DetailsStatus.PENDING
    with pytest.raises(DetailsNotApproved):
        ask(details_id=saved.id)
    decide(saved.id)
    courier.deliver_all(twice=True)
    assert details_store.get(saved.id).status is DetailsStatus.APPROVED
    assert status_of(saved.id)[0] == "approved"
    assert ask(details_id=saved.id).details_id == saved.id


def test_rejected_details_cannot_be_paid_to_and_give_their_place_back(courier: Courier):
    automate(RequestType.WITHDRAWAL_DETAILS, Mode.MANUAL)
    settings.adopt(SYSTEM, MAX_WITHDRAWAL_DETAILS, 1)
    saved = save()
    decide(saved.id, approve=False)
    courier.deliver_all()
    with pytest.raises(DetailsNotApproved):
        ask(details_id=saved.id)
    assert save().status is DetailsStatus.PENDING


def test_only_so_many_details_per_method_and_a_deleted_one_makes_room():
    settings.adopt(SYSTEM, MAX_WITHDRAWAL_DETAILS, 2)
    first, _ = save(), save()
    with pytest.raises(TooManyDetails):
        save()
    details.delete(client_actor(), first.id)
    save()
    with pytest.raises(NotFound):
        details.delete(client_actor(), first.id)


def test_deleted_details_cannot_be_paid_to_but_stay_readable_for_staff():
    saved = save()
    details.delete(client_actor(), saved.id)
    with pytest.raises(DetailsNotApproved):
        ask(details_id=saved.id)
    assert details_reading.page(client_actor(), "10000001", None, PageRequest()).items == ()
    assert details_reading.in_full(staff_actor(), "10000001", saved.id).fields["iban"] == IBAN


def test_deleting_pending_details_ends_their_request(courier: Courier):
    automate(RequestType.WITHDRAWAL_DETAILS, Mode.MANUAL)
    saved = save()
    details.delete(client_actor(), saved.id)
    courier.deliver_all(twice=True)
    assert status_of(saved.id)[0] == "cancelled"
    assert details_store.get(saved.id).status is DetailsStatus.DELETED


def test_nobody_deletes_the_details_of_another():
    saved = save()
    with pytest.raises(NotFound):
        details.delete(client_actor("10000002"), saved.id)


def test_lists_show_sensitive_fields_masked():
    save()
    (shown,) = details_reading.page(client_actor(), "10000001", "bank_wire", PageRequest()).items
    assert shown.fields["iban"] == "•" * 18 + "5555"
    assert shown.fields["bic"] == "BUKBGB22"


def test_reading_details_in_full_is_on_the_record():
    saved = save()
    shown = details_reading.in_full(staff_actor("Nora"), "10000001", saved.id)
    assert shown.fields["iban"] == IBAN
    (record, *_) = audit.of_object("withdrawal_details", saved.id, PageRequest()).items
    assert (record.action, record.actor_id) == ("withdrawal_details_read", "stf_nora")
    assert IBAN not in str(record)


@pytest.mark.parametrize(
    ("change", "field", "problem"),
    [
        ({"iban": "GB33BUKB20201555555556"}, "fields.iban", "iban_checksum"),
        ({"iban": "GB33BUKB2020155555555"}, "fields.iban", "iban_length"),
        ({"iban": "ZZ33BUKB20201555555555"}, "fields.iban", "iban_country"),
        ({"iban": "12345"}, "fields.iban", "iban_malformed"),
        ({"bic": "BUKB"}, "fields.bic", "bic_malformed"),
        ({"bank_name": ""}, "fields.bank_name", "missing"),
        ({"account_holder": "X"}, "fields.account_holder", "too_short"),
        ({"colour": "blue"}, "fields.colour", "unknown"),
        ({"bank_name": "x" * 101}, "fields.bank_name", "too_long"),
    ],
)
def test_each_field_is_checked(change: dict[str, str], field: str, problem: str):
    with pytest.raises(DetailsInvalid) as refusal:
        save(fields=FIELDS | change)
    assert (refusal.value.field, refusal.value.facts["problem"]) == (field, problem)


@pytest.mark.parametrize(
    ("amount", "percent", "cap", "rounding", "fee"),
    [
        ("200.00", "1", "30", Rounding.HALF_UP, "2.00"),
        ("5000.00", "1", "30", Rounding.HALF_UP, "30.00"),
        ("3000.00", "1", "30", Rounding.HALF_UP, "30.00"),
        ("0.50", "1", None, Rounding.HALF_UP, "0.01"),
        ("0.50", "1", None, Rounding.HALF_EVEN, "0.00"),
        ("0.50", "1", None, Rounding.DOWN, "0.00"),
        ("0.01", "1", None, Rounding.UP, "0.01"),
        ("100.00", "0", None, Rounding.HALF_UP, "0.00"),
    ],
)
def test_the_fee_is_a_percentage_rounded_as_named_and_capped(
    amount: str, percent: str, cap: str | None, rounding: Rounding, fee: str
):
    found = fee_of(usd(amount), FeeRule(Decimal(percent), cap, rounding))
    assert str(found.amount) == fee
    assert found.is_capped == (cap is not None and found.uncapped > usd(cap))


def test_a_withdrawal_without_fee_posts_to_the_bank_alone(courier: Courier):
    (method,) = settings.value(WITHDRAWAL_METHODS)
    free = MethodCurrency("USD", "1", "50000")
    settings.adopt(SYSTEM, WITHDRAWAL_METHODS, (replace(method, currencies=(free,)),))
    paid(courier)
    assert house_balances() == {"bank_clearing": "-800.00"}


def test_a_fee_that_leaves_nothing_is_refused():
    (method,) = settings.value(WITHDRAWAL_METHODS)
    greedy = MethodCurrency("USD", "1", "50000", FeeRule(Decimal(100)))
    settings.adopt(SYSTEM, WITHDRAWAL_METHODS, (replace(method, currencies=(greedy,)),))
    with pytest.raises(Invalid) as refusal:
        ask()
    assert refusal.value.code == "fee_exceeds_amount"
    assert sides() == ("1000.00", "0.00")


def test_amounts_of_yen_have_no_decimals():
    assert str(fee_of(Money(12345, "JPY"), FeeRule(Decimal("1.5"))).amount) == "185"
