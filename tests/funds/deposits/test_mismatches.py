"""Money that does not fit: never credited by itself, never lost, booked once, shown to staff."""

import pytest

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.service import decisions
from chalicelib.approvals.service.review import review
from chalicelib.core.errors import OutcomeUnknown, VendorUnavailable
from chalicelib.core.paging import PageRequest
from chalicelib.funds.model.deposits import Deposit
from chalicelib.funds.service import deposit_pages
from chalicelib.funds.store import deposits as store
from tests.kit import files
from tests.kit.clients import published
from tests.kit.courier import Courier
from tests.kit.funds import (
    SYSTEM,
    client_actor,
    house_balances,
    sides,
    staff_actor,
    status_of,
)
from tests.kit.payments import (
    LIN,
    PaymentSide,
    ask,
    books_are_sound,
    by_staff,
    card,
    check,
    entries,
    stage,
    tell,
    wire,
)

NOTHING = ("0.00", "0.00")


def without_page(psp: PaymentSide, amount: str = "100.00") -> Deposit:
    """A deposit whose page we know nothing of."""
    psp.trouble("rate_limit")
    with pytest.raises(VendorUnavailable):
        ask(card(amount), key="one-intention")
    psp.calm()
    (request,) = approvals.of_client(LIN, PageRequest()).items
    return store.get(request.id)


def problems() -> list[str]:
    return [news.body["problem"] for news in published("funds.payment_unmatched")]


@pytest.mark.parametrize(
    ("minor", "currency", "suspense"),
    [
        (10_249, "usd", "102.49"),
        (10_251, "usd", "102.51"),
        (10_000, "usd", "100.00"),
        (10_250, "eur", "102.50"),
    ],
)
def test_another_amount_or_currency_is_put_aside(
    psp: PaymentSide, courier: Courier, minor: int, currency: str, suspense: str
):
    deposit = without_page(psp)
    psp.stray(deposit.id, minor, currency)
    psp.hear()
    courier.deliver_all(twice=True)
    assert (stage(deposit), sides(), sides(currency="EUR")) == ("failed", NOTHING, NOTHING)
    assert status_of(deposit.id) == ("cancelled", "none", "success")
    assert approvals.read(deposit.id).reason == "payment_mismatch"
    assert house_balances() == {"psp_clearing:stripe": f"-{suspense}", "suspense": suspense}
    assert str(store.get(deposit.id).unmatched) == suspense
    assert problems() == ["mismatch"]
    books_are_sound()


def test_the_right_amount_counts_although_we_never_learnt_of_the_page(
    psp: PaymentSide, courier: Courier
):
    deposit = without_page(psp)
    psp.stray(deposit.id, 10_250)
    psp.hear()
    courier.deliver_all()
    assert (stage(deposit), sides()) == ("credited", ("100.00", "0.00"))


def test_a_second_payment_of_a_deposit_is_put_aside_and_the_first_is_credited(
    psp: PaymentSide, courier: Courier
):
    deposit = ask(card("100.00"))
    psp.pay(deposit)
    second = psp.stray(deposit.id, 10_250)
    psp.hear(2)
    courier.deliver_all(twice=True, reverse=True)
    assert sides() == ("100.00", "0.00")
    assert house_balances() == {
        "psp_clearing:stripe": "-205.00",
        "fee_income": "2.50",
        "suspense": "102.50",
    }
    assert entries() == [f"{deposit.id}.credit", f"stripe_{second}.suspense"]
    assert problems() == ["duplicate"]
    books_are_sound()


def test_a_payment_that_is_nobodys_is_booked_once(psp: PaymentSide, courier: Courier):
    reference = psp.stray(None, 5_000)
    psp.hear()
    courier.deliver_all(twice=True)
    tell(reference, times=2)
    assert house_balances() == {"psp_clearing:stripe": "-50.00", "suspense": "50.00"}
    assert entries() == [f"stripe_{reference}.suspense"]
    assert problems() == ["unknown"]
    books_are_sound()


@pytest.mark.parametrize("named", ["dep_00000000000000000000000000", "a wire"])
def test_a_payment_cannot_be_passed_off_as_a_deposit_that_it_is_not_for(
    psp: PaymentSide, courier: Courier, named: str
):
    if named == "a wire":
        named = ask(wire(files.proof(client_actor()).file_id, "100.00")).id
    psp.stray(named, 10_000)
    psp.hear()
    courier.deliver_all()
    assert (sides(), house_balances()["suspense"]) == (NOTHING, "100.00")
    books_are_sound()


def test_money_for_a_deposit_that_was_ended_meanwhile_is_late(psp: PaymentSide, courier: Courier):
    deposit = ask(card("100.00"))
    end(deposit)
    courier.deliver_all()
    assert stage(deposit) == "ended"
    psp.pay(deposit)
    psp.hear()
    courier.deliver_all(twice=True)
    assert (stage(deposit), sides()) == ("ended", NOTHING)
    assert status_of(deposit.id) == ("cancelled", "none", "success")
    assert house_balances() == {"psp_clearing:stripe": "-102.50", "suspense": "102.50"}
    assert problems() == ["late"]
    books_are_sound()


def end(deposit: Deposit) -> None:
    """The system ends a deposit's request while its client is on the page."""
    ports.transact(SYSTEM, lambda unit: approvals.cancel(unit, deposit.id, "account_closed"))


def test_payment_and_end_at_the_same_moment_credit_nothing_and_lose_nothing(
    psp: PaymentSide, courier: Courier
):
    deposit = ask(card("100.00"))
    psp.pay(deposit)
    end(deposit)
    tell(str(deposit.psp_reference))  # before the news of the end is there
    assert stage(deposit) == "failed"
    courier.deliver_all(twice=True)
    assert (stage(deposit), sides()) == ("failed", NOTHING)
    assert house_balances()["suspense"] == "102.50"
    assert problems() == ["late"]
    books_are_sound()


def test_the_payment_of_an_ended_deposit_is_found_although_its_callback_was_lost(
    psp: PaymentSide, courier: Courier
):
    psp.simulator.fault("webhook_lose")
    deposit = ask(card("100.00"))
    end(deposit)
    courier.deliver_all()
    psp.pay(deposit)
    psp.advance(minutes=3)
    assert check().asked == (deposit.id,)
    assert house_balances()["suspense"] == "102.50"
    assert store.get(deposit.id).check_at is None
    books_are_sound()


def test_an_ended_deposit_is_watched_until_its_page_has_closed_and_no_longer(
    psp: PaymentSide, courier: Courier
):
    psp.simulator.fault("webhook_lose", times=5)
    deposit = ask(card("100.00"))
    end(deposit)
    courier.deliver_all()
    psp.advance(minutes=66)
    psp.wait_for_expiry()
    assert check().asked == (deposit.id,)
    assert store.get(deposit.id).check_at is None
    assert (stage(deposit), house_balances()) == ("ended", {})


def test_a_paid_deposit_that_its_client_takes_back_goes_to_suspense(
    psp: PaymentSide, courier: Courier
):
    by_staff()
    deposit = ask(card("100.00"))
    psp.pay(deposit)
    psp.hear()
    courier.deliver_all()
    decisions.take_back(client_actor(), deposit.id)
    courier.deliver_all(twice=True)
    assert (stage(deposit), problems()) == ("ended", ["cancelled"])
    assert house_balances()["suspense"] == "102.50"
    books_are_sound()


def test_money_that_comes_after_the_page_was_given_up_is_late(psp: PaymentSide, courier: Courier):
    deposit = without_page(psp)
    deposit_pages._give_up(client_actor(), deposit.id)
    psp.stray(deposit.id, 10_250)
    psp.hear()
    courier.deliver_all()
    assert (stage(deposit), sides(), problems()) == ("failed", NOTHING, ["late"])
    books_are_sound()


def test_a_lost_answer_and_a_new_deposit_are_two_deposits_and_only_the_paid_one_counts(
    psp: PaymentSide, courier: Courier
):
    psp.trouble("drop_after")
    with pytest.raises(OutcomeUnknown):
        ask(card("100.00"), key="given-up")
    psp.calm()
    paid = ask(card("100.00"))
    psp.pay(paid)
    psp.hear()
    courier.deliver_all()
    assert sides() == ("100.00", "0.00")
    psp.advance(minutes=66)
    psp.hear()  # the first one's page has expired
    courier.deliver_all()
    check()
    stages = [stage(store.get(one.id)) for one in approvals.of_client(LIN, PageRequest()).items]
    assert sorted(stages) == ["credited", "failed"]
    books_are_sound()


def test_the_reviewer_sees_who_paid_by_which_card(psp: PaymentSide):
    by_staff()
    deposit = ask(card("100.00"))
    psp.pay(deposit, name="Somebody Else")
    tell(str(deposit.psp_reference))
    facts = {one.code: one.value for one in review(staff_actor(), deposit.id).details.facts}
    assert (facts["psp_payer_name"], facts["psp_card_last4"]) == ("Somebody Else", "4242")
    assert facts["psp_reference"] == deposit.psp_reference
    assert facts["payment"] == "102.50 USD"
