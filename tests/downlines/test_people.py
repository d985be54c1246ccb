"""Whom somebody sees below them: only theirs, only so far, and with what is hidden hidden."""

from dataclasses import replace

import pytest

from chalicelib.clients.model import ClientKind, ClientStatus
from chalicelib.clients.model.groups import GROUPS, STANDARD, ClientGroup, PortalModule
from chalicelib.clients.model.uplines import (
    DOWNLINE_LEVELS,
    DOWNLINE_VEIL,
    DownlineField,
    DownlineLevels,
    DownlineVeil,
)
from chalicelib.core.actor import Visitor
from chalicelib.core.errors import Forbidden, Invalid, NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.downlines.model import Where
from chalicelib.downlines.schemas.people import DownlineView
from chalicelib.downlines.service import people
from chalicelib.staff.public import DataScope
from tests.kit import people as people_kit
from tests.kit.clients import acting
from tests.kit.earnings import account
from tests.kit.funds import credit, usd
from tests.kit.recorder import recording
from tests.kit.settings import settings_of
from tests.kit.trees import planted

pytestmark = pytest.mark.usefixtures("store", "clock")
BELOW = Where()


@pytest.fixture
def tree():
    """An IB with two below, one of whom has brought another; and a stranger."""
    me = planted(kind=ClientKind.IB, name="Ina Broker")
    first = planted(me, name="Ben First")
    second = planted(me, name="Sue Second", kind=ClientKind.IB)
    third = planted(second, name="Tom Third")
    return me, first, second, third, planted(name="Nobody's")


def listed(who, where=BELOW, limit=50):
    return people.listed(acting(who), where, PageRequest(limit)).items


def names(who, where=BELOW):
    return [one.person.client.name for one in listed(who, where)]


def test_everybody_below_is_listed_each_followed_by_whom_they_brought(tree):
    me, _first, second, *_ = tree
    assert names(me) == ["Sue Second", "Tom Third", "Ben First"]
    levels = {one.person.client.name: one.person.level for one in listed(me)}
    assert levels == {"Sue Second": 1, "Tom Third": 2, "Ben First": 1}
    assert names(second) == ["Tom Third"]
    third = listed(me)[1].person
    assert (third.referrer_name, third.client.referrer_id) == ("Sue Second", second.id)


def test_a_level_of_the_tree_is_one_page_of_whom_somebody_brought(tree):
    me, _first, second, *_ = tree
    assert names(me, Where(last=1)) == ["Sue Second", "Ben First"]
    assert names(me, Where(of=second.id, last=1)) == ["Tom Third"]
    assert names(me, Where(first=0, last=0)) == ["Ina Broker"]
    assert names(me, Where(of=second.id, first=0, last=0)) == ["Sue Second"]
    assert [one.person.level for one in listed(me, Where(of=second.id, last=1))] == [2]


def test_whoever_is_not_below_does_not_exist(tree):
    me, first, second, third, stranger = tree
    for who, whom in ((me, stranger), (first, third), (second, me), (second, first)):
        with pytest.raises(NotFound):
            people.one(acting(who), whom.id)
        with pytest.raises(NotFound):
            listed(who, Where(of=whom.id))


def test_whoever_is_not_in_yet_or_has_left_is_not_shown(tree):
    me = tree[0]
    for status in (ClientStatus.PENDING, ClientStatus.REJECTED, ClientStatus.DELETED):
        absent = planted(me, status=status)
        assert absent.id not in [one.person.id for one in listed(me)]
        with pytest.raises(NotFound):
            people.one(acting(me), absent.id)


def test_nobody_below_the_last_level_shown_exists(tree):
    me, _first, second, third, _stranger = tree
    with settings_of(DOWNLINE_LEVELS, DownlineLevels(1)):
        assert names(me) == ["Sue Second", "Ben First"]
        assert names(me, Where(last=5)) == ["Sue Second", "Ben First"]
        assert names(me, Where(first=2)) == []
        assert names(me, Where(of=second.id)) == []
        assert names(second) == ["Tom Third"]
        with pytest.raises(NotFound):
            people.one(acting(me), third.id)
        seen = people.overview(acting(me))
        assert (seen.direct, seen.indirect, seen.levels) == (2, None, 1)
        assert {one.below for one in listed(me)} == {None}


def test_the_address_and_number_of_a_downline_are_masked_and_ones_own_are_not(tree):
    me, first, *_ = tree
    shown = DownlineView.of(people.one(acting(me), first.id))
    assert shown.email == "c***@example.com"
    assert shown.phone == f"***{first.phone[-3:]}"
    own = DownlineView.of(people.one(acting(me), me.id))
    assert (own.email, own.referrer_id) == (me.email, None)


def test_what_a_group_hides_of_its_clients_is_hidden_from_uplines_too(tree):
    me = tree[0]
    vip = ClientGroup(
        "vip", {"en": "VIP"}, from_uplines=DownlineVeil(hidden=(DownlineField.EMAIL,))
    )
    with settings_of(GROUPS, (*GROUPS.default, vip)), settings_of(DOWNLINE_VEIL, DownlineVeil()):
        hidden = planted(me, group_id="vip")
        shown = {one.person.id: one.person.email for one in listed(me)}
        assert shown.pop(hidden.id) == "***"
        assert all("*" not in one for one in shown.values())


def test_a_group_without_referrals_sees_nobody(tree):
    me = tree[0]
    modules = tuple(one for one in PortalModule if one is not PortalModule.REFERRAL)
    with settings_of(GROUPS, (ClientGroup(STANDARD, {"en": "Standard"}, modules),)):
        with pytest.raises(Forbidden) as refusal:
            listed(me)
        assert (refusal.value.code, refusal.value.facts["module"]) == ("module_off", "referral")
        with pytest.raises(Forbidden):
            people.overview(acting(me))


def test_the_way_to_reports_is_there_for_whoever_has_some_to_see(tree):
    me, first, second, third, _stranger = tree
    account(first)
    credit(usd("10"), third.id)
    reports = {one.person.id: one.has_reports for one in listed(me)}
    assert reports == {first.id: True, second.id: False, third.id: True}
    hidden = DownlineVeil(hidden=(DownlineField.BALANCES, DownlineField.TRADING))
    with settings_of(DOWNLINE_VEIL, hidden):
        assert {one.has_reports for one in listed(me)} == {False}


def test_staff_who_look_at_the_portal_see_no_downline_outside_their_scope(tree):
    me, first, second, third, _stranger = tree
    keeper = people_kit.member(people_kit.role(scope=DataScope(own=True)), name="Kay Keeper")
    owned = planted(second, owner_id=keeper.id)
    looking = replace(acting(me), visitor=Visitor(keeper.id, "Kay Keeper"))
    page = people.listed(looking, Where(first=0), PageRequest(50))
    assert [one.person.id for one in page.items] == [me.id, owned.id]
    for outside in (first, second, third):
        with pytest.raises(NotFound):
            people.one(looking, outside.id)


def test_the_overview_counts_those_below_and_those_who_came_today(tree, clock):
    me = tree[0]
    seen = people.overview(acting(me))
    assert (seen.direct, seen.new_today, seen.levels, seen.earliest) == (2, 2, None, None)
    clock.advance(days=1)
    planted(me)
    assert people.overview(acting(me)).new_today == 1


def test_a_cursor_is_of_one_list_of_one_reader(tree):
    me, _first, second, *_ = tree
    planted(second)
    cursor = people.listed(acting(me), Where(), PageRequest(1)).next_cursor
    for who, where in ((second, Where()), (me, Where(last=1))):
        with pytest.raises(Invalid) as refusal:
            people.listed(acting(who), where, PageRequest(1, cursor))
        assert refusal.value.code == "cursor_invalid"


def test_a_page_of_the_list_asks_as_much_of_a_large_tree_as_of_a_small_one(tree):
    me, _first, second, *_ = tree
    with recording() as small:
        listed(me, Where(last=1), limit=2)
    for _ in range(40):
        planted(second if _ % 2 else me)
    with recording() as large:
        listed(me, Where(last=1), limit=2)
    assert len(large.calls) <= len(small.calls)
