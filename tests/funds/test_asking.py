"""Staff ask for money to move on behalf of a client: the client's own way, in another's name."""

from dataclasses import replace

import pytest

from chalicelib.approvals import public as approvals
from chalicelib.core.actor import NOTHING, Actor
from chalicelib.core.errors import Forbidden, NotFound
from chalicelib.core.permissions import Permission
from chalicelib.funds.model.deposits import DepositDraft, DepositMethodKind
from chalicelib.funds.model.details import DetailsDraft
from chalicelib.funds.model.transfers import Direction, TransferDraft
from chalicelib.funds.model.withdrawals import MethodNotAvailable, WithdrawalDraft
from chalicelib.funds.service import deposits, details, transfers, withdrawals
from tests.funds.test_withdrawals import FIELDS
from tests.kit.courier import Courier
from tests.kit.funds import (
    TradingSide,
    add_client,
    client_actor,
    command,
    credit,
    decide,
    sides,
    staff_actor,
    status_of,
    usd,
)

pytestmark = pytest.mark.usefixtures("store", "clock")
LIN = "10000001"
ASKER = staff_actor("Mara", Permission.CREATE_REQUESTS, Permission.DECIDE_WITHDRAWALS)


@pytest.fixture(autouse=True)
def _client_with_money(store: None, clock: object) -> None:
    add_client()
    credit(usd("1000.00"))


def withdraw(by: Actor = ASKER, client_id: str = LIN) -> str:
    saved = details.save(client_actor(), DetailsDraft("bank_wire", "Mine", FIELDS), command())
    draft = WithdrawalDraft(usd("200.00"), "bank_wire", saved.details.id)
    asked = withdrawals.submit(by, draft, command(), on_behalf_of=client_id)
    return asked.withdrawal.id


def test_a_withdrawal_that_staff_ask_for_is_held_and_paid_like_the_clients_own(courier: Courier):
    withdrawal_id = withdraw()
    assert sides() == ("800.00", "200.00")
    request = approvals.read(withdrawal_id)
    assert (request.client_id, request.created_by) == (LIN, ASKER.ref)
    decide(withdrawal_id)
    courier.deliver_all()
    assert status_of(withdrawal_id)[:2] == ("approved", "withdrawn")
    assert sides() == ("800.00", "0.00")


def test_whoever_asked_does_not_decide():
    withdrawal_id = withdraw()
    with pytest.raises(Forbidden) as refused:
        decide(withdrawal_id, by=ASKER)
    assert refused.value.code == "own_request"


def test_a_deposit_that_staff_ask_for_needs_no_proof_and_waits_for_somebody_else(courier: Courier):
    draft = DepositDraft("bank_wire", usd("70.00"), {"reference": "W 4711"})
    deposit = deposits.submit(ASKER, draft, command(), on_behalf_of=LIN).deposit
    assert status_of(deposit.id)[0] == "pending"
    decide(deposit.id)
    courier.deliver_all()
    assert sides() == ("1070.00", "0.00")


def test_only_clients_themselves_pay_on_a_providers_page():
    offered = deposits.methods_for(ASKER, LIN)
    assert {one.kind for one in offered} == {DepositMethodKind.MANUAL}
    card = DepositDraft("card", usd("70.00"), {})
    with pytest.raises(MethodNotAvailable):
        deposits.submit(ASKER, card, command(), on_behalf_of=LIN)


def test_a_transfer_that_staff_ask_for_moves_the_clients_money(
    trading: TradingSide, courier: Courier
):
    account = trading.account()
    draft = TransferDraft(Direction.TO_ACCOUNT, account.id, usd("100.00"))
    asked = transfers.submit(ASKER, draft, command(), on_behalf_of=LIN)
    courier.deliver_all()
    assert approvals.read(asked.transfer.id).created_by == ASKER.ref
    assert sides() == ("900.00", "0.00")
    assert trading.balance(account) == "100.00"


def test_nobody_asks_for_a_client_outside_their_scope_and_no_client_for_another():
    other = add_client("10000002")
    blind = replace(ASKER, scope=NOTHING)
    with pytest.raises(NotFound):
        withdraw(blind)
    with pytest.raises(NotFound):
        deposits.methods_for(client_actor(LIN), other.id)
    with pytest.raises(NotFound):
        withdraw(client_actor("10000002"))
    assert sides() == ("1000.00", "0.00")


def test_a_deposit_that_staff_ask_for_goes_straight_to_the_clients_account(
    trading: TradingSide, courier: Courier
):
    account = trading.account()
    draft = DepositDraft("bank_wire", usd("70.00"), {"reference": "W 1"}, account_id=account.id)
    deposit = deposits.submit(ASKER, draft, command(), on_behalf_of=LIN).deposit
    decide(deposit.id)
    courier.deliver_all()
    assert status_of(deposit.id)[:2] == ("approved", "deposited")
    assert (trading.balance(account), sides()) == ("70.00", ("1000.00", "0.00"))


def test_a_withdrawal_that_staff_ask_for_comes_straight_off_the_clients_account(
    trading: TradingSide, courier: Courier
):
    account = trading.account()
    trading.fund(account, "300.00")
    saved = details.save(client_actor(), DetailsDraft("bank_wire", "Mine", FIELDS), command())
    draft = WithdrawalDraft(usd("200.00"), "bank_wire", saved.details.id, account_id=account.id)
    asked = withdrawals.submit(ASKER, draft, command(), on_behalf_of=LIN).withdrawal
    courier.deliver_all()
    assert (trading.balance(account), sides()) == ("100.00", ("1000.00", "200.00"))
    assert approvals.read(asked.id).created_by == ASKER.ref


def test_an_account_of_another_client_is_not_asked_for(trading: TradingSide):
    account = trading.account()
    add_client("10000002")
    draft = DepositDraft("bank_wire", usd("70.00"), {"reference": "W 1"}, account_id=account.id)
    with pytest.raises(NotFound):
        deposits.submit(ASKER, draft, command(), on_behalf_of="10000002")
