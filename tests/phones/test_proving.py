"""Proving a number: who may ask how often, what a proof is worth, and what a loss means."""

import pytest

from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Limited
from chalicelib.gateways.phone.port import PhoneCodeGone, PhoneRefused, PhoneUnavailable
from chalicelib.phones import public as phones
from chalicelib.phones.rules import PhoneCodeWrong, PhoneUnproven
from tests.kit.phones import NUMBER, PhoneSide


def asker(ip: str = "198.51.100.1") -> Actor:
    return Actor(Realm.CLIENT, "", ip=ip)


def sent(side: PhoneSide, number: str = NUMBER) -> str:
    phones.send_code(asker(), number, "en")
    return side.code(number)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_code_is_exchanged_for_a_proof_of_that_number_alone(side: PhoneSide) -> None:
    proof = phones.prove(asker(), NUMBER, sent(side))
    phones.demand_proof(NUMBER, proof.token)
    for number, token in ((NUMBER[:-1] + "2", proof.token), (NUMBER, ""), (NUMBER, "x" * 40)):
        with pytest.raises(PhoneUnproven):
            phones.demand_proof(number, token)


def test_a_proof_is_good_for_half_an_hour(side: PhoneSide) -> None:
    proof = phones.prove(asker(), NUMBER, sent(side))
    side.clock.advance(minutes=29)
    phones.demand_proof(NUMBER, proof.token)
    side.clock.advance(minutes=1)
    with pytest.raises(PhoneUnproven):
        phones.demand_proof(NUMBER, proof.token)


def test_a_wrong_code_proves_nothing_and_a_used_one_neither(side: PhoneSide) -> None:
    code = sent(side)
    with pytest.raises(PhoneCodeWrong) as refused:
        phones.prove(asker(), NUMBER, wrong(code))
    assert refused.value.field == "phone_code"
    phones.prove(asker(), NUMBER, code)
    with pytest.raises(PhoneCodeGone):
        phones.prove(asker(), NUMBER, code)


def test_another_code_can_be_had_after_a_minute(side: PhoneSide) -> None:
    out = phones.send_code(asker(), NUMBER, "en")
    assert (out.resend_at - side.clock.now()).total_seconds() == 60
    with pytest.raises(Limited) as refused:
        phones.send_code(asker(), NUMBER, "en")
    assert refused.value.facts["retry_after_seconds"] == 60
    side.advance(seconds=60)
    phones.send_code(asker(), NUMBER, "en")
    assert len(side.simulator.texts(NUMBER)) == 2


def test_a_number_gets_three_codes_an_hour_and_no_more_are_paid_for(side: PhoneSide) -> None:
    for _ in range(3):
        phones.send_code(asker(), NUMBER, "en")
        side.advance(minutes=2)
    with pytest.raises(Limited):
        phones.send_code(asker("203.0.113.77"), NUMBER, "en")
    assert len(side.simulator.texts(NUMBER)) == 3


def test_an_address_may_ask_ten_times_an_hour_for_whatever_numbers(side: PhoneSide) -> None:
    for _ in range(10):
        phones.admit(asker())
    with pytest.raises(Limited):
        phones.admit(asker())
    phones.admit(asker("203.0.113.77"))


def test_the_brokers_day_has_an_end(side: PhoneSide) -> None:
    side.connect(per_day=2)
    for last in "12":
        phones.send_code(asker(), f"+659123000{last}", "en")
    with pytest.raises(Limited):
        phones.send_code(asker(), "+6591230003", "en")
    side.advance(days=1)
    phones.send_code(asker(), "+6591230003", "en")


@pytest.mark.parametrize("fault", ["unavailable", "drop_before", "drop_after"])
def test_while_the_vendor_is_away_nobody_gets_past_and_the_next_try_need_not_wait(
    side: PhoneSide, fault: str
) -> None:
    side.simulator.fault(fault)
    with pytest.raises(PhoneUnavailable):
        phones.send_code(asker(), NUMBER, "en")
    code = sent(side)
    side.simulator.fault("drop_before", path="VerificationCheck")
    with pytest.raises(PhoneUnavailable):
        phones.prove(asker(), NUMBER, code)
    phones.demand_proof(NUMBER, phones.prove(asker(), NUMBER, code).token)


def test_a_number_that_is_not_served_says_why_and_need_not_wait(side: PhoneSide) -> None:
    for _ in range(2):
        with pytest.raises(PhoneRefused) as refused:
            phones.send_code(asker(), "+5352345678", "en")
        assert refused.value.facts == {"reason": "country"}


def test_guessing_is_limited_per_address(side: PhoneSide) -> None:
    for number in range(60):
        with pytest.raises(PhoneCodeGone):
            phones.demand_code(asker(), f"+65912{number:05}", "123456")
    with pytest.raises(Limited):
        phones.demand_code(asker(), NUMBER, sent(side))
