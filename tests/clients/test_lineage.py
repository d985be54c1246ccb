"""The tree: chains in one read, at any moment; counts that are exact however messages arrive."""

import random
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.clients.events import clients_events
from chalicelib.clients.model import Client
from chalicelib.clients.model.changes import Reparenting
from chalicelib.clients.service import lineage, referring
from chalicelib.clients.store import tally
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Invalid
from chalicelib.messages.clients import DownlinesChanged
from chalicelib.storage.idempotency import AlreadyDone, delivery
from tests.kit.clients import active_client, published
from tests.kit.courier import Courier
from tests.kit.recorder import recording

pytestmark = pytest.mark.usefixtures("store", "clock")
COURIER = Courier((clients_events,))
STAFF = system("test")


def below(above: Client | None) -> Client:
    return active_client(referral_code=above.referral_code if above else None)


def line_of(number: int) -> list[Client]:
    """One below the other, the root first."""
    made: list[Client] = []
    for _ in range(number):
        made.append(below(made[-1] if made else None))
    COURIER.deliver_all()
    return made


def again(client: Client) -> Client:
    from chalicelib.clients import public as clients

    return clients.client_for_system(client.id)


def move(client: Client, to: Client | None, *, bring: bool = True) -> None:
    wanted = Reparenting(to.id if to else "", bring)
    referring.change_referrer(STAFF, client.id, wanted)


def above(client: Client, at: object = None) -> list[str]:
    return [one.id for one in lineage.uplines(again(client), at)]  # type: ignore[arg-type]


def ids(*clients: Client) -> list[str]:
    return [one.id for one in clients]


def counted(client: Client) -> tuple[int, int]:
    found = tally.all_counts([client.id])[client.id]
    return found.direct, found.below


def test_a_chain_is_one_read_however_long():
    line = line_of(8)
    leaf = again(line[-1])
    with recording() as store:
        found = lineage.uplines(leaf)
    assert [one.id for one in found] == ids(*reversed(line[:-1]))
    assert store.calls == ["batch_get_item"]


def test_a_chain_is_right_before_a_move_has_reached_everybody_below():
    root, middle, low, leaf = line_of(4)
    other = below(None)
    move(middle, other)
    assert above(leaf) == ids(low, middle, other)
    COURIER.deliver_all()
    assert again(leaf).line == tuple(ids(low, middle, other))
    with recording() as store:
        assert above(leaf) == ids(low, middle, other)
    assert store.calls.count("batch_get_item") == 1
    assert above(root) == []


def test_who_was_above_at_a_moment_of_the_past_can_be_asked(clock: FixedClock):
    root, middle, leaf = line_of(3)
    other = below(None)
    before = clock.now()
    clock.advance(days=1)
    move(leaf, other)
    moved_at = clock.now()
    clock.advance(days=1)
    move(other, middle)
    assert above(leaf, before) == ids(middle, root)
    assert above(leaf, moved_at) == ids(other)
    assert above(leaf) == ids(other, middle, root)


def test_nobody_becomes_their_own_upline_and_a_tree_may_be_deep():
    line = line_of(6)
    for above_all in line[:-1]:
        with pytest.raises(Invalid) as refusal:
            move(above_all, line[-1])
        assert refusal.value.code == "referrer_cycle"


def test_all_downlines_are_counted_as_the_tree_changes():
    root, middle, low, leaf = line_of(4)
    assert [counted(one) for one in (root, middle, low, leaf)] == [(1, 3), (1, 2), (1, 1), (0, 0)]
    other = below(None)
    move(low, other)
    COURIER.deliver_all()
    assert [counted(one) for one in (root, middle, other)] == [(1, 1), (0, 0), (1, 2)]


def test_who_moves_alone_leaves_the_others_and_all_are_counted_where_they_are():
    root, middle, leaf = line_of(3)
    other = below(None)
    move(middle, other, bring=False)
    COURIER.deliver_all()
    assert above(leaf) == ids(root)
    assert [counted(one) for one in (root, middle, other)] == [(1, 1), (0, 0), (1, 1)]


def test_a_message_that_comes_twice_counts_once():
    root, middle = line_of(2)
    message = DownlinesChanged(client_id=middle.id, change=1)
    lineage.count_below(STAFF, message, delivery("clients-events", "msg_1"))
    with pytest.raises(AlreadyDone):
        lineage.count_below(STAFF, message, delivery("clients-events", "msg_1"))
    assert counted(root) == (1, 2)


def truth(clients: list[Client]) -> dict[str, tuple[int, int]]:
    """Counts as they follow from the edges alone."""
    edges = {one.id: again(one).referrer_id for one in clients}

    def above_of(client_id: str) -> Iterator[str]:
        found = edges[client_id]
        while found:
            yield found
            found = edges[found]

    everybody = [list(above_of(one)) for one in edges]
    return {
        one: (
            sum(edge == one for edge in edges.values()),
            sum(one in chain for chain in everybody),
        )
        for one in edges
    }


def deliver_shuffled(seed: int) -> None:
    """Every count that was published, in another order, each of them twice."""
    chance = random.Random(seed)
    done: set[str] = set()
    while waiting := [one for one in published("clients.downlines_changed") if one.id not in done]:
        chance.shuffle(waiting)
        for envelope in [*waiting, *waiting]:
            body = DownlinesChanged(**envelope.body)
            command = delivery("clients-events", envelope.id)
            if command.answered() is None:
                lineage.count_below(STAFF, body, command)
            done.add(envelope.id)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(st.integers(0, 5), min_size=3, max_size=6),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=5),
    st.integers(0, 10_000),
)
def test_in_whatever_order_the_counts_arrive_they_are_those_of_the_edges(
    parents: list[int], moves: list[tuple[int, int]], seed: int
):
    people: list[Client] = []
    for parent in parents:
        people.append(below(people[parent] if parent < len(people) else None))
    for who, to in moves:
        if who < len(people) and to < len(people):
            with suppress(Invalid):  # nobody can be their own upline
                move(people[who], people[to])
    deliver_shuffled(seed)
    assert {one.id: counted(one) for one in people} == truth(people)
