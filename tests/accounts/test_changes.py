"""Another leverage and new passwords: asked for, approved, made on the server once."""

from decimal import Decimal
from typing import Any

import pytest

from app import app
from chalicelib.accounts import public as accounts
from chalicelib.accounts.events import accounts_events
from chalicelib.accounts.model import TradingAccount
from chalicelib.accounts.rules.changes import MarginTooThin, check_margin, margin_level
from chalicelib.accounts.service import carrying_out
from chalicelib.approvals import public as approvals
from chalicelib.approvals.model import Verdict
from chalicelib.approvals.public import RequestStatus
from chalicelib.approvals.rules import Review
from chalicelib.approvals.service import decisions
from chalicelib.clients.model import Client
from chalicelib.core.actor import system
from chalicelib.core.errors import OutcomeUnknown, VendorUnavailable
from chalicelib.core.money import Money
from chalicelib.gateways.trading.model import Figures, PasswordKind
from chalicelib.storage import sealing
from tests.conftest import START
from tests.kit import dump, people, trading
from tests.kit.approvals import member
from tests.kit.clients import active_client, command, published
from tests.kit.courier import Courier
from tests.kit.http import Answer, Caller
from tests.kit.opened import account_of
from tests.kit.people import Person
from tests.simulators.mt5.kit import Simulator

TABLES = ("accounts", "approvals", "audit", "outbox", "idempotency")
COURIER = Courier((accounts_events,))
LEVERAGE = {"kind": "leverage", "leverage": 200}
PASSWORD = {"kind": "main_password"}


@pytest.fixture
def account(simulator: Simulator, client: Client) -> TradingAccount:
    """An account of 1:100 whose opening has been told."""
    made = account_of(client)
    COURIER.deliver_all()
    return made


@pytest.fixture
def caller(account: TradingAccount, client: Client) -> Caller:
    """Whose account it is, signed in."""
    return people.signed_in(app, "portal", Person(client.id, client.email))


def asked(caller: Caller, account: TradingAccount, form: dict[str, Any]) -> Answer:
    return caller.post(f"/api/portal/accounts/{account.id}/changes", form)


def offered(caller: Caller, account: TradingAccount) -> dict[str, Any]:
    return caller.get(f"/api/portal/accounts/{account.id}/changes").body


def decide(request_id: str, verdict: Verdict = Verdict.APPROVED, reason: str = "") -> None:
    decisions.decide(member("Ada"), request_id, Review(verdict, reason=reason))


def carry_out(request_id: str) -> None:
    carrying_out.carry_out(system("accounts-events"), request_id, command())


def on_the_server(account: TradingAccount) -> Any:
    return accounts.server(trading.SERVER).account(account.login)


def figures(*, equity: str, margin: str) -> Figures:
    def usd(text: str) -> Money:
        return Money.parse(text, "USD")

    nothing = usd("0.00")
    return Figures(1, usd(equity), nothing, usd(equity), usd(margin), nothing, nothing, START)


def test_what_can_be_changed_leaves_out_the_present_leverage(caller, account):
    told = offered(caller, account)
    assert account.leverage not in told["leverages"]
    assert 200 in told["leverages"]
    assert told["kinds"] == ["leverage", "main_password", "investor_password"]
    assert told["under_way"] == []


def test_an_approved_leverage_is_changed_on_the_server_and_in_our_books(caller, account):
    answer = asked(caller, account, LEVERAGE)
    assert (answer.status, answer.body["type"]) == (201, "update_leverage")
    assert (
        answer.body["summary"] | {"leverage": 200, "leverage_before": 100}
        == (answer.body["summary"])
    )
    assert on_the_server(account).leverage == 100
    decide(answer.body["id"])
    COURIER.deliver_all()
    assert on_the_server(account).leverage == 200
    assert accounts.account_for_system(account.id).leverage == 200
    assert approvals.read(answer.body["id"]).status is RequestStatus.APPROVED


def test_a_new_password_works_goes_out_sealed_and_is_kept_nowhere(caller, account):
    answer = asked(caller, account, PASSWORD)
    decide(answer.body["id"])
    COURIER.deliver_all(twice=True, reverse=True)
    (told,) = published("accounts.password_reset")
    password = sealing.unseal(
        told.body["sealed_password"], purpose=carrying_out.SEALED_FOR, context=answer.body["id"]
    )
    accounts.server(trading.SERVER).check_password(account.login, PasswordKind.MAIN, password)
    assert password not in str(dump.dump(*TABLES))
    assert told.body["password"] == "main"


def test_a_lost_answer_is_asked_again_with_the_same_password(caller, account, simulator):
    request_id = asked(caller, account, PASSWORD).body["id"]
    decide(request_id)
    simulator.lever("faults", fault="drop_after_commit", path="/api/user/change_password")
    with pytest.raises(OutcomeUnknown):
        carry_out(request_id)
    carry_out(request_id)
    (told,) = published("accounts.password_reset")
    password = sealing.unseal(
        told.body["sealed_password"], purpose=carrying_out.SEALED_FOR, context=request_id
    )
    accounts.server(trading.SERVER).check_password(account.login, PasswordKind.MAIN, password)


@pytest.mark.parametrize("form", [LEVERAGE, PASSWORD])
def test_what_an_unanswered_question_has_done_is_found_when_its_repetition_is_refused(
    caller, account, simulator, form
):
    request_id = asked(caller, account, form).body["id"]
    decide(request_id)
    path = "/api/user/update" if form is LEVERAGE else "/api/user/change_password"
    simulator.lever("faults", fault="drop_after_commit", path=path)
    with pytest.raises(OutcomeUnknown):
        carry_out(request_id)
    simulator.lever("faults", fault="refused", path=path)
    carry_out(request_id)
    assert approvals.read(request_id).status is RequestStatus.APPROVED
    if form is LEVERAGE:
        assert accounts.account_for_system(account.id).leverage == 200
    else:
        assert len(published("accounts.password_reset")) == 1


@pytest.mark.parametrize("form", [LEVERAGE, PASSWORD])
def test_what_never_arrived_goes_back_to_staff_when_its_repetition_is_refused(
    caller, account, simulator, form
):
    request_id = asked(caller, account, form).body["id"]
    decide(request_id)
    path = "/api/user/update" if form is LEVERAGE else "/api/user/change_password"
    simulator.lever("faults", fault="drop_before", path=path)
    with pytest.raises(OutcomeUnknown):
        carry_out(request_id)
    simulator.lever("faults", fault="refused", path=path)
    carry_out(request_id)
    assert approvals.read(request_id).status is RequestStatus.PENDING
    assert on_the_server(account).leverage == 100
    assert published("accounts.password_reset") == []


def test_nothing_is_handed_back_while_the_server_does_not_let_us_look(caller, account, simulator):
    request_id = asked(caller, account, LEVERAGE).body["id"]
    decide(request_id)
    simulator.lever("faults", fault="drop_after_commit", path="/api/user/update")
    with pytest.raises(OutcomeUnknown):
        carry_out(request_id)
    with trading.without_rights(simulator), pytest.raises(VendorUnavailable):
        carry_out(request_id)
    assert approvals.read(request_id).status is RequestStatus.EXECUTING
    carry_out(request_id)
    assert approvals.read(request_id).status is RequestStatus.APPROVED


def test_only_one_change_of_a_kind_is_under_way(caller, account):
    first = asked(caller, account, LEVERAGE)
    second = asked(caller, account, {"kind": "leverage", "leverage": 50})
    assert (second.status, second.body["code"]) == (409, "change_under_way")
    assert asked(caller, account, PASSWORD).status == 201
    assert offered(caller, account)["under_way"] == ["leverage", "main_password"]
    taken_back = caller.patch(f"/api/portal/requests/{first.body['id']}", {"status": "cancelled"})
    assert taken_back.status == 200
    COURIER.deliver_all()
    assert asked(caller, account, {"kind": "leverage", "leverage": 50}).status == 201


def test_a_rejected_change_leaves_the_account_as_it_was(caller, account):
    request_id = asked(caller, account, LEVERAGE).body["id"]
    decide(request_id, Verdict.REJECTED, "Open positions are too large.")
    COURIER.deliver_all()
    assert on_the_server(account).leverage == 100
    assert offered(caller, account)["under_way"] == []


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"kind": "leverage"}, "leverage_missing"),
        ({"kind": "leverage", "leverage": 100}, "leverage_not_offered"),
        ({"kind": "leverage", "leverage": 77}, "leverage_not_offered"),
        ({"kind": "leverage", "leverage": 0}, "input_invalid"),
        ({"kind": "colour"}, "input_invalid"),
    ],
)
def test_what_is_not_offered_is_refused(caller, account, form, code):
    answer = asked(caller, account, form)
    assert (answer.status, answer.body["code"]) == (400, code)


def test_another_clients_account_is_not_found(account):
    other = active_client()
    stranger = people.signed_in(app, "portal", Person(other.id, other.email))
    assert asked(stranger, account, LEVERAGE).status == 404
    assert stranger.get(f"/api/portal/accounts/{account.id}/changes").status == 404


def test_a_leverage_that_open_positions_would_not_stand_is_refused_at_once(
    caller, account, simulator
):
    _hold_positions(account, simulator)
    answer = asked(caller, account, {"kind": "leverage", "leverage": 50})
    assert (answer.status, answer.body["code"]) == (409, "margin_level_too_low")
    assert answer.body["facts"]["needed"] == 100
    assert Decimal(answer.body["facts"]["level"]) < 100


def test_positions_opened_while_staff_decide_send_the_change_back_to_them(
    caller, account, simulator
):
    request_id = asked(caller, account, {"kind": "leverage", "leverage": 50}).body["id"]
    _hold_positions(account, simulator)
    decide(request_id)
    COURIER.deliver_all()
    assert approvals.read(request_id).status is RequestStatus.PENDING
    assert on_the_server(account).leverage == 100


def test_a_server_that_refuses_sends_the_change_back_to_staff(caller, account, simulator):
    request_id = asked(caller, account, PASSWORD).body["id"]
    decide(request_id)
    with trading.without_rights(simulator):
        COURIER.deliver_all()
    assert approvals.read(request_id).status is RequestStatus.PENDING
    assert published("accounts.password_reset") == []


def test_the_margin_level_follows_the_leverage():
    held = figures(equity="300.00", margin="200.00")
    assert margin_level(held, 100, 100) == Decimal("150.00")
    assert margin_level(held, 100, 50) == Decimal("75.00")
    assert margin_level(figures(equity="300.00", margin="0.00"), 100, 50) is None


def test_a_higher_leverage_is_never_refused_for_its_margin():
    check_margin(figures(equity="10.00", margin="200.00"), 100, 200, 100)
    with pytest.raises(MarginTooThin):
        check_margin(figures(equity="10.00", margin="200.00"), 100, 50, 100)


def _hold_positions(account: TradingAccount, simulator: Simulator) -> None:
    """About 1,100 dollars are used of 1,500."""
    simulator.lever("deals", login=account.login, amount="1500.00")
    simulator.lever("positions", login=account.login, symbol="EURUSD", side="buy", lots="1.00")
