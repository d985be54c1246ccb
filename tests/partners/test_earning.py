"""A closed deal from the feed to the wallets of those above, with what explains each amount."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from chalicelib import ports
from chalicelib.accounts.events import accounts_events
from chalicelib.accounts.model import AccountKind, Flags
from chalicelib.clients.events import clients_events
from chalicelib.clients.model import Client
from chalicelib.clients.model.changes import Reparenting
from chalicelib.clients.service import referring, suspension
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.money import Money
from chalicelib.funds.service.invariants.passes import run_to_the_end
from chalicelib.gateways.trading.model import DealAction, DealEntry
from chalicelib.partners.events import closed_deals, partners_events
from chalicelib.partners.model.earnings import (
    CommissionState,
    FailureAction,
    PayoutFailure,
    SchemeKind,
)
from chalicelib.partners.model.plans import (
    CALCULATION,
    DEFAULT_SCHEME,
    PAYOUTS_ON,
    Calculation,
    FlexibleRate,
    FlexibleScheme,
    Frequency,
    PlanKind,
    RateType,
    Structure,
)
from chalicelib.partners.model.receipts import Component
from chalicelib.partners.model.terms import TermsChange
from chalicelib.partners.model.trades import Reason
from chalicelib.partners.rules import receipts
from chalicelib.partners.service import earning, failures, payouts, terms
from chalicelib.partners.service.failures import Which
from chalicelib.partners.service.keeping import KEEPER
from chalicelib.partners.store import earnings, paying
from chalicelib.settings import public as settings
from tests.kit.clients import command
from tests.kit.courier import Courier
from tests.kit.earnings import account, chain, commissions, deal, ib, store, traded, trader, wallet
from tests.kit.funds import house_balances
from tests.kit.partners import NINE, basic, decimals, scheme
from tests.kit.plans import ANN, agreed, majors, own, ranks, standard_for_all

pytestmark = pytest.mark.usefixtures("store", "clock")
COURIER = Courier((clients_events, accounts_events, closed_deals, partners_events))
SWEEP = system("commissions-sweep")
WHICH = Which(SchemeKind.FIXED)


def adopt(scheme_id: str) -> str:
    """The default scheme of every tree from now on."""
    settings.adopt(system("test"), DEFAULT_SCHEME, scheme_id)
    return scheme_id


@pytest.fixture
def by_rank() -> str:
    return standard_for_all()


def under(**changes: object) -> str:
    """A scheme of one symbol group, USD 1 to 5 by rank unless ``changes`` say otherwise."""
    plan = scheme(basic(symbol_group_id=majors()), rank_structure_id=ranks())
    return adopt(agreed(PlanKind.FIXED_SCHEME, replace(plan, **changes)))  # type: ignore[arg-type]


def shown(clients: list[Client]) -> list[str]:
    return [wallet(one) for one in clients]


def reasons(client: Client) -> list[Reason | None]:
    return [
        one.reason or (one.unpaid[0].reason if one.unpaid else None) for one in commissions(client)
    ]


def settled(ticket: int = 7002):
    found = earnings.deal("mt5", str(ticket))
    assert found is not None
    return found


# ---- what is paid


def test_the_rank_table_of_nine_uplines_pays_the_printed_figures(by_rank: str):
    above = chain(*NINE)
    traded(account(trader(above[0])))
    COURIER.deliver_all()
    paid = ["1.00", "5.00", "none", "4.00", "none", "none", "none", "5.00", "none"]
    assert shown(above) == paid
    assert house_balances() == {"ib_commission_expense": "-15.00"}
    assert settled().settlement.headline == Decimal(15)
    assert settled().settlement.shortfall == ()


def test_a_receipt_has_the_tree_the_versions_and_the_arithmetic_as_of_the_deal(by_rank: str):
    gold, top = chain("Gold", "Platinum")
    traded(account(trader(gold)), volume_ten_thousandths=15_000)
    COURIER.deliver_all()
    (mine,) = commissions(gold)
    (receipt,) = mine.receipts
    assert (receipt.component, receipt.tier, str(receipt.amount)) == (Component.BASIC, 3, "9.00")
    assert [(one.place, one.amount) for one in receipt.slots] == [(1, 1), (2, 2), (3, 3)]
    assert receipt.measure is not None
    assert receipt.measure.factors == (("lots", Decimal("1.5")),)
    assert receipts.recomputed(receipt) == receipt.amount == mine.amount
    assert [(one.client_id, one.level, one.tier) for one in settled().path] == [
        (gold.id, 1, 3),
        (top.id, 2, 5),
    ]
    assert (by_rank, 1) in [(one.plan_id, one.number) for one in settled().rules]


def test_overriding_and_same_rank_are_paid_with_the_basic_in_one_amount(by_rank: str):
    under(overriding=decimals(10), same_rank=decimals(10))
    gold, other_gold = chain("Gold", "Gold")
    traded(account(trader(gold)))
    COURIER.deliver_all()
    assert shown([gold, other_gold]) == ["6.00", "1.20"]
    (theirs,) = commissions(other_gold)
    assert [one.component for one in theirs.receipts] == [
        Component.OVERRIDING,
        Component.SAME_RANK,
    ]


def test_a_flexible_scheme_pays_beside_that_of_the_tree_and_each_has_its_own_row(by_rank: str):
    (gold,) = chain("Gold")
    plan = FlexibleScheme("Own", (FlexibleRate(majors(), RateType.PROFIT, decimals(3)[0]),))
    terms.change(ANN, gold.id, TermsChange(flexible_id=own(plan)), command())
    held = account(trader(gold), currency="EUR")
    traded(held)
    COURIER.deliver_all()
    kinds = {one.kind: str(one.amount) for one in commissions(gold)}
    assert kinds == {SchemeKind.FIXED: "6.00", SchemeKind.FLEXIBLE: "6.00"}
    assert (wallet(gold, "USD"), wallet(gold, "EUR")) == ("6.00", "6.00")


def test_the_spread_at_the_opening_is_what_a_share_of_it_is_taken_of():
    table = basic(
        symbol_group_id=majors(),
        structure=Structure.LEVEL,
        type=RateType.SPREAD,
        amounts=decimals(20),
    )
    under(basics=(table,))
    (gold,) = chain("Gold")
    held = account(trader(gold))
    traded(held, symbol="USDJPY", opened={"spread_points": 20})
    COURIER.deliver_all()
    assert wallet(gold) == "4.00"
    traded(held, 7102)
    COURIER.deliver_all()
    assert reasons(gold)[0] is Reason.SPREAD_UNKNOWN


def test_the_platforms_commission_counts_the_opening_by_the_part_that_was_closed():
    table = basic(
        symbol_group_id=majors(),
        structure=Structure.LEVEL,
        type=RateType.PLATFORM_COMMISSION,
        amounts=decimals(50),
    )
    under(basics=(table,))
    (gold,) = chain("Gold")
    held = account(trader(gold))
    at = ports.now() - timedelta(hours=1)
    usd = Money.parse("-8.00", "USD")
    opened = deal(
        held, 7001, entry=DealEntry.IN, action=DealAction.BUY, at=at, commission=usd,
        volume_ten_thousandths=40_000,
    )  # fmt: skip
    store(held, opened, deal(held, 7002, commission=Money.parse("-2.00", "USD")))
    COURIER.deliver_all()
    assert str(settled().trade.platform_commission) == "4.00"
    assert wallet(gold) == "2.00"


# ---- once


def test_a_deal_that_comes_again_and_in_another_order_changes_nothing(by_rank: str):
    above = chain("Bronze", "Silver", "Gold")
    held = account(trader(above[0]))
    for ticket in (7002, 7004, 7006):
        traded(held, ticket)
    COURIER.deliver_all(twice=True, reverse=True)
    assert shown(above) == ["3.00", "6.00", "9.00"]
    for ticket in (7002, 7004, 7006):
        earning.settle(SWEEP, [("mt5", str(ticket))])
    COURIER.deliver_all()
    assert shown(above) == ["3.00", "6.00", "9.00"]
    assert [len(commissions(one)) for one in above] == [3, 3, 3]


def test_many_deals_go_to_a_wallet_in_one_entry(by_rank: str):
    (gold,) = chain("Gold")
    held = account(trader(gold))
    settings.adopt(system("test"), PAYOUTS_ON, value=False)
    for ticket in range(7002, 7042, 2):
        traded(held, ticket)
    COURIER.deliver_all()
    assert wallet(gold) == "none"
    settings.adopt(system("test"), PAYOUTS_ON, value=True)
    payouts.sweep(SWEEP, lambda: 60)
    payouts.sweep(SWEEP, lambda: 60)
    assert wallet(gold) == "120.00"
    ids = {one.payout_id for one in commissions(gold)}
    assert len(ids) == 1
    payout = paying.payout(ids.pop())
    assert payout is not None
    assert (payout.deals, str(payout.amount)) == (20, "120.00")
    assert [(str(one.amount), one.commissions) for one in paying.earned(gold.id, 10)] == [
        ("120.00", 20)
    ]


def test_a_tree_deeper_than_a_unit_is_written_to_its_top(by_rank: str):
    made = [ib()]
    for _ in range(49):
        made.append(ib(made[-1]))
    traded(account(trader(made[-1])))
    COURIER.deliver_all(twice=True)
    assert wallet(made[-1]) == "1.00"
    assert [len(commissions(one)) for one in (made[0], made[20], made[-1])] == [1, 1, 1]
    assert reasons(made[0]) == [Reason.SLOT_TAKEN]


def test_the_books_agree_after_all_of_it(by_rank: str):
    above = chain("Bronze", "Gold")
    held = account(trader(above[0]))
    traded(held)
    traded(held, 7102, volume_ten_thousandths=25_000)
    COURIER.deliver_all()
    assert run_to_the_end(system("test"), lambda: None).breaks == ()


# ---- what is not paid, and why


def test_a_deal_below_nobody_says_so(by_rank: str):
    traded(account(trader()))
    COURIER.deliver_all()
    assert settled().settlement.reason is Reason.NO_UPLINE


def test_a_deal_that_pays_nobody_tells_each_broker_above_why(by_rank: str):
    above = chain("Bronze", "Gold")
    traded(account(trader(above[0])), symbol="XAUUSD")
    COURIER.deliver_all()
    assert [reasons(one) for one in above] == [[Reason.SYMBOL_NOT_COVERED]] * 2
    assert {one.state for one in commissions(above[0])} == {CommissionState.NONE}
    assert shown(above) == ["none", "none"]


def test_a_deal_that_was_held_too_short_earns_nothing_and_a_second_longer_does(by_rank: str):
    settings.adopt(system("test"), CALCULATION, Calculation(minimum_holding_seconds=120))
    (gold,) = chain("Gold")
    held = account(trader(gold))
    for ticket, seconds in ((7002, 119), (7102, 120)):
        traded(held, ticket, opened={"at": ports.now() - timedelta(seconds=seconds)})
    COURIER.deliver_all()
    assert reasons(gold) == [None, Reason.HELD_TOO_SHORT]
    assert wallet(gold) == "6.00"


def test_an_account_that_pays_no_commission_says_so(by_rank: str):
    (gold,) = chain("Gold")
    traded(account(trader(gold), flags=Flags(commission=False)))
    COURIER.deliver_all()
    assert reasons(gold) == [Reason.PAYOUT_OFF]


def test_play_money_earns_nothing_and_an_opening_deal_neither(by_rank: str):
    (gold,) = chain("Gold")
    held = account(trader(gold), kind=AccountKind.DEMO)
    traded(held)
    live = account(trader(gold), 5002)
    store(live, deal(live, 7102, entry=DealEntry.IN))
    COURIER.deliver_all()
    assert commissions(gold) == []
    assert earnings.deal("mt5", "7002") is None


def test_a_deal_closed_before_a_move_pays_those_who_were_above_then(
    by_rank: str, clock: FixedClock
):
    (old,), (new,) = chain("Gold"), chain("Gold")
    who = trader(old)
    held = account(who)
    clock.advance(hours=2)
    closed_at = ports.now()
    clock.advance(hours=1)
    referring.change_referrer(ANN, who.id, Reparenting(new.id, bring_downlines=False))
    COURIER.deliver_all()
    traded(held, at=closed_at)
    traded(held, 7102)
    COURIER.deliver_all()
    assert shown([old, new]) == ["6.00", "6.00"]


def test_a_brokers_copy_of_their_data_has_what_they_earned_and_not_whose_trades(by_rank: str):
    (gold,) = chain("Gold")
    traded(account(trader(gold)))
    COURIER.deliver_all()
    assert KEEPER.copy is not None
    (earned,) = (one for one in KEEPER.copy(gold.id) if one.name == "commissions")
    (line,) = earned.lines
    assert line["amount"] == {"amount": "6.00", "currency": "USD"}
    assert not {"login", "account_id", "client_id"} & line.keys()


# ---- daily, and what fails


def test_a_daily_scheme_pays_after_the_brokers_day(clock: FixedClock):
    under(frequency=Frequency.DAILY)
    (gold,) = chain("Gold")
    held = account(trader(gold))
    traded(held)
    traded(held, 7102)
    COURIER.deliver_all()
    assert {one.state for one in commissions(gold)} == {CommissionState.WAITING}
    clock.advance(days=1)
    payouts.sweep(SWEEP, lambda: 60)
    assert wallet(gold) == "12.00"
    assert len({one.payout_id for one in commissions(gold)}) == 1


def test_whoever_is_suspended_is_not_paid_until_staff_try_again(by_rank: str):
    (gold,) = chain("Gold")
    held = account(trader(gold))
    settings.adopt(system("test"), PAYOUTS_ON, value=False)
    traded(held)
    COURIER.deliver_all()
    suspension.suspend(ANN, gold.id, "to be looked at")
    settings.adopt(system("test"), PAYOUTS_ON, value=True)
    payouts.sweep(SWEEP, lambda: 60)
    (failed,) = commissions(gold)
    assert (failed.state, failed.failure) == (
        CommissionState.FAILED,
        PayoutFailure.RECIPIENT_NOT_ACTIVE,
    )
    assert wallet(gold) == "none"

    def act(action: FailureAction) -> CommissionState:
        return failures.act(ANN, gold.id, "mt5~7002", WHICH, action, command()).state

    assert act(FailureAction.RECYCLE) is CommissionState.RECYCLED
    assert act(FailureAction.RECOVER) is CommissionState.FAILED
    suspension.reinstate(ANN, gold.id, "all is well")
    assert act(FailureAction.RETRY) is CommissionState.WAITING
    COURIER.deliver_all()
    assert wallet(gold) == "6.00"
