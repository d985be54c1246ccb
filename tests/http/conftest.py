"""The far sides as processes, and one world for all: tests leave each other's things alone."""

from collections.abc import Iterator

import pytest

from chalicelib import ports
from chalicelib.core.clock import FixedClock
from chalicelib.core.ids import RandomIds
from chalicelib.settings import public as settings
from tests.conftest import START
from tests.http.world import World
from tests.kit import trading
from tests.kit.btcpay import BtcpaySide
from tests.kit.engines import Engine
from tests.kit.kyc import VendorSide
from tests.kit.payments import PaymentSide
from tests.kit.phones import PhoneSide
from tests.kit.postbox import Postbox
from tests.simulators.btcpay import kit as btcpay
from tests.simulators.mt5.kit import Simulator
from tests.simulators.stripe import kit as stripe
from tests.simulators.sumsub import kit as sumsub
from tests.simulators.twilio.kit import Simulator as Twilio


@pytest.fixture(scope="session")
def mt5(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """The simulated trading server."""
    with trading.running(tmp_path_factory.mktemp("mt5")) as simulator:
        yield simulator


@pytest.fixture(scope="session")
def twilio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twilio]:
    """The simulated phone vendor."""
    simulator = Twilio(tmp_path_factory.mktemp("twilio"))
    simulator.start()
    yield simulator
    simulator.stop()


Provider = tuple[stripe.Simulator, stripe.Inbox]


@pytest.fixture(scope="session")
def psp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    """The simulated payment provider, and where it calls back."""
    inbox = stripe.Inbox()
    simulator = stripe.Simulator(tmp_path_factory.mktemp("stripe"), inbox.open())
    simulator.start()
    yield simulator, inbox
    simulator.stop()
    inbox.close()


Coins = tuple[btcpay.Simulator, stripe.Inbox]


@pytest.fixture(scope="session")
def coins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Coins]:
    """The simulated server that pays in coins, and where it calls back."""
    inbox = stripe.Inbox()
    simulator = btcpay.Simulator(tmp_path_factory.mktemp("btcpay"), inbox.open())
    simulator.start()
    yield simulator, inbox
    simulator.stop()
    inbox.close()


Verifier = tuple[sumsub.Simulator, sumsub.Inbox]


@pytest.fixture(scope="session")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Verifier]:
    """The simulated identity vendor, and where it calls back."""
    inbox = sumsub.Inbox()
    # Our clock stands still for the whole run, the vendor's does not.
    simulator = sumsub.Simulator(
        tmp_path_factory.mktemp("sumsub"), inbox.open(), skew_seconds=86_400
    )
    simulator.start()
    yield simulator, inbox
    simulator.stop()
    inbox.close()


class Known:
    """The world that was made last, for the next module."""

    world: World | None = None


@pytest.fixture(scope="module")
def world(
    engine: Engine,
    mt5: Simulator,
    psp: Provider,
    coins: Coins,
    verifier: Verifier,
    twilio: Twilio,
) -> Iterator[World]:
    """Lin and Sam with all that is theirs, and staff; the clock stands still.

    Making it takes its time: it serves several modules, unless another test empties the store.
    """
    clock = FixedClock(START)
    settings.forget()
    with ports.use(clock=clock, ids=RandomIds(), mailer=Postbox()):
        if Known.world is None or not Known.world.is_there:
            engine.empty()
            settings.forget()
            sides = (
                PaymentSide(*psp, clock),
                BtcpaySide(*coins, clock),
                VendorSide(*verifier, clock),
                PhoneSide(twilio, clock),
            )
            Known.world = World(mt5, *sides, clock)
        yield Known.world
    settings.forget()
