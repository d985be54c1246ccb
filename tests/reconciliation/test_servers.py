"""A trading server against our books: what agrees is silent, whatever does not shows."""

from collections.abc import Callable

import pytest

from chalicelib.accounts.model import AccountKind, TradingAccount
from chalicelib.core.actor import Actor, Realm, Scope
from chalicelib.core.errors import NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.funds.model.transfers import Direction
from chalicelib.funds.service import transfer_saga
from chalicelib.reconciliation.model.breaks import (
    BreakEnding,
    BreakStatus,
    RepairAction,
    RepairAgainst,
    Suggestion,
)
from chalicelib.reconciliation.service import reading
from chalicelib.reconciliation.service.reading import BreakFilter
from chalicelib.reconciliation.store import runs
from tests.kit.clients import published
from tests.kit.courier import Courier
from tests.kit.funds import SYSTEM, TradingSide, add_client, staff_actor
from tests.kit.reconciliation import (
    SERVER,
    breaks,
    everything,
    kinds,
    minute,
    to_account,
    transfer,
)

Run = Callable[[], object]


@pytest.fixture
def account(trading: TradingSide) -> TradingAccount:
    """The client's live account."""
    return trading.account()


def inject(trading: TradingSide, account: TradingAccount, amount: str, comment: str = "") -> str:
    """A deal of a dealer; gives its ticket."""
    said = trading.simulator.lever("deals", login=account.login, amount=amount, comment=comment)
    return str(said["deal"])


def first_deal(trading: TradingSide, account: TradingAccount) -> int:
    """The ticket of the account's first deal."""
    (deal, *_) = trading.simulator.state(account.login)["deals"]
    return int(deal["Deal"])


@pytest.fixture(params=[minute, everything], ids=["minute", "walk"])
def run(request: pytest.FixtureRequest) -> Run:
    """Either way of comparing."""
    return request.param


def test_honest_movements_agree(trading, account, courier: Courier, run: Run):
    to_account(courier, account)
    transfer(courier, account, "50.00", Direction.FROM_ACCOUNT)
    trading.advance(minutes=5)
    run()
    assert kinds() == []
    assert minute().tallies[SERVER].compared == 2


def test_a_dealers_change_shows_within_five_minutes(trading, account, courier: Courier):
    to_account(courier, account)
    trading.advance(minutes=1)
    minute()
    ticket = inject(trading, account, "77.00", "by hand")
    changed_at = trading.clock.now()
    trading.advance(minutes=1)
    minute()
    (found,) = breaks()
    assert (found.kind.value, found.problem.value) == ("orphan", "by_hand")
    assert (str(found.difference), found.login) == ("77.00", account.login)
    assert found.client_id == "10000001"
    assert [one.reference for one in found.theirs] == [ticket]
    assert found.ours == ()
    assert (found.since - changed_at).total_seconds() <= 300
    assert found.suggestion == Suggestion(
        RepairAction.BOOK, "dealer_changed_it", RepairAgainst.SUSPENSE
    )


def test_a_deal_deleted_after_it_was_matched_shows(trading, account, courier: Courier, run: Run):
    to_account(courier, account)
    trading.advance(minutes=4)
    run()
    assert kinds() == []
    trading.simulator.lever("deals", method="DELETE", deal=first_deal(trading, account))
    run()
    assert kinds() == [("missing", "not_there", "-300.00")]


def test_a_deal_deleted_long_after_shows_by_the_walk(trading, account, courier: Courier):
    to_account(courier, account)
    for days in (0, 40):
        trading.advance(days=days)
        minute()
    trading.advance(minutes=20)
    minute()
    trading.simulator.lever("deals", method="DELETE", deal=first_deal(trading, account))
    minute()
    assert kinds() == []
    everything()
    assert kinds() == [("missing", "not_there", "-300.00")]


def test_a_second_credit_under_one_id_shows(trading, account, courier: Courier, run: Run):
    made = to_account(courier, account)
    inject(trading, account, "300.00", made.operation_id)
    trading.advance(minutes=4)
    run()
    assert kinds() == [("doubled", "twice", "300.00")]


def test_an_altered_amount_shows(trading, account, courier: Courier, run: Run):
    to_account(courier, account)
    deal = first_deal(trading, account)
    trading.simulator.lever("deals", method="PATCH", deal=deal, amount="310.00")
    trading.advance(minutes=4)
    run()
    assert kinds() == [("altered", "amount", "10.00")]


def test_our_id_on_another_login_is_one_break(trading, account, courier: Courier):
    made = to_account(courier, account)
    trading.simulator.lever("deals", method="DELETE", deal=first_deal(trading, account))
    other = trading.account()
    inject(trading, other, "300.00", made.operation_id)
    trading.advance(minutes=4)
    minute()
    assert kinds() == [("altered", "login", "0.00")]
    everything()
    everything()
    assert kinds() == [("altered", "login", "0.00")]


def test_credit_given_by_hand_is_told_from_money(trading, account, run: Run):
    trading.simulator.lever("deals", login=account.login, amount="40.00", action=3)
    run()
    assert kinds() == [("orphan", "credit_by_hand", "40.00")]


def test_money_under_an_id_that_our_books_do_not_know_may_be_on_its_way(trading, account, run: Run):
    inject(trading, account, "5.00", "01JQZZZZZZZZZZZZZZZZZZZZZZ")
    trading.advance(minutes=1)
    run()
    assert kinds() == []
    trading.advance(minutes=3)
    run()
    assert kinds() == [("orphan", "not_booked", "5.00")]


def test_what_the_saga_finishes_late_is_no_break(trading, account, courier: Courier):
    trading.trouble("drop_after_commit")
    to_account(courier, account)
    trading.advance(minutes=1)
    minute()
    assert kinds() == []
    trading.advance(minutes=1)
    assert transfer_saga.sweep(SYSTEM, trading.clock.now(), lambda: 60).moved
    trading.advance(minutes=4)
    minute()
    everything()
    assert kinds() == []


def test_the_same_break_found_again_is_one_and_keeps_its_age(trading, account):
    inject(trading, account, "77.00")
    minute()
    (first,) = breaks()
    trading.advance(hours=3)
    minute()
    everything()
    (again,) = breaks()
    assert (again.id, again.since) == (first.id, first.since)
    assert again.seen_at > first.seen_at


def test_a_break_that_vanishes_closes_with_its_reason(trading, account):
    ticket = inject(trading, account, "77.00")
    minute()
    trading.simulator.lever("deals", method="DELETE", deal=int(ticket))
    trading.advance(minutes=6)
    minute()
    assert breaks() == []
    (closed,) = breaks(BreakStatus.CLOSED)
    assert closed.ending is BreakEnding.AGREES
    assert closed.closed_at == trading.clock.now()


def test_a_break_that_comes_back_is_the_same_break_anew(trading, account, courier: Courier):
    to_account(courier, account)
    deal = first_deal(trading, account)
    trading.simulator.lever("deals", method="PATCH", deal=deal, amount="310.00")
    everything()
    (first,) = breaks()
    trading.simulator.lever("deals", method="PATCH", deal=deal, amount="300.00")
    everything()
    assert breaks() == []
    trading.advance(hours=1)
    trading.simulator.lever("deals", method="PATCH", deal=deal, amount="320.00")
    everything()
    (again,) = breaks()
    assert again.id == first.id
    assert again.since == trading.clock.now()
    assert str(again.difference) == "20.00"


def test_demo_accounts_and_what_was_before_an_account_was_ours_do_not_concern_us(trading, run: Run):
    demo = trading.account(kind=AccountKind.DEMO)
    inject(trading, demo, "10000.00")
    late = trading.account(opened_at=trading.clock.now().replace(hour=10))
    inject(trading, late, "500.00")
    run()
    assert kinds() == []


def test_a_server_that_is_away_is_caught_up_later(trading, account):
    minute()
    before = runs.standing(SERVER)
    trading.advance(minutes=40)
    inject(trading, account, "77.00")
    trading.advance(minutes=40)
    trading.trouble("unavailable", path="/api/deal/", times=40)
    ran = minute()
    assert ran.away == (SERVER,)
    away = runs.standing(SERVER)
    assert away.until == before.until
    assert away.problem == "vendor_unavailable"
    trading.simulator.lever("faults", method="DELETE")
    trading.advance(minutes=2)
    minute()
    assert kinds() == [("orphan", "by_hand", "77.00")]
    assert runs.standing(SERVER).until == trading.clock.now()
    assert runs.standing(SERVER).problem == ""


def test_a_walk_gives_up_on_a_server_that_stays_away_and_closes_nothing(trading, account):
    inject(trading, account, "77.00")
    everything()
    assert len(breaks()) == 1
    trading.advance(minutes=1)
    trading.trouble("unavailable", path="/api/deal/", times=400)
    walk = everything()
    assert walk.skipped == (SERVER,)
    assert len(breaks()) == 1
    assert runs.standing(SERVER).full_at != walk.started_at


def test_breaks_exist_for_those_who_see_the_client(trading, account):
    add_client("10000002", owner_id="stf_bo")
    own = trading.account("10000002")
    inject(trading, account, "77.00")
    inject(trading, own, "88.00")
    minute()
    bo = Actor(Realm.STAFF, "stf_bo", "Bo", scope=Scope(owner_ids=frozenset({"stf_bo"})))
    page = reading.listed(bo, BreakFilter(), PageRequest())
    assert [one.noun.client_id for one in page.items] == ["10000002"]
    hidden = next(one for one in breaks() if one.client_id == "10000001")
    with pytest.raises(NotFound):
        reading.story(bo, hidden.id)
    assert reading.of_account(staff_actor(), account.id).open_breaks == 1
    assert reading.of_client(staff_actor(), "10000002").open_breaks == 1


def test_a_break_of_a_client_who_is_here_no_more_is_found_and_told_to_the_company(trading):
    account = trading.account("19999999")
    inject(trading, account, "77.00")
    minute()
    assert kinds() == [("orphan", "by_hand", "77.00")]
    (told,) = published("reconciliation.break_found")
    assert told.body["client_id"] is None
