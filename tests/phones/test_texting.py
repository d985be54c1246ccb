"""Texts: handed over once, told in the reader's language, followed by signed reports."""

from urllib.parse import parse_qsl

import pytest

from app import app
from chalicelib import ports
from chalicelib.core.actor import system
from chalicelib.core.errors import OutcomeUnknown
from chalicelib.core.permissions import Permission
from chalicelib.gateways.phone.port import PhoneUnavailable
from chalicelib.phones import store
from chalicelib.phones.events import phones_events
from chalicelib.phones.model import Delivery, Occasion, TextMessage
from chalicelib.phones.service import texting
from tests.kit import people
from tests.kit.clients import command, published
from tests.kit.courier import Courier
from tests.kit.http import Caller
from tests.kit.phones import NUMBER, PhoneSide
from tests.simulators.twilio.kit import Inbox

JOB = system("phones-events")


def told(language: str = "en") -> str:
    """A text that has been decided on; its id."""
    ports.transact(JOB, lambda unit: texting.tell(unit, NUMBER, Occasion.NUMBER_CHANGED, language))
    return str(published("phones.text_due")[-1].body["text_id"])


def as_known(text_id: str) -> TextMessage:
    return store.text(text_id)


def test_a_text_leaves_once_however_often_the_message_comes(side: PhoneSide) -> None:
    text_id = told()
    Courier((phones_events,)).deliver_all(twice=True)
    (body,) = side.simulator.texts(NUMBER)
    assert body.startswith("Fairlead: your account no longer uses this phone number")
    assert as_known(text_id).delivery is Delivery.SENT


@pytest.mark.parametrize(("language", "word"), [("zh", "手机"), ("ar", "الهاتف"), ("xx", "phone")])
def test_a_text_speaks_the_readers_language(side: PhoneSide, language: str, word: str) -> None:
    texting.hand_over(JOB, told(language), command())
    assert word in side.simulator.texts(NUMBER)[0]


def test_without_a_sender_nothing_is_sent(side: PhoneSide) -> None:
    side.connect(sender="")
    ports.transact(JOB, lambda unit: texting.tell(unit, NUMBER, Occasion.NUMBER_CHANGED, "en"))
    assert published("phones.text_due") == []


def test_a_vendor_that_is_away_costs_time_and_no_text(side: PhoneSide) -> None:
    text_id = told()
    side.simulator.fault("unavailable")
    with pytest.raises(PhoneUnavailable):
        texting.hand_over(JOB, text_id, command())
    texting.hand_over(JOB, text_id, command())
    assert len(side.simulator.texts(NUMBER)) == 1


def test_after_a_lost_answer_the_text_waits_for_its_lease_and_goes_once_more(
    side: PhoneSide,
) -> None:
    text_id = told()
    side.simulator.fault("drop_after")
    with pytest.raises(OutcomeUnknown):
        texting.hand_over(JOB, text_id, command())
    with pytest.raises(texting.TextInProgress):
        texting.hand_over(JOB, text_id, command())
    side.clock.advance(minutes=3)
    texting.hand_over(JOB, text_id, command())
    assert len(side.simulator.texts(NUMBER)) == 2
    assert as_known(text_id).delivery is Delivery.SENT


def test_a_number_that_takes_no_texts_fails_for_good(side: PhoneSide) -> None:
    side.simulator.lever("ranges", beginning=NUMBER, outcome="country")
    text_id = told()
    texting.hand_over(JOB, text_id, command())
    assert as_known(text_id).delivery is Delivery.FAILED


def test_signed_reports_move_a_text_forward_and_nothing_else_does(
    side: PhoneSide, inbox: Inbox
) -> None:
    text_id = told()
    url = texting.report_url(text_id)
    side.simulator.client().messages.create(
        to=NUMBER, from_="+15005550006", body="x", status_callback=inbox.url
    )
    letters = inbox.wait_for(2)
    caller = Caller(app)
    forged = caller.call(
        "POST",
        f"/api/hooks/twilio/{text_id}",
        letters[1].body,
        **{
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Twilio-Signature": letters[1].signature,
        },
    )
    assert (forged.status, forged.body["code"]) == (401, "report_forged")
    for letter in reversed(letters):
        answer = reported(text_id, url, letter.body)
        assert answer.status == 204
    assert as_known(text_id).delivery is Delivery.DELIVERED


def reported(text_id: str, url: str, body: bytes):
    """A report on a text, signed by Twilio's own library."""
    from twilio.request_validator import RequestValidator

    from tests.simulators.twilio.kit import TOKEN

    signature = RequestValidator(TOKEN).compute_signature(url, dict(parse_qsl(body.decode())))
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Twilio-Signature": signature,
    }
    return Caller(app).call("POST", f"/api/hooks/twilio/{text_id}", body, **headers)


def test_a_report_on_a_text_that_nobody_sent_is_not_found(side: PhoneSide) -> None:
    answer = reported(
        "txt_none", texting.report_url("txt_none"), b"MessageSid=SM1&MessageStatus=sent"
    )
    assert answer.status == 404


def test_staff_who_may_change_settings_can_test_them(side: PhoneSide) -> None:
    role = people.role(Permission.UPDATE_SETTINGS)
    mara = people.signed_in(app, "desk", people.member(role))
    assert mara.get("/api/desk/phone-service").body == {"service": "Meridian"}
    side.simulator.fault("unavailable", times=3)
    answer = mara.get("/api/desk/phone-service")
    assert (answer.status, answer.body["code"]) == (503, "phone_unavailable")
    nobody = people.signed_in(app, "desk", people.member(people.role()))
    assert nobody.get("/api/desk/phone-service").status == 403
