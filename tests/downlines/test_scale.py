"""Opening a tree of fifty thousand: what a step, a page and a report cost does not grow with it."""

import os
import time
from collections.abc import Iterator

import pytest

from chalicelib import ports
from chalicelib.clients.model import Client, ClientKind
from chalicelib.core.actor import EVERYTHING, Actor, Realm
from chalicelib.core.clock import FixedClock
from chalicelib.core.ids import CountingIds
from chalicelib.core.paging import PageRequest
from chalicelib.downlines.model import Report, Where
from chalicelib.downlines.service import people, reports, tree
from chalicelib.downlines.service.sources import Wanted
from chalicelib.settings import public as settings
from chalicelib.storage import aws
from tests.conftest import START
from tests.kit.clients import acting
from tests.kit.engines import Engine
from tests.kit.packed_store import PackedDynamo
from tests.kit.recorder import recording
from tests.kit.trees import planted

# Enough to see what grows; `FAIRLEAD_WIDE=1` makes it the fifty thousand.
WIDE = os.environ.get("FAIRLEAD_WIDE") == "1"
SMALL, LARGE = 300, 50_000 if WIDE else 3_000
FEW_MORE = 10  # the tree is a few levels deeper
STAFF = Actor(Realm.STAFF, "stf_1", "Ann", scope=EVERYTHING)


class Broker:
    """An IB above a tree that has as much breadth as depth: each client brought three."""

    def __init__(self) -> None:
        self.root = planted(kind=ClientKind.IB)
        self.all: list[Client] = [self.root]

    def grow(self, size: int) -> None:
        """More clients, until there are ``size``."""
        while len(self.all) < size:
            self.all.append(planted(self.all[(len(self.all) - 1) // 3]))


@pytest.fixture
def broker(engine: Engine) -> Iterator[Broker]:
    aws.use_client("dynamodb", PackedDynamo.declared())
    with ports.use(clock=FixedClock(START), ids=CountingIds()):
        settings.forget()
        yield Broker()
    aws.forget_clients()
    settings.forget()


def calls_of(broker: Broker) -> dict[str, int]:
    """How many store calls each way of looking makes."""
    me, middle = acting(broker.root), broker.all[50]
    page = PageRequest(50)
    ways = {
        "open a level": lambda: people.listed(me, Where(of=middle.id, last=1), page),
        "list everybody": lambda: people.listed(me, Where(), page),
        "report": lambda: reports.page(me, Report.TRADES, Where(), Wanted(), page),
        "staff open a level": lambda: tree.below(STAFF, middle.id, None, page),
        "staff look above": lambda: tree.around(STAFF, middle.id, None),
    }
    found = {}
    for name, look in ways.items():
        with recording() as store:
            look()
        found[name] = len(store.calls)
    return found


def test_looking_at_a_large_tree_asks_no_more_of_the_store_than_at_a_small_one(
    broker: Broker, record_property
) -> None:
    broker.grow(SMALL)
    calls_of(broker)  # whatever is read once and remembered
    small = calls_of(broker)
    broker.grow(LARGE)
    began = time.perf_counter()
    large = calls_of(broker)
    record_property("seconds", round(time.perf_counter() - began, 3))
    for name, count in large.items():
        record_property(name, f"{small[name]} calls at {SMALL}, {count} at {LARGE}")
        assert count <= small[name] + FEW_MORE, name
