"""Deposits in bitcoin: what was agreed is credited once, everything else waits for staff."""

from collections.abc import Iterator

import pytest

from chalicelib.approvals import public as approvals
from chalicelib.approvals.service.review import review
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import OutcomeUnknown
from chalicelib.core.paging import PageRequest
from chalicelib.funds.store import deposits as store
from chalicelib.storage import parked
from tests.kit.btcpay import BtcpaySide, bitcoin, knock, offer_bitcoin
from tests.kit.clients import published
from tests.kit.courier import Courier
from tests.kit.funds import add_client, house_balances, sides, staff_actor, status_of
from tests.kit.payments import ask, books_are_sound, check, entries, stage
from tests.simulators.btcpay.kit import Simulator
from tests.simulators.stripe.kit import Inbox

NOTHING = ("0.00", "0.00")


@pytest.fixture
def btcpay(
    btcpay_server: tuple[Simulator, Inbox], store: None, clock: FixedClock
) -> Iterator[BtcpaySide]:
    """The server, knowing nothing yet, offered to the client Lin, who has nothing yet.

    No message may have been given up when the test is over.
    """
    side = BtcpaySide(*btcpay_server, clock)
    side.connect()
    add_client()
    offer_bitcoin()
    yield side
    assert parked.listed(PageRequest()).items == ()


def problems() -> list[str]:
    return [news.body["problem"] for news in published("funds.payment_unmatched")]


def test_a_settled_payment_is_credited_once(btcpay: BtcpaySide, courier: Courier):
    deposit = ask(bitcoin())
    btcpay.pay(deposit)
    btcpay.hear("InvoiceSettled")
    courier.deliver_all(twice=True, reverse=True)
    assert (stage(deposit), sides()) == ("credited", ("100.00", "0.00"))
    assert status_of(deposit.id) == ("approved", "deposited", "success")
    assert house_balances() == {"psp_clearing:btcpay": "-100.00"}
    assert entries() == [f"{deposit.id}.credit"]
    books_are_sound()


def test_an_unconfirmed_payment_is_waited_for(btcpay: BtcpaySide, courier: Courier):
    deposit = ask(bitcoin())
    btcpay.pay(deposit, confirmed=False)
    btcpay.hear("InvoiceProcessing")
    courier.deliver_all()
    assert (stage(deposit), sides()) == ("awaiting_payment", NOTHING)


def test_a_payment_that_vanishes_from_the_chain_credits_nothing(
    btcpay: BtcpaySide, courier: Courier
):
    deposit = ask(bitcoin())
    btcpay.pay(deposit, confirmed=False)
    btcpay.reorganise(deposit)
    btcpay.hear("InvoiceInvalid")
    courier.deliver_all(twice=True)
    assert (stage(deposit), sides(), house_balances()) == ("failed", NOTHING, {})
    assert status_of(deposit.id) == ("cancelled", "none", "failed")
    assert approvals.read(deposit.id).reason == "payment_failed"


def test_a_credited_payment_that_vanishes_from_the_chain_is_told_once_and_books_nothing(
    btcpay: BtcpaySide, courier: Courier
):
    deposit = ask(bitcoin())
    btcpay.pay(deposit)
    btcpay.hear("InvoiceSettled")
    courier.deliver_all()
    assert stage(deposit) == "credited"
    before = (sides(), house_balances())
    btcpay.reorganise(deposit)
    btcpay.hear("InvoiceInvalid")
    courier.deliver_all(twice=True)
    (told,) = published("funds.deposit_taken_back")
    assert told.body["amount"]["minor"] == store.get(deposit.id).amount.minor
    assert not told.body["is_restored"]
    assert (sides(), house_balances()) == before


@pytest.mark.parametrize(
    ("value", "received", "kind"),
    [("0.00100000", "64.39", "InvoiceExpired"), ("0.00200000", "128.78", "InvoiceSettled")],
)
def test_too_little_or_too_much_is_put_aside_in_full(
    btcpay: BtcpaySide, courier: Courier, value: str, received: str, kind: str
):
    deposit = ask(bitcoin())
    btcpay.pay(deposit, value)
    if kind == "InvoiceExpired":
        btcpay.expire(deposit)
    btcpay.hear(kind)
    courier.deliver_all(twice=True)
    assert (stage(deposit), sides()) == ("failed", NOTHING)
    assert house_balances() == {"psp_clearing:btcpay": f"-{received}", "suspense": received}
    assert approvals.read(deposit.id).reason == "payment_mismatch"
    assert problems() == ["mismatch"]
    books_are_sound()


def test_a_late_payment_is_put_aside_although_its_amount_is_right(
    btcpay: BtcpaySide, courier: Courier
):
    deposit = ask(bitcoin())
    btcpay.expire(deposit)
    btcpay.pay(deposit)  # we have not heard yet that it had expired
    btcpay.hear("InvoicePaymentSettled")
    courier.deliver_all(twice=True, reverse=True)
    assert (stage(deposit), sides(), problems()) == ("failed", NOTHING, ["late"])
    assert approvals.read(deposit.id).reason == "payment_late"
    assert house_balances()["suspense"] == "100.00"
    books_are_sound()


def test_a_payment_after_the_deposit_was_given_up_is_late_too(btcpay: BtcpaySide, courier: Courier):
    deposit = ask(bitcoin())
    btcpay.expire(deposit)
    btcpay.hear("InvoiceExpired")
    courier.deliver_all()
    assert stage(deposit) == "failed"
    btcpay.pay(deposit)
    btcpay.hear("InvoicePaymentSettled")
    courier.deliver_all(twice=True)
    assert (sides(), problems()) == (NOTHING, ["late"])
    assert str(store.get(deposit.id).unmatched) == "100.00"
    books_are_sound()


def test_a_webhook_that_was_lost_is_made_up_for(btcpay: BtcpaySide, courier: Courier):
    btcpay.simulator.fault("webhook_lose", times=9)
    deposit = ask(bitcoin())
    btcpay.pay(deposit)
    btcpay.advance(minutes=3)
    assert check().asked == (deposit.id,)
    courier.deliver_all()
    assert sides() == ("100.00", "0.00")
    books_are_sound()


def test_a_lost_answer_opens_no_second_page(btcpay: BtcpaySide, courier: Courier):
    btcpay.simulator.fault("drop_after", path="POST")
    with pytest.raises(OutcomeUnknown):
        ask(bitcoin(), key="one-intention")
    deposit = ask(bitcoin(), key="one-intention")
    assert [one["id"] for one in btcpay.simulator.rows("invoices")] == [deposit.psp_reference]


def test_a_redelivery_is_kept_once_and_a_forgery_not_at_all(btcpay: BtcpaySide):
    btcpay.simulator.fault("webhook_forge")
    ask(bitcoin())
    forged, true = btcpay.inbox.wait_for(2)
    assert (knock(forged).status, knock(forged).body["code"]) == (401, "callback_forged")
    assert knock(true).status == 200
    (first,) = btcpay.simulator.rows("deliveries")[1:]
    btcpay.simulator.lever(f"deliveries/{first['id']}/redeliver")
    again = btcpay.inbox.wait_for(3)[-1]
    assert (again.event["isRedelivery"], knock(again).status) == (True, 200)
    kept = store.callbacks_about(str(true.event["invoiceId"]))
    assert [one.event_id for one in kept] == [true.event["deliveryId"]]


def test_the_reviewer_sees_the_coins(btcpay: BtcpaySide, courier: Courier):
    deposit = ask(bitcoin())
    btcpay.pay(deposit)
    btcpay.hear("InvoiceSettled")
    courier.deliver_all()
    facts = {one.code: one.value for one in review(staff_actor(), deposit.id).details.facts}
    assert facts["psp_paid_coins"] == "0.00155299 BTC"
    assert facts["psp_coin_rate"] == "64392.23"
