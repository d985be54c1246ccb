"""Which veil counts over which client: the role's and the group's together, never less."""

from dataclasses import replace

import pytest

from chalicelib.clients.model import Client
from chalicelib.clients.model.groups import GROUPS, STANDARD, ClientGroup, GroupVeil
from chalicelib.clients.service import veils
from chalicelib.core.actor import EVERYTHING, Actor, Realm, system
from chalicelib.core.veil import CLEAR, SensitiveField, Showing, Veil
from chalicelib.settings import public as settings
from chalicelib.staff.public import OWNER_ROLE_ID
from tests.kit.clients import active_client
from tests.kit.recorder import recording

pytestmark = pytest.mark.usefixtures("store", "clock")
EMAIL, PHONE = SensitiveField.EMAIL, SensitiveField.PHONE
KEPT_OUT = Actor(Realm.STAFF, "stf_1", role_ids=frozenset({"rol_1"}), scope=EVERYTHING)


def grouped(*of_vip: GroupVeil) -> None:
    """Two groups, of which the second has these veils."""
    both = (ClientGroup(STANDARD, {"en": "A"}), ClientGroup("vip", {"en": "B"}, veils=of_vip))
    settings.adopt(system("test"), GROUPS, both)


def in_vip(client: Client) -> Client:
    return replace(client, group_id="vip")


def test_a_veil_names_the_roles_it_holds_for():
    grouped(GroupVeil(role_ids=("rol_1",), hidden=(EMAIL,)))
    client = in_vip(active_client())
    assert veils.veil_over(KEPT_OUT, client).showing(EMAIL) is Showing.HIDDEN
    other = replace(KEPT_OUT, role_ids=frozenset({"rol_2"}))
    assert veils.veil_over(other, client) == CLEAR


def test_a_veil_without_roles_holds_for_all_but_owners():
    grouped(GroupVeil(partly=(PHONE,)))
    client = in_vip(active_client())
    assert veils.veil_over(KEPT_OUT, client).showing(PHONE) is Showing.PARTLY
    owner = replace(KEPT_OUT, role_ids=frozenset({OWNER_ROLE_ID}))
    assert veils.veil_over(owner, client) == CLEAR


def test_a_group_only_takes_away():
    grouped(GroupVeil(partly=(EMAIL, PHONE)))
    seen = replace(KEPT_OUT, veil=Veil(hidden=frozenset({EMAIL})))
    found = veils.veil_over(seen, in_vip(active_client()))
    assert (found.showing(EMAIL), found.showing(PHONE)) == (Showing.HIDDEN, Showing.PARTLY)


def test_clients_of_other_groups_are_seen_as_the_role_lets():
    grouped(GroupVeil(hidden=(EMAIL,)))
    client = active_client()
    assert veils.over(KEPT_OUT, [client.id]) == {client.id: CLEAR}


def test_several_veils_of_a_group_add_up():
    grouped(GroupVeil(hidden=(EMAIL,)), GroupVeil(role_ids=("rol_1",), hidden=(PHONE,)))
    assert veils.veil_over(KEPT_OUT, in_vip(active_client())).hidden == {EMAIL, PHONE}


def test_nobody_is_looked_up_while_no_group_hides_anything():
    client = active_client()
    settings.value(GROUPS)
    with recording() as recorder:
        assert veils.over(KEPT_OUT, [client.id]) == {}
    assert recorder.calls == []
