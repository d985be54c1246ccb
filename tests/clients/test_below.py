"""Walking down a tree: everybody once and in its order, at a price of what is shown."""

import random

import pytest

from chalicelib.clients import public as clients
from chalicelib.clients.model import Client
from chalicelib.clients.model.changes import Reparenting
from chalicelib.clients.service import below, referring
from chalicelib.clients.service.below import READS, Span
from chalicelib.core.actor import system
from chalicelib.core.errors import Invalid
from tests.kit.recorder import recording
from tests.kit.trees import planted

pytestmark = pytest.mark.usefixtures("store", "clock")


class Tree:
    """A tree grown at random, and who should be met in which order."""

    def __init__(self, seed: int, size: int) -> None:
        grown = random.Random(seed)
        self.root = planted()
        self.all = [self.root]
        self.brought: dict[str, list[Client]] = {}
        for _ in range(size):
            above = grown.choice(self.all)
            one = planted(above)
            self.all.append(one)
            self.brought.setdefault(above.id, []).append(one)

    def order(self, of: Client, level: int = 0) -> list[tuple[str, int]]:
        """``of`` and everybody below, each followed by whom they brought, the newest first."""
        found = [(of.id, level)]
        for one in reversed(self.brought.get(of.id, [])):
            found += self.order(one, level + 1)
        return found


def walked(root: Client, span: Span, at_most: int) -> list[tuple[str, int]]:
    met: list[tuple[str, int]] = []
    left_at: str | None = None
    for _ in range(1000):
        step = below.step(root, span, left_at, at_most)
        assert len(step.met) <= at_most
        met += [(one.client.id, one.level) for one in step.met]
        left_at = step.left_at
        if left_at is None:
            return met
    raise AssertionError("the walk does not end")


@pytest.mark.parametrize("seed", range(2))
def test_a_walk_meets_everybody_once_in_the_order_of_the_tree(seed: int):
    tree = Tree(seed, 30)
    expected = tree.order(tree.root)
    for at_most in (1, 3, 50):
        assert walked(tree.root, Span(0), at_most) == expected
        assert walked(tree.root, Span(), at_most) == expected[1:]


def test_a_walk_keeps_to_its_levels():
    tree = Tree(7, 30)
    for span in (Span(1, 1), Span(2, 3), Span(0, 2), Span(3), Span(50)):
        last = 99 if span.last is None else span.last
        expected = [one for one in tree.order(tree.root) if span.first <= one[1] <= last]
        assert walked(tree.root, span, 4) == expected


def test_a_step_costs_what_it_shows_however_many_are_below():
    root = planted()
    for _ in range(40):
        planted(root)
    with recording() as few:
        first = below.step(root, Span(), None, 10)
    for _ in range(40):
        planted(root)
    with recording() as many:
        below.step(root, Span(), None, 10)
    assert len(first.met) == 10
    assert few.calls == many.calls == ["query", "batch_get_item"]


def test_a_step_through_many_lists_stops_and_goes_on_from_there():
    root = planted()
    for _ in range(READS + 5):
        planted(planted(root))
    step = below.step(root, Span(2), None, 200)
    assert 0 < len(step.met) <= READS
    assert step.left_at is not None
    assert len(walked(root, Span(2), 200)) == READS + 5


def test_a_walk_down_a_chain_deeper_than_a_step_reads_comes_to_its_end():
    chain = [planted()]
    for _ in range(READS + 5):
        chain.append(planted(chain[-1]))
    assert [one for one, _ in walked(chain[0], Span(), 7)] == [one.id for one in chain[1:]]


def test_a_walk_that_was_left_at_somebody_who_moved_away_begins_anew():
    root, other = planted(), planted()
    leaf, _rest = planted(root), planted(root)
    step = below.step(root, Span(), None, 1)
    assert step.left_at is not None
    gone = step.left_at
    referring.change_referrer(system("test"), gone, Reparenting(other.id, True))
    with pytest.raises(Invalid) as refusal:
        below.step(root, Span(), gone, 1)
    assert refusal.value.code == "cursor_invalid"
    assert leaf.referrer_id == root.id


def test_how_far_somebody_is_below_is_of_the_tree_as_it_stands():
    root = planted()
    low = planted(planted(root))
    assert below.level_of(low, root.id) == 2
    assert below.level_of(root, root.id) == 0
    assert below.level_of(root, low.id) is None


def test_whoever_came_today_is_counted_no_further_than_asked():
    root = planted()
    for _ in range(3):
        planted(root)
    since = clients.client_for_system(root.id).registered_at
    assert below.brought_since(root.id, since, 100) == 3
    assert below.brought_since(root.id, since, 2) == 2
