"""The simulator's webhooks: with a digest, repeated until accepted, and spoiled on request."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.simulators.sumsub.webhooks import digest_headers
from tests.simulators.sumsub.kit import Inbox, Simulator, is_true, until
from tests.simulators.sumsub.test_api import APPLICANTS, CLIENT

VECTORS = json.loads(Path("tests/contract/vectors/sumsub.json").read_text())


def reviewed(simulator: Simulator, answer: str = "GREEN") -> None:
    simulator.api("POST", APPLICANTS, CLIENT)
    simulator.submit("10000001")
    simulator.review("10000001", answer)


def types(inbox: Inbox) -> list[str]:
    return [letter.event["type"] for letter in inbox.letters]


@pytest.mark.parametrize("vector", VECTORS["webhooks"], ids=lambda vector: vector["name"])
def test_bodies_have_the_digest_that_the_vectors_say(vector: dict[str, str]) -> None:
    algorithm = vector["algorithm"].split("_")[1]
    assert digest_headers(vector["body"].encode(), vector["secret"], algorithm) == {
        "x-payload-digest": vector["digest"],
        "x-payload-digest-alg": vector["algorithm"],
    }


def test_each_step_of_a_review_is_told_with_a_digest(simulator: Simulator, inbox: Inbox) -> None:
    reviewed(simulator)
    letters = inbox.wait_for(3)
    assert all(is_true(letter) for letter in letters)
    assert types(inbox) == ["applicantCreated", "applicantPending", "applicantReviewed"]
    last = letters[2].event
    assert last["externalUserId"] == "10000001"
    assert last["reviewResult"] == {"reviewAnswer": "GREEN"}


def test_a_rejection_says_how_and_why(simulator: Simulator, inbox: Inbox) -> None:
    simulator.api("POST", APPLICANTS, CLIENT)
    more = {"reject_type": "RETRY", "labels": ["BAD_SELFIE"], "comment": "Take it off."}
    simulator.review("10000001", "RED", **more)
    result = inbox.wait_for(2)[1].event["reviewResult"]
    assert result["rejectLabels"] == ["BAD_SELFIE"]
    assert (result["reviewRejectType"], result["moderationComment"]) == ("RETRY", "Take it off.")


def test_a_webhook_is_sent_again_until_it_is_accepted(simulator: Simulator, inbox: Inbox) -> None:
    inbox.answers += [500, 302]
    simulator.api("POST", APPLICANTS, CLIENT)
    letters = inbox.wait_for(3)
    assert len({letter.body for letter in letters}) == 1
    until(lambda: simulator.deliveries()[0]["state"] == "sent")
    assert simulator.deliveries()[0]["attempts"] == 3


def test_a_webhook_that_nobody_accepts_is_given_up(simulator: Simulator, inbox: Inbox) -> None:
    inbox.answers += [500] * 4
    simulator.api("POST", APPLICANTS, CLIENT)
    until(lambda: simulator.deliveries()[0]["state"] == "given up")
    assert len(inbox.letters) == 4


def test_a_reordered_webhook_is_overtaken(simulator: Simulator, inbox: Inbox) -> None:
    simulator.fault("webhook_reorder")
    reviewed(simulator)
    inbox.wait_for(3)
    assert types(inbox)[-1] == "applicantCreated"


def test_a_lost_webhook_never_comes(simulator: Simulator, inbox: Inbox) -> None:
    simulator.fault("webhook_lose")
    reviewed(simulator)
    inbox.wait_for(2)
    assert types(inbox) == ["applicantPending", "applicantReviewed"]


def test_a_duplicate_comes_twice_with_the_same_words(simulator: Simulator, inbox: Inbox) -> None:
    simulator.fault("webhook_duplicate")
    simulator.api("POST", APPLICANTS, CLIENT)
    first, second = inbox.wait_for(2)
    assert first.body == second.body


@pytest.mark.parametrize("trick", ["forge", "tamper", "sha1"])
def test_a_bad_copy_is_sent_before_the_true_one(
    simulator: Simulator, inbox: Inbox, trick: str
) -> None:
    simulator.fault(f"webhook_{trick}")
    simulator.api("POST", APPLICANTS, CLIENT)
    bad, true = inbox.wait_for(2)
    assert not is_true(bad)
    assert is_true(true)


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[tuple[Simulator, Inbox]]:
    """A simulator of the test's own, to be killed."""
    inbox = Inbox()
    simulator = Simulator(tmp_path, inbox.open(), retry_seconds="600", digest="SHA512")
    simulator.start()
    yield simulator, inbox
    simulator.stop()
    inbox.close()


def test_a_killed_simulator_goes_on_where_it_stopped(mortal: tuple[Simulator, Inbox]) -> None:
    simulator, inbox = mortal
    inbox.answers.append(500)
    simulator.api("POST", APPLICANTS, CLIENT)
    inbox.wait_for(1)
    simulator.kill()
    simulator.start()
    assert simulator.api("POST", APPLICANTS, CLIENT).status == 409
    simulator.lever("clock", advance_seconds=601)
    first, again = inbox.wait_for(2)
    assert first.body == again.body
    assert is_true(again, "sha512")
