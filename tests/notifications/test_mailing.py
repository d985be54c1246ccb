"""Mails: once per message and person, through every way in which a vendor or we can fail."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib import ports
from chalicelib.core.actor import Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import NotFound, OutcomeUnknown, Upstream
from chalicelib.gateways.messaging.port import MailRefused, MailUnavailable
from chalicelib.notifications import store
from chalicelib.notifications.model import SEAL, DeliveryState, Notice, Sealed
from chalicelib.notifications.service import mailing
from chalicelib.notifications.service.mailing import MailInProgress
from chalicelib.notifications.service.recipients import recipient_of
from chalicelib.settings import public as settings
from chalicelib.storage import sealing
from tests.kit import people
from tests.kit.postbox import Postbox

ACTOR = system("notifications-events")


class Killed(BaseException):
    """The process dies here."""


@pytest.fixture(autouse=True)
def lin() -> people.Person:
    return people.client("10000001", "lin@example.com", name="Lin Wei")


def notice(**changes: Any) -> Notice:
    facts: dict[str, Any] = {
        "event": "deposit_approved",
        "realm": Realm.CLIENT,
        "subject_id": "10000001",
        "email": True,
        "popup": False,
        "facts": {"amount": "1250.00", "currency": "USD", "reference": "dep_1"},
    }
    return Notice(**facts | changes)


def send(message_id: str = "msg_1", **changes: Any) -> None:
    mailing.send(ACTOR, message_id, notice(**changes))


def state(message_id: str = "msg_1") -> DeliveryState:
    found = store.delivery(message_id, "email", recipient_of(notice()))
    assert found is not None
    return found.state


def test_a_mail_is_written_to_the_person_in_their_language(postbox: Postbox):
    send()
    (mail,) = postbox.mails
    assert mail.to == "lin@example.com"
    assert "Hello Lin Wei," in mail.text
    assert "1,250.00 USD" in mail.text
    assert mail.tags == {"event": "deposit_approved"}
    assert mail.message_key == "msg_1-client-10000001"
    assert state() is DeliveryState.SENT


def test_the_language_that_was_ticked_wins(postbox: Postbox):
    send(language="ar")
    assert 'dir="rtl"' in postbox.mails[0].html


def test_a_message_is_mailed_once_however_often_it_comes(postbox: Postbox, clock: FixedClock):
    for _ in range(3):
        send()
        clock.advance(hours=1)
    send("msg_2")
    assert len(postbox.mails) == 2


def test_a_vendor_that_is_away_loses_nothing(postbox: Postbox):
    postbox.before = [MailUnavailable("later"), MailUnavailable("later")]
    for _ in range(2):
        with pytest.raises(MailUnavailable):
            send()
        assert state() is DeliveryState.POSTPONED
    send()
    send()
    assert len(postbox.mails) == 1


def test_what_a_vendor_refuses_for_good_is_not_tried_again(postbox: Postbox):
    postbox.before = [MailRefused("no such address")]
    send()
    send()
    assert postbox.mails == []
    assert state() is DeliveryState.REFUSED


@pytest.mark.parametrize("failure", [OutcomeUnknown("lost"), Killed()])
@pytest.mark.parametrize("left", [True, False])
def test_an_attempt_without_an_end_is_repeated_once_and_not_before_its_lease(
    postbox: Postbox, clock: FixedClock, failure: BaseException, left: bool
):
    if left:
        postbox.after = [failure]
    else:
        postbox.before = [failure]
    with pytest.raises((Upstream, Killed)):
        send()
    with pytest.raises(MailInProgress):
        send()
    clock.advance(seconds=mailing.LEASE.total_seconds())
    send()
    send()
    assert len(postbox.mails) == (2 if left else 1)
    assert len({mail.message_key for mail in postbox.mails}) == 1


def test_two_runs_at_the_same_time_send_one_mail(postbox: Postbox):
    class Crossing(Postbox):
        def send(self, email: Any) -> str:
            with pytest.raises(MailInProgress):
                send()
            return postbox.send(email)

    with ports.use(mailer=Crossing()):
        send()
    assert len(postbox.mails) == 1


def test_a_code_is_opened_for_the_mail_and_kept_nowhere_else(postbox: Postbox, clock: FixedClock):
    address = "new@example.com"
    sealed = sealing.seal("482913", purpose=SEAL, context=address)
    code = {
        "event": "registration_code",
        "subject_id": "",
        "address": address,
        "language": "en",
        "facts": {},
        "sealed": (Sealed("code", sealed, address),),
        "void_after": clock.now() + timedelta(minutes=10),
    }
    send(**code)
    (mail,) = postbox.mails
    assert mail.to == address
    assert "482913" in mail.text
    assert "10 minutes" in mail.text
    delivery = store.delivery("msg_1", "email", recipient_of(notice(**code)))
    assert "482913" not in str(delivery)
    assert address not in str(delivery)


def test_a_code_that_has_expired_is_not_sent(postbox: Postbox, clock: FixedClock):
    send(event="password_changed", void_after=clock.now())
    send(event="password_changed", void_after=clock.now())
    assert postbox.mails == []
    assert state() is DeliveryState.VOID


def test_nobody_to_write_to_is_an_error_that_claims_nothing(postbox: Postbox):
    with pytest.raises(NotFound):
        send(subject_id="10000009")
    unknown = recipient_of(notice(subject_id="10000009"))
    assert store.delivery("msg_1", "email", unknown) is None


def test_what_was_sealed_for_another_mail_is_not_sent(postbox: Postbox):
    sealed = sealing.seal("482913", purpose=SEAL, context="other@example.com")
    with pytest.raises(sealing.SealBroken):
        send(event="registration_code", sealed=(Sealed("code", sealed, "lin@example.com"),))
    assert postbox.mails == []


def test_the_brand_signs_and_supports(postbox: Postbox):
    settings.adopt(system("test"), settings.BRAND_NAME, "Meridian Markets")
    settings.adopt(system("test"), settings.BRAND_SUPPORT_EMAIL, "help@meridian.example")
    send()
    assert "Meridian Markets" in postbox.mails[0].text
    assert "help@meridian.example" in postbox.mails[0].text


def test_staff_are_written_to_with_the_address_of_the_back_office(postbox: Postbox):
    boss = people.owner("boss@meridian.example")
    send(event="password_changed", realm=Realm.STAFF, subject_id=boss.id)
    assert postbox.mails[0].to == "boss@meridian.example"
    assert ports.desk_url() in postbox.mails[0].text
