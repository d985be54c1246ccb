"""One simulator per module, emptied before each test."""

from collections.abc import Iterator

import pytest

from tests.simulators.btcpay.kit import Simulator
from tests.simulators.stripe.kit import Inbox


@pytest.fixture(scope="module")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Simulator, Inbox]]:
    inbox = Inbox()
    simulator = Simulator(tmp_path_factory.mktemp("btcpay"), inbox.open())
    simulator.start()
    yield simulator, inbox
    simulator.stop()
    inbox.close()


@pytest.fixture
def btcpay(_running: tuple[Simulator, Inbox]) -> Simulator:
    """The simulator, knowing nothing."""
    running, inbox = _running
    running.lever("reset")
    inbox.letters.clear()
    inbox.answers.clear()
    return running


@pytest.fixture
def inbox(_running: tuple[Simulator, Inbox], btcpay: Simulator) -> Inbox:
    """Where its webhooks arrive."""
    return _running[1]
