"""A move in the tree from a date on: previewed, given up, or carried out once to the instant."""

from datetime import timedelta

import pytest

from chalicelib import ports
from chalicelib.clients.model import Client
from chalicelib.clients.model.changes import Reparenting
from chalicelib.clients.model.moves import MoveState, MoveWish, PlannedMove
from chalicelib.clients.service import lineage, planning, reading, referring
from chalicelib.clients.store import tally
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.partners.service import foreseeing
from chalicelib.partners.store import earnings
from tests.kit.clients import command
from tests.kit.earnings import account, at_tier, chain, commissions, ib, traded, trader, wallet
from tests.kit.plans import ANN, standard_for_all
from tests.kit.runs import CARRIER, last_month, looked

pytestmark = pytest.mark.usefixtures("store", "clock")
SWEEP = system("moves-sweep")


@pytest.fixture
def tree() -> tuple[Client, Client, Client, Client]:
    """Gold and, apart, Diamond; a trader below a Bronze, who is below Gold."""
    standard_for_all()
    bronze, gold = chain("Bronze", "Gold")
    (diamond,) = chain("Diamond")
    return trader(bronze), bronze, gold, diamond


def planned(
    client: Client, to: Client | None, *, bring: bool = True, days: int = 10
) -> PlannedMove:
    at = ports.now() + timedelta(days=days)
    wish = MoveWish(to.id if to else "", bring, at, "agreed with both")
    return planning.plan(ANN, client.id, wish, command())


def sweep() -> int:
    done = planning.carry_out(SWEEP, lambda: 60.0)
    CARRIER.deliver_all(twice=True)
    return done


def state(client: Client) -> MoveState:
    return planning.listed(ANN, client.id)[0].state


def above(client: Client, at=None) -> list[str]:
    return [one.id for one in lineage.uplines(reading.client(ANN, client.id), at)]


def test_before_its_moment_nothing_has_changed_and_then_it_has_once(tree, clock: FixedClock):
    who, bronze, gold, diamond = tree
    move = planned(bronze, diamond)
    assert (sweep(), above(who)) == (0, [bronze.id, gold.id])
    clock.advance(days=10)
    assert (sweep(), sweep()) == (1, 0)
    assert above(who) == [bronze.id, diamond.id]
    assert state(bronze) is MoveState.DONE
    assert above(who, move.effective_at - timedelta(milliseconds=1)) == [bronze.id, gold.id]
    counts = tally.all_counts([gold.id, diamond.id])
    assert [(counts[one.id].direct, counts[one.id].below) for one in (gold, diamond)] == [
        (0, 0),
        (1, 2),
    ]


def test_deals_are_paid_by_the_tree_of_their_instant_though_it_is_carried_out_ahead(
    tree, clock: FixedClock
):
    who, bronze, gold, diamond = tree
    held = account(who)
    traded(held)
    CARRIER.deliver_all()
    first = earnings.deal("mt5", "7002")
    move = planned(bronze, diamond)
    clock.advance(days=10, seconds=-60)
    assert sweep() == 1
    traded(held, 7102)
    clock.advance(seconds=120)
    traded(held, 7202, at=move.effective_at - timedelta(seconds=1))
    traded(held, 7302, at=move.effective_at)
    CARRIER.deliver_all()
    assert [wallet(one) for one in (bronze, gold, diamond)] == ["4.00", "15.00", "9.00"]
    assert earnings.deal("mt5", "7002") == first
    assert looked(last_month()).found == 0


def test_without_downlines_those_stay_with_the_former_referrer_from_the_same_instant(
    tree, clock: FixedClock
):
    who, bronze, gold, diamond = tree
    move = planned(bronze, diamond, bring=False)
    clock.advance(days=10)
    sweep()
    assert above(who) == [gold.id]
    assert above(who, move.effective_at) == [gold.id]
    assert above(who, move.effective_at - timedelta(milliseconds=1)) == [bronze.id, gold.id]
    assert above(bronze) == [diamond.id]


def test_a_move_can_be_given_up_until_its_moment(tree, clock: FixedClock):
    who, bronze, gold, diamond = tree
    planned(bronze, diamond)
    assert planning.cancel(ANN, bronze.id).state is MoveState.CANCELLED
    assert planning.cancel(ANN, bronze.id).ended_by_name == ANN.name
    clock.advance(days=11)
    assert (sweep(), above(who)) == (0, [bronze.id, gold.id])
    planned(bronze, diamond)
    clock.advance(days=10)
    sweep()
    with pytest.raises(Conflict) as refused:
        planning.cancel(ANN, bronze.id)
    assert refused.value.code == "move_ended"


def test_a_move_that_would_close_a_circle_by_then_is_refused_and_says_so(tree, clock: FixedClock):
    who, bronze, gold, diamond = tree
    planned(bronze, diamond)
    referring.change_referrer(ANN, diamond.id, Reparenting(bronze.id, bring_downlines=True))
    clock.advance(days=10)
    sweep()
    (move,) = planning.listed(ANN, bronze.id)
    assert (move.state, move.code) == (MoveState.REFUSED, "referrer_cycle")
    assert above(who) == [bronze.id, gold.id]


def test_what_cannot_be_meant_is_refused_when_it_is_planned(tree):
    _who, bronze, gold, diamond = tree
    for to, days, code in (
        (diamond, -1, "effective_in_the_past"),
        (gold, 10, "same_referrer"),
        (bronze, 10, "referrer_cycle"),
    ):
        with pytest.raises(Invalid) as refused:
            planned(bronze, to, days=days)
        assert refused.value.code == code
    planned(bronze, diamond)
    with pytest.raises(Conflict) as taken:
        planned(bronze, None)
    assert taken.value.code == "move_planned"


def told(effects) -> dict[str, tuple[int, list[str]]]:
    return {one.client_id: (one.clients, [str(m) for m in one.commission]) for one in effects}


def test_a_preview_says_who_loses_and_gains_whom_and_which_commissions(tree):
    who, bronze, gold, diamond = tree
    for ticket in (7002, 7102):
        traded(account(who, 5000 + ticket), ticket)
    own = account(bronze, 6001)
    traded(own, 7202)
    CARRIER.deliver_all()
    seen = foreseeing.move(ANN, bronze.id, diamond.id, bring=True)
    assert told(seen.loses) == {gold.id: (2, ["16.00"])}
    assert told(seen.gains) == {diamond.id: (2, [])}
    assert (seen.deals, seen.is_complete) == (3, True)
    alone = foreseeing.move(ANN, bronze.id, diamond.referral_code, bring=False)
    assert told(alone.loses) == {bronze.id: (1, ["2.00"]), gold.id: (1, ["6.00"])}
    assert above(who) == [bronze.id, gold.id]


def test_whoever_is_above_in_both_places_neither_loses_nor_gains(tree):
    _who, bronze, gold, _diamond = tree
    silver = ib(gold)
    at_tier(silver, "Silver")
    seen = foreseeing.move(ANN, bronze.id, silver.id, bring=True)
    assert (told(seen.loses), list(told(seen.gains))) == ({}, [silver.id])
    assert commissions(silver) == []
