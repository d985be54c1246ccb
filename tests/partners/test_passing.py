"""Passing on: a master shares a rate with those below, and no pool ever pays more than it is."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import app
from chalicelib.clients.events import clients_events
from chalicelib.clients.model import Client
from chalicelib.clients.service import suspension
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Conflict, FairleadError, Invalid, NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.partners.events import closed_deals, partners_events
from chalicelib.partners.model.earnings import SchemeKind
from chalicelib.partners.model.plans import (
    Calculation,
    FlexibleRate,
    FlexibleScheme,
    PassingLimits,
    RateType,
    SymbolValues,
)
from chalicelib.partners.model.receipts import PoolShare, Receipt, Unpaid
from chalicelib.partners.model.terms import TermsChange
from chalicelib.partners.model.trades import Reason
from chalicelib.partners.rules import flexible, passing
from chalicelib.partners.rules.receipts import recomputed
from chalicelib.partners.service import passing as service
from chalicelib.partners.service import terms
from tests.kit import people
from tests.kit.audit import brought
from tests.kit.clients import acting, command
from tests.kit.courier import Courier
from tests.kit.earnings import account, commissions, ib, traded, trader
from tests.kit.partners import GROUPS, barred, decimals, trade, uplines
from tests.kit.people import Person
from tests.kit.plans import ANN, majors, own

COURIER = Courier((clients_events, closed_deals, partners_events))
FREE = PassingLimits(most_percent=Decimal(100), onward=True)
FIRST = PageRequest(20)


def plan(
    rate: str | Decimal = "4", passing: PassingLimits | None = FREE, group: str = "sgr_majors"
):
    rates = (FlexibleRate(group, RateType.PER_LOT, Decimal(rate)),)
    return FlexibleScheme("Master", rates, passing=passing)


def shared(
    depth: int, own: dict[str, FlexibleScheme], passes: dict[str, Any], **changes: Any
) -> dict[str, Receipt | Unpaid]:
    """What a chain of brokers gets, ``ib1`` the nearest to the trader."""
    above = tuple(changes.pop("above", uplines(*[None] * depth)))
    grants = {one: Decimal(percent) for one, percent in passes.items()}
    outcomes = flexible.settle_chain(
        own, grants, GROUPS, trade(**changes), above, Calculation(), SymbolValues()
    )
    return {one.recipient_id: one for one in outcomes}


def amounts(outcomes: dict[str, Receipt | Unpaid]) -> dict[str, str]:
    return {
        one: str(found.amount) if isinstance(found, Receipt) else found.reason.value
        for one, found in outcomes.items()
    }


# ---- the rule


def test_a_master_passes_thirty_per_cent_of_four_dollars_on():
    outcomes = shared(2, {"ib2": plan()}, {"ib1": 30})
    assert amounts(outcomes) == {"ib1": "1.20", "ib2": "2.80"}
    master, sub = outcomes["ib2"], outcomes["ib1"]
    assert isinstance(master, Receipt)
    assert isinstance(sub, Receipt)
    assert master.slots[0].amount == 4
    assert master.share == PoolShare(given=Decimal("1.2"), receiver_id="ib1")
    assert sub.share == PoolShare(giver_id="ib2", percent=Decimal(30))
    assert [recomputed(one) for one in (master, sub)] == [master.amount, sub.amount]


def test_who_was_passed_something_passes_on_of_that_down_to_any_depth():
    outcomes = shared(4, {"ib4": plan("10")}, {"ib3": 50, "ib2": 50, "ib1": 50})
    assert amounts(outcomes) == {"ib4": "5.00", "ib3": "2.50", "ib2": "1.25", "ib1": "1.25"}


def test_onward_is_refused_where_staff_have_not_allowed_it():
    limits = PassingLimits(most_percent=Decimal(50))
    outcomes = shared(3, {"ib3": plan("10", limits)}, {"ib2": 50, "ib1": 50})
    assert amounts(outcomes) == {"ib3": "5.00", "ib2": "5.00"}


def test_a_limit_that_staff_lower_later_cuts_what_was_granted_before():
    limits = PassingLimits(most_percent=Decimal(25), least_kept=Decimal("3.50"))
    assert amounts(shared(2, {"ib2": plan("4", limits)}, {"ib1": 30})) == {
        "ib2": "3.50",
        "ib1": "0.50",
    }
    all_kept = PassingLimits(most_percent=Decimal(25), least_kept=Decimal(4))
    assert amounts(shared(2, {"ib2": plan("4", all_kept)}, {"ib1": 30})) == {
        "ib2": "4.00",
        "ib1": "nothing_passed_on",
    }
    assert amounts(shared(2, {"ib2": plan("4", None)}, {"ib1": 30})) == {"ib2": "4.00"}


def test_who_passes_all_on_has_the_reason():
    assert amounts(shared(2, {"ib2": plan()}, {"ib1": 100})) == {
        "ib2": "all_passed_on",
        "ib1": "4.00",
    }


def test_whoever_has_an_own_scheme_is_a_pool_of_their_own():
    outcomes = shared(3, {"ib3": plan("4"), "ib2": plan("3")}, {"ib2": 50, "ib1": 50})
    assert amounts(outcomes) == {"ib3": "4.00", "ib2": "1.50", "ib1": "1.50"}


def test_what_would_go_to_somebody_who_cannot_earn_stays_above():
    above = list(uplines(None, None, None))
    above[1] = barred(above[1], Reason.NOT_ACTIVE)
    outcomes = shared(3, {"ib3": plan()}, {"ib2": 50, "ib1": 50}, above=above)
    assert amounts(outcomes) == {"ib3": "4.00"}


def test_of_a_master_who_cannot_earn_nothing_is_passed_on_and_the_sub_broker_reads_why():
    above = list(uplines(None, None))
    above[1] = barred(above[1], Reason.NOT_ACTIVE)
    outcomes = shared(2, {"ib2": plan()}, {"ib1": 50}, above=above)
    assert amounts(outcomes) == {"ib2": "not_active", "ib1": "giver_earns_nothing"}


def test_a_trade_that_the_scheme_does_not_cover_has_its_reason_for_all_who_share_it():
    outcomes = shared(2, {"ib2": plan()}, {"ib1": 50}, symbol="XAUUSD")
    assert set(amounts(outcomes).values()) == {"symbol_not_covered"}


percents = st.decimals(0, 100, places=2)
limits_of = st.none() | st.builds(
    PassingLimits,
    most_percent=st.decimals("0.01", 100, places=2),
    least_kept=st.decimals(0, 5, places=3),
    onward=st.booleans(),
)
rates = st.decimals(0, 50, places=4)


@given(
    st.integers(1, 40),
    st.dictionaries(st.integers(1, 40), st.tuples(rates, limits_of), max_size=5),
    st.dictionaries(st.integers(1, 40), percents),
    st.decimals("0.01", 30, places=2),
)
def test_all_that_is_paid_of_one_pool_never_exceeds_it_at_any_depth(depth, schemes, grants, lots):
    own_schemes = {f"ib{at}": plan(*one) for at, one in schemes.items() if at <= depth}
    passes = {f"ib{at}": percent for at, percent in grants.items()}
    outcomes = shared(depth, own_schemes, passes, lots=lots)
    exact: dict[str, Decimal] = defaultdict(Decimal)
    paid: dict[str, Decimal] = defaultdict(Decimal)
    for link in passing.links(uplines(*[None] * depth), own_schemes, passes):
        one = outcomes[link.upline.client_id]
        if isinstance(one, Receipt):
            exact[link.pool_id] += one.exact
            paid[link.pool_id] += one.amount.as_decimal()
            assert recomputed(one) == one.amount
            assert one.exact >= 0
    for pool_id, total in exact.items():
        whole = own_schemes[pool_id].rates[0].amount * lots
        assert paid[pool_id] <= total <= whole


# ---- granting it


@pytest.fixture
def tree(store: None, clock: FixedClock) -> tuple[Client, Client, Client]:
    """A master with four dollars a lot, a broker below, and one below that."""
    master = ib()
    middle = ib(master)
    low = ib(middle)
    limits = PassingLimits(Decimal(60), Decimal(1), onward=True)
    give(master, plan("4", limits, majors()))
    clock.advance(seconds=1)
    return master, middle, low


def give(client: Client, scheme: FlexibleScheme) -> None:
    terms.change(ANN, client.id, TermsChange(flexible_id=own(scheme)), command())


def grant(giver: Client, receiver: Client, percent: str) -> None:
    service.grant(acting(giver), receiver.id, Decimal(percent), command())


def refused(*parts: Any) -> FairleadError:
    with pytest.raises(FairleadError) as caught:
        grant(*parts)
    return caught.value


def own_rows(client: Client) -> list[str]:
    COURIER.deliver_all()
    return [str(one.amount) for one in commissions(client) if one.kind is SchemeKind.FLEXIBLE]


def test_a_granted_share_is_paid_from_then_on_and_not_of_deals_before(tree, clock: FixedClock):
    master, middle, low = tree
    held = account(trader(low))
    before = clock.now()
    clock.advance(minutes=5)
    grant(master, middle, "30")
    grant(middle, low, "50")
    clock.advance(minutes=5)
    traded(held)
    traded(held, 7004, at=before)
    assert own_rows(master) == ["2.80", "4.00"]
    assert own_rows(middle) == ["1.00"]  # the least that stays with whoever passes on
    assert own_rows(low) == ["0.20"]


def test_the_broker_sees_their_rates_as_they_reach_them_and_those_below(tree):
    master, middle, low = tree
    assert service.own(acting(middle)).source is None
    grant(master, middle, "30")
    mine = service.own(acting(master))
    assert (mine.may_pass, mine.rates) == (True, decimals(4))
    passed = service.own(acting(middle))
    assert passed.source is not None
    assert (passed.source.giver_id, passed.source.percent) == (master.id, 30)
    assert passed.rates == (Decimal("1.2"),)
    (sub,) = service.sub_brokers(acting(master), FIRST).items
    assert (sub.client_id, sub.percent, sub.has_own) == (middle.id, 30, False)
    assert [one.client_id for one in service.sub_brokers(acting(middle), FIRST).items] == [low.id]


def test_only_who_is_directly_below_is_passed_anything_and_within_the_limit(tree):
    master, middle, low = tree
    assert isinstance(refused(master, low, "10"), NotFound)
    beyond = refused(master, middle, "60.01")
    assert (type(beyond), beyond.code, beyond.facts["most_percent"]) == (
        Invalid,
        "passing_beyond_limit",
        "60",
    )
    assert refused(middle, low, "10").code == "passing_not_allowed"
    give(middle, plan("3", FREE, majors()))
    assert isinstance(refused(master, middle, "10"), Conflict)
    assert refused(master, middle, "10").code == "receiver_has_own_scheme"
    grant(master, middle, "0")


def test_a_change_is_in_the_audit_log_once_and_staff_read_the_book(tree):
    master, middle, _ = tree
    grant(master, middle, "30")
    grant(master, middle, "30")
    noted = [one for one in brought() if one["action"] == "commission_passed_on"]
    assert [one["after"]["percent"] for one in noted] == ["30"]
    book = service.book(ANN, master.id)
    assert [(one.receiver_id, one.at(book.at)) for one in book.given] == [(middle.id, 30)]
    assert book.names[middle.id] == middle.name
    below = service.book(ANN, middle.id)
    assert below.names[master.id] == master.name


def test_a_share_ends_with_the_tie_and_a_suspended_broker_gets_none(tree, clock: FixedClock):
    master, middle, low = tree
    grant(master, middle, "30")
    clock.advance(minutes=5)
    suspension.suspend(ANN, middle.id, "under review")
    traded(account(trader(low)))
    assert own_rows(master) == ["4.00"]
    assert own_rows(middle) == []


def test_over_http_a_master_passes_on_and_takes_it_back(tree):
    master, middle, _ = tree
    caller = people.signed_in(app, "portal", Person(master.id, master.email))
    passed = caller.call("PUT", f"/api/portal/sub-brokers/{middle.id}", {"percent": "30"})
    assert (passed.status, passed.body["percent"]) == (200, "30")
    assert caller.get("/api/portal/sub-brokers").body["items"] == [passed.body]
    limits = {"most_percent": "60", "least_kept": "1", "onward": True}
    assert caller.get("/api/portal/passing").body["limits"] == limits
    ended = caller.call("PUT", f"/api/portal/sub-brokers/{middle.id}", {"percent": "0"})
    assert (ended.status, ended.body["percent"]) == (200, "0")
