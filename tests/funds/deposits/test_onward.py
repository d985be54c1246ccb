"""Deposits straight to a trading account: funded once, or with staff again and in the wallet."""

from dataclasses import replace

import pytest

from chalicelib.accounts.model import TradingAccount
from chalicelib.approvals import public as approvals
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.funds.model.deposits import Deposit, DestinationNotAllowed
from chalicelib.funds.model.places import Place
from chalicelib.funds.model.settings import DEPOSIT_DESTINATIONS
from chalicelib.funds.model.transfers import TransferNotAllowed
from chalicelib.funds.service import deposit_states
from chalicelib.funds.service.deposit_details import of_deposit
from chalicelib.settings import public as settings
from tests.kit import files
from tests.kit.courier import Courier
from tests.kit.funds import (
    SYSTEM,
    TradingSide,
    add_client,
    decide,
    sides,
    staff_actor,
    status_of,
)
from tests.kit.payments import ask, books_are_sound, wire
from tests.kit.sagas import allow, time_passes


@pytest.fixture
def account(lin: Actor, trading: TradingSide) -> TradingAccount:
    return trading.account()


def wired(lin: Actor, account: TradingAccount, amount: str = "500.00") -> Deposit:
    file_id = files.proof(lin, "proof.pdf").file_id
    return ask(replace(wire(file_id, amount), account_id=account.id))


def onward(lin: Actor, deposit: Deposit) -> str:
    transfer_id = deposit_states.deposit(lin, deposit.id).deposit.transfer_id
    assert transfer_id is not None
    return transfer_id


def test_an_approved_deposit_is_on_the_account_once(
    lin: Actor, account: TradingAccount, trading: TradingSide, courier: Courier
):
    deposit = wired(lin, account)
    decide(deposit.id)
    courier.deliver_all(twice=True)
    assert status_of(deposit.id)[:2] == ("approved", "deposited")
    assert status_of(onward(lin, deposit))[:2] == ("approved", "deposited")
    assert trading.money_deals(account) == ["500.00"]
    assert sides() == ("0.00", "0.00")
    books_are_sound()


def test_it_needs_no_leave_to_transfer_but_to_deposit(
    lin: Actor, account: TradingAccount, trading: TradingSide, courier: Courier
):
    allow(account, transfer=False)
    decide(wired(lin, account).id)
    courier.deliver_all()
    assert trading.money_deals(account) == ["500.00"]
    allow(account, deposit=False)
    with pytest.raises(TransferNotAllowed):
        wired(lin, account)


def refused(lin: Actor, account: TradingAccount, courier: Courier) -> Deposit:
    deposit = wired(lin, account)
    allow(account, deposit=False)
    decide(deposit.id)
    courier.deliver_all(twice=True)
    return deposit


def test_what_the_account_does_not_take_is_approved_and_not_funded(
    lin: Actor, account: TradingAccount, trading: TradingSide, courier: Courier
):
    deposit = refused(lin, account, courier)
    assert status_of(deposit.id)[:2] == ("approved", "not_funded")
    transfer_id = onward(lin, deposit)
    request = approvals.read(transfer_id)
    assert (request.status, request.returned_code) == ("pending", "account_not_allowed")
    assert (sides(), trading.money_deals(account)) == (("500.00", "0.00"), [])
    facts = {one.code: one.value for one in of_deposit(deposit.id, staff_actor()).facts}
    assert (facts["login"], facts["onward_transfer"]) == (str(account.login), transfer_id)
    books_are_sound()


def test_staff_send_it_on_again_once_the_account_takes_it(
    lin: Actor, account: TradingAccount, trading: TradingSide, courier: Courier
):
    deposit = refused(lin, account, courier)
    allow(account, deposit=True)
    decide(onward(lin, deposit))
    courier.deliver_all(twice=True)
    assert status_of(deposit.id)[:2] == ("approved", "deposited")
    assert (sides(), trading.money_deals(account)) == (("0.00", "0.00"), ["500.00"])
    books_are_sound()


def test_or_leave_it_in_the_wallet(
    lin: Actor, account: TradingAccount, trading: TradingSide, courier: Courier
):
    deposit = refused(lin, account, courier)
    decide(onward(lin, deposit), approve=False)
    courier.deliver_all(twice=True)
    assert status_of(deposit.id)[:2] == ("approved", "returned")
    assert (sides(), trading.money_deals(account)) == (("500.00", "0.00"), [])
    books_are_sound()


def test_a_lost_answer_of_the_server_funds_it_once(
    lin: Actor, account: TradingAccount, trading: TradingSide, courier: Courier
):
    deposit = wired(lin, account)
    trading.trouble("drop_after_commit")
    decide(deposit.id)
    courier.deliver_all()
    assert status_of(deposit.id)[:2] == ("approved", "held")
    time_passes(trading, courier)
    assert status_of(deposit.id)[:2] == ("approved", "deposited")
    assert trading.money_deals(account) == ["500.00"]
    books_are_sound()


def test_a_rejected_one_moves_nothing(lin: Actor, account: TradingAccount, courier: Courier):
    deposit = wired(lin, account)
    decide(deposit.id, approve=False)
    courier.deliver_all()
    assert deposit_states.deposit(lin, deposit.id).deposit.transfer_id is None
    assert sides() == ("0.00", "0.00")


def test_the_broker_says_where_deposits_may_go(lin: Actor, account: TradingAccount):
    settings.adopt(SYSTEM, DEPOSIT_DESTINATIONS, (Place.WALLET,))
    with pytest.raises(DestinationNotAllowed):
        wired(lin, account)
    settings.adopt(SYSTEM, DEPOSIT_DESTINATIONS, (Place.ACCOUNT,))
    with pytest.raises(DestinationNotAllowed):
        ask(wire(files.proof(lin, "proof.pdf").file_id))
    wired(lin, account)


def test_nobody_pays_into_anothers_account_or_one_of_another_currency(
    lin: Actor, trading: TradingSide
):
    add_client("10000002")
    with pytest.raises(NotFound):
        wired(lin, trading.account("10000002"))
    with pytest.raises(TransferNotAllowed):
        wired(lin, trading.account(currency="EUR"))
