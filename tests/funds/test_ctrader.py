"""Transfers to the other platform: nothing lost and nothing doubled, and the books agree."""

from collections.abc import Iterator

import pytest

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.model import TradingAccount
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.ids import RandomIds
from chalicelib.funds.model.invariants import Rule
from chalicelib.funds.model.transfers import Direction, Transfer, TransferDraft, TransferStage
from chalicelib.funds.service import transfer_saga, transfers
from chalicelib.funds.store import transfers as store
from tests.funds.test_invariants import check
from tests.kit.courier import Courier
from tests.kit.funds import (
    CtraderSide,
    add_client,
    client_actor,
    command,
    credit,
    house_balances,
    sides,
    status_of,
    usd,
)
from tests.simulators.ctrader.kit import Simulator

JOB = system("transfers-sweep")
OUT, BACK = Direction.TO_ACCOUNT, Direction.FROM_ACCOUNT


@pytest.fixture(scope="session")
def ctrader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    simulator = Simulator(tmp_path_factory.mktemp("ctrader"))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def trading(ctrader: Simulator, store: None, clock: FixedClock) -> Iterator[CtraderSide]:
    """The broker's cTrader server; it outlives a test, so operation ids must not come again."""
    side = CtraderSide(ctrader, clock)
    side.connect()
    with ports.use(ids=RandomIds()):
        yield side


@pytest.fixture
def account(trading: CtraderSide) -> TradingAccount:
    add_client()
    credit(usd("100.00"), name="dep_1")
    return trading.account()


def ask(account: TradingAccount, amount: str = "60.00", direction: Direction = OUT) -> Transfer:
    draft = TransferDraft(direction, account.id, usd(amount))
    return transfers.submit(client_actor(), draft, command()).transfer


def stage(transfer: Transfer) -> TransferStage:
    return store.get(transfer.id).stage


def sweep() -> accounts.Swept:
    return transfer_saga.sweep(JOB, ports.now(), lambda: 60)


def test_money_goes_there_and_comes_back(account, trading: CtraderSide, courier: Courier):
    out = ask(account)
    courier.deliver_all(twice=True)
    back = ask(account, "25.50", BACK)
    courier.deliver_all(twice=True, reverse=True)
    assert trading.balance(account) == "34.50"
    assert sides() == ("65.50", "0.00")
    assert house_balances()["trading_clearing:meridian-live"] == "34.50"
    assert (stage(out), stage(back)) == (TransferStage.COMPLETED, TransferStage.COMPLETED)
    assert status_of(out.id)[:2] == ("approved", "deposited")


@pytest.mark.parametrize("fault", ["drop_after_commit", "drop_midway", "garbled", "failing"])
@pytest.mark.parametrize("direction", [OUT, BACK])
def test_after_a_lost_answer_the_history_is_searched_not_asked_again(
    account, trading: CtraderSide, courier: Courier, fault: str, direction: Direction
):
    trading.fund(account, "100.00")
    transfer = ask(account, direction=direction)
    trading.trouble(fault)
    courier.deliver_all(twice=True)
    assert stage(transfer) is TransferStage.ASKED
    trading.advance(seconds=100)
    assert sweep().moved == (transfer.id,)
    assert trading.money_deals(account) == ["100.00", str(transfer.on_account)]
    assert sweep() == accounts.Swept((), ())


@pytest.mark.parametrize("fault", ["unavailable", "busy"])
def test_a_server_that_did_not_look_is_simply_asked_later(
    account, trading: CtraderSide, courier: Courier, fault: str
):
    transfer = ask(account)
    trading.trouble(fault, times=5)
    courier.deliver_all()
    assert stage(transfer) is TransferStage.STARTED
    trading.simulator.lever("faults", method="DELETE")
    trading.advance(seconds=100)
    assert sweep().moved == (transfer.id,)
    assert trading.money_deals(account) == ["60.00"]


def test_a_history_that_cannot_be_read_keeps_the_money_held(
    account, trading: CtraderSide, courier: Courier
):
    transfer = ask(account)
    trading.trouble("drop_after_commit")
    courier.deliver_all()
    trading.trouble("unavailable", path="/balanceHistory", times=40)
    trading.advance(seconds=100)
    assert sweep() == accounts.Swept((), (transfer.id,))
    assert sides() == ("40.00", "60.00")
    trading.simulator.lever("faults", method="DELETE")
    trading.advance(seconds=100)
    sweep()
    assert trading.money_deals(account) == ["60.00"]
    assert sides() == ("40.00", "0.00")


def test_a_refusal_gives_the_request_back_to_staff(account, trading: CtraderSide, courier: Courier):
    trading.fund(account, "80.00")
    transfer = ask(account, "70.00", BACK)
    trading.fund(account, "-80.00")
    courier.deliver_all()
    assert status_of(transfer.id)[0] == "pending"
    assert sides() == ("100.00", "0.00")


def test_the_books_agree_with_the_server_and_a_doubled_credit_shows(
    account, trading: CtraderSide, courier: Courier
):
    transfer = ask(account)
    courier.deliver_all()
    trading.advance(minutes=20)
    assert check().breaks == ()
    body = {
        "login": account.login,
        "amount": "60.00",
        "comment": "again",
        "external_id": transfer.operation_id,
    }
    trading.simulator.lever("changes", **body)
    (found,) = check().breaks
    assert (found.rule, found.subject) == (Rule.SERVER_EQUALS_BOOKS, transfer.id)
    assert (found.expected, found.found) == ("1 x 60.00", "2 x 60.00")
