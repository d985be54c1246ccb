"""One simulated cTrader server for all tests here; what goes wrong is reset before each."""

from collections.abc import Iterator

import pytest

from tests.simulators.ctrader.kit import Manager, Simulator


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    simulator = Simulator(tmp_path_factory.mktemp("ctrader"))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def simulator(running: Simulator) -> Simulator:
    running.lever("reset")
    return running


@pytest.fixture
def manager(simulator: Simulator) -> Manager:
    return Manager(simulator)
