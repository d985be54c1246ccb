"""Twilio's own library speaks to the simulator unchanged, and its validator believes it."""

from pathlib import Path

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator

from tests.simulators.stripe.kit import until
from tests.simulators.twilio.kit import KEY, KEY_SECRET, SENDER, SERVICE, TOKEN, Inbox, Simulator

NUMBER = "+447911123456"


def verification(twilio: Simulator, to: str = NUMBER):
    return twilio.client().verify.v2.services(SERVICE).verifications.create(to=to, channel="sms")


def check(twilio: Simulator, code: str, to: str = NUMBER):
    return twilio.client().verify.v2.services(SERVICE).verification_checks.create(to=to, code=code)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_code_is_sent_and_approved_once(twilio: Simulator) -> None:
    started = verification(twilio)
    assert (started.status, started.to, started.channel) == ("pending", NUMBER, "sms")
    approved = check(twilio, twilio.code(NUMBER))
    assert (approved.status, approved.valid, approved.sid) == ("approved", True, started.sid)
    with pytest.raises(TwilioRestException) as refused:
        check(twilio, twilio.code(NUMBER))
    assert (refused.value.status, refused.value.code) == (404, 20404)


def test_a_wrong_code_is_no_error_and_leaves_the_verification_pending(twilio: Simulator) -> None:
    verification(twilio)
    answered = check(twilio, wrong(twilio.code(NUMBER)))
    assert (answered.status, answered.valid) == ("pending", False)


def test_the_code_stays_the_same_and_is_sent_five_times_at_most(twilio: Simulator) -> None:
    sids = {verification(twilio).sid for _ in range(5)}
    assert len(sids) == 1
    assert len(set(twilio.texts(NUMBER))) == 1
    with pytest.raises(TwilioRestException) as refused:
        verification(twilio)
    assert (refused.value.status, refused.value.code) == (429, 60203)


def test_the_sixth_try_is_refused_even_with_the_right_code(twilio: Simulator) -> None:
    verification(twilio)
    code = twilio.code(NUMBER)
    for _ in range(5):
        assert check(twilio, wrong(code)).status == "pending"
    with pytest.raises(TwilioRestException) as refused:
        check(twilio, code)
    assert (refused.value.status, refused.value.code) == (429, 60202)


def test_a_code_is_gone_after_ten_minutes_and_the_next_one_is_another(twilio: Simulator) -> None:
    first = verification(twilio)
    code = twilio.code(NUMBER)
    twilio.lever("clock", advance_seconds=601)
    with pytest.raises(TwilioRestException) as refused:
        check(twilio, code)
    assert refused.value.code == 20404
    assert verification(twilio).sid != first.sid


def test_a_cancelled_verification_takes_no_code(twilio: Simulator) -> None:
    started = verification(twilio)
    service = twilio.client().verify.v2.services(SERVICE)
    assert service.verifications(started.sid).update(status="canceled").status == "canceled"
    with pytest.raises(TwilioRestException):
        check(twilio, twilio.code(NUMBER))


@pytest.mark.parametrize(
    ("number", "status", "code"),
    [
        ("07911123456", 400, 60200),
        ("+442079460000", 400, 60205),
        ("+5352345678", 403, 60605),
        ("+447700900123", 403, 60410),
    ],
)
def test_numbers_are_refused_as_twilio_refuses_them(
    twilio: Simulator, number: str, status: int, code: int
) -> None:
    with pytest.raises(TwilioRestException) as refused:
        verification(twilio, number)
    assert (refused.value.status, refused.value.code) == (status, code)
    assert twilio.texts(number) == []


def test_a_range_can_be_refused_by_lever(twilio: Simulator) -> None:
    twilio.lever("ranges", beginning="+4479111", outcome="blocked")
    with pytest.raises(TwilioRestException) as refused:
        verification(twilio)
    assert refused.value.code == 60238


def test_only_the_account_or_its_key_is_let_in(twilio: Simulator) -> None:
    keyed = twilio.client(KEY, KEY_SECRET)
    assert keyed.verify.v2.services(SERVICE).fetch().friendly_name == "Meridian"
    with pytest.raises(TwilioRestException) as refused:
        twilio.client(token="guessed").verify.v2.services(SERVICE).fetch()
    assert (refused.value.status, refused.value.code) == (401, 20003)


def test_the_librarys_validator_accepts_our_callbacks_and_no_altered_one(
    twilio: Simulator, inbox: Inbox
) -> None:
    sent = twilio.client().messages.create(
        to=NUMBER, from_=SENDER, body="Ihre Nummer wurde geändert", status_callback=inbox.url
    )
    assert sent.status == "queued"
    validator = RequestValidator(TOKEN)
    letters = inbox.wait_for(2)
    assert [letter.params["MessageStatus"] for letter in letters] == ["sent", "delivered"]
    for letter in letters:
        assert letter.params["MessageSid"] == sent.sid
        assert validator.validate(letter.url, letter.params, letter.signature)
        altered = letter.params | {"MessageStatus": "failed"}
        assert not validator.validate(letter.url, altered, letter.signature)
    assert twilio.client().messages(sent.sid).fetch().status == "delivered"


def test_callbacks_come_twice_late_forged_or_never_as_told(twilio: Simulator, inbox: Inbox) -> None:
    twilio.fault("callback_forge")
    twilio.fault("callback_duplicate")
    twilio.client().messages.create(
        to=NUMBER, from_=SENDER, body="hello", status_callback=inbox.url
    )
    validator = RequestValidator(TOKEN)
    letters = inbox.wait_for(4)
    good = [validator.validate(one.url, one.params, one.signature) for one in letters]
    assert good == [False, True, True, True]
    assert [one.params["MessageStatus"] for one in letters] == [
        "sent",
        "sent",
        "delivered",
        "delivered",
    ]


def test_an_undelivered_message_says_so_and_a_failed_callback_is_sent_again(
    twilio: Simulator, inbox: Inbox
) -> None:
    twilio.lever("ranges", beginning=NUMBER, outcome="undeliverable")
    inbox.answers.append(500)
    twilio.client().messages.create(
        to=NUMBER, from_=SENDER, body="hello", status_callback=inbox.url
    )
    told = [letter.params["MessageStatus"] for letter in inbox.wait_for(3)]
    assert sorted(told) == ["sent", "sent", "undelivered"]


def test_what_was_sent_survives_a_kill_and_is_shown_on_the_page(tmp_path: Path) -> None:
    simulator = Simulator(tmp_path)
    simulator.start()
    verification(simulator)
    code = simulator.code(NUMBER)
    simulator.kill()
    simulator.start()
    try:
        assert check(simulator, code).status == "approved"
        from tests.simulators.stripe.kit import send

        until(lambda: code in send("GET", simulator.url).text)
    finally:
        simulator.stop()
