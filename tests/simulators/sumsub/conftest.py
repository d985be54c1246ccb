"""One simulator per module, emptied before each test."""

from collections.abc import Iterator

import pytest

from tests.simulators.sumsub.kit import Inbox, Simulator


@pytest.fixture(scope="module")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Simulator, Inbox]]:
    inbox = Inbox()
    simulator = Simulator(tmp_path_factory.mktemp("sumsub"), inbox.open())
    simulator.start()
    yield simulator, inbox
    simulator.stop()
    inbox.close()


@pytest.fixture
def simulator(_running: tuple[Simulator, Inbox]) -> Simulator:
    """The simulator, knowing nothing."""
    running, inbox = _running
    running.lever("reset")
    inbox.letters.clear()
    inbox.answers.clear()
    return running


@pytest.fixture
def inbox(_running: tuple[Simulator, Inbox], simulator: Simulator) -> Inbox:
    """Where the simulator's webhooks arrive."""
    return _running[1]
