"""Staff move money on an account: at once, and once, whatever the server does meanwhile."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts import store as accounts_store
from chalicelib.accounts.model import AccountKind, AccountStatus, Flags, TradingAccount
from chalicelib.approvals.public import Notify
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Forbidden, Invalid, NotFound, VendorUnavailable
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.funds.model.operations import (
    AccountOperation,
    OperationDraft,
    OperationKind,
    OperationNotAllowed,
    OperationRepeated,
    OperationStage,
    OperationTooLarge,
)
from chalicelib.funds.model.transactions import TransactionKind
from chalicelib.funds.service import operation_saga, operations, reading
from chalicelib.funds.service.invariants.passes import run_to_the_end
from chalicelib.funds.service.reading import MovementFilter
from chalicelib.funds.store import operations as store
from chalicelib.gateways.trading.model import DealAction
from chalicelib.storage.idempotency import AlreadyDone
from tests.kit.courier import Courier
from tests.kit.funds import (
    SERVER_ID,
    SYSTEM,
    TradingSide,
    add_client,
    client_actor,
    command,
    house_balances,
    staff_actor,
    usd,
)

JOB = system("transfers-sweep")
DEPOSIT, WITHDRAWAL = OperationKind.DEPOSIT, OperationKind.WITHDRAWAL
CREDIT_IN, CREDIT_OUT = OperationKind.CREDIT_IN, OperationKind.CREDIT_OUT
CLEARING, CREDIT = f"trading_clearing:{SERVER_ID}", f"trading_credit:{SERVER_ID}"


@pytest.fixture
def account(trading: TradingSide) -> TradingAccount:
    add_client()
    return trading.account()


def ask(
    account: TradingAccount,
    kind: OperationKind = DEPOSIT,
    amount: str = "60.00",
    comment: str = "goodwill",
    key: str = "",
    **more,
) -> AccountOperation:
    draft = OperationDraft(kind, account.id, usd(amount), comment, **more)
    return operations.start(staff_actor(), draft, command(key))


def stage(operation: AccountOperation) -> OperationStage:
    return store.get(operation.id).stage


def sweep() -> accounts.Swept:
    return operation_saga.sweep(JOB, ports.now(), lambda: 60)


def moves(account: TradingAccount) -> list[tuple[str, str]]:
    """The client's transactions: kind and signed amount, oldest first."""
    found = reading.transactions(
        client_actor(account.client_id), account.client_id, MovementFilter(), PageRequest(50)
    )
    return [(one.kind.value, str(one.amount)) for one in reversed(found.items)]


def changed(account: TradingAccount, **changes) -> TradingAccount:
    after = replace(account, **changes)
    return ports.transact(SYSTEM, lambda unit: accounts_store.change(unit, account, after))


def test_a_deposit_is_on_the_account_and_in_the_books(account, trading, courier: Courier):
    operation = ask(account)
    courier.deliver_all()
    assert trading.balance(account) == "60.00"
    assert house_balances() == {"adjustments": "-60.00", CLEARING: "60.00"}
    assert stage(operation) is OperationStage.COMPLETED
    assert store.get(operation.id).ticket
    assert moves(account) == [("deposit", "60.00")]


def test_a_withdrawal_leaves_the_account_and_the_books_are_even(account, trading, courier):
    ask(account)
    courier.deliver_all()
    ask(account, WITHDRAWAL, "60.00", "taken back")
    courier.deliver_all()
    assert trading.balance(account) == "0.00"
    assert house_balances() == {}
    assert moves(account) == [("deposit", "60.00"), ("withdrawal", "-60.00")]


def test_credit_stands_beside_the_balance_in_accounts_of_its_own(account, trading, courier):
    ask(account, CREDIT_IN, "50.00")
    courier.deliver_all()
    (figures,) = trading_figures(account)
    assert (str(figures.balance), str(figures.credit)) == ("0.00", "50.00")
    assert house_balances() == {"bonus": "-50.00", CREDIT: "50.00"}
    ask(account, CREDIT_OUT, "20.00", "ends")
    courier.deliver_all()
    assert house_balances() == {"bonus": "-30.00", CREDIT: "30.00"}
    assert moves(account) == [("credit_in", "50.00"), ("credit_out", "-20.00")]


def trading_figures(account: TradingAccount):
    return accounts.server(SERVER_ID).figures([account.login])


def test_the_clients_totals_know_credit_by_its_own_kind(account, courier):
    ask(account, CREDIT_IN, "50.00")
    courier.deliver_all()
    found = reading.totals(client_actor(), account.client_id, MovementFilter())
    assert [(one.kind, str(one.amount), one.count) for one in found] == [
        (TransactionKind.CREDIT_IN, "50.00", 1)
    ]


def test_the_client_can_open_the_entry_of_what_was_moved(account, courier):
    operation = ask(account)
    courier.deliver_all()
    entry_id = store.get(operation.id).entry_id
    assert entry_id
    read = reading.entry(client_actor(account.client_id), entry_id)
    assert read.entry.facts["login"] == str(account.login)
    with pytest.raises(NotFound):
        reading.entry(client_actor("10000002"), entry_id)


def test_messages_that_come_twice_and_in_reverse_move_money_once(account, trading, courier):
    ask(account, amount="30.00", comment="one")
    ask(account, amount="20.00", comment="two")
    courier.deliver_all(twice=True, reverse=True)
    assert sorted(trading.money_deals(account)) == ["20.00", "30.00"]


def test_a_repeated_command_is_one_operation(account, trading, courier):
    ask(account, key="staff:stf_mara#POST /operations#k")
    with pytest.raises(AlreadyDone):
        ask(account, key="staff:stf_mara#POST /operations#k", repeat=True)
    courier.deliver_all()
    assert trading.money_deals(account) == ["60.00"]


@pytest.mark.parametrize(
    "fault", ["drop_after_commit", "drop_midway", "garbled", "failing", "lost_trade_server"]
)
@pytest.mark.parametrize("kind", [DEPOSIT, CREDIT_IN])
def test_after_a_lost_answer_the_servers_deals_are_searched_not_asked_again(
    account, trading, courier, fault: str, kind: OperationKind
):
    operation = ask(account, kind)
    trading.trouble(fault)
    courier.deliver_all(twice=True)
    assert stage(operation) is OperationStage.ASKED
    assert moves(account) == []
    trading.advance(seconds=100)
    assert sweep().moved == (operation.id,)
    assert trading.money_deals(account) == ["60.00"]
    assert moves(account) == [(kind.value, "60.00")]
    assert sweep() == accounts.Swept((), ())


def test_a_question_that_never_arrived_is_asked_again_after_the_search(account, trading, courier):
    operation = ask(account)
    trading.trouble("drop_before")
    courier.deliver_all()
    trading.advance(seconds=80)
    assert operation_saga.execute(JOB, operation.id).stage is OperationStage.ASKED
    trading.advance(seconds=20)
    sweep()
    assert trading.money_deals(account) == ["60.00"]
    assert stage(operation) is OperationStage.COMPLETED


def test_a_server_that_did_not_look_is_asked_later(account, trading, courier):
    operation = ask(account)
    trading.trouble("unavailable", times=5)
    courier.deliver_all()
    assert stage(operation) is OperationStage.STARTED
    trading.simulator.lever("faults", method="DELETE")
    trading.advance(seconds=100)
    assert sweep().moved == (operation.id,)
    assert trading.money_deals(account) == ["60.00"]


def test_a_movement_of_another_amount_under_our_id_is_left_to_people(account, trading, courier):
    operation = ask(account)
    trading.trouble("drop_before")
    courier.deliver_all()
    accounts.server(SERVER_ID).move_money(account.login, usd("61.00"), operation.operation_id)
    trading.advance(seconds=100)
    assert sweep().waiting == (operation.id,)
    assert stage(operation) is OperationStage.ASKED


def test_what_the_server_refuses_is_told_and_nothing_is_booked(account, trading, courier):
    trading.fund(account, "100.00")
    operation = ask(account, WITHDRAWAL, "80.00")
    trading.fund(account, "-100.00")
    courier.deliver_all()
    after = store.get(operation.id)
    assert after.stage is OperationStage.REFUSED
    assert after.refusal_code == "operation_too_large"
    assert after.facts["free"] == "0.00"
    assert house_balances() == {}
    assert moves(account) == []


def test_no_more_is_taken_than_the_balance_or_the_credit_gives(account, courier):
    ask(account)
    ask(account, CREDIT_IN, "50.00", "bonus")
    courier.deliver_all()
    with pytest.raises(OperationTooLarge) as balance:
        ask(account, WITHDRAWAL, "60.01", "too much")
    assert balance.value.facts["free"] == "60.00"
    with pytest.raises(OperationTooLarge) as credit:
        ask(account, CREDIT_OUT, "50.01", "too much")
    assert credit.value.facts["free"] == "50.00"


@pytest.mark.parametrize(
    ("problem", "kind", "changes"),
    [
        ("demo", DEPOSIT, {"kind": AccountKind.DEMO}),
        ("disabled", CREDIT_IN, {"status": AccountStatus.DISABLED}),
        ("deposit_off", DEPOSIT, {"flags": Flags(deposit=False)}),
        ("withdrawal_off", WITHDRAWAL, {"flags": Flags(withdrawal=False)}),
        ("currency", DEPOSIT, {"currency": "EUR"}),
    ],
)
def test_an_account_that_may_not_take_part_is_refused(account, problem, kind, changes):
    account = changed(account, **changes)
    with pytest.raises(OperationNotAllowed) as refused:
        ask(account, kind)
    assert refused.value.facts["problem"] == problem


def test_a_flag_switched_off_meanwhile_counts_when_the_server_would_be_asked(
    account, trading, courier
):
    operation = ask(account)
    changed(account, flags=Flags(deposit=False))
    courier.deliver_all()
    assert store.get(operation.id).refusal_code == "account_not_allowed"
    assert trading.money_deals(account) == []


def test_credit_does_not_ask_the_flags_of_deposits(account, courier):
    account = changed(account, flags=Flags(deposit=False, withdrawal=False))
    operation = ask(account, CREDIT_IN)
    courier.deliver_all()
    assert stage(operation) is OperationStage.COMPLETED


@pytest.mark.parametrize("amount", ["0.00", "-5.00"])
def test_only_a_positive_amount_can_be_moved(account, amount):
    with pytest.raises(Invalid) as refused:
        ask(account, amount=amount)
    assert refused.value.code == "amount_not_positive"


@pytest.mark.parametrize("kind", list(OperationKind))
def test_each_kind_needs_its_own_permission(account, kind: OperationKind):
    others = [one.permission for one in OperationKind if one is not kind]
    mara = staff_actor("Mara", Permission.READ_ACCOUNTS, *others)
    draft = OperationDraft(kind, account.id, usd("5.00"), "goodwill")
    with pytest.raises(Forbidden) as refused:
        operations.start(mara, draft, command())
    assert refused.value.facts["permission"] == kind.permission.value


def test_a_server_that_is_away_is_said_before_anything_is_stored(account, trading):
    trading.trouble("unavailable", path="/api/user/account/get_batch", times=5)
    with pytest.raises(VendorUnavailable):
        ask(account)
    trading.simulator.lever("faults", method="DELETE")
    assert operations.of_account(staff_actor(), account.id, PageRequest(5)).items == ()


# ---- the same comment


def test_the_same_comment_within_two_minutes_is_a_repeat(account, trading, courier):
    first = ask(account, comment="Compensation  March")
    with pytest.raises(OperationRepeated) as refused:
        ask(account, amount="61.00", comment="compensation march ")
    assert refused.value.facts["operation_id"] == first.id
    courier.deliver_all()
    assert trading.money_deals(account) == ["60.00"]


def test_a_repeat_that_is_meant_goes_through(account, trading, courier):
    ask(account)
    ask(account, repeat=True)
    courier.deliver_all()
    assert trading.money_deals(account) == ["60.00", "60.00"]


def test_after_two_minutes_it_is_no_repeat(account, trading, clock: FixedClock):
    ask(account)
    clock.advance(seconds=119)
    with pytest.raises(OperationRepeated):
        ask(account)
    clock.advance(seconds=1)
    assert ask(account).stage is OperationStage.STARTED


def test_another_account_or_another_comment_is_no_repeat(account, trading):
    ask(account)
    ask(trading.account())
    assert ask(account, comment="something else").stage is OperationStage.STARTED


def test_what_was_refused_can_be_tried_again_at_once(account, trading, courier):
    trading.fund(account, "100.00")
    ask(account, WITHDRAWAL, "80.00")
    trading.fund(account, "-50.00")
    courier.deliver_all()
    trading.fund(account, "50.00")
    again = ask(account, WITHDRAWAL, "80.00")
    courier.deliver_all()
    assert stage(again) is OperationStage.COMPLETED


# ---- what others see of it


def test_the_invariants_hold_and_a_deal_of_another_amount_is_found(account, trading, courier):
    ask(account)
    ask(account, CREDIT_IN, "50.00", "bonus")
    courier.deliver_all()
    assert run_to_the_end(SYSTEM, lambda: None).breaks == ()


def test_an_operation_that_is_not_in_the_books_is_found(account, courier, trading):
    operation = ask(account)
    courier.deliver_all()
    done = store.get(operation.id)
    ports.transact(
        SYSTEM,
        lambda unit: store.change(unit, done, replace(done, stage=OperationStage.REFUSED)),
    )
    found = {one.subject for one in run_to_the_end(SYSTEM, lambda: None).breaks}
    assert found == {operation.id}


def test_staff_read_what_was_done_newest_first(account, courier):
    ask(account, comment="one")
    ask(account, comment="two", notify=Notify(email=False, popup=False))
    page = operations.of_account(staff_actor(), account.id, PageRequest(5))
    assert [one.comment for one in page.items] == ["two", "one"]
    assert page.items[0].by_name == "Mara"


def test_the_server_sees_a_credit_as_credit(account, trading, courier):
    ask(account, CREDIT_IN)
    courier.deliver_all()
    now = ports.now()
    day = timedelta(days=1)
    deals = accounts.server(SERVER_ID).deals_of(account.login, now - day, now + day)
    assert [deal.action for deal in deals] == [DealAction.CREDIT]


# ---- the transactions of one account


def of_account(actor, account: TradingAccount, kind: TransactionKind | None = None) -> list[str]:
    wanted = MovementFilter(kind=kind, account_id=account.id)
    page = reading.transactions(actor, account.client_id, wanted, PageRequest(50))
    sums = reading.totals(actor, account.client_id, wanted)
    assert sum(one.count for one in sums) == len(page.items)
    return [str(one.amount) for one in page.items]


def test_transactions_and_totals_can_be_cut_to_one_account(account, trading, courier):
    other = trading.account()
    for one, amount in ((account, "10.00"), (other, "20.00")):
        ask(one, amount=amount)
    ask(account, CREDIT_IN, "5.00", "bonus")
    courier.deliver_all()
    lin = client_actor(account.client_id)
    assert sorted(of_account(lin, account)) == ["10.00", "5.00"]
    assert of_account(lin, account, TransactionKind.CREDIT_IN) == ["5.00"]
    assert of_account(staff_actor(), other) == ["20.00"]


def test_nobody_cuts_to_an_account_that_is_not_theirs(account, trading, courier):
    add_client("10000002")
    theirs = trading.account("10000002")
    wanted = MovementFilter(account_id=theirs.id)
    for actor in (client_actor(account.client_id), staff_actor()):
        with pytest.raises(NotFound):
            reading.transactions(actor, account.client_id, wanted, PageRequest(5))
        with pytest.raises(NotFound):
            reading.totals(actor, account.client_id, wanted)
