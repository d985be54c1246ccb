"""Second factors on the store: set up, used once, counted when wrong, made anew, taken away."""

from typing import Any

import pytest

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.confirmation import FactorMethod, Operation, Proof
from chalicelib.core.errors import Limited
from chalicelib.core.paging import PageRequest
from chalicelib.identity import errors
from chalicelib.identity import public as identity
from chalicelib.identity.model import LoginStatus
from chalicelib.identity.model.factors import CLIENT_FACTOR_RULES, ClientFactorRules
from chalicelib.identity.model.sessions import Outcome
from chalicelib.identity.service import factors, second_step, sessions
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Unit
from tests.identity.scenes import EMAIL, LIN, SOMEBODY, as_client, bodies, outcomes, sign_in
from tests.kit import people
from tests.kit.factors import totp
from tests.kit.people import PASSWORD

pytestmark = pytest.mark.usefixtures("store", "clock")
TOTP, RECOVERY = FactorMethod.TOTP, FactorMethod.RECOVERY_CODE
ASKING = ClientFactorRules(deposit=True)


class Lin:
    """A client with an authenticator app."""

    def __init__(self, clock: FixedClock) -> None:
        self.clock, self.actor = clock, as_client()
        setup = factors.start_totp(self.actor, PASSWORD, None)
        self.secret, self.uri = setup.secret, setup.uri
        self.codes = factors.finish_totp(self.actor, self.code())
        clock.advance(seconds=60)

    def code(self, steps: int = 0) -> str:
        """What the app shows, so many steps from now."""
        return totp(self.secret, self.clock.now(), steps)

    def proof(self, steps: int = 0) -> Proof:
        """The app's code as a proof."""
        return Proof(TOTP, self.code(steps))

    def wrong(self) -> Proof:
        """A code that the app does not show these days."""
        shown = {self.code(steps) for steps in range(-2, 3)}
        return Proof(TOTP, next(f"{n:06}" for n in range(10) if f"{n:06}" not in shown))


@pytest.fixture
def lin(clock: FixedClock, store: None) -> Lin:
    people.client(LIN)
    return Lin(clock)


def confirm(proof: Proof | None, operation: Operation = Operation.WITHDRAWAL) -> None:
    """Lin does something that asks for a second factor."""

    def work(unit: Unit) -> None:
        identity.confirm(unit, operation, proof)
        audit.record(unit, "something_done", "test", LIN)

    ports.transact(as_client(), work)


def done() -> int:
    """How often something was done."""
    return len(audit.of_object("test", LIN, PageRequest()).items)


def acts() -> list[str]:
    """What the log says of Lin's login, oldest first."""
    found = audit.of_object("client", LIN, PageRequest()).items
    return [one.action for one in reversed(found)]


def told() -> list[tuple[Any, ...]]:
    """What Lin was told of her second factor."""
    return [
        (one["change"], one["method"], one["codes_left"])
        for one in bodies("identity.second_factor_changed")
    ]


# ---- setting up


def test_an_app_is_taken_into_use_by_its_first_code(clock: FixedClock):
    people.client(LIN)
    assert not identity.factor_state(Realm.CLIENT, LIN).is_enrolled
    lin = Lin(clock)
    state = identity.factor_state(Realm.CLIENT, LIN)
    assert (state.is_enrolled, state.recovery_codes_left) == (True, 10)
    assert len(set(lin.codes)) == 10
    assert "lin%40example.com" in lin.uri
    assert f"secret={lin.secret}" in lin.uri
    assert acts() == ["second_factor_added"]
    assert told() == [("added", "totp", 10)]


def test_the_qr_code_is_a_square_with_its_three_corners(clock: FixedClock):
    people.client(LIN)
    rows = factors.start_totp(as_client(), PASSWORD, None).qr
    assert {len(row) for row in rows} == {len(rows)}
    edge, side = "1111111", "1000001"
    for row, inner in ((rows[0], rows[1]), (rows[6], rows[5])):
        assert (row[:7], row[-7:] if row is rows[0] else edge) == (edge, edge)
        assert inner[:7] == side
    assert (rows[-1][:7], set("".join(rows))) == (edge, {"0", "1"})


def test_nothing_secret_lies_open_in_the_store(lin: Lin):
    row = str(Table("identity").get(Key(f"LOGIN#client#{LIN}", "FACTOR")))
    assert lin.secret not in row
    for code in lin.codes:
        assert code not in row
        assert code.replace("-", "") not in row


def test_a_wrong_first_code_leaves_everything_as_it_was(clock: FixedClock):
    people.client(LIN)
    setup = factors.start_totp(as_client(), PASSWORD, None)
    with pytest.raises(errors.SetupCodeWrong):
        factors.finish_totp(as_client(), totp(setup.secret, clock.now(), 5))
    assert not identity.factor_state(Realm.CLIENT, LIN).is_enrolled
    factors.finish_totp(as_client(), totp(setup.secret, clock.now()))


def test_a_setup_that_was_left_lying_is_over(clock: FixedClock):
    people.client(LIN)
    with pytest.raises(errors.SetupExpired):
        factors.finish_totp(as_client(), "123456")
    setup = factors.start_totp(as_client(), PASSWORD, None)
    clock.advance(minutes=15)
    with pytest.raises(errors.SetupExpired):
        factors.finish_totp(as_client(), totp(setup.secret, clock.now()))


def test_only_the_owner_can_set_one_up():
    people.client(LIN)
    with pytest.raises(errors.CredentialsWrong) as refusal:
        factors.start_totp(as_client(), "a wrong Password 1", None)
    assert refusal.value.field == "password"


def test_another_app_takes_the_place_of_the_first_and_keeps_the_codes(lin: Lin):
    with pytest.raises(errors.FactorRequired):
        factors.start_totp(lin.actor, PASSWORD, None)
    setup = factors.start_totp(lin.actor, PASSWORD, lin.proof())
    confirm(lin.proof(1))
    assert factors.finish_totp(lin.actor, totp(setup.secret, lin.clock.now())) == ()
    with pytest.raises(errors.FactorWrong):
        confirm(lin.proof(1))
    confirm(Proof(TOTP, totp(setup.secret, lin.clock.now(), 1)))
    confirm(Proof(RECOVERY, lin.codes[0]))


# ---- confirming


def test_nobody_without_a_factor_is_asked_for_one():
    people.client(LIN)
    confirm(None)
    assert done() == 1


def test_without_a_proof_nothing_is_done_and_the_ways_are_told(lin: Lin):
    with pytest.raises(errors.FactorRequired) as refusal:
        confirm(None)
    assert refusal.value.facts == {
        "operation": "withdrawal",
        "methods": ["totp", "recovery_code"],
        "passkey": None,
    }
    assert done() == 0


def test_what_the_broker_does_not_ask_for_needs_no_proof(lin: Lin):
    confirm(None, Operation.DEPOSIT)
    settings.adopt(system("test"), CLIENT_FACTOR_RULES, ASKING)
    with pytest.raises(errors.FactorRequired):
        confirm(None, Operation.DEPOSIT)


def test_where_there_must_be_a_factor_nothing_goes_without(clock: FixedClock):
    people.client(LIN)
    settings.adopt(system("test"), CLIENT_FACTOR_RULES, ClientFactorRules(mandatory=True))
    with pytest.raises(errors.FactorSetupRequired):
        confirm(None)
    assert done() == 0


def test_a_code_serves_once(lin: Lin):
    proof = lin.proof()
    confirm(proof)
    with pytest.raises(errors.FactorUsed):
        confirm(proof)
    assert done() == 1


def test_no_older_code_serves_after_a_newer_one(lin: Lin):
    confirm(lin.proof(1))
    for steps in (-1, 0, 1):
        with pytest.raises(errors.FactorUsed):
            confirm(lin.proof(steps))
    lin.clock.advance(seconds=30)
    confirm(lin.proof(1))


def test_the_code_of_the_setup_is_used_up(lin: Lin, clock: FixedClock):
    clock.advance(seconds=-60)
    with pytest.raises(errors.FactorUsed):
        confirm(lin.proof())


def test_a_code_is_not_used_up_by_what_came_to_nothing(lin: Lin):
    proof = lin.proof()

    def work(unit: Unit) -> None:
        identity.confirm(unit, Operation.WITHDRAWAL, proof)
        raise Limited("something else is wrong")

    with pytest.raises(Limited):
        ports.transact(as_client(), work)
    confirm(proof)


def test_a_recovery_code_serves_once_and_its_owner_is_told(lin: Lin):
    confirm(Proof(RECOVERY, lin.codes[3].lower()))
    with pytest.raises(errors.FactorWrong):
        confirm(Proof(RECOVERY, lin.codes[3]))
    assert identity.factor_state(Realm.CLIENT, LIN).recovery_codes_left == 9
    assert told()[-1] == ("code_used", "recovery_code", 9)
    assert acts()[-1] == "second_factor_code_used"


def test_somebody_elses_codes_open_nothing(lin: Lin, clock: FixedClock):
    people.client("10000002", "sam@example.com")
    sam = Actor(Realm.CLIENT, "10000002", name="Sam")
    setup = factors.start_totp(sam, PASSWORD, None)
    codes = factors.finish_totp(sam, totp(setup.secret, clock.now()))
    for proof in (Proof(RECOVERY, codes[0]), Proof(TOTP, totp(setup.secret, clock.now(), 1))):
        with pytest.raises(errors.FactorWrong):
            confirm(proof)


def test_wrong_codes_count_down_and_the_last_one_suspends(lin: Lin):
    grant = _signed_in(lin)
    for left in (4, 3, 2, 1):
        with pytest.raises(errors.FactorWrong) as refusal:
            confirm(lin.wrong())
        assert refusal.value.facts == {"attempts_left": left}
    with pytest.raises(errors.LoginSuspended):
        confirm(lin.wrong())
    assert identity.login_state(Realm.CLIENT, LIN).status is LoginStatus.SUSPENDED
    assert outcomes()[-5:] == [Outcome.FACTOR_WRONG] * 5
    assert bodies("identity.login_suspended")[-1]["reason"] == "failed_attempts"
    with pytest.raises(errors.LoginSuspended):
        identity.authenticate_client(grant.access_token, people.ORIGIN)


def _signed_in(lin: Lin) -> sessions.Grant:
    with pytest.raises(errors.FactorRequired) as refusal:
        sign_in()
    lin.clock.advance(seconds=60)
    ticket = refusal.value.facts["ticket"]
    return second_step.complete(SOMEBODY, Realm.CLIENT, ticket, lin.proof())


def test_a_good_code_forgives_the_wrong_ones(lin: Lin):
    for _ in range(3):
        with pytest.raises(errors.FactorWrong):
            confirm(lin.wrong())
        confirm(lin.proof())
        lin.clock.advance(seconds=30)
    with pytest.raises(errors.FactorWrong) as refusal:
        confirm(lin.wrong())
    assert refusal.value.facts == {"attempts_left": 4}


def test_tries_are_limited_even_when_none_is_wrong(lin: Lin):
    proof = lin.proof()
    confirm(proof)
    for _ in range(28):
        with pytest.raises(errors.FactorUsed):
            confirm(proof)
    with pytest.raises(Limited) as refusal:
        confirm(lin.proof(1))
    assert refusal.value.facts["what"] == "second-factor"
    lin.clock.advance(minutes=10)
    confirm(lin.proof())


# ---- making codes anew, and taking the factor away


def test_new_recovery_codes_make_the_old_ones_worthless(lin: Lin):
    with pytest.raises(errors.FactorRequired):
        factors.renew_codes(lin.actor, PASSWORD, None)
    fresh = factors.renew_codes(lin.actor, PASSWORD, lin.proof())
    assert len(set(fresh)) == 10
    assert not set(fresh) & set(lin.codes)
    with pytest.raises(errors.FactorWrong):
        confirm(Proof(RECOVERY, lin.codes[0]))
    confirm(Proof(RECOVERY, fresh[0]))
    assert told()[1] == ("codes_renewed", "recovery_code", 10)


def test_there_are_no_recovery_codes_without_a_factor():
    people.client(LIN)
    with pytest.raises(errors.FactorNotSet):
        factors.renew_codes(as_client(), PASSWORD, None)


def test_taking_it_away_needs_the_password_and_a_code(lin: Lin):
    with pytest.raises(errors.CredentialsWrong):
        factors.remove(lin.actor, TOTP, "", "a wrong Password 1", lin.proof())
    with pytest.raises(errors.FactorRequired):
        factors.remove(lin.actor, TOTP, "", PASSWORD, None)
    with pytest.raises(errors.FactorWrong):
        factors.remove(lin.actor, TOTP, "", PASSWORD, lin.wrong())
    state = factors.remove(lin.actor, TOTP, "", PASSWORD, lin.proof())
    assert (state.is_enrolled, state.recovery_codes_left) == (False, 0)
    confirm(None)
    assert told()[-1] == ("removed", "totp", 0)
    noted = identity.last_security_change(Realm.CLIENT, LIN)
    assert noted is not None
    assert noted.what is identity.SecuredBy.SECOND_FACTOR
    assert sign_in().session.subject_id == LIN


def test_it_cannot_be_taken_away_where_there_must_be_one(lin: Lin):
    settings.adopt(system("test"), CLIENT_FACTOR_RULES, ClientFactorRules(mandatory=True))
    with pytest.raises(errors.FactorMandatory):
        factors.remove(lin.actor, TOTP, "", PASSWORD, lin.proof())
    confirm(lin.proof())


def test_a_reset_takes_everything_away_ends_the_sessions_and_is_on_record(lin: Lin):
    grant = _signed_in(lin)
    staff = Actor(Realm.STAFF, "stf_kay", name="Kay")
    ports.transact(
        staff, lambda unit: identity.reset_factor(unit, Realm.CLIENT, LIN, " lost telephone ")
    )
    assert not identity.factor_state(Realm.CLIENT, LIN).is_enrolled
    assert identity.last_security_change(Realm.CLIENT, LIN) is not None
    with pytest.raises(errors.SessionEnded):
        identity.authenticate_client(grant.access_token, people.ORIGIN)
    (record,) = [
        one
        for one in audit.of_object("client", LIN, PageRequest()).items
        if one.action == "second_factor_reset"
    ]
    assert (record.actor_id, record.after["reason"]) == ("stf_kay", "lost telephone")
    assert told()[-1] == ("reset", "", 0)
    assert sign_in().session.subject_id == LIN


def test_there_is_nothing_to_reset_without_a_factor():
    people.client(LIN, EMAIL)
    with pytest.raises(errors.FactorNotSet):
        ports.transact(
            system("test"), lambda unit: identity.reset_factor(unit, Realm.CLIENT, LIN, "lost")
        )
