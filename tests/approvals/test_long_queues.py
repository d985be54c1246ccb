"""A long queue costs what a page of it costs: reads do not grow with what waits."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from chalicelib.approvals.service import queues, standing
from chalicelib.core.actor import Actor, Scope
from chalicelib.core.paging import PageRequest
from chalicelib.storage import aws
from chalicelib.storage.table import Range, Table
from chalicelib.storage.wire import Item, item_to_wire
from tests.kit.approvals import member, open_request
from tests.kit.recorder import recording

ANN = member("Ann")
OWNER = member("Owner", scope=Scope(owner_ids=frozenset({"stf_owner"})))
PAGE = PageRequest(25)
SHORT, LONG = 120, 400


@dataclass(frozen=True)
class Cost:
    """What an answer asked of the store."""

    calls: int
    items: int


def lengthen(up_to: int, start: int = 1) -> None:
    """Let requests like the first one wait, until there are ``up_to``: its rows under other ids."""
    table = Table("approvals")
    rows = table.query(Range("REQUEST#acc_0"), 100)
    for number in range(start, up_to):
        for row in _renamed(rows, number):
            aws.client("dynamodb").put_item(TableName=table.name, Item=item_to_wire(row))


def _renamed(rows: list[Item], number: int) -> Iterator[Item]:
    for row in rows:
        yield {
            name: part.replace("acc_0", f"acc_{number}") if isinstance(part, str) else part
            for name, part in row.items()
        }


def cost_of(actor: Actor) -> tuple[Cost, Cost]:
    """Of a page of My To Do, and of the counts."""
    with recording() as listed:
        assert len(queues.to_do(actor, PAGE).items) == PAGE.limit
    with recording() as counted:
        assert queues.counts(actor).items
    return Cost(len(listed.calls), listed.items), Cost(len(counted.calls), counted.items)


@pytest.mark.parametrize("actor", [ANN, OWNER], ids=["the whole company", "a smaller scope"])
def test_my_to_do_reads_no_more_of_a_queue_thrice_as_long(actor: Actor):
    open_request("acc_0")
    lengthen(SHORT)
    short = cost_of(actor)
    lengthen(LONG, start=SHORT)
    assert cost_of(actor) == short
    assert short[0].items <= 5 * PAGE.limit


@pytest.mark.parametrize("actor", [ANN, OWNER], ids=["the whole company", "a smaller scope"])
def test_a_look_at_what_one_order_can_decide_reads_no_more_of_a_longer_queue(actor: Actor):
    def cost() -> Cost:
        with recording() as looked:
            found, more = standing.waiting_for(actor, None, 50)
        assert (len(found), more) == (50, True)
        return Cost(len(looked.calls), looked.items)

    open_request("acc_0")
    lengthen(SHORT)
    short = cost()
    lengthen(LONG, start=SHORT)
    assert cost() == short
