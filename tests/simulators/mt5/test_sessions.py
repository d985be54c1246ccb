"""The simulator's door: who knows the password comes in, on the connection that proved it."""

import pytest

from tests.simulators.mt5.kit import Manager, Simulator, answered


def test_who_knows_the_password_is_let_in(simulator: Simulator):
    manager = Manager(simulator, sign_in=False)
    closed = manager.sign_in()
    assert closed["retcode"] == "0 Done"
    assert closed["cli_rand_answer"] == answered("Password1", "ab" * 16)
    assert manager.ask("/api/test/access")[0] == 200


@pytest.mark.parametrize(("password", "login"), [("Password2", 1000), ("Password1", 1001)])
def test_a_stranger_is_not(simulator: Simulator, password: str, login: int):
    manager = Manager(simulator, sign_in=False)
    assert manager.sign_in(password, login)["retcode"].startswith("1001 ")
    assert manager.ask("/api/test/access") == (403, None)


def test_nothing_is_answered_before_signing_in(simulator: Simulator):
    manager = Manager(simulator, sign_in=False)
    assert manager.ask("/api/group/total") == (403, None)
    assert manager.ask("/api/no/such/command") == (403, None)


def test_the_session_needs_its_cookie(manager: Manager):
    manager.cookie = "MT5SESSION=" + "0" * 32
    assert manager.ask("/api/test/access") == (403, None)


def test_the_session_needs_its_connection(simulator: Simulator, manager: Manager):
    other = Manager(simulator, sign_in=False)
    other.cookie = manager.cookie
    assert other.ask("/api/test/access") == (403, None)
    assert manager.ask("/api/test/access")[0] == 200


def test_an_answer_without_a_challenge_is_refused(simulator: Simulator):
    manager = Manager(simulator, sign_in=False)
    answer = answered("Password1", "00" * 16)
    _, said = manager.ask(f"/api/auth/answer?srv_rand_answer={answer}&cli_rand={'ab' * 16}")
    assert said["retcode"].startswith("1001 ")


def test_a_challenge_is_good_for_one_answer(simulator: Simulator):
    manager = Manager(simulator, sign_in=False)
    _, opened = manager.ask("/api/auth/start?version=1&agent=x&login=1000&type=manager")
    manager.ask(f"/api/auth/answer?srv_rand_answer={'0' * 32}&cli_rand={'ab' * 16}")
    late = answered("Password1", opened["srv_rand"])
    _, said = manager.ask(f"/api/auth/answer?srv_rand_answer={late}&cli_rand={'ab' * 16}")
    assert said["retcode"].startswith("1001 ")


def test_every_sign_in_gets_another_challenge(simulator: Simulator):
    target = "/api/auth/start?version=1&agent=x&login=1000&type=manager"
    manager = Manager(simulator, sign_in=False)
    assert manager.ask(target)[1]["srv_rand"] != manager.ask(target)[1]["srv_rand"]


def test_silence_of_three_minutes_ends_the_session(simulator: Simulator, manager: Manager):
    simulator.lever("clock", advance_seconds=179)
    assert manager.ask("/api/test/access")[0] == 200
    simulator.lever("clock", advance_seconds=181)
    assert manager.ask("/api/test/access") == (403, None)
    manager.sign_in()
    assert manager.ask("/api/test/access")[0] == 200


def test_quitting_ends_the_session(manager: Manager):
    assert manager.ask("/api/quit")[1]["retcode"] == "0 Done"
    assert manager.ask("/api/test/access") == (403, None)


def test_a_manager_without_the_right_to_connect_stays_outside(simulator: Simulator):
    simulator.lever("manager", permissions=[])
    manager = Manager(simulator, sign_in=False)
    assert manager.sign_in()["retcode"].startswith("1011 ")


@pytest.mark.parametrize(
    ("lacking", "target"),
    [
        ("accountant", "/api/trade/balance?login=1&type=2&balance=1"),
        ("accounts", "/api/user/update?login=1&leverage=50"),
        ("orders", "/api/order/get_page?login=1"),
    ],
)
def test_each_right_guards_its_commands(
    simulator: Simulator, manager: Manager, lacking: str, target: str
):
    every = {"manager", "accountant", "accounts", "personal", "orders"}
    simulator.lever("manager", permissions=sorted(every - {lacking}))
    assert manager.code(target) == 8


def test_an_unknown_command_is_not_found(manager: Manager):
    assert manager.ask("/api/no/such/command") == (404, None)


def test_a_body_that_is_no_json_is_refused(manager: Manager):
    manager.connection.request("POST", "/api/user/add", "{", {"Cookie": manager.cookie})
    assert manager.connection.getresponse().read() == b'{"retcode": "3 Invalid parameters"}'
