"""Reports on commissions: complete, in the reader's scope, nobody named beyond the levels shown."""

from datetime import timedelta

import pytest

from chalicelib import ports
from chalicelib.clients.model import Client, ClientKind
from chalicelib.clients.model.uplines import (
    DOWNLINE_LEVELS,
    REPORT_RANGE,
    DownlineLevels,
    RangeUnit,
    ReportRange,
)
from chalicelib.core.actor import EVERYTHING, Actor, Realm, Scope
from chalicelib.core.clock import FixedClock
from chalicelib.core.paging import PageRequest
from chalicelib.partners.model.earnings import CommissionState, SchemeKind
from chalicelib.partners.model.plans import Frequency
from chalicelib.partners.model.sought import Sought
from chalicelib.partners.schemas.deals import OwnShareView
from chalicelib.partners.schemas.own_lists import OwnCommissionView
from chalicelib.partners.schemas.reporting import ReportedCommissionView
from chalicelib.partners.service import explaining, own_lists, reporting
from chalicelib.partners.service.explaining import Days
from tests.kit.clients import acting
from tests.kit.earnings import settled
from tests.kit.recorder import recording
from tests.kit.settings import settings_of
from tests.kit.trees import planted

pytestmark = pytest.mark.usefixtures("store", "clock")
ALL, EVER = Sought(), Days()
STAFF = Actor(Realm.STAFF, "stf_1", "Ann", scope=EVERYTHING)


@pytest.fixture
def broker() -> Client:
    return planted(kind=ClientKind.IB, name="Ina Broker")


def report(sought=ALL, days=EVER, limit=50, actor=STAFF, kind=SchemeKind.FIXED):
    """All pages of a report."""
    found, cursor = [], None
    while True:
        page = reporting.page(actor, kind, sought, days, PageRequest(limit, cursor))
        assert len(page.items) <= limit
        found += page.items
        cursor = page.next_cursor
        if cursor is None:
            return found


def deals(found):
    return [one.commission.deal_id for one in found]


def sums():
    """All parts of the sums, added up."""
    amounts, cursor = {}, None
    while True:
        part = reporting.sums(STAFF, SchemeKind.FIXED, ALL, EVER, cursor)
        for one in part.sums:
            key = (one.state.value, one.amount.currency)
            amounts[key] = amounts.get(key, 0) + one.amount.minor
        cursor = part.next_cursor
        if cursor is None:
            return amounts


def test_a_report_has_every_commission_once_the_newest_deal_first(broker, clock: FixedClock):
    for ticket in range(1, 8):
        settled(broker.id, planted(broker).id, ticket)
        clock.advance(hours=20)
    expected = [str(one) for one in range(7, 0, -1)]
    for limit in (1, 2, 3, 50):
        assert deals(report(limit=limit)) == expected
    assert report(kind=SchemeKind.FLEXIBLE) == []


def test_a_report_is_cut_by_days_of_the_broker(broker, clock: FixedClock):
    for ticket in (1, 2, 3):
        settled(broker.id, planted(broker).id, ticket)
        clock.advance(days=1)
    second = (ports.now() - timedelta(days=2)).date()
    assert deals(report(days=Days(second, second))) == ["2"]
    assert deals(report(days=Days(first=second))) == ["3", "2"]
    assert deals(report(days=Days(last=second))) == ["2", "1"]


def test_a_report_is_cut_by_whatever_a_commission_has(broker):
    other = planted(kind=ClientKind.IB)
    lin = planted(broker)
    settled(broker.id, lin.id, 1)
    settled(other.id, planted(other).id, 2, state=CommissionState.FAILED)
    assert deals(report(Sought(recipient_id=broker.id))) == ["1"]
    assert deals(report(Sought(client_id=lin.id))) == ["1"]
    assert deals(report(Sought(login=2))) == ["2"]
    assert deals(report(Sought(state=CommissionState.FAILED))) == ["2"]
    assert deals(report(Sought(server_id="mt4"))) == []
    assert deals(report(Sought(currency="EUR"))) == []
    assert sorted(deals(report(Sought(frequency=Frequency.REAL_TIME)))) == ["1", "2"]
    assert report(Sought(frequency=Frequency.DAILY)) == []
    assert deals(report(Sought(deal_id="2", server_id="mt5"))) == ["2"]
    assert report(Sought(deal_id="2", server_id="mt4")) == []


def test_sums_are_by_state_and_currency_and_of_all_pages(broker):
    settled(broker.id, planted(broker).id, 1)
    settled(broker.id, planted(broker).id, 2)
    settled(broker.id, planted(broker).id, 3, state=CommissionState.FAILED)
    assert sums() == {("waiting", "USD"): 1200, ("failed", "USD"): 600}


def test_staff_see_commissions_of_brokers_in_their_scope_and_traders_named_in_it_alone():
    mine = planted(kind=ClientKind.IB, owner_id="stf_1")
    settled(mine.id, planted(mine, owner_id="stf_1", name="Known").id, 1)
    settled(mine.id, planted(mine, name="Unknown").id, 2)
    theirs = planted(kind=ClientKind.IB)
    settled(theirs.id, planted(theirs).id, 3)
    own = Actor(Realm.STAFF, "stf_1", "Ann", scope=Scope(owner_ids=frozenset({"stf_1"})))
    shown = {one.commission.deal_id: ReportedCommissionView.of(one) for one in report(actor=own)}
    assert set(shown) == {"1", "2"}
    assert shown["1"].client_name == "Known"
    assert (shown["2"].client_id, shown["2"].login, shown["2"].client_name) == (None, None, "")


def test_a_report_reads_the_days_asked_for_however_many_commissions_there_are(broker, clock):
    def calls() -> int:
        today = ports.now().date()
        with recording() as store:
            reporting.page(STAFF, SchemeKind.FIXED, ALL, Days(today, today), PageRequest(2))
        return len(store.calls)

    def earn(first: int, last: int) -> None:
        for ticket in range(first, last):
            settled(broker.id, planted(broker).id, ticket)

    earn(1, 5)
    before = calls()
    earn(5, 25)
    assert calls() <= before


def far(broker: Client, ticket: int, level: int) -> str:
    return settled(broker.id, planted(planted(broker)).id, ticket, level=level)


def own(broker: Client, sought=ALL):
    page = own_lists.page(acting(broker), sought, EVER, PageRequest(50))
    return {one.commission.deal_id: OwnCommissionView.of(one) for one in page.items}


def test_beyond_the_levels_shown_a_broker_is_paid_and_not_told_whose_trade_it_was(broker):
    near, deep = far(broker, 1, 1), far(broker, 2, 2)
    assert None not in {one.client_id for one in own(broker).values()}
    with settings_of(DOWNLINE_LEVELS, DownlineLevels(1)):
        shown = own(broker)
        assert shown["1"].client_id is not None
        assert (shown["2"].client_id, shown["2"].login) == (None, None)
        assert str(shown["2"].amount.amount) == "6.00"
        share = OwnShareView.of(explaining.own_share(acting(broker), deep))
        assert share.client_id is None
        assert share.commissions[0].client_id is None
        assert OwnShareView.of(explaining.own_share(acting(broker), near)).client_id is not None


def test_a_broker_looks_no_further_back_than_reports_reach(broker, clock: FixedClock):
    far(broker, 1, 1)
    clock.advance(days=40)
    far(broker, 2, 1)
    assert set(own(broker)) == {"1", "2"}
    with settings_of(REPORT_RANGE, ReportRange(2, RangeUnit.WEEKS)):
        assert set(own(broker)) == {"2"}
        part = own_lists.sums(acting(broker), ALL, EVER, None)
        assert [(one.state, str(one.amount)) for one in part.sums] == [
            (CommissionState.WAITING, "6.00")
        ]


def test_a_broker_cuts_their_list_by_scheme_state_and_symbol(broker):
    far(broker, 1, 1)
    settled(broker.id, planted(broker).id, 2, state=CommissionState.FAILED)
    assert set(own(broker, Sought(state=CommissionState.FAILED))) == {"2"}
    assert own(broker, Sought(kind=SchemeKind.FLEXIBLE)) == {}
    assert set(own(broker, Sought(symbol="EURUSD"))) <= {"1", "2"}
