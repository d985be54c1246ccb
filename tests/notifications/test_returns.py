"""Mails that come back: told by SES, noted once, and nothing that can wait is sent there again."""

import json
from typing import Any

import pytest

from chalicelib import ports
from chalicelib.core.actor import system
from chalicelib.core.errors import NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.gateways.messaging import ses_events
from chalicelib.messages import open_envelope
from chalicelib.notifications import public as notifications
from chalicelib.notifications import store
from chalicelib.notifications.events import as_message, notifications_events
from chalicelib.notifications.model import DeliveryState
from chalicelib.notifications.rules.telling import client_notice
from chalicelib.notifications.service import mailing
from chalicelib.storage import parked
from tests.kit import people
from tests.kit.courier import FakeContext
from tests.kit.postbox import Postbox

pytestmark = pytest.mark.usefixtures("store", "clock")
ACTOR = system("test")
LIN = "10000001"
AT = "2026-11-30T09:15:00.000Z"


@pytest.fixture
def post(postbox: Postbox) -> Postbox:
    """Lin has a login, and mails arrive."""
    people.client(LIN, "lin@clients.example")
    return postbox


def send(message_id: str, event: str = "deposit_approved") -> Any:
    mailing.send(ACTOR, message_id, client_notice(event, LIN, {}, None))
    return store.delivery(message_id, "email", f"client-{LIN}")


def bounce(key: str, *, lasting: bool = True, feedback: str = "fb-1") -> dict[str, Any]:
    """As SES's event publishing has it."""
    return {
        "eventType": "Bounce",
        "bounce": {
            "bounceType": "Permanent" if lasting else "Transient",
            "bounceSubType": "NoEmail" if lasting else "MailboxFull",
            "bouncedRecipients": [{"emailAddress": "lin@clients.example", "action": "failed"}],
            "timestamp": AT,
            "feedbackId": feedback,
        },
        "mail": {"timestamp": AT, "messageId": "01", "tags": {"message_key": [key]}},
    }


def complaint(key: str) -> dict[str, Any]:
    return {
        "eventType": "Complaint",
        "complaint": {
            "complainedRecipients": [{"emailAddress": "lin@clients.example"}],
            "timestamp": AT,
            "feedbackId": "fb-2",
            "complaintFeedbackType": "abuse",
        },
        "mail": {"timestamp": AT, "messageId": "02", "tags": {"message_key": [key]}},
    }


def report(*said: Any) -> list[str]:
    """What the queue's function makes of reports; those that it fails."""
    records = [
        {
            "messageId": f"sqs-{place}",
            "body": one if isinstance(one, str) else json.dumps(one),
            "attributes": {"ApproximateReceiveCount": "1"},
        }
        for place, one in enumerate(said)
    ]
    outcome = notifications_events({"Records": records}, FakeContext())
    return [one["itemIdentifier"] for one in outcome["batchItemFailures"]]


def key_of(message_id: str) -> str:
    return f"{message_id}-client-{LIN}"


def bell() -> list[str]:
    return [one.item.code for one in notifications.told_to_client(LIN, PageRequest()).items]


def test_a_mail_that_came_back_is_noted_in_the_log_and_its_reader_is_told(post: Postbox) -> None:
    send("msg_01")
    assert report(bounce(key_of("msg_01"))) == []
    mail = store.delivery("msg_01", "email", f"client-{LIN}")
    assert mail is not None
    assert (mail.state, mail.problem) == (DeliveryState.BOUNCED, "NoEmail")
    assert bell() == ["mail_returned"]


def test_what_can_wait_is_held_back_and_the_log_says_why(post: Postbox) -> None:
    send("msg_01")
    report(bounce(key_of("msg_01")))
    held = send("msg_02")
    assert (held.state, held.problem) == (DeliveryState.WITHHELD, "bounced")
    assert len(post.mails) == 1


def test_codes_credentials_and_security_mails_go_all_the_same(post: Postbox) -> None:
    send("msg_01")
    report(complaint(key_of("msg_01")))
    assert send("msg_02", "password_changed").state is DeliveryState.SENT
    assert send("msg_03").problem == "complained"


def test_a_report_that_comes_twice_tells_once(post: Postbox) -> None:
    send("msg_01")
    said = bounce(key_of("msg_01"))
    assert report(said, said) == []
    report(said)
    assert bell() == ["mail_returned"]


def test_a_full_mailbox_and_what_else_passes_mean_nothing(post: Postbox) -> None:
    send("msg_01")
    passing = bounce(key_of("msg_01"), lasting=False)
    delivered = {"eventType": "Delivery", "mail": {"tags": {}}, "delivery": {}}
    assert report(passing, delivered, bounce("msg_of-another-stage")) == []
    assert send("msg_02").state is DeliveryState.SENT
    assert bell() == []


def test_a_report_that_names_no_mail_is_parked_beside_good_ones(post: Postbox) -> None:
    send("msg_01")
    nameless = bounce("")
    nameless["mail"]["tags"] = {}
    assert report(nameless, bounce(key_of("msg_01"))) == []
    assert [one.reason for one in parked.listed(PageRequest()).items] == [
        "unreadable: ValidationError"
    ]
    assert bell() == ["mail_returned"]


def test_another_address_is_written_to_again(post: Postbox) -> None:
    send("msg_01")
    report(bounce(key_of("msg_01")))
    assert notifications.marked(LIN, "lin@clients.example") is not None
    assert notifications.marked(LIN, "lin@elsewhere.example") is None


def test_staff_let_mails_go_there_again_once_and_on_record(post: Postbox) -> None:
    send("msg_01")
    report(bounce(key_of("msg_01")))
    ports.transact(ACTOR, lambda unit: notifications.clear_mark(unit, LIN))
    assert send("msg_02").state is DeliveryState.SENT
    with pytest.raises(NotFound):
        ports.transact(ACTOR, lambda unit: notifications.clear_mark(unit, LIN))


def test_an_erased_client_leaves_no_mark(post: Postbox) -> None:
    send("msg_01")
    report(bounce(key_of("msg_01")))
    copied = {one.name: one.lines for one in notifications.KEEPER.copy(LIN)}  # type: ignore[misc]
    assert [line["kind"] for line in copied["returned_mail"]] == ["bounced"]
    for eraser in notifications.KEEPER.erasers:
        eraser(lambda work: ports.transact(ACTOR, work), LIN, None)
    assert store.mark(LIN) is None


def test_a_message_of_ours_is_no_report() -> None:
    ours = json.dumps({"id": "msg_1", "name": "identity.code_issued", "body": {"mail": "x"}})
    assert as_message(ours) == ours
    assert not ses_events.is_report("no JSON at all")


def test_the_same_report_is_the_same_message() -> None:
    first, second = as_message(json.dumps(bounce("a-b"))), as_message(json.dumps(bounce("a-b")))
    assert first is not None
    assert first == second
    assert open_envelope(first).id == "ses-fb-1"
