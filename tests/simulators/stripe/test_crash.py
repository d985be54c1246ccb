"""A killed simulator has lost nothing that it answered, and goes on where it stopped."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulators.stripe.kit import Inbox, Simulator
from tests.simulators.stripe.test_api import SESSIONS, create


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[tuple[Simulator, Inbox]]:
    """A simulator of the test's own, to be killed."""
    inbox = Inbox()
    simulator = Simulator(tmp_path, inbox.open(), retry_seconds="600")
    simulator.start()
    yield simulator, inbox
    simulator.stop()
    inbox.close()


def test_sessions_keys_and_the_clock_survive(mortal: tuple[Simulator, Inbox]) -> None:
    simulator, _ = mortal
    simulator.lever("clock", advance_seconds=7200)
    made = create(simulator, key="k1").json()
    simulator.kill()
    simulator.start()
    assert create(simulator, key="k1").json() == made
    assert len(simulator.api("GET", SESSIONS).json()["data"]) == 1


def test_a_webhook_not_accepted_before_is_sent_after(mortal: tuple[Simulator, Inbox]) -> None:
    simulator, inbox = mortal
    inbox.answers.append(500)
    session = create(simulator).json()["id"]
    simulator.lever(f"sessions/{session}/pay")
    inbox.wait_for(1)
    simulator.kill()
    simulator.start()
    simulator.lever("clock", advance_seconds=601)
    first, again = inbox.wait_for(2)
    assert first.event["id"] == again.event["id"]
