"""Withdrawals straight from a trading account: held on arrival, once, or ended with the reason."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib import ports
from chalicelib.accounts.model import TradingAccount
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import RequestNotPending
from chalicelib.approvals.rules.refusals import RequestHeld
from chalicelib.approvals.service import decisions
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.core.money import Money
from chalicelib.funds.model.automation import AutomaticWithdrawals
from chalicelib.funds.model.details import DetailsDraft
from chalicelib.funds.model.places import Place
from chalicelib.funds.model.prechecks import ConditionCode
from chalicelib.funds.model.settings import (
    AUTOMATIC_WITHDRAWALS,
    MAX_PENDING_WITHDRAWALS,
    RETURN_TO_SOURCE,
    WITHDRAWAL_SOURCES,
)
from chalicelib.funds.model.sources import ReturnToSource
from chalicelib.funds.model.transfers import MarginNeeded, TransferNotAllowed
from chalicelib.funds.model.withdrawals import (
    SourceNotAllowed,
    TooManyPending,
    Withdrawal,
    WithdrawalDraft,
    WithdrawalStage,
)
from chalicelib.funds.service import details, prechecks, sources, withdrawals
from chalicelib.funds.store import withdrawals as withdrawal_store
from chalicelib.kyc.model.errors import KycRequired
from chalicelib.kyc.model.settings import GATES, Gate
from chalicelib.settings import public as settings
from tests.funds.test_withdrawals import FIELDS
from tests.kit.courier import Courier
from tests.kit.funds import (
    SYSTEM,
    TradingSide,
    add_client,
    client_actor,
    command,
    decide,
    house_balances,
    sides,
    status_of,
    usd,
)
from tests.kit.payments import books_are_sound
from tests.kit.sagas import allow, time_passes


@pytest.fixture
def lin(store: None) -> Actor:
    add_client()
    return client_actor()


@pytest.fixture
def account(lin: Actor, trading: TradingSide) -> TradingAccount:
    account = trading.account()
    trading.fund(account, "500.00")
    return account


@pytest.fixture
def bank(lin: Actor) -> str:
    draft = DetailsDraft("bank_wire", "My bank", FIELDS)
    return details.save(lin, draft, command()).details.id


def wanted(account: TradingAccount, bank: str, amount: str = "200.00") -> WithdrawalDraft:
    money = Money.parse(amount, account.currency)
    return WithdrawalDraft(money, "bank_wire", bank, account_id=account.id)


def ask(account: TradingAccount, bank: str, amount: str = "200.00") -> Withdrawal:
    return withdrawals.submit(client_actor(), wanted(account, bank, amount), command()).withdrawal


def transfer_of(withdrawal: Withdrawal) -> str:
    assert withdrawal.transfer_id is not None
    return withdrawal.transfer_id


def test_it_waits_for_the_money_and_nobody_can_decide_it_before(
    account: TradingAccount, bank: str, courier: Courier
):
    withdrawal = ask(account, bank)
    assert status_of(withdrawal.id) == ("pending", "none", "none")
    assert (withdrawal.stage, sides()) == (WithdrawalStage.AWAITED, ("0.00", "0.00"))
    with pytest.raises(RequestHeld):
        decide(withdrawal.id)


def test_what_has_arrived_is_held_at_once_and_then_decided_as_any(
    account: TradingAccount, bank: str, trading: TradingSide, courier: Courier
):
    withdrawal = ask(account, bank)
    courier.deliver_all(twice=True)
    assert status_of(transfer_of(withdrawal))[0] == "approved"
    assert status_of(withdrawal.id) == ("pending", "held", "none")
    assert sides() == ("0.00", "200.00")
    assert trading.money_deals(account) == ["500.00", "-200.00"]
    books_are_sound()
    decide(withdrawal.id)
    courier.deliver_all(twice=True)
    assert status_of(withdrawal.id) == ("approved", "withdrawn", "pending")
    assert sides() == ("0.00", "0.00")
    assert house_balances()["fee_income"] == "2.00"
    books_are_sound()


def test_a_rejection_leaves_the_money_in_the_wallet(
    account: TradingAccount, bank: str, trading: TradingSide, courier: Courier
):
    withdrawal = ask(account, bank)
    courier.deliver_all()
    decide(withdrawal.id, approve=False)
    courier.deliver_all(twice=True)
    assert status_of(withdrawal.id) == ("rejected", "returned", "none")
    assert (sides(), trading.money_deals(account)) == (("200.00", "0.00"), ["500.00", "-200.00"])
    books_are_sound()


def test_within_the_limits_the_system_approves_it_once_it_has_arrived(
    account: TradingAccount, bank: str, courier: Courier
):
    settings.adopt(SYSTEM, AUTOMATIC_WITHDRAWALS, AutomaticWithdrawals(maximum="300", per_day=1))
    first, second = ask(account, bank, "100.00"), ask(account, bank, "100.00")
    assert status_of(first.id)[0] == "pending"
    courier.deliver_all(twice=True)
    assert status_of(first.id) == ("approved", "withdrawn", "pending")
    assert status_of(second.id) == ("pending", "held", "none")
    books_are_sound()


@pytest.mark.parametrize("delivered", ["before", "after"])
def test_taken_back_on_its_way_it_arrives_in_the_wallet(
    account: TradingAccount, bank: str, trading: TradingSide, courier: Courier, delivered: str
):
    trading.trouble("drop_after_commit")
    withdrawal = ask(account, bank)
    courier.deliver_all()
    decisions.take_back(client_actor(), withdrawal.id)
    if delivered == "before":
        courier.deliver_all()
        assert withdrawal_store.get(withdrawal.id).stage is WithdrawalStage.VOIDED
    time_passes(trading, courier)
    assert withdrawal_store.get(withdrawal.id).stage is WithdrawalStage.VOIDED
    assert status_of(withdrawal.id)[0] == "cancelled"
    assert status_of(transfer_of(withdrawal))[0] == "approved"
    assert (sides(), trading.money_deals(account)) == (("200.00", "0.00"), ["500.00", "-200.00"])
    books_are_sound()


def test_taken_back_after_the_arrival_it_is_in_the_wallet(
    account: TradingAccount, bank: str, courier: Courier
):
    withdrawal = ask(account, bank)
    courier.deliver_all()
    decisions.take_back(client_actor(), withdrawal.id)
    courier.deliver_all(twice=True)
    assert status_of(withdrawal.id) == ("cancelled", "returned", "none")
    assert sides() == ("200.00", "0.00")
    books_are_sound()


def test_a_lost_answer_of_the_server_takes_it_once(
    account: TradingAccount, bank: str, trading: TradingSide, courier: Courier
):
    trading.trouble("drop_after_commit")
    withdrawal = ask(account, bank)
    courier.deliver_all()
    assert status_of(withdrawal.id)[:2] == ("pending", "none")
    time_passes(trading, courier)
    assert status_of(withdrawal.id)[:2] == ("pending", "held")
    assert (sides(), trading.money_deals(account)) == (("0.00", "200.00"), ["500.00", "-200.00"])
    books_are_sound()


def test_what_the_server_refuses_ends_with_the_reason_and_nothing_has_moved(
    account: TradingAccount, bank: str, trading: TradingSide, courier: Courier
):
    settings.adopt(SYSTEM, MAX_PENDING_WITHDRAWALS, 1)
    withdrawal = ask(account, bank)
    trading.fund(account, "-400.00")
    courier.deliver_all(twice=True)
    ended = [approvals.read(one) for one in (withdrawal.id, transfer_of(withdrawal))]
    assert {(one.status, one.reason) for one in ended} == {("cancelled", "free_margin_too_low")}
    assert withdrawal_store.get(withdrawal.id).stage is WithdrawalStage.VOIDED
    assert (sides(), trading.money_deals(account)) == (("0.00", "0.00"), ["500.00", "-400.00"])
    books_are_sound()
    again = ask(account, bank, "50.00")
    courier.deliver_all()
    assert status_of(again.id)[:2] == ("pending", "held")


def test_one_taken_back_and_then_refused_stays_on_the_account(
    account: TradingAccount, bank: str, trading: TradingSide, courier: Courier
):
    withdrawal = ask(account, bank)
    decisions.take_back(client_actor(), withdrawal.id)
    allow(account, withdrawal=False)
    courier.deliver_all(twice=True)
    assert approvals.read(withdrawal.id).reason == "cancelled_by_client"
    assert approvals.read(transfer_of(withdrawal)).reason == "account_not_allowed"
    assert (sides(), trading.money_deals(account)) == (("0.00", "0.00"), ["500.00"])
    with pytest.raises(RequestNotPending):
        decisions.take_back(client_actor(), withdrawal.id)
    books_are_sound()


def test_it_needs_no_leave_to_transfer_but_to_withdraw(
    account: TradingAccount, bank: str, courier: Courier
):
    allow(account, transfer=False)
    withdrawal = ask(account, bank)
    courier.deliver_all()
    assert status_of(withdrawal.id)[:2] == ("pending", "held")
    allow(account, withdrawal=False)
    with pytest.raises(TransferNotAllowed):
        ask(account, bank)


def test_no_more_leaves_than_the_margin_allows(account: TradingAccount, bank: str):
    with pytest.raises(MarginNeeded):
        ask(account, bank, "500.01")


def test_the_broker_says_from_where(account: TradingAccount, bank: str):
    settings.adopt(SYSTEM, WITHDRAWAL_SOURCES, (Place.WALLET,))
    with pytest.raises(SourceNotAllowed):
        ask(account, bank)
    settings.adopt(SYSTEM, WITHDRAWAL_SOURCES, (Place.ACCOUNT,))
    with pytest.raises(SourceNotAllowed):
        withdrawals.submit(
            client_actor(), WithdrawalDraft(usd("50.00"), "bank_wire", bank), command()
        )
    ask(account, bank)


def test_nobody_takes_from_anothers_account_or_in_another_currency(
    account: TradingAccount, bank: str, trading: TradingSide
):
    add_client("10000002")
    with pytest.raises(NotFound):
        ask(trading.account("10000002"), bank)
    draft = replace(wanted(account, bank), amount=Money.parse("50.00", "EUR"))
    with pytest.raises(TransferNotAllowed):
        withdrawals.submit(client_actor(), draft, command())


def test_pending_ones_count_while_they_are_on_their_way(account: TradingAccount, bank: str):
    settings.adopt(SYSTEM, MAX_PENDING_WITHDRAWALS, 1)
    ask(account, bank, "50.00")
    with pytest.raises(TooManyPending):
        ask(account, bank, "50.00")


def test_a_detour_by_an_account_does_not_free_what_goes_back_to_its_source(
    account: TradingAccount, bank: str
):
    settings.adopt(SYSTEM, RETURN_TO_SOURCE, value=True)
    ports.transact(SYSTEM, lambda unit: sources.came(unit, "10000001", "card", usd("300.00")))
    with pytest.raises(ReturnToSource):
        ask(account, bank)


def outcome(draft: WithdrawalDraft) -> dict[ConditionCode, Any]:
    found = prechecks.conditions(client_actor(), draft)
    return {one.code: one.refusal for one in found}


def test_the_pre_check_tells_of_the_account_instead_of_the_wallets_balance(
    account: TradingAccount, bank: str
):
    found = outcome(wanted(account, bank))
    assert ConditionCode.BALANCE not in found
    assert found[ConditionCode.TRADING_ACCOUNT] is found[ConditionCode.MARGIN] is None
    found = outcome(wanted(account, bank, "600.00"))
    assert found[ConditionCode.MARGIN] == "free_margin_too_low"
    allow(account, withdrawal=False)
    found = outcome(wanted(account, bank))
    assert found[ConditionCode.TRADING_ACCOUNT] == "account_not_allowed"
    assert ConditionCode.MARGIN not in found


def test_the_pre_check_knows_the_gate_of_the_transfer_that_comes_with_it(
    account: TradingAccount, bank: str
):
    settings.adopt(SYSTEM, GATES, frozenset({Gate.TRANSFER}))
    draft = wanted(account, bank)
    assert outcome(draft)[ConditionCode.IDENTITY] == "kyc_required"
    assert outcome(replace(draft, account_id=None))[ConditionCode.IDENTITY] is None
    with pytest.raises(KycRequired):
        ask(account, bank)
