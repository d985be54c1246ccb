"""What was never paid is cancelled; only what was paid is taken back."""

from dataclasses import replace
from functools import partial

import pytest

from chalicelib import ports
from chalicelib.clients.model import Client
from chalicelib.clients.service import suspension
from chalicelib.core.actor import system
from chalicelib.core.money import Money
from chalicelib.funds.service.invariants.passes import run_to_the_end
from chalicelib.partners.model.earnings import (
    Cause,
    Commission,
    CommissionState,
    EarnedDeal,
    FailureAction,
    SchemeKind,
    Verdict,
)
from chalicelib.partners.model.plans import Frequency
from chalicelib.partners.model.receipts import Component, Receipt
from chalicelib.partners.model.reviews import Mark, MarkKind, Marks, ReviewState
from chalicelib.partners.model.trades import Upline
from chalicelib.partners.rules import cancelling, seeking
from chalicelib.partners.service import (
    amending,
    claw_backs,
    earning,
    failures,
    payouts,
    recalculating,
    reviewing,
)
from chalicelib.partners.service.failures import Which
from chalicelib.partners.service.recalculating import Coming
from chalicelib.partners.store import earnings, paying, reviews
from chalicelib.storage.unit import Unit
from tests.kit.clients import command
from tests.kit.earnings import FEED, chain, commissions, settled, trader, wallet
from tests.kit.funds import house_balances
from tests.kit.packed_store import Interrupted
from tests.kit.plans import ANN, BOB, standard_for_all
from tests.kit.runs import CARRIER

pytestmark = pytest.mark.usefixtures("engine", "dynamo", "clock")
SWEEP = system("commissions-sweep")
DEAL = "mt5~7002"
FIRST = Which(SchemeKind.FIXED)
Told = tuple[str, CommissionState, str]


@pytest.fixture
def gold(dynamo: Interrupted) -> Client:
    """A broker whom each lot pays USD 6.00."""
    standard_for_all()
    (made,) = chain("Gold")
    return made


@pytest.fixture
def tia(gold: Client) -> Client:
    """A trader below, one of whose deals is settled and not paid."""
    below = trader(gold)
    settled(gold.id, below.id, 7002)
    return below


def paid(gold: Client) -> int:
    """How many amounts a payout has paid, or found that it cannot."""
    return payouts.pay(SWEEP, gold.id, "USD")


def pays(gold: Client, _request: object) -> None:
    """The same, in between."""
    paid(gold)


def failed(gold: Client) -> None:
    """The broker is suspended while they are paid."""
    suspension.suspend(ANN, gold.id, "to be looked at")
    paid(gold)
    suspension.reinstate(ANN, gold.id, "all is well")


def recycled(gold: Client) -> None:
    failed(gold)
    failures.act(ANN, gold.id, DEAL, FIRST, FailureAction.RECYCLE, command())


def held(gold: Client, tia: Client) -> None:
    """The broker and the trader are known by one device, so the amount is held."""
    marks = (Mark(MarkKind.DEVICE, "a-digest", "Chrome, Windows", ports.now()),)
    for one in (gold.id, tia.id):
        note = partial(reviews.put_marks, before=Marks(one), after=Marks(one, marks))
        ports.transact(FEED, note)
    paid(gold)


def let_go(gold: Client, tia: Client, *, release: bool) -> None:
    """Staff have decided, and it is carried out."""
    called = f"{gold.id}~{tia.id}"
    reviewing.decide(ANN, called, release=release, reason="their papers were seen")
    reviewing.carry_out(SWEEP, gold.id, tia.id)


def cancelled() -> None:
    """The server has cancelled the deal."""
    amending.amend(FEED, "mt5", "7002", "cancelled", command())


def comes_to(amount: str, flexible: str | None = None) -> None:
    """The deal comes to another amount, by the tree's scheme and by the broker's own."""

    def work(unit: Unit) -> None:
        before = earnings.revisions("mt5", "7002")[-1]
        first = replace(before.settlement.receipts[0], amount=Money.parse(amount, "USD"))
        receipts: tuple[Receipt, ...] = (first,)
        if flexible is not None:
            own = Money.parse(flexible, "USD")
            receipts = (first, replace(first, component=Component.FLEXIBLE, amount=own))
        after = replace(
            before,
            settlement=replace(before.settlement, receipts=receipts),
            own_frequencies={first.recipient_id: Frequency.REAL_TIME},
            settled_at=unit.now,
            written=0,
        )
        recalculating.store_coming(unit, Coming(before, after, ""), Cause.DEAL_ALTERED)

    ports.transact(FEED, work)


def told(gold: Client, kind: SchemeKind = SchemeKind.FIXED) -> list[Told]:
    """The rows of one kind in their order: amount, state, and what was never paid of it."""
    rows = sorted(commissions(gold), key=lambda one: one.revision)
    return [(str(one.amount), one.state, str(one.cancelled)) for one in rows if one.kind is kind]


def taken(gold: Client, revision: int) -> Commission:
    which = Which(SchemeKind.FIXED, revision, "USD")
    return claw_backs.decide(BOB, gold.id, DEAL, which, Verdict.APPROVE, "", command())


def books_agree(gold: Client, expected: str) -> None:
    """What lies in the wallet is what the house has spent, and it is in the month's sum."""
    spent = {} if expected == "0.00" else {"ib_commission_expense": f"-{expected}"}
    assert house_balances() == spent
    assert wallet(gold) in (expected, "none")
    assert sum(one.amount.minor for one in paying.earned(gold.id, 10)) == (
        Money.parse(expected, "USD").minor
    )
    assert run_to_the_end(FEED, lambda: None).breaks == ()


NEVER_PAID = [
    ("6.00", CommissionState.CANCELLED, "6.00"),
    ("-6.00", CommissionState.CANCELLED, "6.00"),
]


def test_what_waits_is_cancelled_and_nothing_waits_to_be_taken_back(gold: Client, tia: Client):
    cancelled()
    assert told(gold) == NEVER_PAID
    assert paid(gold) == 0
    books_agree(gold, "0.00")


def test_what_could_not_be_paid_is_cancelled_and_cannot_be_tried_again(gold: Client, tia: Client):
    failed(gold)
    cancelled()
    assert told(gold) == NEVER_PAID
    with pytest.raises(failures.Conflict) as refused:
        failures.act(ANN, gold.id, DEAL, FIRST, FailureAction.RETRY, command())
    assert refused.value.code == "commission_not_there"
    books_agree(gold, "0.00")


def test_what_was_put_away_is_cancelled(gold: Client, tia: Client):
    recycled(gold)
    cancelled()
    assert told(gold) == NEVER_PAID
    books_agree(gold, "0.00")


def test_what_is_held_is_cancelled_and_its_review_says_that_less_is_held(gold: Client, tia: Client):
    held(gold, tia)
    cancelled()
    assert told(gold) == NEVER_PAID
    review = reviews.review(gold.id, tia.id)
    assert review is not None
    assert (review.state, review.held, review.commissions) == (ReviewState.OPEN, {}, 0)
    let_go(gold, tia, release=True)
    assert paid(gold) == 0
    books_agree(gold, "0.00")


def test_what_was_refused_costs_nothing_when_its_deal_is_cancelled(gold: Client, tia: Client):
    held(gold, tia)
    let_go(gold, tia, release=False)
    cancelled()
    assert told(gold) == NEVER_PAID
    books_agree(gold, "0.00")


def test_less_of_what_waits_is_paid_and_only_that_can_be_taken_back(gold: Client, tia: Client):
    comes_to("2.00")
    assert told(gold) == [
        ("6.00", CommissionState.WAITING, "4.00"),
        ("-4.00", CommissionState.CANCELLED, "4.00"),
    ]
    assert [(one.state, str(one.amount)) for one in seeking.summed(commissions(gold))] == [
        (CommissionState.CANCELLED, "0.00"),
        (CommissionState.WAITING, "2.00"),
    ]
    paid(gold)
    books_agree(gold, "2.00")
    cancelled()
    assert told(gold)[2] == ("-2.00", CommissionState.TO_APPROVE, "None")
    assert taken(gold, 2).state is CommissionState.TAKEN
    books_agree(gold, "0.00")


def test_less_of_what_is_held_is_released_and_paid(gold: Client, tia: Client):
    held(gold, tia)
    comes_to("2.00")
    review = reviews.review(gold.id, tia.id)
    assert review is not None
    assert (review.held, review.commissions) == ({"USD": 200}, 1)
    let_go(gold, tia, release=True)
    paid(gold)
    books_agree(gold, "2.00")


def test_less_of_what_could_not_be_paid_is_paid_when_it_is_tried_again(gold: Client, tia: Client):
    failed(gold)
    comes_to("2.00")
    failures.act(ANN, gold.id, DEAL, FIRST, FailureAction.RETRY, command())
    comes_to("1.00")
    paid(gold)
    assert told(gold)[0] == ("6.00", CommissionState.PAID, "5.00")
    books_agree(gold, "1.00")


def test_by_one_scheme_it_was_paid_and_by_the_other_it_failed(gold: Client, tia: Client):
    paid(gold)
    comes_to("6.00", flexible="1.00")
    failed(gold)
    cancelled()
    assert told(gold)[-1] == ("-6.00", CommissionState.TO_APPROVE, "None")
    assert told(gold, SchemeKind.FLEXIBLE) == [
        ("1.00", CommissionState.CANCELLED, "1.00"),
        ("-1.00", CommissionState.CANCELLED, "1.00"),
    ]
    taken(gold, 2)
    books_agree(gold, "0.00")


def test_of_what_was_paid_in_part_only_that_part_is_taken_back(gold: Client, tia: Client):
    paid(gold)
    comes_to("10.00")
    failed(gold)
    cancelled()
    assert told(gold)[1:] == [
        ("4.00", CommissionState.CANCELLED, "4.00"),
        ("-10.00", CommissionState.TO_APPROVE, "4.00"),
    ]
    done = taken(gold, 2)
    assert [str(one.amount) for one in done.takings] == ["6.00"]
    books_agree(gold, "0.00")


def test_paid_at_the_same_instant_it_is_a_claw_back_of_all_of_it(
    gold: Client, tia: Client, dynamo: Interrupted
):
    dynamo.meanwhile = partial(pays, gold)
    cancelled()
    assert told(gold) == [
        ("6.00", CommissionState.PAID, "None"),
        ("-6.00", CommissionState.TO_APPROVE, "None"),
    ]
    books_agree(gold, "6.00")


def test_cancelled_while_it_is_being_paid_it_is_not_paid(
    gold: Client, tia: Client, dynamo: Interrupted
):
    dynamo.meanwhile = lambda _request: cancelled()
    assert paid(gold) == 0
    assert told(gold) == NEVER_PAID
    books_agree(gold, "0.00")


def test_shortened_while_it_is_being_paid_what_is_left_is_paid(
    gold: Client, tia: Client, dynamo: Interrupted
):
    dynamo.meanwhile = lambda _request: comes_to("2.00")
    assert paid(gold) == 1
    books_agree(gold, "2.00")


def test_released_and_paid_at_the_same_instant_it_is_a_claw_back(
    gold: Client, tia: Client, dynamo: Interrupted
):
    def released(_request: object) -> None:
        let_go(gold, tia, release=True)
        paid(gold)

    held(gold, tia)
    dynamo.meanwhile = released
    cancelled()
    assert told(gold)[1] == ("-6.00", CommissionState.TO_APPROVE, "None")
    books_agree(gold, "6.00")


def test_the_latest_amount_that_was_not_paid_goes_first(gold: Client, tia: Client):
    failed(gold)
    comes_to("10.00")
    comes_to("9.00")
    assert told(gold) == [
        ("6.00", CommissionState.FAILED, "None"),
        ("4.00", CommissionState.WAITING, "1.00"),
        ("-1.00", CommissionState.CANCELLED, "1.00"),
    ]


def test_a_deal_below_very_many_is_cancelled_in_as_many_units_as_it_needs(
    gold: Client, tia: Client
):
    first = earnings.revisions("mt5", "7002")[0]
    above = tuple(Upline(f"2{level:07}", level, 3) for level in range(1, 61))
    (receipt,) = first.settlement.receipts
    receipts = tuple(replace(receipt, recipient_id=one.client_id) for one in above)
    deep: EarnedDeal = replace(
        first,
        trade=replace(first.trade, deal_id="7102"),
        path=above,
        settlement=replace(first.settlement, receipts=receipts),
        written=0,
        version=0,
    )
    ports.transact(FEED, lambda unit: earning.write(unit, None, deep))
    CARRIER.deliver_all()
    amending.amend(FEED, "mt5", "7102", "cancelled", command())
    CARRIER.deliver_all(twice=True)
    rows = [row for one in above for row in earnings.of_deal(deep, one.client_id)]
    assert len(rows) == 120
    assert {row.state for row in rows} == {CommissionState.CANCELLED}


def test_one_adjustment_cancels_no_more_amounts_than_a_unit_holds(gold: Client, tia: Client):
    (waits,) = commissions(gold)
    many = [replace(waits, revision=number) for number in range(50)]
    less = replace(
        waits,
        amount=Money.parse("-300.00", "USD"),
        state=CommissionState.TO_APPROVE,
        revision=50,
    )
    made = cancelling.netted(less, many)
    assert (len(made.cancels), str(made.row.moves)) == (cancelling.AT_MOST, "-60.00")
    assert made.row.state is CommissionState.TO_APPROVE
