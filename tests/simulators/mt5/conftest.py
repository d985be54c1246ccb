"""A running simulator, and a manager's connection to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulators.mt5.kit import Manager, Simulator

START = "2026-03-02T09:00:00+00:00"


@pytest.fixture(scope="session")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    simulator = Simulator(tmp_path_factory.mktemp("mt5"))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def simulator(process: Simulator) -> Simulator:
    """The process with its clock stopped, its market open, its manager able and nothing planned."""
    process.lever("faults", method="DELETE")
    process.lever("market", open=True)
    process.lever("clock", now=START, zone_seconds=7200, stopped=True)
    able = ["manager", "accountant", "accounts", "personal", "orders"]
    process.lever("manager", permissions=able)
    process.lever("prices", symbol="EURUSD", bid="1.10000")
    return process


@pytest.fixture
def manager(simulator: Simulator) -> Iterator[Manager]:
    connection = Manager(simulator)
    yield connection
    connection.close()


@pytest.fixture
def restartable(tmp_path: Path) -> Iterator[Simulator]:
    """A simulator of this test's own, to be killed and started again."""
    simulator = Simulator(tmp_path / "state")
    simulator.start()
    yield simulator
    simulator.kill()
