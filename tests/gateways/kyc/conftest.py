"""Our adapter before one simulator per module, emptied before each test."""

from collections.abc import Iterator

import pytest

from chalicelib.core.clock import SystemClock
from chalicelib.gateways.kyc.port import CheckOrder
from chalicelib.gateways.kyc.sumsub import Sumsub
from tests.simulators.sumsub.kit import (
    APP_TOKEN,
    LEVEL,
    SECRET_KEY,
    WEBHOOK_SECRET,
    Inbox,
    Simulator,
)


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
    return running


@pytest.fixture
def inbox(_running: tuple[Simulator, Inbox], simulator: Simulator) -> Inbox:
    """Where the simulator's webhooks arrive."""
    return _running[1]


@pytest.fixture
def sumsub(simulator: Simulator) -> Sumsub:
    """Our adapter, speaking to the simulator."""
    return Sumsub(
        APP_TOKEN,
        SECRET_KEY,
        WEBHOOK_SECRET,
        SystemClock(),
        base_url=simulator.url,
        read_seconds=1,
    )


@pytest.fixture
def order() -> CheckOrder:
    """A client who is to be verified."""
    return CheckOrder("10000001", LEVEL, "http://localhost:8600/profile/verification")
