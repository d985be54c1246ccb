"""The simulator's webhooks: signed, repeated until accepted, and spoiled on request."""

import hashlib
import hmac

import pytest

from infra.simulators.stripe.webhooks import sign
from tests.simulators.stripe.kit import SECRET, Inbox, Letter, Simulator, until
from tests.simulators.stripe.test_api import VECTORS, create

COMPLETED = "checkout.session.completed"


def paid(simulator: Simulator) -> str:
    session: str = create(simulator).json()["id"]
    simulator.lever(f"sessions/{session}/pay")
    return session


def stamp_and_mac(letter: Letter) -> tuple[int, str]:
    header = next(v for n, v in letter.headers.items() if n.lower() == "stripe-signature")
    parts = dict(part.split("=") for part in header.split(","))
    return int(parts["t"]), parts["v1"]


def is_true(letter: Letter) -> bool:
    stamp, mac = stamp_and_mac(letter)
    wanted = hmac.new(SECRET.encode(), b"%d.%s" % (stamp, letter.body), hashlib.sha256)
    return mac == wanted.hexdigest()


@pytest.mark.parametrize("vector", VECTORS["signatures"], ids=lambda vector: vector["name"])
def test_bodies_are_signed_as_the_vectors_say(vector: dict[str, str]) -> None:
    assert sign(vector["body"].encode(), vector["secret"], int(vector["t"])) == vector["header"]


def test_a_payment_sends_one_signed_event_about_its_session(
    simulator: Simulator, inbox: Inbox
) -> None:
    session = paid(simulator)
    letter = inbox.wait_for(1)[0]
    assert is_true(letter)
    assert letter.event["type"] == COMPLETED
    assert letter.event["data"]["object"]["id"] == session
    until(lambda: [row["state"] for row in simulator.deliveries()] == ["sent"])


def test_an_event_is_sent_again_until_it_is_accepted(simulator: Simulator, inbox: Inbox) -> None:
    inbox.answers += [500, 302]
    paid(simulator)
    letters = inbox.wait_for(3)
    assert len({letter.body for letter in letters}) == 1
    until(lambda: simulator.deliveries()[0]["state"] == "sent")
    assert simulator.deliveries()[0]["attempts"] == 3


def test_an_event_that_nobody_accepts_is_given_up(simulator: Simulator, inbox: Inbox) -> None:
    inbox.answers += [500] * 4
    paid(simulator)
    until(lambda: simulator.deliveries()[0]["state"] == "given up")
    assert len(inbox.letters) == 4


def test_a_lost_webhook_can_be_sent_by_hand(simulator: Simulator, inbox: Inbox) -> None:
    simulator.fault("webhook_lose")
    paid(simulator)
    assert simulator.deliveries() == []
    events = simulator.api("GET", "/v1/events", {"type": COMPLETED}).json()["data"]
    simulator.lever(f"events/{events[0]['id']}/resend")
    assert inbox.wait_for(1)[0].event["id"] == events[0]["id"]


def test_a_duplicate_is_the_same_event_twice(simulator: Simulator, inbox: Inbox) -> None:
    simulator.fault("webhook_duplicate")
    paid(simulator)
    first, second = inbox.wait_for(2)
    assert first.event["id"] == second.event["id"]


def test_a_reordered_event_is_overtaken_by_the_next(simulator: Simulator, inbox: Inbox) -> None:
    simulator.fault("webhook_reorder")
    session = create(simulator).json()["id"]
    simulator.lever(f"sessions/{session}/pay", how="later")
    simulator.lever(f"sessions/{session}/settle", outcome="succeeded")
    inbox.wait_for(2)
    assert inbox.events() == ["checkout.session.async_payment_succeeded", COMPLETED]


def test_a_reordered_event_that_nothing_overtakes_comes_late(
    simulator: Simulator, inbox: Inbox
) -> None:
    simulator.fault("webhook_reorder")
    paid(simulator)
    simulator.lever("clock", advance_seconds=11)
    assert inbox.wait_for(1)[0].event["type"] == COMPLETED


def test_a_delayed_event_waits_for_its_time(simulator: Simulator, inbox: Inbox) -> None:
    simulator.fault("webhook_delay", seconds=3600)
    paid(simulator)
    inbox_after_another = paid(simulator)
    assert inbox.wait_for(1)[0].event["data"]["object"]["id"] == inbox_after_another
    simulator.lever("clock", advance_seconds=3601)
    inbox.wait_for(2)


def test_a_forged_copy_carries_another_signature(simulator: Simulator, inbox: Inbox) -> None:
    simulator.fault("webhook_forge")
    paid(simulator)
    assert [is_true(letter) for letter in inbox.wait_for(2)] == [False, True]


def test_a_stale_copy_is_signed_ten_minutes_ago(simulator: Simulator, inbox: Inbox) -> None:
    simulator.fault("webhook_stale")
    paid(simulator)
    stale, true = inbox.wait_for(2)
    assert is_true(stale)
    assert stamp_and_mac(true)[0] - stamp_and_mac(stale)[0] >= 600


def test_time_expires_open_sessions_and_tells_of_it(simulator: Simulator, inbox: Inbox) -> None:
    session = create(simulator).json()["id"]
    simulator.lever("clock", advance_seconds=24 * 3600)
    letter = inbox.wait_for(1)[0]
    assert letter.event["type"] == "checkout.session.expired"
    assert letter.event["data"]["object"]["id"] == session
