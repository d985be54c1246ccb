"""The hosted page, as a browser would use it."""

from urllib.parse import urlencode

import pytest

from tests.simulators.stripe.kit import Inbox, Reply, Simulator
from tests.simulators.stripe.test_api import SESSIONS, create

CARD = {
    "act": "card",
    "number": "4242 4242 4242 4242",
    "expiry": "12 / 40",
    "cvc": "123",
    "name": "Lin Wei",
}
DECLINED = "4000 0000 0000 0002"
CHALLENGED = "4000 0000 0000 3220"


@pytest.fixture
def session(simulator: Simulator) -> str:
    made: str = create(simulator, cancel_url="http://127.0.0.1/cancelled").json()["id"]
    return made


def page(simulator: Simulator, session: str, **form: str) -> Reply:
    method = "POST" if form else "GET"
    return simulator.send(method, f"/c/pay/{session}", urlencode(form))


def status_of(simulator: Simulator, session: str) -> tuple[str, str]:
    found = simulator.api("GET", f"{SESSIONS}/{session}").json()
    return found["status"], found["payment_status"]


def test_the_page_shows_what_is_paid_and_the_way_back(simulator: Simulator, session: str) -> None:
    shown = page(simulator, session)
    assert shown.status == 200
    assert "EUR 25.00" in shown.text
    assert "lin@example.com" in shown.text
    assert 'href="http://127.0.0.1/cancelled"' in shown.text
    assert "frame-ancestors 'none'" in shown.headers["content-security-policy"]
    assert simulator.send("GET", "/c/checkout.css").headers["content-type"].startswith("text/css")


def test_a_good_card_pays_and_leads_back_with_the_sessions_id(
    simulator: Simulator, session: str
) -> None:
    answer = page(simulator, session, **CARD)
    assert answer.status == 303
    assert answer.headers["location"] == f"http://127.0.0.1/ok?id={session}"
    assert status_of(simulator, session) == ("complete", "paid")


def test_a_declined_card_says_so_and_lets_the_payer_try_again(
    simulator: Simulator, session: str
) -> None:
    answer = page(simulator, session, **{**CARD, "number": DECLINED})
    assert "Your card was declined" in answer.text
    assert status_of(simulator, session) == ("open", "unpaid")
    assert page(simulator, session, **CARD).status == 303


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("number", "4242 4242 4242 4241", "card number is invalid"),
        ("number", "", "card number is invalid"),
        ("expiry", "13 / 40", "MM / YY"),
        ("expiry", "01 / 20", "has expired"),
        ("cvc", "1", "security code"),
        ("name", " ", "name on the card"),
    ],
)
def test_a_slip_in_the_form_is_named_and_nothing_is_tried(
    simulator: Simulator, session: str, field: str, value: str, message: str
) -> None:
    answer = page(simulator, session, **{**CARD, field: value})
    assert message in answer.text
    assert f'aria-describedby="{field}-fault"' in answer.text
    assert simulator.api("GET", "/v1/events").json()["data"] == []


@pytest.mark.parametrize(
    ("act", "ending"),
    [("challenge_passed", ("complete", "paid")), ("challenge_failed", ("open", "unpaid"))],
)
def test_the_card_holder_may_be_asked_first(
    simulator: Simulator, session: str, act: str, ending: tuple[str, str]
) -> None:
    asked = page(simulator, session, **{**CARD, "number": CHALLENGED})
    assert "Confirm it is you" in asked.text
    assert status_of(simulator, session) == ("open", "unpaid")
    page(simulator, session, act=act, name="Lin Wei", last4="3220", brand="visa")
    assert status_of(simulator, session) == ending


@pytest.mark.parametrize(
    ("act", "ending", "status"),
    [
        ("pay", ("complete", "paid"), 303),
        ("later", ("complete", "unpaid"), 303),
        ("decline", ("open", "unpaid"), 200),
    ],
)
def test_the_short_buttons_do_what_they_say(
    simulator: Simulator, session: str, act: str, ending: tuple[str, str], status: int
) -> None:
    assert page(simulator, session, act=act).status == status
    assert status_of(simulator, session) == ending


def test_a_second_click_on_pay_pays_once(simulator: Simulator, session: str, inbox: Inbox) -> None:
    assert [page(simulator, session, **CARD).status for _ in range(2)] == [303, 303]
    charges = simulator.api("GET", "/v1/balance_transactions", {"type": "charge"}).json()
    assert len(charges["data"]) == 1


def test_an_expired_page_takes_no_money(simulator: Simulator, session: str) -> None:
    simulator.api("POST", f"{SESSIONS}/{session}/expire")
    assert "has expired" in page(simulator, session, **CARD).text
    assert status_of(simulator, session) == ("expired", "unpaid")


def test_an_unknown_page_is_not_found(simulator: Simulator) -> None:
    assert page(simulator, "cs_test_none").status == 404


def test_what_was_typed_comes_back_harmless(simulator: Simulator, session: str) -> None:
    typed = {**CARD, "name": '"><script>alert(1)</script>', "cvc": "x"}
    assert "<script>" not in page(simulator, session, **typed).text
