"""Our adapter against the simulator: every refusal in our words, every loss as what it means."""

import pytest

from chalicelib.core.errors import OutcomeUnknown
from chalicelib.gateways.phone.port import (
    Delivery,
    PhoneCodeGone,
    PhoneCodesExhausted,
    PhoneRefused,
    PhoneUnavailable,
    ReportForged,
    Text,
)
from chalicelib.gateways.phone.twilio import TwilioAccount, TwilioPhones
from chalicelib.gateways.phone.twilio_reports import is_signed
from tests.simulators.twilio.kit import (
    ACCOUNT,
    KEY,
    KEY_SECRET,
    SENDER,
    SERVICE,
    TOKEN,
    Inbox,
    Simulator,
)

NUMBER = "+447911123456"


def adapter(twilio: Simulator, **changed: str) -> TwilioPhones:
    known = {
        "account_sid": ACCOUNT,
        "auth_token": TOKEN,
        "key": KEY,
        "key_secret": KEY_SECRET,
        "verify_service": SERVICE,
        "sender": SENDER,
    }
    account = TwilioAccount(**(known | changed))
    return TwilioPhones(account, verify_url=twilio.url, api_url=twilio.url, read_seconds=1)


@pytest.fixture
def phones(twilio: Simulator) -> TwilioPhones:
    return adapter(twilio)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_the_right_code_proves_the_number_once(phones: TwilioPhones, twilio: Simulator) -> None:
    phones.send_code(NUMBER, "zh", "203.0.113.9")
    code = twilio.code(NUMBER)
    assert not phones.is_right(NUMBER, wrong(code))
    assert phones.is_right(NUMBER, code)
    with pytest.raises(PhoneCodeGone):
        phones.is_right(NUMBER, code)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("+442079460000", "landline"),
        ("+5352345678", "country"),
        ("+447700900123", "blocked"),
        ("+1", "invalid"),
    ],
)
def test_a_number_that_is_not_served_says_why(
    phones: TwilioPhones, number: str, reason: str
) -> None:
    with pytest.raises(PhoneRefused) as refused:
        phones.send_code(number, "en", "")
    assert refused.value.facts == {"reason": reason}
    assert refused.value.field == "phone"


def test_too_many_codes_and_too_many_tries_are_told_apart_from_a_vendor_that_is_busy(
    phones: TwilioPhones, twilio: Simulator
) -> None:
    for _ in range(5):
        phones.send_code(NUMBER, "en", "")
    with pytest.raises(PhoneCodesExhausted):
        phones.send_code(NUMBER, "en", "")
    for _ in range(5):
        assert not phones.is_right(NUMBER, wrong(twilio.code(NUMBER)))
    with pytest.raises(PhoneCodesExhausted):
        phones.is_right(NUMBER, twilio.code(NUMBER))
    twilio.fault("rate_limit")
    with pytest.raises(PhoneUnavailable) as busy:
        phones.is_right(NUMBER, twilio.code(NUMBER))
    assert busy.value.facts["reason"] == "limited"


@pytest.mark.parametrize(
    "fault", ["unavailable", "error_before", "error_after", "drop_before", "drop_after", "truncate"]
)
def test_whatever_breaks_while_a_code_is_sent_asks_to_come_back(
    phones: TwilioPhones, twilio: Simulator, fault: str
) -> None:
    twilio.fault(fault)
    with pytest.raises(PhoneUnavailable):
        phones.send_code(NUMBER, "en", "")
    phones.send_code(NUMBER, "en", "")
    assert phones.is_right(NUMBER, twilio.code(NUMBER))


@pytest.mark.parametrize("fault", ["unavailable", "error_before", "drop_before"])
def test_a_check_that_broke_is_never_taken_for_a_right_code(
    phones: TwilioPhones, twilio: Simulator, fault: str
) -> None:
    phones.send_code(NUMBER, "en", "")
    twilio.fault(fault, path="VerificationCheck")
    with pytest.raises(PhoneUnavailable):
        phones.is_right(NUMBER, twilio.code(NUMBER))
    assert phones.is_right(NUMBER, twilio.code(NUMBER))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"key_secret": "guessed"}, "credentials"),
        ({"verify_service": "VA" + "9" * 32}, "service"),
    ],
)
def test_settings_that_do_not_work_are_ours_to_put_right(
    twilio: Simulator, changed: dict[str, str], reason: str
) -> None:
    with pytest.raises(PhoneUnavailable) as refused:
        adapter(twilio, **changed).service_name()
    assert refused.value.facts["reason"] == reason


def test_the_test_of_the_settings_names_the_service(phones: TwilioPhones) -> None:
    assert phones.service_name() == "Meridian"


def test_a_text_goes_out_and_its_reports_are_believed_and_only_they(
    phones: TwilioPhones, twilio: Simulator, inbox: Inbox
) -> None:
    twilio.fault("callback_forge")
    reference = phones.send_text(Text(NUMBER, "Your number changed", inbox.url))
    assert twilio.texts(NUMBER) == ["Your number changed"]
    forged, *true = inbox.wait_for(3)
    with pytest.raises(ReportForged):
        phones.read_report(forged.url, {"x-twilio-signature": forged.signature}, forged.body)
    reports = [
        phones.read_report(one.url, {"x-twilio-signature": one.signature}, one.body) for one in true
    ]
    assert [one.reference for one in reports] == [reference, reference]
    assert [one.delivery for one in reports] == [Delivery.SENT, Delivery.DELIVERED]
    with pytest.raises(ReportForged):
        phones.read_report(f"{inbox.url}0", {"x-twilio-signature": true[0].signature}, true[0].body)


def test_a_text_whose_answer_is_lost_may_be_on_its_way(
    phones: TwilioPhones, twilio: Simulator
) -> None:
    twilio.fault("drop_after", path="Messages")
    with pytest.raises(OutcomeUnknown):
        phones.send_text(Text(NUMBER, "hello", "http://127.0.0.1/hook"))
    assert twilio.texts(NUMBER) == ["hello"]


def test_the_signature_is_that_of_twilios_documentation() -> None:
    body = (
        b"CallSid=CA1234567890ABCDE&Digits=1234&From=%2B14158675309"
        b"&To=%2B18005551212&Caller=%2B14158675309"
    )
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    assert is_signed(url, body, signature, "12345")
    assert is_signed(url.replace(".com", ".com:443"), body, signature, "12345")
    assert not is_signed(url, body, signature, "1234")
    assert not is_signed(url, body.replace(b"1234&", b"1235&"), signature, "12345")
