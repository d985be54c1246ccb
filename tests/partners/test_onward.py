"""Commissions that go on to a trading account: once a day, what was paid, and why not if not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from chalicelib import ports
from chalicelib.accounts import store as accounts_store
from chalicelib.accounts.events import accounts_events
from chalicelib.accounts.model import AccountKind, AccountStatus, TradingAccount
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import Fact
from chalicelib.clients.events import clients_events
from chalicelib.clients.model import Client, ClientStatus
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.money import Money
from chalicelib.funds.model.transfers import TransferNotAllowed, TransferStage
from chalicelib.funds.model.wallets import WalletFlags
from chalicelib.funds.schemas.transfers import TransferView
from chalicelib.funds.service import flags, transferring
from chalicelib.funds.service.descriptions import of_transfer
from chalicelib.funds.store import transfers
from chalicelib.messages.funds import CommissionsStayed
from chalicelib.messages.partners import PayoutDayOver
from chalicelib.notifications.model import Link
from chalicelib.notifications.rules import notices
from chalicelib.partners.events import closed_deals, partners_events
from chalicelib.partners.model.onward import (
    PAYOUTS_TO_ACCOUNTS,
    OnwardClock,
    PayoutTarget,
    PayoutTargetsOff,
    TargetStep,
)
from chalicelib.partners.rules import onward as rules
from chalicelib.partners.service import booking, onward, targets
from chalicelib.partners.service.days import day_of
from chalicelib.partners.store import onward as store
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from tests.kit import onward as kit
from tests.kit.clients import become, published
from tests.kit.courier import Courier
from tests.kit.earnings import FEED, account, chain, commissions, spent, traded, trader, wallet
from tests.kit.funds import SYSTEM
from tests.kit.onward import after, days, themselves, told
from tests.kit.plans import ANN, standard_for_all

pytestmark = pytest.mark.usefixtures("engine", "dynamo", "clock")
COURIER = Courier((clients_events, accounts_events, closed_deals, partners_events))
FIRST, SECOND = date(2026, 3, 2), date(2026, 3, 3)
ZONE = ZoneInfo("UTC")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def gold(clock: FixedClock) -> Client:
    """A broker whom each lot pays USD 6.00, where commissions may go on to accounts."""
    kit.let_accounts_be_targets()
    clock.advance(minutes=1)
    standard_for_all()
    (one,) = chain("Gold")
    return one


@pytest.fixture
def own(gold: Client) -> TradingAccount:
    """The broker's own trading account."""
    return account(gold, 9001)


@pytest.fixture
def below(gold: Client) -> TradingAccount:
    """The account of a trader below the broker."""
    return account(trader(gold))


def aim(client: Client, held: TradingAccount | None, currency: str = "USD") -> None:
    """The broker says where commissions are to go."""
    targets.put(themselves(client), client.id, currency, held.id if held else None)


def paid(below: TradingAccount, *tickets: int) -> None:
    """Deals below the broker are closed and paid."""
    for ticket in tickets:
        traded(below, ticket)
    COURIER.deliver_all()


def over(day: date, clock: FixedClock) -> None:
    """A day ends, and all that follows from it happens, all of it twice."""
    after(day, clock)
    COURIER.deliver_all(twice=True)


def altered(held: TradingAccount, **changes: object) -> None:
    """The account is another one now."""

    def work(unit):
        before = accounts_store.find(held.id)
        assert before is not None
        accounts_store.change(unit, before, replace(before, **changes))

    ports.transact(SYSTEM, work)


def stayed() -> list[tuple[str, str]]:
    """What the broker was told: how much is in the wallet, and why."""
    bodies = [one.body for one in published(CommissionsStayed.NAME)]
    return [(str(Money(**one["amount"])), one["problem"]) for one in bodies]


def test_what_was_paid_on_a_day_goes_on_once_after_it_has_ended(
    gold: Client, own: TradingAccount, below: TradingAccount, clock: FixedClock
):
    aim(gold, own)
    paid(below, 7002, 7102)
    assert (wallet(gold), days(gold)) == ("12.00", [])
    over(FIRST, clock)
    (one,) = days(gold)
    assert told(one) == ("2026-03-02", "12.00", "12.00", "under_way")
    transfer = transfers.get(one.found.transfer_id)
    assert (transfer.commission_day, transfer.account_id) == (FIRST, own.id)
    assert transfer.is_direct
    assert wallet(gold) == "0.00"
    assert approvals.read(transfer.id).summary["commission_day"] == "2026-03-02"
    assert Fact("commission_day", "2026-03-02") in of_transfer(transfer.id, ANN).facts
    shown = transferring.transfer(themselves(gold), transfer.id)
    assert TransferView.of(shown).commission_day == FIRST
    onward.send_on(SYSTEM, gold.id, "USD", FIRST)
    over(FIRST, clock)
    assert [told(one)[0] for one in days(gold)] == ["2026-03-02"]


def test_each_day_goes_on_by_itself_and_a_day_without_commissions_not_at_all(
    gold: Client, own: TradingAccount, below: TradingAccount, clock: FixedClock
):
    aim(gold, own)
    paid(below, 7002)
    over(FIRST, clock)
    over(SECOND, clock)
    paid(below, 7102)
    over(date(2026, 3, 4), clock)
    assert [told(one)[:3] for one in days(gold)] == [
        ("2026-03-04", "6.00", "6.00"),
        ("2026-03-02", "6.00", "6.00"),
    ]


def test_days_that_were_missed_are_sent_on_one_after_the_other(
    gold: Client, own: TradingAccount, below: TradingAccount, clock: FixedClock
):
    over(date(2026, 3, 1), clock)
    clock.set(NOON)
    aim(gold, own)
    paid(below, 7002)
    clock.advance(days=1)
    paid(below, 7102)
    over(date(2026, 3, 7), clock)
    assert [told(one)[:2] for one in days(gold)] == [
        ("2026-03-03", "6.00"),
        ("2026-03-02", "6.00"),
    ]
    assert store.clock().day == date(2026, 3, 7)


def test_while_a_day_may_still_get_something_it_is_not_over(
    gold: Client, own: TradingAccount, below: TradingAccount, clock: FixedClock
):
    aim(gold, own)
    paid(below, 7002)
    after(FIRST, clock, at="00:09")
    COURIER.deliver_all()
    assert days(gold) == []
    after(FIRST, clock, at="00:10")
    COURIER.deliver_all()
    assert len(days(gold)) == 1


def test_what_the_broker_never_asked_for_stays_in_the_wallet(
    gold: Client, below: TradingAccount, clock: FixedClock
):
    paid(below, 7002)
    over(FIRST, clock)
    assert (wallet(gold), days(gold)) == ("6.00", [])


def test_each_currency_has_a_target_of_its_own(
    gold: Client, own: TradingAccount, below: TradingAccount, clock: FixedClock
):
    euros = account(gold, 9002, currency="EUR")
    aim(gold, own)
    aim(gold, euros, "EUR")
    paid(below, 7002)

    def in_euros(unit):
        store.count_paid(unit, gold.id, FIRST, Money.parse("4.00", "EUR"))

    ports.transact(SYSTEM, in_euros)
    over(FIRST, clock)
    found = {one.found.earned.currency: one for one in days(gold)}
    assert told(found["USD"])[1:] == ("6.00", "6.00", "under_way")
    assert told(found["EUR"])[1:] == ("4.00", "0.00", "wallet_short")
    with pytest.raises(TransferNotAllowed) as refused:
        aim(gold, own, "EUR")
    assert refused.value.facts["problem"] == "currency"


def test_what_was_taken_back_on_the_day_does_not_go_on(
    gold: Client, own: TradingAccount, below: TradingAccount, clock: FixedClock
):
    aim(gold, own)
    paid(below, 7002, 7102)
    taken_back(gold, "2.50")
    over(FIRST, clock)
    assert told(days(gold)[0])[1:3] == ("9.50", "9.50")
    assert wallet(gold) == "0.00"


def test_a_day_on_which_more_was_taken_back_than_paid_sends_nothing_on(
    gold: Client, own: TradingAccount, below: TradingAccount, clock: FixedClock
):
    paid(below, 7002)
    clock.advance(days=1)
    aim(gold, own)
    taken_back(gold, "2.00")
    over(SECOND, clock)
    assert told(days(gold)[0])[1:] == ("-2.00", "0.00", "nothing_left")
    assert (wallet(gold), stayed()) == ("4.00", [])


def test_never_more_goes_on_than_the_wallet_has(
    gold: Client, own: TradingAccount, below: TradingAccount, clock: FixedClock
):
    aim(gold, own)
    paid(below, 7002)
    spent(gold, "2.00")
    over(FIRST, clock)
    assert told(days(gold)[0])[1:] == ("6.00", "4.00", "wallet_short")
    assert wallet(gold) == "0.00"


def test_a_target_counts_for_the_day_on_which_it_was_set_and_not_for_the_one_before(
    gold: Client, own: TradingAccount, below: TradingAccount, clock: FixedClock
):
    paid(below, 7002)
    clock.set(datetime(2026, 3, 3, 0, 1, tzinfo=UTC))
    aim(gold, own)
    over(FIRST, clock)
    assert days(gold) == []
    paid(below, 7102)
    over(SECOND, clock)
    assert [told(one)[:2] for one in days(gold)] == [("2026-03-03", "6.00")]


def test_what_is_changed_during_the_day_decides_about_all_of_it(
    gold: Client, own: TradingAccount, below: TradingAccount, clock: FixedClock
):
    other = account(gold, 9002)
    aim(gold, own)
    paid(below, 7002)
    aim(gold, other)
    clock.set(datetime(2026, 3, 3, 0, 1, tzinfo=UTC))
    aim(gold, None)
    over(FIRST, clock)
    assert [one.found.login for one in days(gold)] == [9002]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"status": AccountStatus.DISABLED}, "disabled"),
        ({"status": AccountStatus.UNBOUND}, "account_gone"),
        ({"client_id": "10000099"}, "account_gone"),
        ({"currency": "EUR"}, "currency"),
        ({"kind": AccountKind.DEMO}, "demo"),
    ],
)
def test_what_the_account_cannot_take_stays_with_the_reason_and_the_target_stands(
    gold: Client,
    own: TradingAccount,
    below: TradingAccount,
    clock: FixedClock,
    changes: dict[str, object],
    problem: str,
):
    aim(gold, own)
    paid(below, 7002)
    altered(own, **changes)
    over(FIRST, clock)
    assert told(days(gold)[0])[1:] == ("6.00", "0.00", problem)
    assert (wallet(gold), stayed()) == ("6.00", [("6.00", problem)])
    sheet = targets.sheet(themselves(gold), gold.id)
    shown = next(one for one in sheet.targets if one.currency == "USD")
    assert (shown.login, shown.counts_from, shown.problem) == (9001, FIRST, problem)


def test_leave_to_be_paid_in_to_is_needed_and_leave_to_transfer_is_not(
    gold: Client, own: TradingAccount, below: TradingAccount, clock: FixedClock
):
    aim(gold, own)
    paid(below, 7002)
    altered(own, flags=replace(own.flags, transfer=False))
    over(FIRST, clock)
    assert told(days(gold)[0])[3] == "under_way"
    altered(own, flags=replace(own.flags, deposit=False))
    paid(below, 7102)
    over(SECOND, clock)
    assert told(days(gold)[0])[3] == "transfer_off"


def test_nothing_leaves_a_wallet_that_staff_have_shut(
    gold: Client, own: TradingAccount, below: TradingAccount, clock: FixedClock
):
    aim(gold, own)
    paid(below, 7002)
    flags.switch(ANN, gold.id, "USD", WalletFlags(transfer=False))
    over(FIRST, clock)
    assert (told(days(gold)[0])[3], stayed()) == ("wallet_off", [("6.00", "wallet_off")])


def test_nothing_goes_on_for_whoever_is_not_active(
    gold: Client, own: TradingAccount, below: TradingAccount, clock: FixedClock
):
    aim(gold, own)
    paid(below, 7002)
    become(gold.id, ClientStatus.SUSPENDED)
    over(FIRST, clock)
    found = onward.page(ANN, gold.id, kit.ALL).items
    assert (told(found[0])[3], wallet(gold)) == ("client_not_active", "6.00")


def test_once_the_broker_pays_to_wallets_alone_nothing_goes_on(
    gold: Client, own: TradingAccount, below: TradingAccount, clock: FixedClock
):
    aim(gold, own)
    paid(below, 7002)
    settings.adopt(SYSTEM, PAYOUTS_TO_ACCOUNTS, value=False)
    over(FIRST, clock)
    assert (wallet(gold), days(gold)) == ("6.00", [])
    assert not targets.sheet(themselves(gold), gold.id).to_accounts
    with pytest.raises(PayoutTargetsOff):
        aim(gold, account(gold, 9002))
    aim(gold, None)


def test_where_the_money_is_is_told_as_its_transfer_goes_on(
    gold: Client, own: TradingAccount, below: TradingAccount, clock: FixedClock
):
    aim(gold, own)
    paid(below, 7002)
    over(FIRST, clock)
    transfer_id = days(gold)[0].found.transfer_id
    for stage, state in [
        (TransferStage.ASKED, "under_way"),
        (TransferStage.COMPLETED, "arrived"),
        (TransferStage.CANCELLED, "stayed"),
    ]:
        put_at(transfer_id, stage=stage)
        assert told(days(gold)[0])[3] == state
    put_at(transfer_id, stage=TransferStage.SUBMITTED, hold_id=None)
    assert told(days(gold)[0])[3] == "not_taken"


def test_only_a_live_account_of_their_own_can_be_a_target(gold: Client, below: TradingAccount):
    with pytest.raises(NotFound):
        aim(gold, below)
    with pytest.raises(TransferNotAllowed):
        aim(gold, account(gold, 9003, kind=AccountKind.DEMO))
    with pytest.raises(Invalid):
        aim(gold, None, "XXX")


def test_who_set_a_target_and_when_is_kept_and_the_same_again_is_no_change(
    gold: Client, own: TradingAccount
):
    aim(gold, own)
    aim(gold, own)
    targets.put(ANN, gold.id, "USD", None)
    steps = store.target(gold.id, "USD").steps
    assert [(one.login, one.by_id) for one in steps] == [(9001, gold.id), (0, ANN.id)]
    acts = [
        one
        for one in audit.of_client(gold.id, kit.ALL).items
        if one.action == "payout_target_changed"
    ]
    assert [(one.before["target"], one.after["target"]) for one in acts] == [
        ("9001", "wallet"),
        ("wallet", "9001"),
    ]


def test_every_target_is_told_once_however_many_there_are_and_however_often_time_is_up(
    clock: FixedClock,
):
    everybody = [f"100{number:05d}" for number in range(60)]

    def set_all(unit):
        for client_id in everybody:
            one = PayoutTarget(client_id, "USD", (TargetStep(unit.now, "acc_1", 1),))
            store.put_target(unit, PayoutTarget(client_id, "USD"), one)

    ports.transact(SYSTEM, set_all)
    onward.tick(kit.CLOCK, lambda: 0.0)
    assert published(PayoutDayOver.NAME) == []
    for left in ([60.0, 0.0], [60.0, 60.0, 60.0, 60.0], [60.0, 60.0]):
        onward.tick(kit.CLOCK, iter(left).__next__)
    told_of = [one.body["client_id"] for one in published(PayoutDayOver.NAME)]
    assert sorted(told_of) == everybody


def test_whoever_is_told_that_commissions_stayed_reads_how_much_of_which_day():
    news = CommissionsStayed(
        client_id="10000001",
        day=FIRST,
        amount=Money.parse("6.00", "USD"),
        login=9001,
        problem="disabled",
    )
    (notice,) = notices(news)
    assert (notice.event, notice.link) == ("commissions_stayed", Link("commissions", ""))
    assert notice.facts == {
        "amount": "6.00",
        "amount_currency": "USD",
        "account": "9001",
        "day": "2026-03-02",
    }
    (sent_back,) = notices(replace(news, transfer_id="tra_1"))
    assert sent_back.link == Link("request", "tra_1")


def test_days_end_by_the_brokers_clock(clock: FixedClock):
    zone = ZoneInfo("Asia/Tokyo")
    assert rules.over(datetime(2026, 3, 2, 15, 9, tzinfo=UTC), zone) == date(2026, 3, 1)
    assert rules.over(datetime(2026, 3, 2, 15, 10, tzinfo=UTC), zone) == date(2026, 3, 2)
    assert rules.end_of(FIRST, zone) == datetime(2026, 3, 2, 15, tzinfo=UTC)
    assert day_of(clock.now()) == FIRST


def test_the_clock_begins_with_yesterday_and_then_misses_no_day():
    first = rules.ticked(OnwardClock(), FIRST)
    assert first == OnwardClock(FIRST, running=True)
    done = OnwardClock(FIRST)
    assert rules.ticked(done, FIRST) is None
    assert rules.ticked(done, date(2026, 3, 9)) == OnwardClock(SECOND, running=True)
    under_way = OnwardClock(FIRST, running=True, cursor="next")
    assert rules.ticked(under_way, SECOND) == under_way


def test_where_no_step_is_old_enough_commissions_stay_in_the_wallet():
    many = PayoutTarget("10000001", "USD")
    for minute in range(rules.STEPS_KEPT + 5):
        step = TargetStep(NOON + timedelta(minutes=minute), f"acc_{minute}", minute)
        many = rules.stepped(many, step)
    assert len(many.steps) == rules.STEPS_KEPT
    assert rules.in_force(many, NOON) is None
    found = rules.in_force(many, NOON + timedelta(minutes=10))
    assert found is not None
    assert found.account_id == "acc_9"


def taken_back(client: Client, amount: str) -> None:
    """A part of what was paid too much is taken out of the wallet."""
    one = commissions(client)[0]
    part = Money.parse(amount, "USD")
    ports.transact(FEED, lambda unit: booking.take_back(unit, one, part))


def put_at(transfer_id: str, **changes: object) -> None:
    """The transfer has got somewhere."""

    def work(unit):
        before = transfers.get(transfer_id)
        transfers.change(unit, before, replace(before, **changes))

    ports.transact(SYSTEM, work)
