"""One simulator per module, emptied before each test; shared by all that speak to it."""

from collections.abc import Iterator

import pytest

from tests.simulators.twilio.kit import Inbox, Simulator


@pytest.fixture(scope="module")
def twilio_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    simulator = Simulator(tmp_path_factory.mktemp("twilio"))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def twilio(twilio_process: Simulator) -> Simulator:
    """The simulator, knowing nothing."""
    twilio_process.lever("reset")
    return twilio_process


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    """Where the simulator's callbacks arrive."""
    inbox = Inbox()
    inbox.open()
    yield inbox
    inbox.close()
