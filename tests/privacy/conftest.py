"""A world of its own: its client is erased, and nobody else needs them after that."""

from collections.abc import Iterator

import pytest

from chalicelib import ports
from chalicelib.core.clock import FixedClock
from chalicelib.core.ids import RandomIds
from chalicelib.settings import public as settings
from tests.conftest import START
from tests.http.conftest import Coins, Provider, Verifier, coins, mt5, psp, twilio, verifier
from tests.http.world import World
from tests.kit.btcpay import BtcpaySide
from tests.kit.engines import Engine
from tests.kit.kyc import VendorSide
from tests.kit.payments import PaymentSide
from tests.kit.phones import PhoneSide
from tests.kit.postbox import Postbox
from tests.simulators.mt5.kit import Simulator
from tests.simulators.twilio.kit import Simulator as Twilio

__all__ = ["coins", "mt5", "psp", "twilio", "verifier"]


@pytest.fixture(scope="module")
def world(
    engine: Engine,
    mt5: Simulator,
    psp: Provider,
    coins: Coins,
    verifier: Verifier,
    twilio: Twilio,
) -> Iterator[World]:
    """Lin and Sam with one of everything; the clock stands still."""
    clock = FixedClock(START)
    engine.empty()
    settings.forget()
    with ports.use(clock=clock, ids=RandomIds(), mailer=Postbox()):
        sides = (
            PaymentSide(*psp, clock),
            BtcpaySide(*coins, clock),
            VendorSide(*verifier, clock),
            PhoneSide(twilio, clock),
        )
        yield World(mt5, *sides, clock)
    settings.forget()
