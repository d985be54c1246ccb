"""Failed attempts: the count-down, the suspension, and that strangers look like anybody else."""

import time
from dataclasses import replace

import pytest
from argon2 import PasswordHasher

from chalicelib import ports
from chalicelib.core.actor import Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Invalid
from chalicelib.core.paging import PageRequest
from chalicelib.identity import errors, store
from chalicelib.identity import public as identity
from chalicelib.identity.model import LoginStatus
from chalicelib.identity.model.sessions import Outcome
from chalicelib.identity.model.settings import FAILED_ATTEMPT_LIMIT
from chalicelib.identity.service import hashing
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from tests.identity.scenes import LIN, bodies, outcomes, set_status, sign_in
from tests.kit import people

pytestmark = pytest.mark.usefixtures("store", "clock")
WRONG = "a wrong Password 1"


@pytest.fixture
def lin(store: None, clock: FixedClock) -> people.Person:
    return people.client(LIN)


def fail(email: str = "lin@example.com", realm: Realm = Realm.CLIENT) -> tuple[str, dict]:
    """What is answered to a wrong password."""
    with pytest.raises((errors.CredentialsWrong, errors.LoginSuspended)) as refusal:
        sign_in(WRONG, email, realm)
    return refusal.value.code, refusal.value.facts


COUNT_DOWN = [
    ("credentials_wrong", {"attempts_left": 4}),
    ("credentials_wrong", {"attempts_left": 3}),
    ("credentials_wrong", {"attempts_left": 2}),
    ("credentials_wrong", {"attempts_left": 1}),
    ("login_suspended", {}),
    ("login_suspended", {}),
]


def test_each_failure_counts_down_and_the_last_one_suspends(lin: people.Person):
    assert [fail() for _ in range(6)] == COUNT_DOWN
    state = identity.login_state(Realm.CLIENT, LIN)
    assert (state.status, state.reason) == (LoginStatus.SUSPENDED, "failed_attempts")
    assert outcomes() == [Outcome.PASSWORD_WRONG] * 5 + [Outcome.SUSPENDED]


def test_an_address_nobody_has_is_answered_exactly_so():
    assert [fail("nobody@example.com") for _ in range(6)] == COUNT_DOWN


def test_a_stranger_is_forgotten_after_a_month(clock: FixedClock):
    for _ in range(6):
        fail("nobody@example.com")
    clock.advance(days=30)
    assert fail("nobody@example.com") == COUNT_DOWN[0]


def test_strangers_of_two_realms_are_counted_apart():
    fail("nobody@example.com", Realm.CLIENT)
    assert fail("nobody@example.com", Realm.STAFF) == COUNT_DOWN[0]


def test_a_suspended_login_refuses_even_the_right_password_until_staff_open_it(
    lin: people.Person,
):
    for _ in range(5):
        fail()
    with pytest.raises(errors.LoginSuspended):
        sign_in()
    set_status(LoginStatus.ACTIVE)
    assert sign_in().session.subject_id == LIN
    assert fail() == COUNT_DOWN[0]


def test_a_success_starts_the_count_anew(lin: people.Person):
    for _ in range(4):
        fail()
    sign_in()
    assert fail() == COUNT_DOWN[0]


def test_the_limit_is_the_brokers_to_set(lin: people.Person):
    settings.adopt(system("test"), FAILED_ATTEMPT_LIMIT, 3)
    assert [fail()[0] for _ in range(3)] == [
        "credentials_wrong",
        "credentials_wrong",
        "login_suspended",
    ]


def test_a_suspension_is_told_and_audited(lin: people.Person):
    grant = sign_in()
    for _ in range(5):
        fail()
    (told,) = bodies("identity.login_suspended")
    assert told == {"realm": "client", "subject_id": LIN, "reason": "failed_attempts"}
    (record,) = audit.of_client(LIN, PageRequest()).items
    assert (record.action, record.ip) == ("login_suspended", "203.0.113.7")
    with pytest.raises(errors.LoginSuspended):
        identity.authenticate_client(grant.access_token, people.ORIGIN)


def test_failures_do_not_take_a_registration_out_of_the_queue():
    people.client(LIN, status=LoginStatus.PENDING_APPROVAL)
    assert [fail() for _ in range(6)] == COUNT_DOWN
    assert identity.login_state(Realm.CLIENT, LIN).status is LoginStatus.PENDING_APPROVAL
    with pytest.raises(errors.LoginSuspended):
        sign_in()
    set_status(LoginStatus.ACTIVE)
    assert sign_in().session.subject_id == LIN


@pytest.mark.parametrize("email", ["", "lin", "lin@", "a b@example.com"])
def test_what_is_no_address_is_not_looked_up(email: str):
    with pytest.raises(Invalid):
        sign_in(email=email)


def test_an_outdated_hash_is_renewed_at_the_next_sign_in(lin: people.Person):
    login = store.login(Realm.CLIENT, LIN)
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(people.PASSWORD)
    ports.transact(
        system("test"),
        lambda unit: store.change_login(unit, login, replace(login, password_hash=weak)),
    )
    sign_in()
    renewed = store.login(Realm.CLIENT, LIN).password_hash
    assert renewed != weak
    assert not hashing.is_outdated(renewed)
    assert sign_in().session.subject_id == LIN


def test_a_stranger_costs_as_much_time_as_a_wrong_password(lin: people.Person):
    """Both hash once: without that, a stranger would be answered many times sooner."""
    settings.adopt(system("test"), FAILED_ATTEMPT_LIMIT, 20)
    fail(), fail("nobody@example.com")
    known = min(timed("lin@example.com") for _ in range(5))
    unknown = min(timed("nobody@example.com") for _ in range(5))
    assert 0.4 < unknown / known < 2.5


def timed(email: str) -> float:
    started = time.perf_counter()
    fail(email)
    return time.perf_counter() - started


def test_the_hash_is_argon2id_and_says_nothing_of_the_password():
    stored = hashing.hashed(people.PASSWORD)
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert stored != hashing.hashed(people.PASSWORD)
    assert hashing.is_password(stored, people.PASSWORD)
    assert not hashing.is_password(stored, people.PASSWORD + " ")


@pytest.mark.parametrize("stored", [None, "", "not a hash"])
@pytest.mark.parametrize("password", ["", people.PASSWORD, "nobody has this password"])
def test_where_no_password_is_stored_none_is_right(stored: str | None, password: str):
    assert not hashing.is_password(stored, password)
