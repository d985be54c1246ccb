"""A broker who has newcomers register in steps, and the courier of what follows."""

from collections.abc import Iterator

import pytest

from chalicelib import ports
from chalicelib.accounts.events import accounts_events
from chalicelib.clients.events import clients_events
from chalicelib.core.clock import FixedClock
from chalicelib.core.ids import RandomIds
from chalicelib.core.paging import PageRequest
from chalicelib.kyc.events import kyc_events
from chalicelib.storage import parked
from tests.kit import trading
from tests.kit.courier import Courier
from tests.kit.kyc import PASSPORT, offer
from tests.kit.onboarding import ask_for_steps
from tests.simulators.mt5.kit import Simulator


@pytest.fixture(scope="session")
def far_side(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """The process of the simulated server."""
    with trading.running(tmp_path_factory.mktemp("mt5")) as simulator:
        yield simulator


@pytest.fixture
def broker(store: None, clock: FixedClock, far_side: Simulator) -> Iterator[Courier]:
    """The broker: a trading server, a form for passports, and all three steps."""
    trading.configure(far_side, clock)
    offer(PASSPORT)
    ask_for_steps()
    with ports.use(ids=RandomIds()):
        yield Courier((clients_events, kyc_events, accounts_events))
        assert parked.listed(PageRequest()).items == ()
