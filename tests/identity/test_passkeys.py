"""Passkeys on the store: made and used by a key that follows the standard, refused otherwise."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chalicelib import ports
from chalicelib.core.actor import Realm
from chalicelib.core.clock import FixedClock
from chalicelib.core.confirmation import FactorMethod, Operation, Proof
from chalicelib.identity import errors
from chalicelib.identity import public as identity
from chalicelib.identity.service import factors, passkey_setups
from chalicelib.storage.unit import Unit
from tests.identity.scenes import LIN, as_client, bodies
from tests.kit import people
from tests.kit.factors import SoftKey, raw, text, totp
from tests.kit.people import PASSWORD

pytestmark = pytest.mark.usefixtures("store", "clock")
PASSKEY = FactorMethod.PASSKEY


def confirm(proof: Proof | None, operation: Operation = Operation.WITHDRAWAL) -> None:
    """Lin does something that asks for a second factor."""
    ports.transact(as_client(), lambda unit: identity.confirm(unit, operation, proof))


def asked(operation: Operation = Operation.WITHDRAWAL) -> dict[str, Any]:
    """The options that Lin's browser gets when she is asked for a second factor."""
    with pytest.raises(errors.FactorRequired) as refusal:
        confirm(None, operation)
    return refusal.value.facts["passkey"]


def shown(answer: str) -> Proof:
    return Proof(PASSKEY, answer)


@pytest.fixture
def key(store: None, clock: FixedClock) -> SoftKey:
    """Lin's passkey, and nothing else."""
    people.client(LIN)
    key = SoftKey()
    passkey_setups.finish(as_client(), "Phone", key.make(begun()))
    return key


def begun(proof: Proof | None = None) -> dict[str, Any]:
    return passkey_setups.start(as_client(), PASSWORD, proof)


# ---- making one


def test_the_browser_is_asked_for_a_passkey_of_this_site_and_person():
    people.client(LIN)
    options = begun()
    assert options["rp"] == {"id": "localhost", "name": "Fairlead"}
    assert options["user"]["name"] == "lin@example.com"
    assert raw(options["user"]["id"]) == b"client:10000001"
    assert options["attestation"] == "none"
    assert options["excludeCredentials"] == []
    assert len(raw(options["challenge"])) >= 32


def test_a_first_passkey_comes_with_recovery_codes_and_the_next_without():
    people.client(LIN)
    first = SoftKey()
    codes = passkey_setups.finish(as_client(), "Phone", first.make(begun()))
    assert len(codes) == 10
    options = begun(shown(first.get(asked(Operation.SECOND_FACTOR))))
    assert [one["id"] for one in options["excludeCredentials"]] == [text(first.id)]
    assert passkey_setups.finish(as_client(), "Key", SoftKey().make(options)) == ()
    state = identity.factor_state(Realm.CLIENT, LIN)
    assert [one.name for one in state.passkeys] == ["Phone", "Key"]
    assert [one["change"] for one in bodies("identity.second_factor_changed")] == ["added"] * 2


def test_a_challenge_makes_one_passkey(key: SoftKey):
    options = begun(shown(key.get(asked(Operation.SECOND_FACTOR))))
    passkey_setups.finish(as_client(), "Key", SoftKey().make(options))
    with pytest.raises(errors.SetupExpired):
        passkey_setups.finish(as_client(), "Another", SoftKey().make(options))


def test_a_challenge_to_make_one_is_good_for_five_minutes(clock: FixedClock):
    people.client(LIN)
    options = begun()
    clock.advance(minutes=5)
    with pytest.raises(errors.SetupExpired):
        passkey_setups.finish(as_client(), "Phone", SoftKey().make(options))


def test_a_challenge_to_make_one_is_nobody_elses():
    people.client(LIN)
    people.client("10000002", "sam@example.com")
    options = begun()
    with pytest.raises(errors.SetupExpired):
        passkey_setups.finish(as_client("10000002"), "Phone", SoftKey().make(options))


@pytest.mark.parametrize(
    "elsewhere",
    [
        SoftKey(origin="https://portal.meridian.example.evil.example"),
        SoftKey(origin="http://localhost:8601"),
        SoftKey(rp_id="evil.example"),
    ],
    ids=["another site", "the desk", "another party"],
)
def test_a_passkey_made_elsewhere_is_refused(elsewhere: SoftKey):
    people.client(LIN)
    with pytest.raises(errors.PasskeyRefused):
        passkey_setups.finish(as_client(), "Phone", elsewhere.make(begun()))
    assert not identity.factor_state(Realm.CLIENT, LIN).is_enrolled


def test_the_same_passkey_is_not_kept_twice(key: SoftKey):
    options = begun(shown(key.get(asked(Operation.SECOND_FACTOR))))
    with pytest.raises(errors.PasskeyRefused):
        passkey_setups.finish(as_client(), "Again", key.make(options))


@pytest.mark.parametrize(
    "credential", ["", "!", text(b"[]"), text(b'"x"'), text(b'{"response": 5}')]
)
def test_what_is_no_passkey_is_refused(credential: str):
    people.client(LIN)
    begun()
    with pytest.raises(errors.SetupExpired):
        passkey_setups.finish(as_client(), "Phone", credential)


# ---- using one


def test_a_passkey_confirms(key: SoftKey, clock: FixedClock):
    options = asked()
    assert options["rpId"] == "localhost"
    assert [one["id"] for one in options["allowCredentials"]] == [text(key.id)]
    confirm(shown(key.get(options)))
    (kept,) = identity.factor_state(Realm.CLIENT, LIN).passkeys
    assert (kept.sign_count, kept.last_used_at) == (1, clock.now())


def test_an_answer_serves_once(key: SoftKey):
    answer = key.get(asked())
    confirm(shown(answer))
    with pytest.raises(errors.PasskeyExpired):
        confirm(shown(answer))


def test_an_answer_is_for_the_operation_that_asked(key: SoftKey):
    options = asked(Operation.PASSWORD_CHANGE)
    with pytest.raises(errors.PasskeyExpired):
        confirm(shown(key.get(options)))


def test_an_answer_that_comes_too_late_is_refused(key: SoftKey, clock: FixedClock):
    options = asked()
    clock.advance(minutes=5)
    with pytest.raises(errors.PasskeyExpired):
        confirm(shown(key.get(options)))


def test_a_challenge_that_was_answered_wrongly_is_gone(key: SoftKey):
    options = asked()
    impostor = SoftKey(id=key.id)
    with pytest.raises(errors.FactorWrong):
        confirm(shown(impostor.get(options)))
    with pytest.raises(errors.PasskeyExpired):
        confirm(shown(key.get(options)))


Spoil = Callable[[SoftKey, dict[str, Any]], str]


def _of_site(**site: str) -> Spoil:
    return lambda key, options: replace(key, **site).get(options)


def _spoilt(**changes: Any) -> Spoil:
    """A right answer with parts of its response changed."""

    def spoil(key: SoftKey, options: dict[str, Any]) -> str:
        whole = json.loads(raw(key.get(options)))
        whole["response"] |= changes
        return text(json.dumps(whole).encode())

    return spoil


def _renamed(key: SoftKey, options: dict[str, Any]) -> str:
    whole = json.loads(raw(key.get(options)))
    return text(json.dumps(whole | {"id": text(b"another")}).encode())


@pytest.mark.parametrize(
    "spoil",
    [
        _of_site(origin="https://evil.example"),
        _of_site(origin="http://localhost:8601"),
        _of_site(rp_id="evil.example"),
        _spoilt(signature=text(b"no signature")),
        _spoilt(signature=5),
        _spoilt(authenticatorData=text(b"short")),
        _spoilt(authenticatorData=None),
        _renamed,
    ],
    ids=[
        "another site",
        "the desk",
        "another party",
        "no signature",
        "a number",
        "too little",
        "nothing",
        "another key",
    ],
)
def test_a_spoilt_answer_counts_as_wrong(key: SoftKey, spoil: Spoil):
    with pytest.raises(errors.FactorWrong) as refusal:
        confirm(shown(spoil(key, asked())))
    assert refusal.value.facts == {"attempts_left": 4}


def test_a_copy_of_a_passkey_betrays_itself_by_its_count(key: SoftKey):
    copy = replace(key)
    confirm(shown(key.get(asked())))
    with pytest.raises(errors.FactorWrong):
        confirm(shown(copy.get(asked())))


def test_a_passkey_that_does_not_count_is_good_every_time():
    people.client(LIN)
    key = SoftKey(counts=False)
    passkey_setups.finish(as_client(), "Phone", key.make(begun()))
    for _ in range(2):
        confirm(shown(key.get(asked())))


def test_a_passkey_is_taken_away_by_its_id(key: SoftKey, clock: FixedClock):
    setup = factors.start_totp(
        as_client(), PASSWORD, shown(key.get(asked(Operation.SECOND_FACTOR)))
    )
    factors.finish_totp(as_client(), totp(setup.secret, clock.now()))
    clock.advance(seconds=30)
    app = Proof(FactorMethod.TOTP, totp(setup.secret, clock.now()))
    with pytest.raises(errors.FactorNotSet):
        factors.remove(as_client(), PASSKEY, "another", PASSWORD, app)
    state = factors.remove(as_client(), PASSKEY, text(key.id), PASSWORD, app)
    assert (state.passkeys, state.is_enrolled) == ((), True)


def test_there_are_no_more_than_ten_passkeys(key: SoftKey):
    for number in range(9):
        options = begun(shown(key.get(asked(Operation.SECOND_FACTOR))))
        passkey_setups.finish(as_client(), f"Key {number}", SoftKey().make(options))
    with pytest.raises(errors.TooManyPasskeys):
        begun(shown(key.get(asked(Operation.SECOND_FACTOR))))


def test_a_unit_that_fails_leaves_the_challenge_good(key: SoftKey):
    answer = key.get(asked())

    def work(unit: Unit) -> None:
        identity.confirm(unit, Operation.WITHDRAWAL, shown(answer))
        raise errors.SetupExpired

    with pytest.raises(errors.SetupExpired):
        ports.transact(as_client(), work)
    confirm(shown(answer))
