"""The tree as staff see it: all of its shape, and who is who within their scope."""

import pytest

from chalicelib.clients.events import clients_events, search_events
from chalicelib.clients.model import Client, ClientKind
from chalicelib.core.actor import EVERYTHING, Actor, Realm, Scope
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.downlines.schemas.tree import TreeNodeView, WayView
from chalicelib.downlines.service import tree
from tests.kit.clients import active_client
from tests.kit.courier import Courier
from tests.kit.recorder import recording
from tests.kit.trees import planted

pytestmark = pytest.mark.usefixtures("store", "clock")
ALL = Actor(Realm.STAFF, "stf_1", "Ann", scope=EVERYTHING)
OWN = Actor(Realm.STAFF, "stf_2", "Kay", scope=Scope(owner_ids=frozenset({"stf_2"})))


@pytest.fixture
def line() -> list[Client]:
    """One below the other; the member of staff owns the first and the last."""
    root = planted(kind=ClientKind.IB, name="Rita Root", owner_id="stf_2")
    middle = planted(root, kind=ClientKind.IB, name="Mia Middle")
    return [root, middle, planted(middle, name="Leo Leaf", owner_id="stf_2")]


def below(actor, client, under=None, limit=50):
    return tree.below(actor, client.id, under, PageRequest(limit)).items


def test_a_place_whose_client_is_out_of_scope_can_be_opened_and_tells_nobody(line):
    root, middle, leaf = line
    (hidden,) = map(TreeNodeView.of, below(OWN, root))
    assert (hidden.id, hidden.name, hidden.kind) == (None, None, ClientKind.IB)
    assert middle.id not in hidden.key
    (shown,) = map(TreeNodeView.of, below(OWN, root, hidden.key))
    assert (shown.id, shown.name) == (leaf.id, "Leo Leaf")


def test_a_key_is_of_one_tree_and_one_reader(line):
    root, middle, _leaf = line
    key = below(OWN, root)[0].node.key
    for actor, client in ((ALL, root), (OWN, line[2])):
        with pytest.raises(Invalid) as refusal:
            below(actor, client, key)
        assert refusal.value.code == "cursor_invalid"
    with pytest.raises(Invalid):
        below(ALL, root, middle.id)


def test_the_tree_of_a_client_out_of_scope_is_not_there(line):
    _root, middle, _leaf = line
    with pytest.raises(NotFound):
        below(OWN, middle)
    with pytest.raises(NotFound):
        tree.around(OWN, middle.id, None)
    with pytest.raises(NotFound):
        tree.found(OWN, middle.id, "leo")


def test_places_above_are_listed_with_what_they_are(line):
    around = tree.around(OWN, line[2].id, None)
    assert [TreeNodeView.of(one).name for one in around.uplines] == [None, "Rita Root"]
    assert [one.node.client.kind for one in around.uplines] == [ClientKind.IB, ClientKind.IB]


def test_nobody_is_found_by_nothing(line):
    assert tree.found(ALL, line[0].id, "") == []


def test_opening_a_place_costs_as_much_in_a_large_tree_as_in_a_small_one(line):
    root, middle, leaf = line

    def calls() -> list[str]:
        key = below(ALL, root)[0].node.key
        with recording() as store:
            below(ALL, root, key, limit=2)
        return store.calls

    before = calls()
    for _ in range(20):
        planted(middle)
        planted(leaf)
    assert len(calls()) <= len(before)


def test_whoever_is_found_comes_with_the_way_down_to_them():
    root = active_client(name="Rita Root", kind=ClientKind.IB)
    middle = active_client(name="Mia Middle", referral_code=root.referral_code)
    active_client(name="Leo Leaf", referral_code=middle.referral_code)
    active_client(name="Leo Elsewhere")
    Courier((clients_events, search_events)).deliver_all()
    (way,) = tree.found(ALL, root.id, "leo")
    assert [one.name for one in WayView.of(way).way] == ["Mia Middle", "Leo Leaf"]
    assert tree.found(ALL, middle.id, "mia") == []
