"""Transfers: the saga against a real (simulated) server that loses answers, refuses, and dies."""

from dataclasses import replace

import pytest

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.model import AccountKind, AccountStatus, Flags
from chalicelib.accounts.rules import moving
from chalicelib.approvals.public import Mode, RequestType
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Forbidden, Invalid, NotFound
from chalicelib.funds.model.transfers import (
    Direction,
    MarginNeeded,
    Transfer,
    TransferDraft,
    TransferNotAllowed,
    TransferStage,
)
from chalicelib.funds.model.wallets import InsufficientFunds, WalletFlagOff, WalletFlags
from chalicelib.funds.service import flags, transfer_saga, transfers
from chalicelib.funds.service.transfer_saga import COURSE
from chalicelib.funds.store import transfers as store
from chalicelib.storage.idempotency import AlreadyDone
from tests.kit.approvals import automate
from tests.kit.courier import Courier
from tests.kit.funds import (
    TradingSide,
    add_client,
    client_actor,
    command,
    credit,
    decide,
    house_balances,
    sides,
    staff_actor,
    status_of,
    usd,
)

JOB = system("transfers-sweep")
OUT, BACK = Direction.TO_ACCOUNT, Direction.FROM_ACCOUNT


@pytest.fixture
def account(trading: TradingSide):
    add_client()
    credit(usd("100.00"))
    return trading.account()


def ask(account, amount: str = "60.00", direction: Direction = OUT, key: str = "") -> Transfer:
    draft = TransferDraft(direction, account.id, usd(amount))
    return transfers.submit(client_actor(), draft, command(key)).transfer


def stage(transfer: Transfer) -> TransferStage:
    return store.get(transfer.id).stage


def sweep() -> accounts.Swept:
    return transfer_saga.sweep(JOB, ports.now(), lambda: 60)


def test_the_amount_is_held_before_the_server_hears_of_it(account, trading: TradingSide):
    transfer = ask(account)
    assert sides() == ("40.00", "60.00")
    assert trading.balance(account) == "0.00"
    assert status_of(transfer.id)[:2] == ("executing", "held")


def test_money_goes_to_the_account_and_the_hold_is_posted(
    account, trading: TradingSide, courier: Courier
):
    transfer = ask(account)
    courier.deliver_all()
    assert trading.balance(account) == "60.00"
    assert sides() == ("40.00", "0.00")
    assert house_balances() == {
        "bank_clearing": "-100.00",
        "trading_clearing:meridian-live": "60.00",
    }
    assert stage(transfer) is TransferStage.COMPLETED
    assert status_of(transfer.id)[:2] == ("approved", "deposited")
    assert store.get(transfer.id).ticket


def test_money_comes_back_from_the_account(account, trading: TradingSide, courier: Courier):
    ask(account)
    courier.deliver_all()
    back = ask(account, "25.50", BACK)
    courier.deliver_all()
    assert trading.balance(account) == "34.50"
    assert sides() == ("65.50", "0.00")
    assert stage(back) is TransferStage.COMPLETED


def test_messages_that_come_twice_and_in_reverse_move_money_once(
    account, trading: TradingSide, courier: Courier
):
    ask(account, "30.00")
    ask(account, "20.00")
    courier.deliver_all(twice=True, reverse=True)
    assert sorted(trading.money_deals(account)) == ["20.00", "30.00"]
    assert sides() == ("50.00", "0.00")


def test_a_repeated_command_is_one_transfer(account, trading: TradingSide, courier: Courier):
    ask(account, "40.00", key="client:10000001#POST /transfers#k")
    with pytest.raises(AlreadyDone):
        ask(account, "40.00", key="client:10000001#POST /transfers#k")
    courier.deliver_all()
    assert trading.money_deals(account) == ["40.00"]


@pytest.mark.parametrize(
    "fault", ["drop_after_commit", "drop_midway", "garbled", "failing", "lost_trade_server"]
)
def test_after_a_lost_answer_the_servers_deals_are_searched_not_asked_again(
    account, trading: TradingSide, courier: Courier, fault: str
):
    transfer = ask(account)
    trading.trouble(fault)
    courier.deliver_all(twice=True)
    assert stage(transfer) is TransferStage.ASKED
    assert sides() == ("40.00", "60.00")
    trading.advance(seconds=100)
    assert sweep().moved == (transfer.id,)
    assert trading.money_deals(account) == ["60.00"]
    assert sides() == ("40.00", "0.00")
    assert sweep() == accounts.Swept((), ())


def test_a_question_that_never_arrived_is_asked_again_after_the_search(
    account, trading: TradingSide, courier: Courier
):
    transfer = ask(account)
    trading.trouble("drop_before")
    courier.deliver_all()
    trading.advance(seconds=100)
    sweep()
    assert trading.money_deals(account) == ["60.00"]
    assert stage(transfer) is TransferStage.COMPLETED


def test_nobody_searches_while_the_server_may_still_be_at_work(
    account, trading: TradingSide, courier: Courier
):
    transfer = ask(account)
    trading.trouble("drop_after_commit")
    courier.deliver_all()
    trading.advance(seconds=80)
    assert transfer_saga.execute(JOB, transfer.id).stage is TransferStage.ASKED
    assert sweep() == accounts.Swept((), (transfer.id,))
    assert sides() == ("40.00", "60.00")


@pytest.mark.parametrize("fault", ["unavailable", "busy"])
def test_a_server_that_did_not_look_is_simply_asked_later(
    account, trading: TradingSide, courier: Courier, fault: str
):
    transfer = ask(account)
    trading.trouble(fault, times=5)
    courier.deliver_all()
    assert stage(transfer) is TransferStage.STARTED
    trading.simulator.lever("faults", method="DELETE")
    trading.advance(seconds=100)
    assert sweep().moved == (transfer.id,)
    assert trading.money_deals(account) == ["60.00"]


def test_the_same_answer_lost_twice_is_still_one_movement(
    account, trading: TradingSide, courier: Courier
):
    transfer = ask(account)
    trading.trouble("drop_before")
    courier.deliver_all()
    trading.advance(seconds=100)
    trading.trouble("drop_after_commit")
    sweep()
    assert stage(transfer) is TransferStage.ASKED
    trading.advance(seconds=100)
    sweep()
    assert trading.money_deals(account) == ["60.00"]
    assert stage(transfer) is TransferStage.COMPLETED


def test_a_worker_that_was_held_up_does_not_ask_any_more(
    account, trading: TradingSide, clock: FixedClock
):
    transfer = ask(account)
    transfers.approved(JOB, transfer.id, command())
    late = replace(
        store.get(transfer.id), asked_at=clock.now() - moving.FRESH, stage=TransferStage.ASKED
    )
    assert not moving.may_still_ask(late, clock.now())
    assert moving.may_still_ask(COURSE.asked(late, clock.now()), clock.now())


def test_only_one_of_two_workers_comes_to_ask(account, trading: TradingSide):
    transfer = ask(account)
    transfers.approved(JOB, transfer.id, command())
    seen = store.get(transfer.id)
    COURSE._claim(JOB, seen, None)
    with pytest.raises(accounts.Overtaken):
        COURSE._claim(JOB, seen, None)
    assert COURSE._ask(JOB, seen, None).stage is TransferStage.ASKED
    assert trading.money_deals(account) == []


def test_a_worker_that_died_after_asking_is_followed_by_the_sweep(account, trading: TradingSide):
    transfer = ask(account)
    transfers.approved(JOB, transfer.id, command())
    claimed = COURSE._claim(JOB, store.get(transfer.id), None)
    gateway = accounts.server(account.server_id)
    gateway.move_money(account.login, usd("60.00"), claimed.operation_id)
    trading.advance(seconds=100)
    assert sweep().moved == (transfer.id,)
    assert trading.money_deals(account) == ["60.00"]
    assert sides() == ("40.00", "0.00")


def test_two_workers_that_both_saw_the_answer_book_it_once(account, trading: TradingSide):
    transfer = ask(account)
    transfers.approved(JOB, transfer.id, command())
    seen = store.get(transfer.id)
    transfer_saga.execute(JOB, transfer.id)
    done = COURSE._finish(JOB, seen, 1, None)
    assert done.stage is TransferStage.COMPLETED
    assert sides() == ("40.00", "0.00")


def test_a_definite_refusal_gives_the_money_back_and_returns_the_request(
    account, trading: TradingSide, courier: Courier
):
    transfer = ask(account)
    trading.simulator.lever("manager", permissions=["manager", "accounts", "personal", "orders"])
    courier.deliver_all(twice=True)
    trading.simulator.lever(
        "manager", permissions=["manager", "accountant", "accounts", "personal", "orders"]
    )
    assert trading.money_deals(account) == []
    assert sides() == ("100.00", "0.00")
    assert status_of(transfer.id)[0] == "pending"
    assert stage(transfer) is TransferStage.SUBMITTED


def test_a_returned_transfer_can_be_approved_again_and_holds_again(
    account, trading: TradingSide, courier: Courier
):
    transfer = refused(account, trading, courier)
    decide(transfer.id)
    courier.deliver_all()
    assert trading.money_deals(account) == ["60.00"]
    assert sides() == ("40.00", "0.00")
    assert stage(transfer) is TransferStage.COMPLETED


def refused(account, trading: TradingSide, courier: Courier) -> Transfer:
    transfer = ask(account)
    trading.simulator.lever("manager", permissions=["manager", "accounts", "personal", "orders"])
    courier.deliver_all()
    trading.simulator.lever(
        "manager", permissions=["manager", "accountant", "accounts", "personal", "orders"]
    )
    return transfer


def test_a_returned_transfer_that_the_wallet_cannot_pay_any_more_goes_back_to_staff(
    account, trading: TradingSide, courier: Courier
):
    transfer = refused(account, trading, courier)
    ask(account, "70.00")
    courier.deliver_all()
    decide(transfer.id)
    courier.deliver_all()
    assert status_of(transfer.id)[0] == "pending"
    assert sides() == ("30.00", "0.00")
    assert trading.money_deals(account) == ["70.00"]


def test_a_rejected_transfer_gives_the_money_back(account, trading: TradingSide, courier: Courier):
    automate(RequestType.TRANSFER, Mode.MANUAL)
    transfer = ask(account)
    courier.deliver_all()
    assert sides() == ("40.00", "60.00")
    decide(transfer.id, approve=False)
    courier.deliver_all(twice=True)
    assert sides() == ("100.00", "0.00")
    assert stage(transfer) is TransferStage.REJECTED
    assert status_of(transfer.id)[:2] == ("rejected", "returned")
    assert trading.money_deals(account) == []


def test_more_than_the_wallet_has_cannot_be_sent(account):
    with pytest.raises(InsufficientFunds):
        ask(account, "100.01")
    assert sides() == ("100.00", "0.00")


def test_more_than_the_free_margin_cannot_come_back(account, trading: TradingSide):
    trading.fund(account, "50.00")
    with pytest.raises(MarginNeeded) as refusal:
        ask(account, "50.01", BACK)
    assert refusal.value.facts["free"] == "50.00"


def test_credit_is_not_the_clients_to_take(account, trading: TradingSide):
    trading.fund(account, "50.00")
    trading.simulator.lever("deals", login=account.login, amount="30.00", action=3)
    with pytest.raises(MarginNeeded):
        ask(account, "50.01", BACK)
    assert ask(account, "50.00", BACK).amount == usd("50.00")


def test_the_margin_is_checked_again_when_it_is_carried_out(
    account, trading: TradingSide, courier: Courier
):
    trading.fund(account, "50.00")
    transfer = ask(account, "50.00", BACK)
    trading.fund(account, "-20.00")
    courier.deliver_all()
    assert status_of(transfer.id)[0] == "pending"
    assert sides() == ("100.00", "0.00")
    assert trading.balance(account) == "30.00"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"kind": AccountKind.DEMO}, "demo"),
        ({"status": AccountStatus.DISABLED}, "disabled"),
        ({"flags": Flags(transfer=False)}, "transfer_off"),
        ({"currency": "EUR"}, "currency"),
    ],
)
def test_an_account_that_may_not_take_part_is_refused(
    account, trading: TradingSide, changes, problem: str
):
    other = trading.account(**changes)
    with pytest.raises(TransferNotAllowed) as refusal:
        ask(other)
    assert refusal.value.facts["problem"] == problem


def test_a_wallet_that_is_switched_off_takes_no_part(account):
    flags.switch(staff_actor(), "10000001", "USD", WalletFlags(transfer=False))
    with pytest.raises(WalletFlagOff):
        ask(account)


@pytest.mark.parametrize("amount", ["0.00", "-1.00"])
def test_nothing_and_less_cannot_be_transferred(account, amount: str):
    with pytest.raises(Invalid) as refusal:
        ask(account, amount)
    assert refusal.value.code == "amount_not_positive"


def test_the_account_of_another_client_does_not_exist(account, trading: TradingSide):
    add_client("10000002")
    other = trading.account("10000002")
    with pytest.raises(NotFound):
        ask(other)


def test_a_transfer_of_another_client_does_not_exist(account):
    transfer = ask(account)
    with pytest.raises(NotFound):
        transfers.transfer(client_actor("10000002"), transfer.id)


def test_a_client_who_is_not_known_cannot_transfer(trading: TradingSide):
    account = trading.account()
    with pytest.raises((NotFound, Forbidden)):
        ask(account)
