"""Tier rules: what brokers' figures are good for, settled once each, with the evidence kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from chalicelib import ports
from chalicelib.accounts.events import accounts_events
from chalicelib.clients.events import clients_events
from chalicelib.clients.model import Client
from chalicelib.clients.model.changes import Reparenting
from chalicelib.clients.service import referring
from chalicelib.core.actor import NOTHING, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Conflict, Invalid, NotFound
from chalicelib.core.money import Money
from chalicelib.core.paging import PageRequest
from chalicelib.messages.funds import DepositCredited, DepositTakenBack
from chalicelib.messages.partners import TierChanged
from chalicelib.partners.events import closed_deals, partners_events
from chalicelib.partners.model.terms import Origin, TermsChange
from chalicelib.partners.model.tiers import (
    TIER_SCHEDULE,
    Cause,
    CheckKind,
    Criteria,
    DepositGoal,
    Every,
    Figures,
    Join,
    Method,
    OutcomeState,
    TierOutcome,
    TierRule,
    TierSchedule,
    Window,
)
from chalicelib.partners.rules import tiers as rules
from chalicelib.partners.service import figures, terms, tier_reports, tier_rules, tier_settling
from chalicelib.partners.service.days import month_of
from chalicelib.partners.store import tiers as store
from chalicelib.settings import public as settings
from tests.kit.clients import acting, command
from tests.kit.courier import Courier
from tests.kit.earnings import account, at_tier, chain, ib, traded, trader
from tests.kit.messages import published
from tests.kit.partners import RANKS
from tests.kit.plans import ANN, standard_for_all

pytestmark = pytest.mark.usefixtures("store", "clock")
COURIER = Courier((clients_events, accounts_events, closed_deals, partners_events))
CLOCK = system("tier-settlements")
UTC_ZONE = ZoneInfo("UTC")


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def eur(text: str) -> Money:
    return Money.parse(text, "EUR")


def goal(total: Money, per_branch: Money | None = None) -> DepositGoal:
    return DepositGoal(total, per_branch)


def silver(**asked: object) -> Criteria:
    return Criteria(2, **asked)  # type: ignore[arg-type]


def gold(**asked: object) -> Criteria:
    return Criteria(3, **asked)  # type: ignore[arg-type]


DEPOSITS = (
    silver(deposits=(goal(usd("100.00")),)),
    gold(deposits=(goal(usd("1000.00")),)),
)


@pytest.fixture
def structure() -> str:
    """The rank structure that every new tree is under."""
    standard_for_all()
    covering = terms.covering_at(ib(), ports.now())
    return covering.structure_id


def put(structure_id: str, *tiers: Criteria, **changes: object) -> TierRule:
    """The rule of a structure, with deposits of 100 and 1000 dollars unless ``tiers`` are given."""
    rule = TierRule(structure_id, "Growth", Method.AUTOMATIC, tiers or DEPOSITS)
    before = store.rule(structure_id)
    wanted = replace(rule, **changes)  # type: ignore[arg-type]
    return tier_rules.put(ANN, wanted, before.number if before else 0, command()).rule


def deposited(client: Client, amount: Money) -> None:
    """A deposit of the client's, as funds tells it."""

    def work(unit):
        unit.publish(
            DepositCredited(
                deposit_id="dep_1",
                client_id=client.id,
                amount=amount,
                fee=Money.zero(amount.currency),
                payment=amount,
                method_id="wire",
                entry_id="ent_1",
            )
        )

    ports.transact(system("funds-events"), work)


def told() -> None:
    COURIER.deliver_all()


def settle() -> None:
    """A settlement that is begun by hand, run to its end."""
    tier_settling.begin_now(ANN)
    tier_settling.run(CLOCK, lambda: 60)


def newest(client: Client) -> TierOutcome:
    found = store.newest(client.id)
    assert found is not None
    return found


def tier(client: Client) -> int | None:
    return terms.sheet(ANN, client.id).tier


# ---- what is counted


def test_a_deposit_counts_for_everybody_who_was_above_and_comes_twice_without_harm(structure: str):
    near, far = chain("Bronze", "Bronze")
    deposited(trader(near), usd("70.00"))
    deposited(near, usd("30.00"))
    COURIER.deliver_all(twice=True, reverse=True)
    window = Window("", month_of(ports.now()))
    of = partial(figures.of, window=window, by_branch=True)
    assert of(near.id).deposits == {"USD": 7000}
    assert of(near.id).own_deposits == {"USD": 3000}
    assert of(far.id).deposits == {"USD": 10000}
    assert of(far.id).branches == {near.id: {"USD": 10000}}


def test_a_move_in_the_tree_leaves_what_was_counted_where_it_was(structure: str):
    first, second = ib(), ib()
    tia = trader(first)
    deposited(tia, usd("70.00"))
    told()
    referring.change_referrer(ANN, tia.id, Reparenting(second.id, bring_downlines=False))
    deposited(tia, usd("5.00"))
    told()
    window = Window("", month_of(ports.now()))
    sums = [figures.of(one.id, window, by_branch=False).deposits for one in (first, second)]
    assert sums == [{"USD": 7000}, {"USD": 500}]


def test_lots_and_active_clients_count_once_per_deal_and_once_per_client_and_month(structure: str):
    near, far = chain("Bronze", "Bronze")
    held = account(trader(near))
    traded(held, 7002)
    traded(held, 7004, volume_ten_thousandths=5_000)
    traded(account(trader(far), 5002), 7006)
    COURIER.deliver_all(twice=True, reverse=True)
    window = Window("", month_of(ports.now()))
    found = [figures.of(one.id, window, by_branch=False) for one in (near, far)]
    assert [(one.lots, one.active_clients) for one in found] == [
        (Decimal("1.5"), 1),
        (Decimal("2.5"), 2),
    ]


def test_a_chain_longer_than_a_unit_is_counted_to_its_top(structure: str):
    above = chain(*["Bronze"] * 42)
    tia = trader(above[0])
    deposited(tia, usd("10.00"))
    traded(account(tia))
    COURIER.deliver_all(twice=True)
    window = Window("", month_of(ports.now()))
    for one in (above[0], above[39], above[40], above[41]):
        found = figures.of(one.id, window, by_branch=True)
        assert (found.deposits, found.lots, found.active_clients) == ({"USD": 1000}, 1, 1)
        assert len(found.branches) == 1


def taken_back(client: Client, amount: Money, credited_at: datetime, **changes: bool) -> None:
    """A part of a deposit that went back, as funds tells it; or came again."""

    def work(unit):
        unit.publish(
            DepositTakenBack(
                deposit_id="dep_1",
                client_id=client.id,
                amount=amount,
                credited_at=credited_at,
                **changes,
            )
        )

    ports.transact(system("funds-events"), work)


def of_month(client: Client, month: str) -> Figures:
    return figures.of(client.id, Window(month, month), by_branch=True)


def test_what_goes_back_of_a_deposit_lowers_the_month_of_its_going_once(
    structure: str, clock: FixedClock
):
    near, far = chain("Bronze", "Bronze")
    tia, then = trader(near), ports.now()
    deposited(tia, usd("70.00"))
    told()
    clock.advance(days=40)
    taken_back(tia, usd("20.00"), then)
    COURIER.deliver_all(twice=True, reverse=True)
    before, now = month_of(then), month_of(ports.now())
    for one in (near, far):
        assert of_month(one, before).deposits == {"USD": 7000}
        assert (of_month(one, now).deposits, of_month(one, now).back) == (
            {"USD": -2000},
            {"USD": 2000},
        )
    assert of_month(far, now).branches == {near.id: {"USD": -2000}}
    assert of_month(tia, now).own_deposits == {"USD": -2000}
    assert of_month(tia, now).own_back == {"USD": 2000}


def test_what_went_back_and_came_again_is_as_if_it_had_stayed(structure: str):
    near = ib()
    tia, then = trader(near), ports.now()
    deposited(tia, usd("70.00"))
    taken_back(tia, usd("20.00"), then)
    taken_back(tia, usd("20.00"), then, is_restored=True)
    COURIER.deliver_all(twice=True, reverse=True)
    found = of_month(near, month_of(then))
    assert (found.deposits, found.back["USD"]) == ({"USD": 7000}, 0)


def test_those_are_lowered_who_were_above_when_the_deposit_was_credited(
    structure: str, clock: FixedClock
):
    first, second = ib(), ib()
    tia, then = trader(first), ports.now()
    deposited(tia, usd("70.00"))
    told()
    clock.advance(minutes=1)
    referring.change_referrer(ANN, tia.id, Reparenting(second.id, bring_downlines=False))
    taken_back(tia, usd("70.00"), then)
    told()
    month = month_of(then)
    assert of_month(first, month).deposits == {"USD": 0}
    assert of_month(second, month).deposits == {}


def test_a_chain_longer_than_a_unit_is_lowered_to_its_top(structure: str):
    above = chain(*["Bronze"] * 42)
    tia, then = trader(above[0]), ports.now()
    deposited(tia, usd("10.00"))
    taken_back(tia, usd("4.00"), then)
    COURIER.deliver_all(twice=True)
    for one in (above[0], above[39], above[40], above[41]):
        found = of_month(one, month_of(then))
        assert (found.deposits, found.back) == ({"USD": 600}, {"USD": 400})


# ---- what figures are good for


def test_a_check_says_what_went_back_and_is_not_in_what_was_reached():
    asked = silver(deposits=(goal(usd("100.00")),), own_deposits=(usd("5.00"),))
    found = at(deposits={"USD": 9000}, back={"USD": 2000}, own_deposits={"USD": 600})
    whole, own = rules.checked(asked, found).checks
    assert (whole.reached, whole.back, whole.is_met) == ("90.00", "20.00", False)
    assert (own.reached, own.back, own.is_met) == ("6.00", "", True)


def test_of_branches_only_those_that_count_say_what_went_back():
    asked = silver(deposits=(goal(usd("100.00"), usd("40.00")),))
    found = at(
        branches={"a": {"USD": 7000}, "b": {"USD": 3000}},
        branches_back={"a": {"USD": 500}, "b": {"USD": 9000}},
    )
    (check,) = rules.checked(asked, found).checks
    assert (check.reached, check.back, check.branches_short) == ("70.00", "5.00", 1)


def at(**changes: object) -> Figures:
    return replace(Figures(Window("", "2026-11")), **changes)  # type: ignore[arg-type]


def test_fifty_dollars_and_a_hundred_euros_are_both_asked_under_and_and_one_under_or():
    asked = silver(deposits=(goal(usd("50.00")), goal(eur("100.00"))))
    dollars_alone = at(deposits={"USD": 5000, "EUR": 9999})
    assert not rules.checked(asked, dollars_alone).is_met
    assert rules.checked(replace(asked, joined=Join.OR), dollars_alone).is_met
    assert rules.checked(asked, at(deposits={"USD": 5000, "EUR": 10000})).is_met


def test_a_branch_below_its_minimum_does_not_count():
    asked = silver(deposits=(goal(usd("100.00"), usd("40.00")),))
    short = rules.checked(asked, at(branches={"a": {"USD": 7000}, "b": {"USD": 3999}}))
    (check,) = short.checks
    assert (check.is_met, check.reached, check.branches, check.branches_short) == (
        False,
        "70.00",
        1,
        1,
    )
    full = rules.checked(asked, at(branches={"a": {"USD": 7000}, "b": {"USD": 4000}}))
    assert full.is_met


def test_every_kind_of_criterion_is_asked():
    asked = silver(own_deposits=(usd("10.00"),), lots=Decimal("1.5"), active_clients=2)
    enough = at(own_deposits={"USD": 1000}, lots=Decimal("1.5"), active_clients=2)
    assert rules.checked(asked, enough).is_met
    for less in ({"own_deposits": {}}, {"lots": Decimal("1.4999")}, {"active_clients": 1}):
        assert not rules.checked(asked, replace(enough, **less)).is_met  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tiers", "code", "field"),
    [
        ((Criteria(9, lots=Decimal(1)),), "tier_unknown", "tiers.0.tier"),
        ((silver(lots=Decimal(1)), silver(lots=Decimal(2))), "tier_twice", "tiers.1.tier"),
        ((silver(),), "criteria_missing", "tiers.0"),
        (
            (silver(deposits=(goal(usd("5.00")), goal(usd("6.00")))),),
            "currency_twice",
            "tiers.0.deposits",
        ),
        (
            (silver(deposits=(goal(usd("5.00"), usd("6.00")),)),),
            "branch_above_total",
            "tiers.0.deposits.0.per_branch",
        ),
    ],
)
def test_a_rule_that_could_not_be_settled_by_is_refused(
    structure: str, tiers: tuple[Criteria, ...], code: str, field: str
):
    with pytest.raises(Invalid) as refusal:
        put(structure, *tiers)
    assert (refusal.value.code, refusal.value.field) == (code, field)


# ---- settling


def test_an_automatic_rule_raises_a_broker_with_the_figures_as_evidence(structure: str):
    near, far = chain("Bronze", "Bronze")
    deposited(trader(near), usd("150.00"))
    told()
    put(structure)
    settle()
    assert (tier(near), tier(far)) == (2, 2)
    found = newest(near)
    assert (found.state, found.before, found.reached) == (OutcomeState.SUCCESS, 1, 2)
    assert found.tiers == RANKS.tiers
    (check,) = found.checks[0].checks
    assert (check.kind, check.needed, check.reached) == (CheckKind.DEPOSITS, "100.00", "150.00")
    step = terms.sheet(ANN, near.id).step
    assert step is not None
    assert (step.origin, step.by_name) == (Origin.RULE, "Growth")
    messages = [one for one in published() if isinstance(one, TierChanged)]
    assert {(one.client_id, one.before, one.after) for one in messages} == {
        (near.id, "Bronze", "Silver"),
        (far.id, "Bronze", "Silver"),
    }


def test_a_settlement_that_dies_goes_on_and_takes_nobody_twice(structure: str):
    brokers = [ib() for _ in range(3)]
    for one in brokers:
        deposited(trader(one), usd("150.00"))
    told()
    rule = put(structure)
    begun = tier_settling.begin_now(ANN)
    turn = partial(
        tier_settling.settle_one,
        client_id=brokers[1].id,
        at=begun.due_at,
        active={structure: rule},
    )
    assert ports.transact(CLOCK, turn) is OutcomeState.SUCCESS  # and then it died
    tier_settling.run(CLOCK, lambda: 1)  # no time left
    assert [tier(one) for one in brokers] == [1, 2, 1]
    tier_settling.run(CLOCK, lambda: 60)
    tier_settling.run(CLOCK, lambda: 60)
    assert [tier(one) for one in brokers] == [2, 2, 2]
    assert [len(terms.sheet(ANN, one.id).steps) for one in brokers] == [2, 2, 2]
    ended = store.settlement(begun.due_at)
    assert ended is not None
    assert (ended.ended_at is not None, ended.counts[OutcomeState.SUCCESS]) == (True, 3)
    assert store.clock().running_at is None


def test_rules_stay_as_they_are_while_a_settlement_runs(structure: str):
    put(structure)
    tier_settling.begin_now(ANN)
    for change in (partial(put, structure), partial(tier_rules.remove, ANN, structure)):
        with pytest.raises(Conflict) as refusal:
            change()
        assert refusal.value.code == "settlement_running"
    tier_settling.run(CLOCK, lambda: 60)
    put(structure, enabled=False)


def test_a_manual_rule_waits_for_staff_who_agree_or_reject(structure: str):
    up, out = ib(), ib()
    for one in (up, out):
        deposited(trader(one), usd("150.00"))
    told()
    put(structure, method=Method.MANUAL)
    settle()
    assert (tier(up), newest(up).state) == (1, OutcomeState.PENDING)
    decide = partial(tier_reports.decide, ANN, comment="seen")
    decide(up.id, newest(up).settlement_at, agreed=True)
    decide(out.id, newest(out).settlement_at, agreed=False)
    assert (tier(up), newest(up).state) == (2, OutcomeState.UPGRADED)
    assert (tier(out), newest(out).state) == (1, OutcomeState.REJECTED)
    with pytest.raises(Conflict) as refusal:
        decide(out.id, newest(out).settlement_at, agreed=True)
    assert refusal.value.code == "tier_outcome_closed"


def test_what_staff_have_not_decided_expires_with_the_next_settlement(
    structure: str, clock: FixedClock
):
    broker = ib()
    deposited(trader(broker), usd("150.00"))
    told()
    put(structure, method=Method.MANUAL)
    settle()
    first = newest(broker).settlement_at
    clock.advance(days=1)
    settle()
    old = store.outcome(broker.id, first)
    assert old is not None
    assert (old.state, newest(broker).state) == (OutcomeState.EXPIRED, OutcomeState.PENDING)
    with pytest.raises(Conflict):
        tier_reports.decide(ANN, broker.id, first, agreed=True, comment="")


def test_without_demotion_a_higher_tier_is_a_failure_that_staff_may_overrule(structure: str):
    broker = ib()
    at_tier(broker, "Gold")
    deposited(trader(broker), usd("150.00"))
    told()
    put(structure)
    settle()
    assert (newest(broker).state, newest(broker).cause) == (
        OutcomeState.FAIL,
        Cause.HIGHER_TIER,
    )
    tier_reports.decide(ANN, broker.id, newest(broker).settlement_at, agreed=True, comment="")
    assert (tier(broker), newest(broker).state) == (2, OutcomeState.SUCCESS)


def test_a_rule_that_demotes_spares_whom_it_names(structure: str):
    falls, stays = ib(), ib()
    for one in (falls, stays):
        at_tier(one, "Gold")
        deposited(trader(one), usd("150.00"))
    told()
    put(structure, demotes=True, spared=(stays.id,))
    settle()
    assert (tier(falls), tier(stays)) == (2, 3)
    assert newest(falls).state is OutcomeState.SUCCESS
    assert newest(stays).cause is Cause.HIGHER_TIER


def test_whom_staff_have_planned_something_for_is_left_to_them(structure: str, clock: FixedClock):
    broker = ib()
    later = clock.now() + timedelta(days=3)
    terms.change(ANN, broker.id, TermsChange(tier=5, effective_at=later), command())
    deposited(trader(broker), usd("150.00"))
    told()
    put(structure)
    settle()
    assert (newest(broker).state, newest(broker).cause) == (
        OutcomeState.FAIL,
        Cause.CHANGE_PLANNED,
    )


def test_months_beyond_the_window_do_not_count(structure: str, clock: FixedClock):
    broker = ib()
    deposited(trader(broker), usd("150.00"))
    told()
    clock.advance(days=70)
    put(structure, months=1)
    settle()
    assert newest(broker).state is OutcomeState.UNCHANGED
    put(structure, months=0)
    clock.advance(days=1)
    settle()
    assert tier(broker) == 2


def test_a_deleted_rule_leaves_its_report(structure: str):
    broker = ib()
    deposited(trader(broker), usd("150.00"))
    told()
    put(structure)
    settle()
    tier_rules.remove(ANN, structure)
    page = tier_reports.reported(ANN, Method.AUTOMATIC, OutcomeState.SUCCESS, PageRequest())
    assert [one.outcome.rule_name for one in page.items] == ["Growth"]
    with pytest.raises(Conflict) as refusal:
        tier_settling.begin_now(ANN)
    assert refusal.value.code == "no_tier_rules"


def test_staff_see_and_decide_only_what_is_about_clients_they_see(structure: str):
    broker = ib()
    deposited(trader(broker), usd("150.00"))
    told()
    put(structure, method=Method.MANUAL)
    settle()
    stranger = replace(ANN, scope=NOTHING)
    page = tier_reports.reported(stranger, Method.MANUAL, None, PageRequest())
    assert page.items == ()
    with pytest.raises(NotFound):
        tier_reports.decide(
            stranger, broker.id, newest(broker).settlement_at, agreed=True, comment=""
        )
    with pytest.raises(Invalid) as unknown:
        tier_rules.put(stranger, replace(put(structure), spared=(broker.id,)), 2, command())
    assert unknown.value.code == "client_unknown"


def test_a_rule_that_somebody_else_changed_meanwhile_is_not_overwritten(structure: str):
    put(structure)
    put(structure, enabled=False)
    with pytest.raises(Conflict) as refusal:
        tier_rules.put(ANN, put(structure), 1, command())
    assert refusal.value.facts == {"number": 3}


# ---- when


def test_a_settlement_begins_once_at_its_time_and_never_for_a_time_before_it_was_set(
    structure: str, clock: FixedClock
):
    clock.set(datetime(2026, 11, 15, tzinfo=UTC))
    put(structure)
    tier_settling.run(CLOCK, lambda: 60)
    assert store.settlements(PageRequest()).items == ()
    clock.set(datetime(2026, 12, 1, 0, 59, tzinfo=UTC))
    tier_settling.run(CLOCK, lambda: 60)
    assert store.settlements(PageRequest()).items == ()
    for _ in range(2):
        clock.set(datetime(2026, 12, 1, 1, 0, 30, tzinfo=UTC))
        tier_settling.run(CLOCK, lambda: 60)
    (only,) = store.settlements(PageRequest()).items
    assert only.due_at == datetime(2026, 12, 1, 1, tzinfo=UTC)
    assert only.ended_at is not None
    settings.adopt(system("test"), TIER_SCHEDULE, TierSchedule(Every.DAY, time="01:00"))
    clock.set(datetime(2026, 12, 1, 1, 5, tzinfo=UTC))
    settings.forget()
    tier_settling.run(CLOCK, lambda: 60)
    assert len(store.settlements(PageRequest()).items) == 1


def test_times_are_of_the_brokers_clock():
    zone = ZoneInfo("Asia/Shanghai")
    now = datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
    monthly = TierSchedule(Every.MONTH, time="01:00")
    assert rules.last_due(monthly, now, zone) == datetime(2026, 11, 30, 17, tzinfo=UTC)
    weekly = TierSchedule(Every.WEEK, weekday=1, time="01:00")
    assert rules.next_due(weekly, now, zone) == datetime(2026, 12, 6, 17, tzinfo=UTC)
    assert rules.next_due(TierSchedule(Every.NEVER), now, zone) is None


def test_a_settlement_on_the_first_counts_the_month_that_has_ended():
    first = datetime(2027, 1, 1, 1, tzinfo=UTC)
    assert rules.window(2, first, UTC_ZONE) == Window("2026-11", "2026-12")
    assert rules.window(0, first, UTC_ZONE) == Window("", "2026-12")


# ---- what the IB sees


def test_an_ib_sees_how_far_the_next_tier_is(structure: str):
    broker = ib()
    deposited(trader(broker), usd("60.00"))
    told()
    put(structure)
    seen = tier_reports.progress(acting(broker))
    assert (seen.tier, seen.tiers) == (1, RANKS.tiers)
    assert seen.next is not None
    (check,) = seen.next.checks
    assert (seen.next.tier, check.needed, check.reached) == (2, "100.00", "60.00")
    assert seen.settles_at is not None


def test_without_a_rule_an_ib_sees_the_tier_alone(structure: str):
    seen = tier_reports.progress(acting(ib()))
    assert (seen.tier, seen.next, seen.settles_at) == (1, None, None)
