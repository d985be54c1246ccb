"""Looking for somebody among those below: by what they are, and by nothing that is not shown."""

from dataclasses import replace

import pytest

from chalicelib import ports
from chalicelib.clients.model import ClientKind, ClientStatus, IdentityStanding
from chalicelib.clients.model.groups import GROUPS, ClientGroup
from chalicelib.clients.model.uplines import DOWNLINE_VEIL, DownlineField, DownlineVeil
from chalicelib.core.actor import Visitor
from chalicelib.core.errors import Forbidden
from chalicelib.core.paging import PageRequest
from chalicelib.core.veil import SensitiveField, Veil
from chalicelib.downlines.model import Report, Where
from chalicelib.downlines.schemas.people import DownlinesQuery
from chalicelib.downlines.schemas.reports import AccountsQuery
from chalicelib.downlines.service import people, reports, sources
from chalicelib.downlines.service.sources import Wanted
from tests.kit.clients import acting
from tests.kit.earnings import account
from tests.kit.funds import credit, usd
from tests.kit.plans import with_server
from tests.kit.settings import settings_of
from tests.kit.trees import planted

pytestmark = pytest.mark.usefixtures("store", "clock")
HIDDEN = DownlineVeil(hidden=(DownlineField.NATIONALITY,))
MASKED = DownlineVeil(partly=(DownlineField.NATIONALITY,))


@pytest.fixture
def tree():
    """An IB with two below, one of whom has brought another; and a stranger."""
    me = planted(kind=ClientKind.IB, name="Ina Broker")
    ben = planted(me, name="Ben de Ruyter", nationality="NL", identity=IdentityStanding.APPROVED)
    sue = planted(me, name="Sue Łukasz", kind=ClientKind.IB, nationality="PL")
    tom = planted(sue, name="Tom Third", status=ClientStatus.SUSPENDED)
    return me, ben, sue, tom, planted(name="Ben Stranger", nationality="NL")


def found(who, **query):
    """Who is found by what the list is asked, in as many pages as it takes."""
    asked = DownlinesQuery.model_validate_strings(query)
    names, cursor = [], None
    while True:
        page = people.listed(who, asked.where, PageRequest(2, cursor), asked.who)
        names += [one.person.client.name for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return names


def test_a_part_of_the_name_is_enough_however_it_is_written(tree):
    me = acting(tree[0])
    assert found(me, name="ruyt") == ["Ben de Ruyter"]
    assert found(me, name="DE RUYTER") == ["Ben de Ruyter"]
    assert found(me, name="lukas") == ["Sue Łukasz"]
    assert found(me, name="stranger") == []


def test_an_id_or_its_beginning_finds_only_those_below_and_within_the_levels(tree):
    me, ben, sue, tom, stranger = tree
    assert found(acting(me), name=ben.id) == [ben.name]
    assert found(acting(me), name=tom.id) == [tom.name]
    assert set(found(acting(me), name=ben.id[:6])) == {ben.name, sue.name, tom.name}
    assert found(acting(me), name=tom.id, last="1") == []
    assert found(acting(me), name=tom.id, of=sue.id) == [tom.name]
    assert found(acting(me), name=ben.id, of=sue.id) == []
    assert found(acting(me), name=stranger.id) == []
    assert found(acting(sue), name=me.id) == []


def test_whoever_has_left_is_not_found_by_id_either(tree):
    me = tree[0]
    gone = planted(me, status=ClientStatus.DELETED)
    assert found(acting(me), name=gone.id) == []


def test_they_are_found_by_what_they_are(tree):
    me = acting(tree[0])
    assert found(me, kind="ib") == ["Sue Łukasz"]
    assert found(me, status="suspended") == ["Tom Third"]
    assert found(me, identity="approved") == ["Ben de Ruyter"]
    assert found(me, country="PL") == ["Sue Łukasz"]
    assert found(me, country="PL", status="suspended") == []


def test_they_are_found_by_when_they_joined(tree, clock):
    me = tree[0]
    today = ports.now().date()
    clock.advance(days=2)
    late = planted(me, name="Late Comer")
    since = ports.now().date()
    assert found(acting(me), **{"from": since.isoformat()}) == [late.name]
    assert late.name not in found(acting(me), to=today.isoformat())


@pytest.mark.parametrize("veil", [HIDDEN, MASKED])
def test_by_a_country_that_the_broker_hides_nobody_can_be_looked_for(tree, veil):
    with settings_of(DOWNLINE_VEIL, veil):
        assert not people.overview(acting(tree[0])).country_shown
        with pytest.raises(Forbidden) as refusal:
            found(acting(tree[0]), country="PL")
    assert (refusal.value.code, refusal.value.field) == ("field_hidden", "country")


def test_by_a_country_that_their_group_hides_they_are_not_found(tree):
    me = tree[0]
    vip = ClientGroup("vip", {"en": "VIP"}, from_uplines=HIDDEN)
    with settings_of(GROUPS, (*GROUPS.default, vip)):
        planted(me, group_id="vip", nationality="PL", name="Vic Vip")
        assert people.overview(acting(me)).country_shown
        assert found(acting(me), country="PL") == ["Sue Łukasz"]


def test_staff_who_look_at_the_portal_do_not_look_by_what_their_role_hides(tree):
    veiled = replace(
        acting(tree[0]),
        visitor=Visitor("stf_1", "Kay"),
        veil=Veil(hidden=(SensitiveField.NATIONALITY,)),
    )
    with pytest.raises(Forbidden):
        found(veiled, country="PL")


def accounts_found(who, report=Report.ACCOUNTS, **query):
    asked = AccountsQuery.model_validate_strings(query)
    lines, cursor = [], None
    while True:
        page = reports.page(
            acting(who), report, asked.where, asked.wanted, PageRequest(1, cursor), asked.who
        )
        lines += page.items
        cursor = page.next_cursor
        if cursor is None:
            return lines


def logins(who, **query):
    return [one.of.account.login for one in accounts_found(who, **query)]


def test_accounts_are_found_by_their_login_and_by_whose_they_are(tree):
    me, ben, _sue, tom, stranger = tree
    for place, one in enumerate((ben, ben, tom, stranger)):
        account(one, 5001 + place)
    assert logins(me, login="5004", server="mt5") == []
    assert logins(me, login="5003", server="mt5", last="1") == []
    assert logins(me, login="5003", server="mt5") == [5003]
    assert logins(me, login="5001", server="mt5", name=tom.id) == []
    assert logins(me, login="5001", server="elsewhere") == []
    assert sorted(logins(me, name="ruyter")) == [5001, 5002]
    assert logins(me, name="third") == [5003]
    with_server("mt5")
    assert sources.holders(Wanted(login=5003)) == (tom.id,)


def test_wallets_are_found_by_whose_they_are(tree):
    me, ben, _sue, tom, _stranger = tree
    for one in (ben, tom):
        credit(usd("10"), one.id)
    (line,) = accounts_found(me, Report.WALLETS, name="third")
    assert line.person.id == tom.id


def test_a_page_looks_at_only_so_many_and_says_that_another_follows(tree):
    me = tree[0]
    for _ in range(6):
        planted(me)
    wanted = DownlinesQuery.model_validate_strings({"name": "ruyter"})
    page = people.listed(acting(me), Where(), PageRequest(1), wanted.who)
    assert (page.items, page.next_cursor is None) == ((), False)
    assert found(acting(me), name="ruyter") == ["Ben de Ruyter"]
