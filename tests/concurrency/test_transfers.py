"""One started transfer in eight workers' hands: the trading server moves the money once."""

from collections.abc import Callable, Iterator

import pytest

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.rules.moving import ASKING
from chalicelib.approvals.service import decisions
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.consent import Acceptance
from chalicelib.core.errors import Upstream
from chalicelib.funds.model.client_transfers import (
    THIRD_PARTY,
    ClientTransferDraft,
    RecipientKey,
    ThirdPartyRules,
    Wanted,
)
from chalicelib.funds.model.transfers import Direction, Place, TransferDraft
from chalicelib.funds.service import (
    client_transfer_decisions,
    client_transfers,
    transfer_saga,
    transfers,
)
from chalicelib.gateways.trading.port import SETTLING
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Stale
from tests.concurrency.conftest import NOW, Tables
from tests.concurrency.threads import at_once
from tests.kit.funds import (
    SYSTEM,
    TradingSide,
    add_client,
    client_actor,
    command,
    credit,
    sides,
    status_of,
    usd,
)
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


def test_what_is_taken_back_while_it_arrives_for_another_is_its_senders_once(
    trading: TradingSide,
):
    add_client("10000002")
    rules = ThirdPartyRules(enabled=True, sources=tuple(Place))
    settings.adopt(SYSTEM, THIRD_PARTY, rules)
    account = trading.account()
    trading.fund(account, "500.00")
    for number in range(1, 4):
        draft = ClientTransferDraft(
            usd("50.00"),
            Wanted(RecipientKey.CLIENT, "10000002"),
            accepted=(Acceptance("transfer-agreement", "1"),),
            account_id=account.id,
        )
        sent = client_transfers.submit(client_actor(), draft, command()).transfer
        assert sent.source is not None
        first = sent.source.transfer_id
        transfers.approved(WORKER, first, command())
        acts: list[Callable[[], object]] = [
            lambda one=first: transfer_saga.execute(WORKER, one),
            lambda one=sent.id: decisions.take_back(client_actor(), one),
        ]
        at_once(lambda who, both=acts: both[who](), Upstream, Stale, accounts.Overtaken, threads=2)
        trading.advance(seconds=LOST_SECONDS)
        transfer_saga.execute(WORKER, first)
        if status_of(sent.id)[0] == "pending":
            decisions.take_back(client_actor(), sent.id)
        client_transfer_decisions.ended(WORKER, sent.id, command())
        assert status_of(sent.id)[0] == "cancelled"
        assert sides() == (f"{100 + 50 * number}.00", "0.00")
        books_are_sound()
    assert trading.money_deals(account) == ["500.00", *["-50.00"] * 3]
    assert sides("10000002") == ("0.00", "0.00")
