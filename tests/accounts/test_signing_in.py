"""Signing in to the portal by phone and by trading account; on a real store and a real server."""

from dataclasses import replace
from typing import Any

import pytest

from app import app
from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts import store
from chalicelib.accounts.model import AccountStatus
from chalicelib.clients.model import Client
from chalicelib.core.actor import Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import FairleadError
from chalicelib.gateways.trading.model import PasswordKind
from chalicelib.identity import public as identity
from chalicelib.identity.model import LoginStatus
from chalicelib.identity.model.ways_in import SIGN_IN_METHODS, SignInMethod
from chalicelib.settings import public as settings
from tests.kit import dump, trading
from tests.kit.clients import active_client, published
from tests.kit.http import Answer, Caller
from tests.kit.opened import account_of
from tests.kit.people import PASSWORD
from tests.kit.slides import slid_at
from tests.simulators.mt5.kit import Simulator

EMAIL, PHONE, ACCOUNT = SignInMethod.EMAIL, SignInMethod.PHONE, SignInMethod.ACCOUNT
MASTER = "Harbour-77-Lane"
COUNT_DOWN = [
    ("credentials_wrong", {"attempts_left": 4}),
    ("credentials_wrong", {"attempts_left": 3}),
    ("credentials_wrong", {"attempts_left": 2}),
    ("credentials_wrong", {"attempts_left": 1}),
    ("login_suspended", {}),
    ("login_suspended", {}),
]


def allow(*methods: SignInMethod) -> None:
    settings.adopt(system("test"), SIGN_IN_METHODS, methods)


def sign_in(password: str = PASSWORD, **who: Any) -> Answer:
    """Somebody signs in, and solves a puzzle where one is asked for."""
    caller, body = Caller(app), {**who, "password": password}
    answer = caller.post("/api/portal/session", body)
    if answer.status == 403 and answer.body["code"] == "slide_required":
        body["slide"] = slid_at(caller, "portal", "sign_in")
        answer = caller.post("/api/portal/session", body)
    return answer


def failures(**who: Any) -> list[tuple[str, dict[str, Any]]]:
    """What six wrong passwords are answered."""
    answers = [sign_in("not it at all 1", **who) for _ in range(6)]
    return [(one.body["code"], one.body["facts"]) for one in answers]


def phone(number: str) -> dict[str, str]:
    return {"country_code": "+65", "number": number}


def is_in(answer: Answer, client: Client) -> bool:
    return answer.status == 200 and answer.body["who"]["client_id"] == client.id


class TestByPhone:
    @pytest.fixture(autouse=True)
    def _allowed(self, store: None, clock: FixedClock) -> None:
        allow(EMAIL, PHONE)

    @pytest.mark.parametrize("written", ["{}", " {} ", "+65{}", "({})"])
    def test_however_the_number_is_written(self, client: Client, written: str):
        number = client.phone.removeprefix("+65")
        assert is_in(sign_in(phone=phone(written.format(number))), client)

    def test_a_number_nobody_has_is_answered_as_one_that_somebody_has(self, client: Client):
        known = failures(phone=phone(client.phone.removeprefix("+65")))
        assert known == failures(phone=phone("8123 9999")) == COUNT_DOWN

    def test_what_is_no_number_is_a_clear_refusal(self, client: Client):
        answer = sign_in(phone=phone("12345"))
        assert (answer.status, answer.body["code"]) == (400, "phone_invalid")

    def test_failures_are_counted_for_the_login_whatever_it_was_called(self, client: Client):
        sign_in("not it at all 1", email=client.email)
        answer = sign_in("not it at all 1", phone=phone(client.phone.removeprefix("+65")))
        assert answer.body["facts"] == {"attempts_left": 3}


class TestByAccount:
    @pytest.fixture(autouse=True)
    def _allowed(self, store: None, clock: FixedClock) -> None:
        allow(EMAIL, ACCOUNT)

    @pytest.fixture
    def login(self, simulator: Simulator, client: Client) -> int:
        account = account_of(client)
        accounts.server(trading.SERVER).change_password(account.login, PasswordKind.MAIN, MASTER)
        return account.login

    def named(self, login: int) -> dict[str, Any]:
        return {"server_id": trading.SERVER, "login": login}

    def test_the_master_password_of_a_live_account_lets_its_client_in(
        self, client: Client, login: int
    ):
        assert is_in(sign_in(MASTER, account=self.named(login)), client)

    def test_the_portals_password_does_not(self, client: Client, login: int):
        answer = sign_in(PASSWORD, account=self.named(login))
        assert answer.body["code"] == "credentials_wrong"

    def test_the_investors_password_does_not(self, client: Client, login: int):
        accounts.server(trading.SERVER).change_password(
            login, PasswordKind.INVESTOR, "Look-0nly-77"
        )
        answer = sign_in("Look-0nly-77", account=self.named(login))
        assert answer.body["code"] == "credentials_wrong"

    def test_a_login_nobody_has_is_answered_as_one_that_somebody_has(
        self, client: Client, login: int
    ):
        known = failures(account=self.named(login))
        assert known == failures(account=self.named(9_999_999)) == COUNT_DOWN

    def test_a_demo_account_opens_nothing(self, simulator: Simulator, client: Client):
        account = account_of(client, account_type_id=trading.DEMO)
        accounts.server(trading.SERVER).change_password(account.login, PasswordKind.MAIN, MASTER)
        answer = sign_in(MASTER, account=self.named(account.login))
        assert answer.body["code"] == "credentials_wrong"

    def test_an_account_that_was_shut_opens_nothing(self, client: Client, login: int):
        account = store.by_logins(trading.SERVER, (login,))[login]
        ports.transact(
            system("test"),
            lambda unit: store.change(
                unit, account, replace(account, status=AccountStatus.DISABLED)
            ),
        )
        assert sign_in(MASTER, account=self.named(login)).body["code"] == "credentials_wrong"

    def test_a_suspended_client_stays_outside(self, client: Client, login: int):
        ports.transact(
            system("test"),
            lambda unit: identity.set_status(
                unit, Realm.CLIENT, client.id, LoginStatus.SUSPENDED, "papers"
            ),
        )
        assert sign_in(MASTER, account=self.named(login)).body["code"] == "login_suspended"

    def test_a_server_that_does_not_answer_counts_nothing(
        self, simulator: Simulator, client: Client, login: int
    ):
        simulator.lever("faults", fault="unavailable", path="/api/user/check_password", times=50)
        try:
            answers = [sign_in(MASTER, account=self.named(one)) for one in (login, 9_999_999)]
        finally:
            simulator.lever("faults", method="DELETE")
        assert [one.status for one in answers] == [503, 503]
        state = identity.login_state(Realm.CLIENT, client.id)
        assert state.failed_attempts == 0

    def test_the_password_is_kept_nowhere(self, client: Client, login: int, caplog: Any):
        before = identity.login_state(Realm.CLIENT, client.id)
        assert is_in(sign_in(MASTER, account=self.named(login)), client)
        assert MASTER not in str(
            dump.dump("identity", "accounts", "outbox", "audit", "idempotency")
        )
        assert MASTER not in caplog.text
        assert MASTER not in str([one.body for one in published()])
        assert is_in(sign_in(PASSWORD, email=client.email), client)
        assert before.failed_attempts == 0

    def test_the_options_name_the_servers(self, simulator: Simulator):
        options = Caller(app).get("/api/portal/sign-in-options").body
        assert options["methods"] == ["email", "account"]
        assert [one["id"] for one in options["servers"]] == [trading.SERVER]

    def test_an_unknown_server_is_not_found(self, simulator: Simulator):
        answer = sign_in(MASTER, account={"server_id": "nowhere", "login": 1})
        assert (answer.status, answer.body["code"]) == (404, "not_found")


WAYS = {
    EMAIL: {"email": "lin@example.com"},
    PHONE: {"phone": phone("8123 4567")},
    ACCOUNT: {"account": {"server_id": trading.SERVER, "login": 7}},
}


@pytest.mark.usefixtures("store", "clock")
class TestTheSetting:
    @pytest.mark.parametrize("off", [PHONE, ACCOUNT])
    def test_by_default_clients_come_in_by_address_alone(self, off: SignInMethod):
        answer = sign_in(**WAYS[off])
        assert (answer.status, answer.body["code"]) == (403, "sign_in_method_off")
        options = Caller(app).get("/api/portal/sign-in-options").body
        assert options == {"methods": ["email"], "servers": []}

    def test_an_address_is_no_way_in_where_it_is_switched_off(self):
        lin = active_client()
        allow(PHONE)
        answer = sign_in(email=lin.email)
        assert (answer.status, answer.body["code"]) == (403, "sign_in_method_off")

    def test_one_way_stays_on(self):
        with pytest.raises(FairleadError, match="at least 1 item"):
            allow()

    @pytest.mark.parametrize("who", [{}, {**WAYS[EMAIL], **WAYS[PHONE]}])
    def test_exactly_one_name_is_given(self, who: dict[str, Any]):
        answer = sign_in(**who)
        assert (answer.status, answer.body["code"]) == (400, "input_invalid")
