"""Deposits through an integration of the broker's own, by the open PSP protocol."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import NotFound, OutcomeUnknown, VendorRefused
from chalicelib.core.money import Money
from chalicelib.core.paging import PageRequest
from chalicelib.funds.model.deposits import (
    DepositDraft,
    FieldRefused,
)
from chalicelib.funds.model.psps import Dispensable, Parameter, Renaming
from chalicelib.funds.model.withdrawals import MethodNotAvailable
from chalicelib.funds.service import deposit_prices, psps
from chalicelib.funds.store import deposits as store
from chalicelib.storage import parked, secrets
from infra.simulators.psp.notices import signed
from tests.kit import roots
from tests.kit.clients import published
from tests.kit.courier import Courier
from tests.kit.funds import add_client, house_balances, sides, staff_actor, status_of
from tests.kit.harbour import HARBOUR, Harbour, declare, integration, knock, offered
from tests.kit.http import Answer
from tests.kit.payments import LIN, ask, books_are_sound, check, entries, stage
from tests.simulators.psp.kit import Simulator
from tests.simulators.stripe.kit import Inbox

NOTHING = ("0.00", "0.00")


@pytest.fixture(scope="module")
def _process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Simulator, Inbox, str]]:
    inbox = Inbox()
    simulator = Simulator(tmp_path_factory.mktemp("psp"))
    simulator.start()
    yield simulator, inbox, inbox.open()
    simulator.stop()
    inbox.close()


@pytest.fixture
def harbour(
    _process: tuple[Simulator, Inbox, str], store: None, clock: FixedClock
) -> Iterator[Harbour]:
    """The provider, offered to the client Lin, who has nothing yet."""
    simulator, inbox, hook = _process
    add_client()
    yield offered(Harbour(simulator, inbox, hook, clock))
    assert parked.listed(PageRequest()).items == ()


DRAFT = DepositDraft("harbour", Money(10_000, "USD"), {"branch": "Lugano"}, "zh", "mobile")


def problems() -> list[str]:
    return [news.body["problem"] for news in published("funds.payment_unmatched")]


def codes(answers: list[Answer]) -> list[tuple[int, Any]]:
    return [(one.status, one.body["code"] if one.body else None) for one in answers]


def test_a_paid_order_is_credited_once_however_often_it_is_told(harbour: Harbour, courier: Courier):
    deposit = ask(DRAFT)
    assert codes(harbour.does(deposit, "pay")) == [(204, None)]
    courier.deliver_all(twice=True, reverse=True)
    (notice,) = harbour.simulator.rows("notices")
    again = json.dumps(signed(notice["notice"], harbour.token)).encode()
    assert knock(again, harbour.token).status == 204
    courier.deliver_all()
    assert (stage(deposit), sides()) == ("credited", ("100.00", "0.00"))
    assert status_of(deposit.id) == ("approved", "deposited", "success")
    assert entries() == [f"{deposit.id}.credit"]
    assert store.get(deposit.id).psp_reference == notice["notice"]["transaction_id"]
    books_are_sound()


def test_the_provider_is_told_of_the_payer_and_the_brokers_own_fields(harbour: Harbour):
    deposit = ask(DRAFT)
    (order,) = harbour.simulator.rows("orders")
    asked = order["asked"]
    assert (asked["order_no"], asked["amount"], asked["currency"]) == (deposit.id, "100.00", "USD")
    assert (asked["branch"], asked["language"], asked["device"]) == ("Lugano", "zh", "mobile")
    assert (asked["user_id"], asked["merchant_id"]) == (LIN, harbour.merchant_id)


def test_parameters_are_renamed_and_left_out(harbour: Harbour):
    renamed = (Renaming(Parameter.EMAIL, "mail"),)
    declare(
        integration(
            harbour.simulator.url, renamed=renamed, left_out=(Dispensable.PHONE, Dispensable.DEVICE)
        )
    )
    ask(DRAFT)
    (order,) = harbour.simulator.rows("orders")
    assert "mail" in order["asked"]
    assert not {"email", "phone", "device"} & set(order["asked"])


def test_the_brokers_own_fields_are_asked_for(harbour: Harbour):
    (method,) = deposit_prices.methods(LIN)
    assert [one.key for one in method.fields] == ["branch"]
    with pytest.raises(FieldRefused):
        ask(replace(DRAFT, values={}))


@pytest.mark.parametrize("switched_off", [True, False])
def test_an_integration_that_cannot_be_used_is_not_offered(harbour: Harbour, switched_off: bool):
    if switched_off:
        declare(integration(harbour.simulator.url, enabled=False))
    else:
        declare()
    assert deposit_prices.methods(LIN) == []
    with pytest.raises(MethodNotAvailable):
        ask(DRAFT)


@pytest.mark.parametrize("kind", ["refuse", "no_page"])
def test_a_refusal_or_a_page_that_is_none_ends_the_deposit(harbour: Harbour, kind: str):
    harbour.simulator.lever("faults", kind=kind)
    with pytest.raises(VendorRefused):
        ask(DRAFT, key="one-intention")


def test_a_lost_answer_is_asked_for_again_under_the_same_order(harbour: Harbour, courier: Courier):
    harbour.simulator.lever("faults", kind="drop_after")
    with pytest.raises(OutcomeUnknown):
        ask(DRAFT, key="one-intention")
    deposit = ask(DRAFT, key="one-intention")
    assert [one["order_no"] for one in harbour.simulator.rows("orders")] == [deposit.id]


def test_a_notice_that_comes_before_our_own_note_of_the_page_counts(
    harbour: Harbour, courier: Courier
):
    harbour.simulator.lever("faults", kind="drop_after")
    with pytest.raises(OutcomeUnknown):
        ask(DRAFT, key="one-intention")
    order = harbour.simulator.rows("orders")[0]["order_no"]
    assert codes(harbour.does(store.get(order), "pay")) == [(204, None)]
    courier.deliver_all()
    assert sides() == ("100.00", "0.00")
    books_are_sound()


def test_paid_twice_is_credited_once_and_the_second_waits_for_staff(
    harbour: Harbour, courier: Courier
):
    deposit = ask(DRAFT)
    answers = harbour.does(deposit, "twice", notices=2)
    assert [one.status for one in answers] == [204, 204]
    courier.deliver_all(twice=True, reverse=True)
    assert (sides(), problems()) == (("100.00", "0.00"), ["duplicate"])
    assert house_balances() == {f"psp_clearing:{HARBOUR}": "-200.00", "suspense": "100.00"}
    books_are_sound()


@pytest.mark.parametrize(
    ("what", "code", "received"),
    [
        ("short", "payment_amount_not_allowed", "50.00"),
        ("other_currency", "payment_currency_not_allowed", "100.00"),
    ],
)
def test_another_amount_or_currency_is_objected_to_and_kept_for_staff(
    harbour: Harbour, courier: Courier, what: str, code: str, received: str
):
    deposit = ask(DRAFT)
    assert codes(harbour.does(deposit, what)) == [(400, code)]
    courier.deliver_all(twice=True)
    assert (stage(deposit), sides(), problems()) == ("failed", NOTHING, ["mismatch"])
    assert house_balances()["suspense"] == received
    books_are_sound()


def test_a_failed_payment_ends_the_deposit(harbour: Harbour, courier: Courier):
    deposit = ask(DRAFT)
    assert codes(harbour.does(deposit, "fail")) == [(204, None)]
    courier.deliver_all()
    assert (stage(deposit), sides()) == ("failed", NOTHING)
    assert status_of(deposit.id)[2] == "failed"


def test_a_payment_under_way_is_waited_for_beyond_the_page(harbour: Harbour, courier: Courier):
    deposit = ask(DRAFT)
    harbour.does(deposit, "wait")
    courier.deliver_all()
    harbour.clock.advance(hours=2)
    check()
    assert stage(deposit) == "awaiting_payment"
    assert harbour.tells(order_no=deposit.id, transaction_id="T2").status == 204
    courier.deliver_all()
    assert stage(deposit) == "credited"


def test_an_order_that_nobody_tells_of_expires(harbour: Harbour, courier: Courier):
    deposit = ask(DRAFT)
    harbour.clock.advance(minutes=66)
    check()
    assert (stage(deposit), status_of(deposit.id)[2]) == ("failed", "expired")
    answer = harbour.tells(order_no=deposit.id)
    assert (answer.status, answer.body["code"]) == (409, "payment_status_not_pending")
    courier.deliver_all()
    assert (sides(), problems()) == (NOTHING, ["late"])
    books_are_sound()


def test_an_order_that_is_not_ours_is_objected_to_and_its_money_kept(
    harbour: Harbour, courier: Courier
):
    answer = harbour.tells(order_no="dep_unknown")
    assert (answer.status, answer.body["code"]) == (404, "payment_not_found")
    courier.deliver_all(twice=True)
    assert (problems(), house_balances()["suspense"]) == (["unknown"], "100.00")
    books_are_sound()


def test_a_transaction_that_is_told_of_otherwise_is_objected_to(harbour: Harbour, courier: Courier):
    deposit = ask(DRAFT)
    assert harbour.tells(order_no=deposit.id).status == 204
    answer = harbour.tells(order_no=deposit.id, status=0)
    assert (answer.status, answer.body["code"]) == (409, "payment_request_exists")
    courier.deliver_all(reverse=True)
    assert stage(deposit) == "credited"


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"merchant_id": "mer_nobody"}, 404, "psp_setting_not_found"),
        ({"status": 7}, 400, "payment_status_not_allowed"),
        ({"amount": 100}, 400, "callback_malformed"),
    ],
)
def test_what_makes_no_sense_is_neither_believed_nor_kept(
    harbour: Harbour, change: dict[str, Any], status: int, code: str
):
    deposit = ask(DRAFT)
    answer = harbour.tells(order_no=deposit.id, **change)
    assert (answer.status, answer.body["code"]) == (status, code)
    assert store.callbacks_about(deposit.id) == []


def test_a_new_token_ends_the_old_one_at_once(harbour: Harbour):
    deposit = ask(DRAFT)
    made = psps.make_key(staff_actor(), HARBOUR)
    assert made.key is not None
    assert (made.key.merchant_id, made.key.generation) == (harbour.merchant_id, 2)
    answer = harbour.tells(order_no=deposit.id)
    assert (answer.status, answer.body["code"]) == (401, "psp_token_invalid")
    harbour.token = str(made.token)
    assert harbour.tells(order_no=deposit.id).status == 204


def test_a_token_is_for_integrations_that_there_are(harbour: Harbour):
    with pytest.raises(NotFound):
        psps.make_key(staff_actor(), "psp_unknown")
    assert [one.token for one in psps.integrations()] == [None]


@pytest.mark.parametrize(
    "wrong",
    [
        {"app_url": "http://pay.example"},
        {"app_url": "https://pay.example/?a=b"},
        {"renamed": (Renaming(Parameter.EMAIL, "branch"),)},
        {"renamed": (Renaming(Parameter.EMAIL, "sign"),)},
    ],
)
def test_an_integration_that_cannot_work_cannot_be_described(wrong: dict[str, Any]):
    with pytest.raises(ValueError, match=r"https|same name"):
        replace(integration("https://pay.example"), **wrong)


def test_a_token_stays_good_through_a_new_root_secret_and_ends_with_its_own(harbour: Harbour):
    deposit, first = ask(DRAFT), str(secrets.secret("root-key")["root"])
    with roots.kept(roots.SECOND, first):
        assert harbour.tells(order_no=deposit.id).status == 204
    with roots.kept(roots.SECOND):
        assert [one.key for one in psps.integrations()] == [None]
        with pytest.raises(VendorRefused):
            psps.reached(HARBOUR)
