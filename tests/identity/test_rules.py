"""Pure decisions of signing in: passwords, addresses, attempts, sessions, codes."""

import string
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from chalicelib.core.actor import Realm
from chalicelib.core.errors import Invalid, Limited
from chalicelib.identity.errors import LoginSuspended, SessionEnded
from chalicelib.identity.model import Login, LoginStatus
from chalicelib.identity.model.codes import Code, CodePurpose
from chalicelib.identity.model.sessions import Session
from chalicelib.identity.model.settings import PasswordRules
from chalicelib.identity.rules import attempts, codes, passwords, sessions
from chalicelib.identity.rules.addresses import address

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
IDLE = timedelta(hours=12)
STRICT = PasswordRules(min_length=12, symbol=True)
LAX = PasswordRules(min_length=8, upper=False, lower=False, digit=False)

LOGIN = Login(
    realm=Realm.CLIENT,
    subject_id="10000001",
    email="lin@example.com",
    name="Lin Chen",
    language="en",
    password_hash="x",
    status=LoginStatus.ACTIVE,
    created_at=NOW,
)
SESSION = Session(
    id="ses_1",
    realm=Realm.CLIENT,
    subject_id="10000001",
    epoch=0,
    seed="seed",
    created_at=NOW,
    last_seen_at=NOW,
    rotated_at=NOW,
    ends_at=NOW + timedelta(days=30),
    generation=5,
)
CODE = Code(
    realm=Realm.CLIENT,
    purpose=CodePurpose.REGISTRATION,
    email="lin@example.com",
    digest="d1",
    sent_at=NOW,
    ends_at=NOW + codes.LIFETIME,
    tries_left=codes.TRIES,
)


@pytest.mark.parametrize(
    ("password", "missing"),
    [
        ("Quiet harbour 7!", []),
        ("Harbour7!", ["min_length"]),
        ("quiet harbour 7!", ["upper"]),
        ("QUIET HARBOUR 7!", ["lower"]),
        ("Quiet harbour at!", ["digit"]),
        ("Quiet harbour 77", ["symbol"]),
        ("Тихая гавань 7!", []),
        ("x", ["min_length", "upper", "digit", "symbol", "not_common"]),
        ("Qu1et!" * 30, ["max_length"]),
    ],
)
def test_a_password_is_told_everything_it_lacks(password: str, missing: list[str]):
    assert passwords.missing(password, STRICT) == missing


@pytest.mark.parametrize(
    "password",
    [
        "password123",
        "P@ssw0rd2026!",
        "passwordpassword",
        "Welcome2026",
        "qwertyuiop",
        "Qwertyuiop1!",
        "1234567890",
        "0987654321",
        "abcdefghij",
        "1q2w3e4r5t",
        "1qaz2wsx3edc",
        "aaaaaaaaaaaa",
        "abababababab",
        "iloveyou2024!!",
        "letmein-trader",
        "TradingForex99",
        "$ummer$ummer",
        "Manchester1",
        "q1w2e3r4t5y6",
        "!!Samantha99",
        "c0rvette-77",
    ],
)
def test_what_is_guessed_first_is_refused_however_disguised(password: str):
    assert "not_common" in passwords.missing(password, LAX)


def test_the_three_thousand_passwords_that_are_used_most_are_refused():
    used = FREQUENCY_LISTS["passwords"]
    long_enough = [one for one in used if len(one) >= LAX.min_length]
    assert len(long_enough[:3000]) == 3000
    accepted = [one for one in long_enough[:3000] if passwords.missing(one, LAX) == []]
    assert accepted == []
    assert [one for one in long_enough[:300] if passwords.missing(one.title(), LAX) == []] == []


@pytest.mark.parametrize(
    "password", ["a Quiet harbour 7", "dragonfly-on-marble", "wL9#tqPz", "correct horse battery"]
)
def test_what_merely_contains_a_word_is_not(password: str):
    assert passwords.missing(password, LAX) == []


@pytest.mark.parametrize(
    ("password", "is_personal"),
    [
        ("harbour-lindqvist", True),
        ("HARBOUR-MARGARETHE", True),
        ("my-mlindq1-harbour", True),
        ("harbour-de-la-mer", False),
    ],
)
def test_ones_own_name_and_address_are_no_secret(password: str, is_personal: bool):
    found = passwords.missing(
        password, LAX, email="mlindq1@example.com", name="Margarethe de Lindqvist"
    )
    assert ("not_personal" in found) is is_personal


@given(st.text(st.characters(codec="utf-8"), max_size=140))
def test_any_text_is_judged_and_the_judgement_holds(password: str):
    missing = passwords.missing(password, STRICT, email="a@b.c", name="A B")
    assert ("min_length" in missing) == (len(password) < 12)
    assert len(set(missing)) == len(missing)
    if not missing:
        assert any(one in password for one in password if not one.isalnum())


@given(st.text(string.ascii_letters, min_size=24, max_size=40))
def test_a_long_random_password_is_never_called_common(password: str):
    if len(set(password.casefold())) >= 12:
        assert not passwords.is_common(password + "x7q")


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("lin@example.com", "lin@example.com"),
        ("Lin.Chen@Example.COM", "lin.chen@example.com"),
        ("lin+fx@example.com", "lin+fx@example.com"),
        ("ﬁona@example.com", "fiona@example.com"),
        ("jürgen@müller.example", "jürgen@müller.example"),
    ],
)
def test_spellings_of_one_mailbox_are_one_address(written: str, compared: str):
    assert address(written) == compared


@pytest.mark.parametrize(
    "written", ["", "lin", "lin@", "@example.com", "a b@example.com", "lin@exa mple.com", "a@b@c.d"]
)
def test_what_is_no_address_is_refused(written: str):
    with pytest.raises(Invalid) as refusal:
        address(written)
    assert refusal.value.code == "email_malformed"


def test_addresses_are_normalised_once_and_for_all():
    once = address("Lin.Chen@EXAMPLE.com")
    assert address(once) == once


def test_attempts_count_down_and_the_last_one_suspends():
    login, left = LOGIN, []
    for _ in range(3):
        login = attempts.failed(login, 3, NOW)
        left.append(attempts.left(login.failed_attempts, 3))
    assert left == [2, 1, 0]
    assert (login.status, login.reason) == (LoginStatus.SUSPENDED, "failed_attempts")
    assert (login.suspended_at, login.suspended_by) == (NOW, None)
    assert login.epoch == 1


def test_a_login_that_waits_for_approval_goes_on_waiting_but_takes_no_more_passwords():
    login = replace(LOGIN, status=LoginStatus.PENDING_APPROVAL)
    for _ in range(3):
        login = attempts.failed(login, 3, NOW)
    assert login.status is LoginStatus.PENDING_APPROVAL
    assert attempts.is_shut(login, 3)
    approved = attempts.with_status(login, LoginStatus.ACTIVE, "", "staff:ann", NOW)
    assert not attempts.is_shut(approved, 3)


@pytest.mark.parametrize("status", sorted(set(LoginStatus) - {LoginStatus.ACTIVE}))
def test_a_login_that_stops_being_active_ends_its_sessions(status: LoginStatus):
    after = attempts.with_status(LOGIN, status, "why", "staff:ann", NOW)
    assert (after.status, after.reason, after.epoch) == (status, "why", 1)


def test_a_restored_login_forgets_why_it_was_shut():
    shut = replace(attempts.suspended(LOGIN, "why", "staff:ann", NOW), failed_attempts=5)
    restored = attempts.with_status(shut, LoginStatus.ACTIVE, "", "staff:bob", NOW)
    assert restored == replace(LOGIN, epoch=1)


@pytest.mark.parametrize(
    ("generation", "seconds", "turn"),
    [
        (5, 0, sessions.Turn.ROTATE),
        (5, 100_000, sessions.Turn.ROTATE),
        (4, 0, sessions.Turn.REPEAT),
        (4, 10, sessions.Turn.REPEAT),
        (4, 11, sessions.Turn.REUSED),
        (3, 0, sessions.Turn.REUSED),
        (1, 0, sessions.Turn.REUSED),
    ],
)
def test_what_a_refresh_token_means(generation: int, seconds: int, turn: sessions.Turn):
    at = NOW + timedelta(seconds=seconds)
    assert sessions.turn(SESSION, generation, at) is turn


@pytest.mark.parametrize(
    ("session", "login", "error"),
    [
        (None, LOGIN, SessionEnded),
        (SESSION, None, SessionEnded),
        (SESSION, replace(LOGIN, epoch=1), SessionEnded),
        (replace(SESSION, ends_at=NOW), LOGIN, SessionEnded),
        (replace(SESSION, last_seen_at=NOW - IDLE), LOGIN, SessionEnded),
        (SESSION, replace(LOGIN, status=LoginStatus.SUSPENDED, epoch=1), LoginSuspended),
        (SESSION, replace(LOGIN, status=LoginStatus.REJECTED), LoginSuspended),
    ],
)
def test_a_session_that_no_longer_stands_is_refused(session, login, error):
    with pytest.raises(error):
        sessions.check(session, login, NOW, IDLE)


def test_a_session_that_stands_is_given_back():
    late = NOW + IDLE - timedelta(seconds=1)
    assert sessions.check(SESSION, LOGIN, late, IDLE) == (SESSION, LOGIN)


def test_the_least_used_sessions_make_room():
    many = [replace(SESSION, id=str(n), last_seen_at=NOW - timedelta(hours=n)) for n in range(25)]
    gone = {one.id for one in sessions.surplus(many)}
    assert gone == {"19", "20", "21", "22", "23", "24"}
    assert sessions.surplus(many[:19]) == []


@pytest.mark.parametrize(
    ("code", "waits"),
    [
        (None, False),
        (CODE, True),
        (replace(CODE, used=True), False),
        (replace(CODE, tries_left=0), False),
        (replace(CODE, ends_at=NOW), False),
    ],
)
def test_whether_a_code_waits(code: Code | None, waits: bool):
    assert codes.is_waiting(code, NOW) is waits


@pytest.mark.parametrize(("seconds", "wait"), [(0, 60), (59, 1), (59.5, 1)])
def test_another_code_must_wait_a_minute(seconds: float, wait: int):
    with pytest.raises(Limited) as refusal:
        codes.check_resend(CODE, NOW + timedelta(seconds=seconds))
    assert refusal.value.facts["retry_after_seconds"] == wait
    codes.check_resend(CODE, NOW + timedelta(seconds=60))
    codes.check_resend(None, NOW)
