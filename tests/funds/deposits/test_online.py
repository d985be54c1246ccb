"""Deposits on the provider's page: opened once, paid once, credited once."""

from dataclasses import replace

import pytest

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import Mode, RequestType
from chalicelib.clients import public as clients
from chalicelib.clients import store as clients_store
from chalicelib.clients.model import ClientStatus
from chalicelib.core.errors import Forbidden, OutcomeUnknown, VendorRefused, VendorUnavailable
from chalicelib.core.paging import PageRequest
from chalicelib.funds.model.deposits import Deposit, PageClosed, TooManyPendingDeposits
from chalicelib.funds.model.methods import MethodCurrency
from chalicelib.funds.model.settings import DEPOSIT_METHODS, MAX_PENDING_DEPOSITS
from chalicelib.funds.service import deposits
from chalicelib.funds.store import deposits as store
from chalicelib.funds.store import wallets
from chalicelib.ports import payments
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.idempotency import AlreadyDone, KeyReused
from tests.kit.approvals import automate
from tests.kit.clients import published
from tests.kit.courier import Courier
from tests.kit.funds import (
    SYSTEM,
    client_actor,
    command,
    decide,
    house_balances,
    sides,
    status_of,
)
from tests.kit.payments import (
    LIN,
    PaymentSide,
    ask,
    books_are_sound,
    by_staff,
    card,
    stage,
    tell,
)


def requests() -> list[str]:
    return [one.id for one in approvals.of_client(LIN, PageRequest(limit=50)).items]


def test_a_deposit_by_card_gets_a_page_of_its_amount_and_fee(psp: PaymentSide):
    deposit = ask(card("100.00"))
    (session,) = psp.sessions()
    assert deposit.redirect_url == session["url"]
    assert deposit.psp_reference == session["id"]
    assert (session["amount_total"], session["currency"]) == (10_250, "usd")
    assert session["client_reference_id"] == deposit.id
    assert status_of(deposit.id) == ("pending", "none", "pending")
    assert sides() == ("0.00", "0.00")


def test_what_was_paid_is_credited_without_staff_and_the_fee_is_ours(
    psp: PaymentSide, courier: Courier
):
    deposit = ask(card("100.00"))
    psp.pay(deposit)
    psp.hear()
    courier.deliver_all()
    assert stage(deposit) == "credited"
    assert status_of(deposit.id) == ("approved", "deposited", "success")
    assert sides() == ("100.00", "0.00")
    assert house_balances() == {"psp_clearing:stripe": "-102.50", "fee_income": "2.50"}
    books_are_sound()


def test_the_news_of_a_credit_names_the_entry_that_explains_it(psp: PaymentSide, courier: Courier):
    deposit = ask(card("100.00"))
    psp.pay(deposit)
    psp.hear()
    courier.deliver_all()
    (news,) = published("funds.deposit_credited")
    assert news.body["entry_id"] == f"{deposit.id}.credit"
    (line,) = wallets.lines(LIN, "USD", PageRequest()).items
    assert line.entry_id == news.body["entry_id"]


def test_a_page_that_could_not_be_opened_is_opened_by_the_same_command(psp: PaymentSide):
    psp.trouble("rate_limit")
    with pytest.raises(VendorUnavailable):
        ask(card(), key="one-intention")
    (waiting,) = requests()
    assert (psp.sessions(), stage(store.get(waiting))) == ([], "awaiting_payment")
    psp.calm()
    deposit = ask(card(), key="one-intention")
    assert (deposit.id, requests(), len(psp.sessions())) == (waiting, [waiting], 1)


def test_a_page_whose_address_was_lost_is_found_again_by_the_same_command(psp: PaymentSide):
    psp.trouble("drop_after")
    with pytest.raises(OutcomeUnknown):
        ask(card(), key="one-intention")
    (lost,) = psp.sessions()
    psp.calm()
    deposit = ask(card(), key="one-intention")
    assert (deposit.psp_reference, deposit.redirect_url) == (lost["id"], lost["url"])
    assert (len(psp.sessions()), requests()) == (1, [deposit.id])


def test_the_same_key_with_another_amount_is_refused_even_before_its_page_is_open(
    psp: PaymentSide,
):
    psp.trouble("rate_limit")
    first = replace(command("one-intention"), fingerprint="a hundred")
    with pytest.raises(VendorUnavailable):
        deposits.submit(client_actor(), card("100.00"), first)
    psp.calm()
    with pytest.raises(KeyReused):
        deposits.submit(client_actor(), card("200.00"), replace(first, fingerprint="two hundred"))
    assert (len(requests()), psp.sessions()) == (1, [])


def test_a_repeat_that_overtakes_its_first_run_leaves_one_deposit_and_one_page(psp: PaymentSide):
    class Slow:
        """A provider during whose first answer the client's repeat comes and goes."""

        def __init__(self) -> None:
            self.repeated: Deposit | None = None

        def start_payment(self, order):
            with ports.use(**{"payment_provider.stripe": provider}):
                self.repeated = ask(card(), key="one-intention")
            return provider.start_payment(order)

    provider, slow = payments.payment_provider("stripe"), Slow()
    with ports.use(**{"payment_provider.stripe": slow}), pytest.raises(AlreadyDone):
        ask(card(), key="one-intention")
    assert slow.repeated is not None
    assert requests() == [slow.repeated.id]
    assert len(psp.sessions()) == 1


def test_a_repeat_goes_on_although_the_method_is_no_longer_offered(psp: PaymentSide):
    psp.trouble("rate_limit")
    with pytest.raises(VendorUnavailable):
        ask(card(), key="one-intention")
    psp.calm()
    settings.adopt(SYSTEM, DEPOSIT_METHODS, DEPOSIT_METHODS.default[1:])
    assert ask(card(), key="one-intention").redirect_url


def test_what_the_provider_refuses_ends_at_once_and_takes_no_place(psp: PaymentSide):
    settings.adopt(SYSTEM, MAX_PENDING_DEPOSITS, 1)
    by_card = DEPOSIT_METHODS.default[0]
    cents = replace(by_card, currencies=(MethodCurrency("USD", "0.10", "10000"),))
    settings.adopt(SYSTEM, DEPOSIT_METHODS, (cents,))
    with pytest.raises(VendorRefused):
        ask(card("0.20"), key="refused")
    (refused,) = requests()
    assert (stage(store.get(refused)), status_of(refused)) == (
        "failed",
        ("cancelled", "none", "failed"),
    )
    with pytest.raises(PageClosed):
        ask(card("0.20"), key="refused")
    assert stage(ask(card())) == "awaiting_payment"


def test_a_page_is_not_opened_when_it_would_live_too_shortly(psp: PaymentSide):
    psp.trouble("rate_limit")
    with pytest.raises(VendorUnavailable):
        ask(card(), key="one-intention")
    psp.calm()
    psp.advance(minutes=29)
    with pytest.raises(PageClosed):
        ask(card(), key="one-intention")
    assert psp.sessions() == []


def test_only_so_many_deposits_can_wait_and_paid_ones_make_room(psp: PaymentSide, courier: Courier):
    settings.adopt(SYSTEM, MAX_PENDING_DEPOSITS, 2)
    first = ask(card("10.00"))
    ask(card("20.00"))
    with pytest.raises(TooManyPendingDeposits):
        ask(card("30.00"))
    psp.pay(first)
    psp.hear()
    courier.deliver_all()
    ask(card("30.00"))
    assert len(psp.sessions()) == 3


def test_a_client_who_may_not_act_begins_nothing(psp: PaymentSide):
    lin = clients.client_for_system(LIN)
    suspended = replace(lin, status=ClientStatus.SUSPENDED)
    ports.transact(SYSTEM, lambda unit: clients_store.change(unit, lin, suspended))
    with pytest.raises(Forbidden):
        ask(card())
    assert (requests(), psp.sessions()) == ([], [])


@pytest.mark.parametrize(("amount", "decided_by"), [("499.99", "system"), ("500.00", "staff")])
def test_in_partial_mode_staff_decide_from_the_threshold_on(
    psp: PaymentSide, courier: Courier, amount: str, decided_by: str
):
    automate(RequestType.DEPOSIT, Mode.PARTIAL, "500")
    deposit = ask(card(amount))
    psp.pay(deposit)
    psp.hear()
    courier.deliver_all()
    if decided_by == "staff":
        assert status_of(deposit.id) == ("pending", "none", "success")
        assert sides() == ("0.00", "0.00")
        decide(deposit.id)
        courier.deliver_all()
    assert status_of(deposit.id) == ("approved", "deposited", "success")
    assert sides()[0] == amount
    books_are_sound()


def test_an_amount_in_another_than_the_base_currency_is_for_staff_in_partial_mode(
    psp: PaymentSide, courier: Courier
):
    automate(RequestType.DEPOSIT, Mode.PARTIAL, "500")
    deposit = ask(card("20.00", "EUR"))
    psp.pay(deposit)
    psp.hear()
    courier.deliver_all()
    assert status_of(deposit.id) == ("pending", "none", "success")


def test_a_bank_debit_is_credited_when_it_has_gone_through(psp: PaymentSide, courier: Courier):
    deposit = ask(card("50.00", "EUR"))
    psp.pay(deposit, how="later")
    psp.hear()
    courier.deliver_all()
    assert status_of(deposit.id)[0] == "pending"
    psp.settle(deposit)
    psp.hear()
    courier.deliver_all()
    assert sides(currency="EUR") == ("50.00", "0.00")


def test_a_bank_debit_that_bounces_ends_the_deposit(psp: PaymentSide, courier: Courier):
    deposit = ask(card("50.00", "EUR"))
    psp.pay(deposit, how="later")
    psp.hear()
    psp.settle(deposit, "failed")
    psp.hear()
    courier.deliver_all()
    assert stage(deposit) == "failed"
    assert status_of(deposit.id) == ("cancelled", "none", "failed")
    assert (sides(currency="EUR"), house_balances()) == (("0.00", "0.00"), {})
    books_are_sound()


def test_a_declined_card_can_be_tried_again_on_the_same_page(psp: PaymentSide, courier: Courier):
    deposit = ask(card("50.00"))
    psp.pay(deposit, how="decline")
    psp.pay(deposit)
    psp.hear()
    courier.deliver_all()
    assert sides() == ("50.00", "0.00")


def test_a_page_that_expires_ends_the_deposit(psp: PaymentSide, courier: Courier):
    deposit = ask(card("50.00"))
    psp.advance(minutes=61)
    psp.hear()
    courier.deliver_all()
    assert stage(deposit) == "failed"
    assert status_of(deposit.id) == ("cancelled", "none", "expired")
    books_are_sound()


def test_a_paid_deposit_that_staff_reject_goes_to_suspense_and_to_no_wallet(
    psp: PaymentSide, courier: Courier
):
    by_staff()
    deposit = ask(card("100.00"))
    psp.pay(deposit)
    psp.hear()
    courier.deliver_all()
    decide(deposit.id, approve=False, reason="not your card")
    courier.deliver_all(twice=True)
    assert status_of(deposit.id)[0] == "rejected"
    assert (stage(deposit), sides()) == ("ended", ("0.00", "0.00"))
    assert house_balances() == {"psp_clearing:stripe": "-102.50", "suspense": "102.50"}
    tell(str(deposit.psp_reference), times=2)
    assert house_balances() == {"psp_clearing:stripe": "-102.50", "suspense": "102.50"}
    books_are_sound()


def test_staff_are_told_of_money_that_waits_for_them(psp: PaymentSide, courier: Courier):
    by_staff()
    deposit = ask(card("100.00"))
    psp.pay(deposit)
    tell(str(deposit.psp_reference))
    decide(deposit.id, approve=False)
    courier.deliver_all(twice=True)
    (news,) = published("funds.payment_unmatched")
    assert (news.body["problem"], news.body["deposit_id"]) == ("rejected", deposit.id)
    (line,) = audit.of_object("deposit", deposit.id, PageRequest()).items
    assert (line.action, line.after["received"]) == ("payment_unmatched", "102.50")
