"""Past deals computed anew: differences first, then adjustments that are never altered either."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from chalicelib import ports
from chalicelib.clients.model.changes import Reparenting
from chalicelib.clients.service import referring, suspension
from chalicelib.core.actor import Actor, Scope
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Conflict, Forbidden, Invalid, NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.funds.service.invariants.passes import run_to_the_end
from chalicelib.partners.model.earnings import Cause, CommissionState
from chalicelib.partners.model.plans import DEFAULT_SCHEME, PlanKind, RebateCurrency, Structure
from chalicelib.partners.model.runs import RunAction, RunState, Subject
from chalicelib.partners.rules import receipts
from chalicelib.partners.service import explaining, running, runs
from chalicelib.partners.store import earnings
from chalicelib.settings import public as settings
from tests.kit.clients import command
from tests.kit.earnings import (
    FEED,
    account,
    chain,
    commissions,
    ib,
    traded,
    trader,
    wallet,
)
from tests.kit.partners import basic, decimals, scheme
from tests.kit.plans import ANN, majors, ranks, standard_for_all
from tests.kit.plans import agreed as new_plan
from tests.kit.runs import CARRIER, applied, last_month, looked, rows, scheme_now, sums
from tests.kit.runs import better_rate as rate

pytestmark = pytest.mark.usefixtures("engine", "dynamo", "clock")


@pytest.fixture
def by_rank() -> str:
    return standard_for_all()


def test_after_a_wrong_rate_it_pays_exactly_the_difference_and_a_second_run_nothing(
    by_rank: str, clock: FixedClock
):
    bronze, gold = chain("Bronze", "Gold")
    held = account(trader(bronze))
    for ticket in (7002, 7102):
        traded(held, ticket)
    CARRIER.deliver_all()
    assert [wallet(one) for one in (bronze, gold)] == ["2.00", "10.00"]
    first = {one.deal_id: one for one in commissions(gold)}
    clock.advance(hours=1)
    rate(by_rank, 2, 3, 5, 5, 5)
    now = ports.now()
    assert looked(last_month()).found == 0  # as of their closings nothing has changed
    run = looked(last_month(as_of=now))
    assert (run.state, run.looked, run.found) == (RunState.READY, 2, 2)
    assert [wallet(one) for one in (bronze, gold)] == ["2.00", "10.00"]
    told = {one: (str(s.before), str(s.after), str(s.more)) for one, s in sums(run).items()}
    assert told == {bronze.id: ("2.00", "4.00", "2.00"), gold.id: ("10.00", "16.00", "6.00")}
    runs.act(ANN, run.kind, run.id, RunAction.APPLY)
    CARRIER.deliver_all(twice=True, reverse=True)
    assert [wallet(one) for one in (bronze, gold)] == ["4.00", "16.00"]
    assert runs.sheet(ANN, run.kind, run.id).run.state is RunState.APPLIED
    assert looked(last_month(as_of=now)).found == looked(last_month()).found == 0
    kept = {one.deal_id: one for one in commissions(gold) if not one.revision}
    assert kept == first
    assert run_to_the_end(FEED, lambda: None).breaks == ()


def test_an_adjustment_says_what_it_was_and_is_explained_by_its_own_receipts(by_rank: str):
    (gold,) = chain("Gold")
    traded(account(trader(gold)))
    CARRIER.deliver_all()
    rate(by_rank, 2, 3, 5, 5, 5)
    applied(last_month(as_of=ports.now()))
    more = next(one for one in commissions(gold) if one.revision)
    assert (str(more.amount), str(more.was), more.cause) == ("4.00", "6.00", Cause.RECALCULATED)
    (receipt,) = more.receipts
    assert receipts.recomputed(receipt) - more.was == more.amount
    own = explaining.own_share(replace(ANN, id=gold.id), "mt5~7002")
    assert [one.deal.revision for one in own.explained.later] == [1]
    assert own.explained.later[0].deal.run_id


def test_what_is_too_much_waits_to_be_approved_and_nothing_is_taken(by_rank: str):
    (gold,) = chain("Gold")
    traded(account(trader(gold)))
    CARRIER.deliver_all()
    rate(by_rank, 1, 1, 1, 5, 5)
    applied(last_month(as_of=ports.now()))
    less = next(one for one in commissions(gold) if one.revision)
    assert (str(less.amount), less.state) == ("-3.00", CommissionState.TO_APPROVE)
    assert wallet(gold) == "6.00"
    assert looked(last_month()).found == 0


def test_another_currency_is_one_adjustment_less_and_one_more(by_rank: str):
    (gold,) = chain("Gold")
    traded(account(trader(gold), currency="EUR"))
    CARRIER.deliver_all()
    rate(by_rank, 1, 2, 3, 4, 5, currency=RebateCurrency.ACCOUNT)
    applied(last_month(as_of=ports.now()))
    changes = {f"{one.amount} {one.amount.currency}" for one in commissions(gold) if one.amount}
    assert changes == {"6.00 USD", "-6.00 USD", "6.00 EUR"}
    assert wallet(gold, "EUR") == "6.00"
    assert looked(last_month()).found == 0


def test_deals_that_were_never_settled_are_found_and_settled(by_rank: str):
    (gold,) = chain("Gold")
    traded(account(trader(gold)))
    assert earnings.deal("mt5", "7002") is None
    run = looked_alone(last_month(without_commission=True))
    assert [(row.deal_id, row.is_new) for row in rows(run)] == [("7002", True)]
    runs.act(ANN, run.kind, run.id, RunAction.APPLY)
    CARRIER.deliver_all(twice=True)
    assert wallet(gold) == "6.00"
    assert [one.revision for one in commissions(gold)] == [0]


def looked_alone(order):
    """A run that has looked, while no deal's own message has arrived."""
    made = runs.order(ANN, runs.RunKind.RECALCULATION, order, command())
    for part in range(10):
        running.advance(FEED, made.run.id, part)
    return runs.sheet(ANN, made.run.kind, made.run.id).run


def test_without_commission_passes_over_what_was_paid(by_rank: str):
    (gold,) = chain("Gold")
    held = account(trader(gold))
    traded(held)
    traded(held, 7102, symbol="XAUUSD")
    CARRIER.deliver_all()
    rate(by_rank, 2, 3, 5, 5, 5)
    run = looked(last_month(without_commission=True, as_of=ports.now()))
    assert (run.looked, run.found) == (2, 0)


def test_a_deal_keeps_the_moment_it_was_computed_by_until_another_is_named(
    by_rank: str, clock: FixedClock
):
    (gold,) = chain("Gold")
    traded(account(trader(gold)))
    CARRIER.deliver_all()
    before = ports.now()
    clock.advance(hours=1)
    rate(by_rank, 2, 3, 5, 5, 5)
    applied(last_month(as_of=ports.now()))
    assert looked(last_month()).found == 0
    back = looked(last_month(as_of=before))
    assert str(sums(back)[gold.id].less) == "4.00"


def test_a_referral_that_was_forgotten_is_made_up_as_of_now(by_rank: str):
    who = trader()
    traded(account(who))
    CARRIER.deliver_all()
    (gold,) = chain("Gold")
    referring.change_referrer(ANN, who.id, Reparenting(gold.id, bring_downlines=False))
    CARRIER.deliver_all()
    applied(last_month(as_of=ports.now(), without_commission=True))
    assert wallet(gold) == "6.00"


def test_whoever_is_suspended_since_keeps_what_they_got(by_rank: str):
    bronze, _gold = chain("Bronze", "Gold")
    traded(account(trader(bronze)))
    CARRIER.deliver_all()
    suspension.suspend(ANN, bronze.id, "to be looked at")
    assert looked(last_month(as_of=ports.now())).found == 0


def test_a_tree_deeper_than_a_unit_is_adjusted_to_its_top():
    table = basic(symbol_group_id=majors(), structure=Structure.LEVEL, amounts=decimals(*[1] * 30))
    plan = scheme(table, rank_structure_id=ranks(), overriding=decimals(*[10] * 30))
    scheme_id = new_plan(PlanKind.FIXED_SCHEME, plan)
    settings.adopt(FEED, DEFAULT_SCHEME, scheme_id)
    made = [ib()]
    for _ in range(54):
        made.append(ib(made[-1]))
    traded(account(trader(made[-1])))
    CARRIER.deliver_all()
    before = [Decimal(str(w)) if (w := wallet(one)) != "none" else Decimal(0) for one in made]
    rate(scheme_id, *[2] * 30)
    applied(last_month(as_of=ports.now()))
    after = [Decimal(str(w)) if (w := wallet(one)) != "none" else Decimal(0) for one in made]
    assert sum(1 for one in before if one) > 45
    assert after == [2 * one for one in before]
    assert looked(last_month()).found == 0


def test_a_part_that_is_delivered_again_counts_nothing_twice(by_rank: str):
    (gold,) = chain("Gold")
    held = account(trader(gold))
    for ticket in range(7002, 7002 + 2 * 60, 2):
        traded(held, ticket)
    CARRIER.deliver_all()
    rate(by_rank, 2, 3, 5, 5, 5)
    made = runs.order(ANN, runs.RunKind.RECALCULATION, last_month(as_of=ports.now()), command())
    CARRIER.deliver_all(twice=True, reverse=True)
    running.advance(FEED, made.run.id, 0)
    run = runs.sheet(ANN, made.run.kind, made.run.id).run
    assert (run.looked, run.found, run.percent) == (60, 60, 100)
    whole = sums(run, Subject.WHOLE)[""]
    assert (str(whole.before), str(whole.more), whole.deals) == ("360.00", "240.00", 60)
    assert list(sums(run, Subject.GROUP)) == [basic_group(by_rank)]
    runs.act(ANN, run.kind, run.id, RunAction.APPLY)
    CARRIER.deliver_all(twice=True)
    assert wallet(gold) == "600.00"
    assert runs.sheet(ANN, run.kind, run.id).run.done == 60


def basic_group(scheme_id: str) -> str:
    return scheme_now(scheme_id).basics[0].symbol_group_id


def test_a_run_that_was_cancelled_goes_no_further(by_rank: str):
    (gold,) = chain("Gold")
    traded(account(trader(gold)))
    CARRIER.deliver_all()
    rate(by_rank, 2, 3, 5, 5, 5)
    run = looked(last_month(as_of=ports.now()))
    runs.act(ANN, run.kind, run.id, RunAction.APPLY)
    runs.act(ANN, run.kind, run.id, RunAction.CANCEL)
    CARRIER.deliver_all()
    assert wallet(gold) == "6.00"
    with pytest.raises(Conflict) as refused:
        runs.act(ANN, run.kind, run.id, RunAction.APPLY)
    assert refused.value.code == "run_not_there"


def test_two_runs_that_are_applied_at_once_make_up_the_difference_once(by_rank: str):
    (gold,) = chain("Gold")
    traded(account(trader(gold)))
    CARRIER.deliver_all()
    rate(by_rank, 2, 3, 5, 5, 5)
    both = [looked(last_month(as_of=ports.now())) for _ in range(2)]
    for run in both:
        runs.act(ANN, run.kind, run.id, RunAction.APPLY)
    CARRIER.deliver_all(reverse=True)
    assert wallet(gold) == "10.00"
    assert len(earnings.revisions("mt5", "7002")) == 2
    applied_by = [row.applied for run in both for row in rows(run)]
    assert sorted(map(len, applied_by)) == [0, 1]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"since": None}, "range_or_tickets"),
        ({"tickets": ("7002",)}, "range_or_tickets"),
        ({"since": None, "until": None, "tickets": ("12a",)}, "not_a_ticket"),
        ({"server_id": "nowhere"}, "server_unknown"),
    ],
)
def test_an_order_that_cannot_be_meant_is_refused(by_rank: str, changes: dict, code: str):
    with pytest.raises(Invalid) as refused:
        runs.order(ANN, runs.RunKind.RECALCULATION, replace(last_month(), **changes), command())
    assert refused.value.code == code


def test_a_moment_to_come_and_a_span_backwards_are_refused(by_rank: str):
    later = ports.now() + timedelta(days=1)
    for changes, code in (({"as_of": later}, "not_yet"), ({"since": later}, "range_backwards")):
        with pytest.raises(Invalid) as refused:
            runs.order(ANN, runs.RunKind.RECALCULATION, replace(last_month(), **changes), command())
        assert refused.value.code == code


def test_who_does_not_see_the_whole_company_neither_orders_nor_reads(by_rank: str):
    run = looked(last_month())
    narrow: Actor = replace(ANN, scope=Scope(owner_ids=frozenset({ANN.id})))
    with pytest.raises(Forbidden):
        runs.order(narrow, run.kind, last_month(), command())
    with pytest.raises(NotFound):
        runs.sheet(narrow, run.kind, run.id)
    assert runs.listed(narrow, run.kind, PageRequest()).items == ()


def test_what_was_closed_before_the_account_was_ours_is_nobodys(by_rank: str):
    (gold,) = chain("Gold")
    held = account(trader(gold), opened_at=ports.now() - timedelta(days=2))
    traded(held, at=ports.now() - timedelta(days=3))
    assert looked_alone(last_month()).found == 0
