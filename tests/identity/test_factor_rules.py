"""Second factors by tables: codes and their window, recovery codes, what can be removed."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.actor import Realm
from chalicelib.core.confirmation import FactorMethod, Operation
from chalicelib.identity.errors import FactorMandatory, FactorNotSet, TooManyPasskeys
from chalicelib.identity.model.factors import (
    Challenge,
    ChallengePurpose,
    ClientFactorRules,
    Factor,
    Passkey,
    StaffFactorRules,
    Totp,
)
from chalicelib.identity.rules import factors as rules
from tests.conftest import START
from tests.kit.factors import totp

SECRET = base64.b32encode(b"12345678901234567890").decode()
TOTP, PASSKEY = FactorMethod.TOTP, FactorMethod.PASSKEY
KEY = Passkey("key-1", "Phone", "public", 0, START)
APP = Totp("sealed", 0, START)
MOMENTS = st.integers(1_577_836_800, 3_786_912_000).map(lambda t: datetime.fromtimestamp(t, UTC))


def factor(**parts: object) -> Factor:
    return Factor(Realm.CLIENT, "10000001", **parts)


# ---- codes


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str):
    now = datetime.fromtimestamp(seconds, UTC)
    assert rules.matching_step(SECRET, code, now) == seconds // 30
    assert totp(SECRET, now) == code


@pytest.mark.parametrize(
    ("steps", "good"), [(-3, False), (-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_code_is_good_for_its_step_and_the_two_beside_it(steps: int, good: bool):
    found = rules.matching_step(SECRET, totp(SECRET, START, steps), START)
    assert found == (rules.step_at(START) + steps if good else None)


@given(now=MOMENTS, drift=st.integers(-90, 90))
def test_a_clock_may_be_off_by_one_step_and_no_more(now: datetime, drift: int):
    shown = now + timedelta(seconds=drift)
    apart = rules.step_at(shown) - rules.step_at(now)
    found = rules.matching_step(SECRET, totp(SECRET, shown), now)
    near = {totp(SECRET, now, step) for step in (-1, 0, 1)}
    assert (found is not None) == (totp(SECRET, shown) in near)
    assert abs(apart) > 1 or found is not None


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"])
def test_what_is_no_code_matches_nothing(typed: str):
    assert rules.matching_step(SECRET, typed, START) is None


def test_blanks_in_a_code_do_not_matter():
    assert rules.digits(" 123 456 ") == "123456"


# ---- recovery codes


@given(st.binary(min_size=7, max_size=32))
def test_a_recovery_code_is_ten_letters_that_cannot_be_misread(randomness: bytes):
    code = rules.recovery_code(randomness)
    assert len(code) == 11
    assert code[5] == "-"
    assert set(code) - {"-"} <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


@given(st.binary(min_size=7, max_size=7), st.binary(min_size=7, max_size=7))
def test_fifty_bits_of_randomness_are_told_apart(one: bytes, other: bytes):
    same = int.from_bytes(one, "big") >> 6 == int.from_bytes(other, "big") >> 6
    assert (rules.recovery_code(one) == rules.recovery_code(other)) == same


@pytest.mark.parametrize("typed", ["ABCDE-F0H1K", "abcde-f0h1k", "ABCDEF0H1K", " abcde fohik "])
def test_a_recovery_code_may_be_typed_as_people_do(typed: str):
    assert rules.recovery_text(typed) == "ABCDEF0H1K"


def test_a_recovery_code_serves_once():
    before = factor(totp=APP, recovery_digests=("one", "two"))
    after = rules.without_code(before, ("another", "one"))
    assert after is not None
    assert after.recovery_digests == ("two",)
    assert rules.without_code(after, ("another", "one")) is None


# ---- removing


def test_with_the_last_factor_the_recovery_codes_go():
    before = factor(totp=APP, recovery_digests=("one",), failed=2)
    after = rules.without(before, TOTP, "", ClientFactorRules())
    assert (after.is_set, after.recovery_digests, after.failed) == (False, (), 0)


def test_with_another_factor_left_they_stay():
    before = factor(totp=APP, passkeys=(KEY,), recovery_digests=("one",))
    for method in (TOTP, PASSKEY):
        after = rules.without(before, method, KEY.id, ClientFactorRules(mandatory=True))
        assert (after.is_set, after.recovery_digests) == (True, ("one",))


@pytest.mark.parametrize("one", [factor(totp=APP), factor(passkeys=(KEY,))])
def test_the_last_one_stays_where_there_must_be_one(one: Factor):
    method = one.methods[0]
    for asked in (ClientFactorRules(mandatory=True), StaffFactorRules(mandatory=True)):
        with pytest.raises(FactorMandatory):
            rules.without(one, method, KEY.id, asked)


@pytest.mark.parametrize(
    ("one", "method", "passkey_id"),
    [
        (factor(), TOTP, ""),
        (factor(passkeys=(KEY,)), TOTP, ""),
        (factor(passkeys=(KEY,)), PASSKEY, "another"),
        (factor(totp=APP), PASSKEY, ""),
    ],
)
def test_what_is_not_there_cannot_be_removed(one: Factor, method: FactorMethod, passkey_id: str):
    with pytest.raises(FactorNotSet):
        rules.without(one, method, passkey_id, ClientFactorRules())


def test_there_is_room_for_ten_passkeys():
    rules.check_room(factor(passkeys=(KEY,) * 9))
    with pytest.raises(TooManyPasskeys):
        rules.check_room(factor(passkeys=(KEY,) * 10))


# ---- what is asked


def test_recovery_codes_alone_are_no_second_factor():
    assert not factor(recovery_digests=("one",)).is_set
    assert factor(totp=APP, passkeys=(KEY,), recovery_digests=("one",)).methods == (
        FactorMethod.PASSKEY,
        FactorMethod.TOTP,
        FactorMethod.RECOVERY_CODE,
    )


OF_STAFF_ALONE = {Operation.PAYOUT, Operation.ACCESS_RESET}


@pytest.mark.parametrize("operation", [one for one in Operation if one not in OF_STAFF_ALONE])
def test_the_broker_chooses_what_is_confirmed_but_for_the_factor_itself(operation: Operation):
    nothing = ClientFactorRules(
        login=False,
        withdrawal=False,
        password_change=False,
        email_change=False,
        personal_data=False,
    )
    assert nothing.asking == {Operation.SECOND_FACTOR}
    if operation is Operation.SECOND_FACTOR:
        return
    assert ClientFactorRules(**{operation.value: True}).asking >= {operation}
    assert operation not in ClientFactorRules(**{operation.value: False}).asking


# ---- challenges

CHALLENGE = Challenge(
    id="c",
    realm=Realm.CLIENT,
    subject_id="10000001",
    purpose=ChallengePurpose.CONFIRMATION,
    ends_at=START + timedelta(minutes=5),
    operation=Operation.LOGIN,
)


@pytest.mark.parametrize(
    ("realm", "subject_id", "purpose", "operation", "minutes", "good"),
    [
        (Realm.CLIENT, "10000001", ChallengePurpose.CONFIRMATION, Operation.LOGIN, 0, True),
        (Realm.CLIENT, "10000001", ChallengePurpose.CONFIRMATION, Operation.LOGIN, 5, False),
        (Realm.CLIENT, "10000001", ChallengePurpose.CONFIRMATION, Operation.DEPOSIT, 0, False),
        (Realm.CLIENT, "10000001", ChallengePurpose.PASSKEY, Operation.LOGIN, 0, False),
        (Realm.CLIENT, "10000002", ChallengePurpose.CONFIRMATION, Operation.LOGIN, 0, False),
        (Realm.STAFF, "10000001", ChallengePurpose.CONFIRMATION, Operation.LOGIN, 0, False),
    ],
)
def test_a_challenge_is_for_one_person_one_purpose_and_soon(
    realm: Realm,
    subject_id: str,
    purpose: ChallengePurpose,
    operation: Operation,
    minutes: int,
    good: bool,
):
    now = START + timedelta(minutes=minutes)
    asked = rules.is_good_for(CHALLENGE, Factor(realm, subject_id), purpose, now, operation)
    assert asked is good


def test_no_challenge_is_good_for_nothing():
    assert not rules.is_good_for(None, factor(), ChallengePurpose.PASSKEY, START)
