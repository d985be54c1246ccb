"""The ground that crash scenarios stand on, the vendors, and the report of how much was tried."""

from collections.abc import Iterator

import pytest

from chalicelib import ports
from chalicelib.core.clock import FixedClock
from chalicelib.core.ids import CountingIds
from tests.conftest import START
from tests.faults.deployment import deployed
from tests.faults.ground import Ground
from tests.kit.btcpay import BtcpaySide
from tests.kit.engines import Engine
from tests.kit.funds import CtraderSide, TradingSide
from tests.kit.harbour import Harbour
from tests.kit.kyc import VendorSide
from tests.kit.payments import PaymentSide
from tests.kit.phones import PhoneSide
from tests.simulators.btcpay.kit import Simulator as Btcpay
from tests.simulators.ctrader import kit as ctrader
from tests.simulators.mt5.kit import Simulator
from tests.simulators.psp.kit import Simulator as Psp
from tests.simulators.stripe import kit as stripe
from tests.simulators.sumsub import kit as sumsub
from tests.simulators.twilio.kit import Simulator as Twilio

pytest.register_assert_rewrite("tests.faults.steps")
REPORT = "crash points"


@pytest.fixture(scope="session")
def _ids() -> CountingIds:
    """Ids that never come again: the vendors' simulators outlive the tests."""
    return CountingIds()


@pytest.fixture
def ground(engine: Engine, request: pytest.FixtureRequest, _ids: CountingIds) -> Iterator[Ground]:
    """An empty installation with its people."""
    engine.empty()
    clock = FixedClock(START)
    quick = request.config.getoption("--engine") != "ministack"
    with deployed(quick=quick) as deployment, ports.use(clock=clock, ids=_ids):
        yield Ground(deployment, clock)


@pytest.fixture(scope="session")
def _mt5(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    simulator = Simulator(tmp_path_factory.mktemp("mt5"))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture(scope="session")
def _ctrader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ctrader.Simulator]:
    simulator = ctrader.Simulator(tmp_path_factory.mktemp("ctrader"))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def trading(ground: Ground, _mt5: Simulator) -> TradingSide:
    """The simulated trading server."""
    return TradingSide(_mt5, ground.clock)


@pytest.fixture
def on_ctrader(ground: Ground, _ctrader: ctrader.Simulator) -> CtraderSide:
    """The simulated trading server of the other platform."""
    return CtraderSide(_ctrader, ground.clock)


@pytest.fixture(scope="session")
def _stripe(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[stripe.Simulator, stripe.Inbox]]:
    inbox = stripe.Inbox()
    simulator = stripe.Simulator(tmp_path_factory.mktemp("stripe"), inbox.open())
    simulator.start()
    yield simulator, inbox
    simulator.stop()
    inbox.close()


@pytest.fixture
def psp(ground: Ground, _stripe: tuple[stripe.Simulator, stripe.Inbox]) -> PaymentSide:
    """The simulated payment provider."""
    return PaymentSide(*_stripe, ground.clock)


@pytest.fixture(scope="session")
def _harbour(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Psp, stripe.Inbox, str]]:
    inbox = stripe.Inbox()
    simulator = Psp(tmp_path_factory.mktemp("psp"))
    simulator.start()
    yield simulator, inbox, inbox.open()
    simulator.stop()
    inbox.close()


@pytest.fixture
def harbour(ground: Ground, _harbour: tuple[Psp, stripe.Inbox, str]) -> Harbour:
    """The simulated provider of the open PSP protocol."""
    return Harbour(*_harbour, ground.clock)


@pytest.fixture(scope="session")
def _btcpay(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Btcpay, stripe.Inbox]]:
    inbox = stripe.Inbox()
    simulator = Btcpay(tmp_path_factory.mktemp("btcpay"), inbox.open())
    simulator.start()
    yield simulator, inbox
    simulator.stop()
    inbox.close()


@pytest.fixture
def btcpay(ground: Ground, _btcpay: tuple[Btcpay, stripe.Inbox]) -> BtcpaySide:
    """The simulated BTCPay server."""
    return BtcpaySide(*_btcpay, ground.clock)


@pytest.fixture(scope="session")
def _sumsub(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[sumsub.Simulator, stripe.Inbox]]:
    inbox = stripe.Inbox()
    simulator = sumsub.Simulator(
        tmp_path_factory.mktemp("sumsub"), inbox.open(), skew_seconds=86_400
    )
    simulator.start()
    yield simulator, inbox
    simulator.stop()
    inbox.close()


@pytest.fixture
def verifier(ground: Ground, _sumsub: tuple[sumsub.Simulator, stripe.Inbox]) -> VendorSide:
    """The simulated identity vendor."""
    return VendorSide(*_sumsub, ground.clock)


@pytest.fixture(scope="session")
def _twilio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twilio]:
    simulator = Twilio(tmp_path_factory.mktemp("twilio"))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def texts(ground: Ground, _twilio: Twilio) -> PhoneSide:
    """The simulated phone vendor."""
    return PhoneSide(_twilio, ground.clock)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many crash points each scenario has."""
    found = {
        value
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == REPORT
    }
    if found:
        terminalreporter.section(REPORT)
        for line in sorted(found):
            terminalreporter.write_line(str(line))
