"""The simulated vendor, connected to an empty deployment."""

import pytest

from chalicelib import ports
from chalicelib.core.clock import FixedClock
from tests.kit.phones import PhoneSide
from tests.simulators.twilio.fixtures import inbox, twilio, twilio_process
from tests.simulators.twilio.kit import Simulator

__all__ = ["inbox", "twilio", "twilio_process"]


@pytest.fixture
def side(store: None, clock: FixedClock, twilio: Simulator) -> PhoneSide:
    """The vendor, ready for our questions."""
    side = PhoneSide(twilio, clock)
    side.connect()
    return side


@pytest.fixture(autouse=True)
def _forget_adapter() -> None:
    """Each module has a simulator of its own; the adapter must not remember another's address."""
    with ports.use():
        ports._Current.ports.gateways.clear()
