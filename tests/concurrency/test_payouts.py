"""Two people at the same moment on one payout: one order, or one refund, and never both."""

from collections.abc import Callable, Iterator

import pytest

from chalicelib import ports
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import FairleadError
from chalicelib.core.ids import RandomIds
from chalicelib.funds.model.payouts import PayoutStage
from chalicelib.funds.service import payout_confirming, payout_orders, payouts
from chalicelib.funds.service.payout_confirming import ShownPayout
from chalicelib.funds.store import payouts as store
from tests.concurrency.conftest import Tables
from tests.concurrency.threads import at_once, wins
from tests.faults.harness import Watch
from tests.faults.world import Queues
from tests.kit.btcpay import BtcpaySide, offer_bitcoin_payouts
from tests.kit.funds import (
    SYSTEM,
    add_client,
    command,
    credit,
    decide,
    house_balances,
    sides,
    staff_actor,
    usd,
)
from tests.kit.payments import books_are_sound
from tests.kit.payouts import asked_in_coins
from tests.simulators.btcpay.kit import Simulator, served
from tests.simulators.stripe.kit import Inbox

ROUNDS = 4


@pytest.fixture(scope="module")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Simulator, Inbox]]:
    with served(tmp_path_factory.mktemp("btcpay")) as both:
        yield both


@pytest.fixture
def btcpay(tables: Tables, _server: tuple[Simulator, Inbox]) -> BtcpaySide:
    """The server, and Lin with a thousand dollars."""
    side = BtcpaySide(*_server, FixedClock(ports.now()))
    side.connect()
    add_client()
    credit(usd("1000.00"), name="dep_first")
    offer_bitcoin_payouts()
    return side


def approved(tables: Tables) -> str:
    """A withdrawal that waits for its second person."""
    asked = asked_in_coins("100.00")
    decide(asked.id)
    Queues(tables, Watch()).carry()
    return asked.id


def confirmed_by(name: str, payout_id: str) -> ShownPayout:
    """A second person confirms the first attempt."""
    return payout_confirming.confirm(staff_actor(name), payout_id, 1, command())


def test_of_sixteen_who_confirm_at_one_moment_one_does(tables: Tables, btcpay: BtcpaySide):
    payout_id = approved(tables)
    answers = at_once(
        lambda number: confirmed_by(f"Second{number}", payout_id),
        FairleadError,
    )
    assert len(wins(answers)) == 1
    Queues(tables, Watch()).carry()
    assert len(btcpay.simulator.rows("payouts")) == 1
    assert store.get(payout_id).stage is PayoutStage.IN_PROGRESS


def test_of_a_confirmation_and_a_refund_at_one_moment_one_happens(
    tables: Tables, btcpay: BtcpaySide
):
    paid = 0
    for _ in range(ROUNDS):
        payout_id = approved(tables)
        acts: list[Callable[[], object]] = [
            lambda one=payout_id: confirmed_by("Second", one),
            lambda one=payout_id: payouts.refund(staff_actor("Third"), one, "The wrong address."),
        ]
        answers = at_once(lambda who, both=acts: both[who](), FairleadError, threads=2)
        assert len(wins(answers)) == 1
        Queues(tables, Watch()).carry()
        confirmed = store.get(payout_id).stage is PayoutStage.IN_PROGRESS
        paid += confirmed
        if confirmed:
            payout_confirming.call_back(staff_actor("Second"), payout_id, 1)
            payouts.refund(staff_actor("Third"), payout_id, "The wrong address.")
    assert sides() == ("1000.00", "0.00")
    assert house_balances() == {"bank_clearing": "-1000.00"}
    assert {row["state"] for row in btcpay.simulator.rows("payouts")} <= {"Cancelled"}
    assert len(btcpay.simulator.rows("payouts")) == paid
    books_are_sound()


def test_eight_workers_on_one_confirmed_payout_order_it_once(tables: Tables, btcpay: BtcpaySide):
    payout_id = approved(tables)
    confirmed_by("Second", payout_id)
    with ports.use(ids=RandomIds()):
        at_once(lambda _: payout_orders.execute(SYSTEM, payout_id), FairleadError, threads=8)
    payout_orders.execute(SYSTEM, payout_id)
    alive = [row for row in btcpay.simulator.rows("payouts") if row["state"] != "Cancelled"]
    assert len(alive) == 1
    assert store.get(payout_id).payout_reference == alive[0]["id"]


def test_an_order_and_a_calling_back_at_one_moment_leave_nothing_that_is_paid_unseen(
    tables: Tables, btcpay: BtcpaySide
):
    for _ in range(ROUNDS):
        payout_id = approved(tables)
        confirmed_by("Second", payout_id)
        acts: list[Callable[[], object]] = [
            lambda one=payout_id: payout_orders.execute(SYSTEM, one),
            lambda one=payout_id: payout_confirming.call_back(staff_actor("Second"), one, 1),
        ]
        at_once(lambda who, both=acts: both[who](), FairleadError, threads=2)
        Queues(tables, Watch()).carry()
        stage = store.get(payout_id).stage
        mine = [
            row["state"]
            for row in btcpay.simulator.rows("payouts")
            if row["metadata"]["withdrawalId"] == payout_id
        ]
        if stage is PayoutStage.CANCELLED:
            assert set(mine) <= {"Cancelled"}
        else:
            assert (stage, mine) == (PayoutStage.IN_PROGRESS, ["AwaitingPayment"])
            payout_confirming.call_back(staff_actor("Second"), payout_id, 1)
