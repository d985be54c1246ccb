"""One started transfer in eight workers' hands: the trading server moves the money once."""

from collections.abc import Iterator

import pytest

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.rules.moving import ASKING
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Upstream
from chalicelib.funds.model.transfers import Direction, TransferDraft
from chalicelib.funds.service import transfer_saga, transfers
from chalicelib.gateways.trading.port import SETTLING
from chalicelib.storage.unit import Stale
from tests.concurrency.conftest import NOW, Tables
from tests.concurrency.threads import at_once
from tests.kit.funds import TradingSide, add_client, client_actor, command, credit, sides, usd
from tests.kit.payments import books_are_sound
from tests.simulators.mt5.kit import Simulator

WORKER = system("funds-events")
# After this a question without an answer is looked for.
LOST_SECONDS = (ASKING + SETTLING).total_seconds() + 1


@pytest.fixture(scope="module")
def mt5(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    simulator = Simulator(tmp_path_factory.mktemp("mt5"))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def trading(tables: Tables, mt5: Simulator) -> Iterator[TradingSide]:
    """The broker's trading server, and Lin with a hundred dollars."""
    clock = FixedClock(NOW)
    with ports.use(clock=clock):
        side = TradingSide(mt5, clock)
        side.connect()
        add_client()
        credit(usd("100.00"))
        yield side


@pytest.mark.parametrize("first_answer_is_lost", [False, True])
def test_eight_workers_move_the_money_once(trading: TradingSide, first_answer_is_lost: bool):
    account = trading.account()
    draft = TransferDraft(Direction.TO_ACCOUNT, account.id, usd("60.00"))
    transfer = transfers.submit(client_actor(), draft, command()).transfer
    transfers.approved(WORKER, transfer.id, command())
    if first_answer_is_lost:
        trading.trouble("drop_after_commit")
    for _ in range(2):
        at_once(
            lambda _: transfer_saga.execute(WORKER, transfer.id),
            Upstream,
            Stale,
            accounts.Overtaken,
            threads=8,
        )
        trading.advance(seconds=LOST_SECONDS)
    assert trading.money_deals(account) == ["60.00"]
    assert sides() == ("40.00", "0.00")
    books_are_sound()
