"""Amounts are held before they are paid where a broker and a trader have something in common."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib import ports
from chalicelib.accounts.events import accounts_events
from chalicelib.clients import public as clients
from chalicelib.clients.events import clients_events
from chalicelib.clients.model import Client
from chalicelib.core.actor import NOTHING, Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Conflict, Forbidden, NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.funds.service.invariants.passes import run_to_the_end
from chalicelib.messages.identity import SignedIn
from chalicelib.partners.events import closed_deals, partners_events
from chalicelib.partners.model.earnings import CommissionState
from chalicelib.partners.model.reviews import (
    FRAUD_CHECKS,
    MARKS_PER_KIND,
    FraudChecks,
    Mark,
    MarkKind,
    Marks,
    Review,
    ReviewState,
    Signal,
    SignalKind,
)
from chalicelib.partners.rules import reviews as rules
from chalicelib.partners.rules.reviews import Known
from chalicelib.partners.service import reviewing
from chalicelib.partners.service.keeping import KEEPER
from chalicelib.partners.store import reviews as store
from chalicelib.settings import public as settings
from tests.kit import roots
from tests.kit.clients import published
from tests.kit.courier import Courier
from tests.kit.earnings import account, chain, commissions, traded, trader, wallet
from tests.kit.funds import house_balances
from tests.kit.plans import ANN, member, standard_for_all

BEA = replace(member("Bea"), scope=ANN.scope)
COURIER = Courier((clients_events, accounts_events, closed_deals, partners_events))
LAPTOP, PHONE = "a-laptop-of-the-house-1", "a-phone-of-the-house-22"


@pytest.fixture(autouse=True)
def scheme(store: None, clock: FixedClock) -> str:
    """The scheme of the specification's rank table, for every new tree."""
    return standard_for_all()


def signed_in(client: Client, device_id: str, ip: str = "192.0.2.7") -> None:
    """The client signs in at a device, as identity tells it."""

    def work(unit):
        unit.publish(
            SignedIn(
                realm=Realm.CLIENT,
                subject_id=client.id,
                at=unit.now,
                ip=ip,
                device="a browser",
                known_device=False,
                device_kind="Chrome, Windows",
                device_id=device_id,
            )
        )

    ports.transact(system("identity"), work)


def checks(**changes: object) -> None:
    settings.adopt(system("test"), FRAUD_CHECKS, replace(FraudChecks(), **changes))  # type: ignore[arg-type]


def of(broker: Client, below: Client) -> Review:
    found = store.review(broker.id, below.id)
    assert found is not None
    return found


def states(client: Client) -> list[CommissionState]:
    return [one.state for one in commissions(client)]


def decide(broker: Client, below: Client, *, release: bool) -> None:
    called = reviewing.review_id(of(broker, below))
    reviewing.decide(ANN, called, release=release, reason="seen their papers")
    COURIER.deliver_all(twice=True)


def on_one_device() -> tuple[Client, Client]:
    """A broker and a trader below them who sign in at one device; the trader has traded."""
    (broker,) = chain("Gold")
    tia = trader(broker)
    for one in (broker, tia):
        signed_in(one, LAPTOP)
    COURIER.deliver_all()
    traded(account(tia))
    COURIER.deliver_all(twice=True)
    return broker, tia


def test_a_shared_device_holds_what_would_be_paid_with_the_evidence():
    broker, tia = on_one_device()
    assert (wallet(broker), states(broker)) == ("none", [CommissionState.HELD])
    review = of(broker, tia)
    assert (review.state, review.held, review.commissions) == (ReviewState.OPEN, {"USD": 600}, 1)
    (signal,) = review.signals
    assert (signal.kind, signal.client_id, signal.hint) == (
        SignalKind.SAME_DEVICE,
        tia.id,
        "Chrome, Windows",
    )
    assert LAPTOP not in repr(store.marks(broker.id))


def news() -> list[tuple[str, int]]:
    """What was told of held commissions: of whom, and how many reviews were opened."""
    found = [one.body for one in published("partners.commissions_held")]
    return [(str(one["client_id"]), int(str(one["reviews"]))) for one in found]


def test_that_something_is_held_is_told_when_a_review_is_opened_and_not_for_each_amount():
    broker, tia = on_one_device()
    assert news() == [(broker.id, 1)]
    traded(account(tia, 5002), 7102)
    COURIER.deliver_all(twice=True)
    assert of(broker, tia).commissions == 2
    assert news() == [(broker.id, 1)]


def test_clean_partners_are_paid_as_ever():
    (broker,) = chain("Gold")
    tia = trader(broker)
    signed_in(broker, LAPTOP)
    signed_in(tia, PHONE)
    COURIER.deliver_all()
    traded(account(tia))
    COURIER.deliver_all()
    assert (wallet(broker), store.review(broker.id, tia.id)) == ("6.00", None)


def test_of_two_traders_the_clean_ones_commission_is_paid_and_the_others_held():
    broker, tia = on_one_device()
    traded(account(trader(broker), 5002), 7102)
    COURIER.deliver_all()
    assert wallet(broker) == "6.00"
    assert sorted(states(broker)) == [CommissionState.HELD, CommissionState.PAID]
    assert of(broker, tia).held == {"USD": 600}


def test_what_is_released_is_paid_once_and_what_was_accepted_holds_nothing_again():
    broker, tia = on_one_device()
    decide(broker, tia, release=True)
    assert (wallet(broker), states(broker)) == ("6.00", [CommissionState.PAID])
    assert of(broker, tia).state is ReviewState.RELEASED
    traded(account(tia, 5002), 7102)
    COURIER.deliver_all()
    assert wallet(broker) == "12.00"
    assert house_balances() == {"ib_commission_expense": "-12.00"}
    assert run_to_the_end(system("test"), lambda: None).breaks == ()


def test_where_two_release_the_first_ones_word_pays_nothing_and_they_cannot_agree_to_it():
    broker, tia = on_one_device()
    checks(two_to_release=True)
    decide(broker, tia, release=True)
    proposed = of(broker, tia)
    assert (proposed.state, proposed.proposed_by_name) == (ReviewState.OPEN, ANN.name)
    with pytest.raises(Forbidden) as refused:
        decide(broker, tia, release=True)
    assert refused.value.code == "own_change"
    assert (wallet(broker), states(broker)) == ("none", [CommissionState.HELD])
    reviewing.decide(BEA, f"{broker.id}~{tia.id}", release=True, reason="a couple")
    COURIER.deliver_all(twice=True)
    assert (wallet(broker), of(broker, tia).state) == ("6.00", ReviewState.RELEASED)
    assert of(broker, tia).decided_by_name == BEA.name


def test_where_two_release_one_may_still_refuse():
    broker, tia = on_one_device()
    checks(two_to_release=True)
    decide(broker, tia, release=True)
    decide(broker, tia, release=False)
    assert (wallet(broker), states(broker)) == ("none", [CommissionState.REFUSED])


NAMED = Signal(SignalKind.SAME_NAME, "20000001")


def test_a_word_for_release_does_not_count_for_what_came_to_light_after_it():
    before = Review("10000001", "20000001", ports.now(), (NAMED,), proposed_by_id="stf_1")
    other = replace(NAMED, kind=SignalKind.SAME_CARD)
    same = rules.opened(before, "10000001", "20000001", (NAMED,), ports.now())
    more = rules.opened(before, "10000001", "20000001", (other,), ports.now())
    assert (same.proposed_by_id, more.proposed_by_id) == ("stf_1", "")


def test_another_signal_holds_again_after_a_release():
    broker, tia = on_one_device()
    decide(broker, tia, release=True)
    for one in (broker, tia):
        signed_in(one, PHONE)
    COURIER.deliver_all()
    traded(account(tia, 5002), 7102)
    COURIER.deliver_all()
    review = of(broker, tia)
    assert (wallet(broker), review.state, review.commissions) == ("6.00", ReviewState.OPEN, 1)


def test_what_is_refused_is_never_paid_and_keeps_the_reason():
    broker, tia = on_one_device()
    decide(broker, tia, release=False)
    assert (wallet(broker), states(broker)) == ("none", [CommissionState.REFUSED])
    review = of(broker, tia)
    assert (review.state, review.reason) == (ReviewState.REFUSED, "seen their papers")
    traded(account(tia, 5002), 7102)
    COURIER.deliver_all()
    again = of(broker, tia)
    assert (again.state, again.commissions) == (ReviewState.OPEN, 1)


def test_a_review_is_decided_once_and_only_by_who_sees_the_broker():
    broker, tia = on_one_device()
    called = reviewing.review_id(of(broker, tia))
    stranger = replace(ANN, scope=NOTHING)
    assert reviewing.listed(stranger, ReviewState.OPEN, PageRequest()).items == ()
    with pytest.raises(NotFound):
        reviewing.decide(stranger, called, release=True, reason="mine")
    decide(broker, tia, release=True)
    with pytest.raises(Conflict) as refusal:
        reviewing.decide(ANN, called, release=False, reason="too late")
    assert refusal.value.code == "review_closed"


def test_many_amounts_are_held_and_released_in_slices():
    broker, tia = on_one_device()
    held = account(tia, 5002)
    for ticket in range(7100, 7160, 2):
        traded(held, ticket)
    COURIER.deliver_all(twice=True)
    assert of(broker, tia).commissions == 31
    assert of(broker, tia).held == {"USD": 18_600}
    decide(broker, tia, release=True)
    assert wallet(broker) == "186.00"


def test_a_broker_between_who_is_the_broker_above_again_holds_the_upper_ones_share():
    phantom, broker = chain("Bronze", "Gold")
    tia = trader(phantom)
    for one in (phantom, broker):
        signed_in(one, LAPTOP)
    COURIER.deliver_all()
    traded(account(tia))
    COURIER.deliver_all()
    assert (wallet(phantom), wallet(broker)) == ("1.00", "none")
    assert [one.client_id for one in of(broker, tia).signals] == [phantom.id]


def test_a_switch_that_is_off_looks_for_nothing():
    checks(device=False)
    broker, _ = on_one_device()
    assert wallet(broker) == "6.00"


def test_a_shared_network_counts_where_it_is_looked_for():
    checks(network=True)
    (broker,) = chain("Gold")
    tia = trader(broker)
    for one in (broker, tia):
        signed_in(one, "", ip="198.51.100.9")
    COURIER.deliver_all()
    traded(account(tia))
    COURIER.deliver_all()
    kinds = {one.kind: one.hint for one in of(broker, tia).signals}
    assert kinds[SignalKind.SAME_NETWORK] == "198.51.…"


def test_a_trader_whose_trades_are_open_just_long_enough_is_held():
    checks(quick_percent=50, quick_deals=3)
    (broker,) = chain("Gold")
    held = account(trader(broker))
    for ticket in (7002, 7004, 7006):
        traded(held, ticket, opened={"at": ports.now() - timedelta(seconds=30)})
        COURIER.deliver_all()
    traded(held, 7008)
    COURIER.deliver_all()
    assert wallet(broker) == "12.00"  # of the two before the third made them too many
    review = of(broker, client_of(held.client_id))
    (signal,) = review.signals
    assert (signal.kind, signal.quick, signal.deals) == (SignalKind.QUICK_TRADES, 3, 4)
    assert review.commissions == 2


def client_of(client_id: str) -> Client:
    return clients.client_for_system(client_id)


def test_only_the_newest_marks_of_a_kind_are_kept():
    now = ports.now()
    marks = [Mark(MarkKind.DEVICE, str(one), "", now) for one in range(MARKS_PER_KIND + 5)]
    card = Mark(MarkKind.CARD, "card", "", now)
    kept = rules.noted(rules.noted(Marks("10000001"), [card]), marks).marks
    assert len(kept) == MARKS_PER_KIND + 1
    assert card in kept
    assert marks[0] not in kept


def test_an_erased_client_is_known_by_nothing():
    broker, _ = on_one_device()
    (eraser,) = KEEPER.erasers
    for _ in range(2):
        eraser(lambda work: ports.transact(system("privacy"), work), broker.id, None)
    assert store.marks(broker.id).marks == ()


def test_equal_names_count_in_any_order_and_spelling_where_they_are_looked_for():
    ann, other = Known("1", name="Ann  Lee"), Known("2", name="lee ann")
    assert rules.signals(FraudChecks(), ann, [other]) == ()
    (signal,) = rules.signals(FraudChecks(equal_names=True), ann, [other])
    assert (signal.kind, signal.client_id) == (SignalKind.SAME_NAME, "2")


def test_a_device_is_known_again_across_a_new_root_secret():
    (broker,) = chain("Gold")
    tia = trader(broker)
    with roots.kept(roots.FIRST):
        signed_in(broker, LAPTOP)
        COURIER.deliver_all()
    with roots.kept(roots.SECOND, roots.FIRST):
        signed_in(tia, LAPTOP)
        COURIER.deliver_all()
        traded(account(tia))
        COURIER.deliver_all(twice=True)
    assert states(broker) == [CommissionState.HELD]
