"""The event seams: what is handled once, what comes back, what is parked and can be replayed."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
from chalice.app import Chalice

from chalicelib import ports
from chalicelib.core import nouns
from chalicelib.core.actor import Actor, system
from chalicelib.core.errors import Invalid, VendorUnavailable
from chalicelib.core.paging import PageRequest
from chalicelib.edge.queue import Delivery, consumer, consumer_of_many
from chalicelib.messages import Message
from chalicelib.storage import outbox, parked
from chalicelib.storage.table import Range, Table
from chalicelib.storage.unit import PENDING_SHARDS
from tests.kit.courier import FakeContext

pytestmark = pytest.mark.usefixtures("store", "clock")


@nouns.dataclass(frozen=True, kw_only=True)
class BellRung(Message):
    NAME: ClassVar[str] = "examples.bell_rung"
    times: int


@dataclass
class Tower:
    """A consumer with a mind of its own."""

    heard: list[int] = field(default_factory=list)
    failing_with: dict[int, Exception] = field(default_factory=dict)
    meanwhile: Callable[[], object] = list

    def handler(self) -> Any:
        app = Chalice(app_name="tower")

        @app.on_sqs_message(queue="bells")
        @consumer("funds-events", BellRung)
        def bells(message: BellRung, delivery: Delivery) -> None:
            self.meanwhile()
            if fault := self.failing_with.get(message.times):
                raise fault
            ports.transact(delivery.actor, delivery.command.settle)
            self.heard.append(message.times)

        return bells


def envelopes() -> list[str]:
    rows = [
        row
        for shard in range(PENDING_SHARDS)
        for row in Table("outbox").query(
            Range(f"pending#{shard}", "by-pending", newest_first=False), 100
        )
    ]
    return [row["envelope"] for row in sorted(rows, key=lambda row: row["by_pending_sk"])]


def ring(*times: int) -> list[str]:
    for count in times:
        ports.transact(system("test"), lambda unit, n=count: unit.publish(BellRung(times=n)))
    return envelopes()


def deliver(handler: Any, bodies: list[str], attempt: int = 1) -> list[str]:
    records = [
        {
            "messageId": f"m{n}",
            "body": body,
            "attributes": {"ApproximateReceiveCount": str(attempt)},
        }
        for n, body in enumerate(bodies)
    ]
    failures = handler({"Records": records}, FakeContext())["batchItemFailures"]
    return [failure["itemIdentifier"] for failure in failures]


def kept() -> list[parked.ParkedMessage]:
    return list(parked.listed(PageRequest()).items)


def test_a_message_that_comes_twice_is_handled_once():
    tower, bodies = Tower(), ring(1, 2)
    handler = tower.handler()
    assert deliver(handler, bodies + bodies[::-1]) == []
    assert tower.heard == [1, 2]


def test_one_that_came_second_while_its_twin_settled_it_is_no_failure():
    bodies, twin = ring(1), Tower()
    settle = twin.handler()
    late = Tower(
        failing_with={1: Invalid("the bell has been rung")},
        meanwhile=lambda: deliver(settle, bodies),
    )
    assert deliver(late.handler(), bodies) == []
    assert (twin.heard, late.heard, kept()) == ([1], [], [])


def test_one_failing_record_comes_back_alone():
    tower = Tower(failing_with={2: VendorUnavailable(code="server_away")})
    handler = tower.handler()
    assert deliver(handler, ring(1, 2, 3)) == ["m1"]
    assert tower.heard == [1, 3]
    tower.failing_with.clear()
    assert deliver(handler, envelopes()) == []
    assert tower.heard == [1, 3, 2]


def test_what_can_never_be_handled_is_parked_with_its_reason():
    tower = Tower(failing_with={1: Invalid("no such bell", code="bell_unknown")})
    assert deliver(tower.handler(), ring(1)) == []
    (message,) = kept()
    assert message.reason == "bell_unknown: no such bell"
    assert (message.queue, message.message_name) == ("funds-events", "examples.bell_rung")


@pytest.mark.parametrize("poison", ["", "no json", "[]", '{"id": 1}'])
def test_poison_is_parked_and_the_rest_goes_on(poison: str):
    tower = Tower()
    assert deliver(tower.handler(), [poison, *ring(1)]) == []
    assert tower.heard == [1]
    assert kept()[0].message_name == "unreadable"


def test_a_fault_of_ours_is_tried_again_before_it_is_parked():
    tower = Tower(failing_with={1: ZeroDivisionError()})
    handler, bodies = tower.handler(), ring(1)
    for attempt in range(1, 5):
        assert deliver(handler, bodies, attempt) == ["m0"]
    assert deliver(handler, bodies, attempt=5) == []
    assert "ZeroDivisionError" in kept()[0].reason


def test_a_parked_message_can_be_replayed_once():
    tower = Tower(failing_with={1: Invalid(code="bell_unknown")})
    deliver(tower.handler(), ring(1))
    ports.transact(system("test"), lambda unit: parked.mark_replayed(unit, kept()[0].id))
    assert kept()[0].status is parked.ParkedStatus.REPLAYED
    with pytest.raises(Exception, match="replayed"):
        ports.transact(system("test"), lambda unit: parked.mark_replayed(unit, kept()[0].id))


def test_a_message_of_another_kind_is_passed_over():
    tower, (body,) = Tower(), ring(1)
    other = json.loads(body) | {"name": "examples.other"}
    assert deliver(tower.handler(), [json.dumps(other)]) == []
    assert tower.heard == []
    assert kept() == []


def test_the_sweeper_sends_what_the_stream_missed_and_sends_it_once(clock):
    ring(1, 2, 3)
    assert outbox.sweep(ports.now()) == 0  # the stream still has time
    clock.advance(minutes=1)
    assert outbox.sweep(ports.now()) == 3
    assert outbox.sweep(ports.now()) == 0
    assert envelopes() == []


@dataclass
class Choir:
    """A consumer that is given all bells of a batch, and cannot bear some of them."""

    heard: list[list[int]] = field(default_factory=list)
    failing_with: dict[int, Exception] = field(default_factory=dict)

    def handler(self) -> Any:
        app = Chalice(app_name="choir")

        @app.on_sqs_message(queue="bells")
        @consumer_of_many("funds-events", BellRung)
        def bells(messages: Sequence[BellRung], _actor: Actor) -> None:
            times = [one.times for one in messages]
            self.heard.append(times)
            for fault in filter(None, map(self.failing_with.get, times)):
                raise fault

        return bells


def test_a_consumer_of_many_gets_a_batch_at_once_and_each_message_once():
    choir = Choir()
    one, two, three = ring(1, 2, 3)
    assert deliver(choir.handler(), [one, two, three, two]) == []
    assert choir.heard == [[1, 2, 3]]


def test_one_message_that_fails_does_not_hold_up_the_others_of_its_batch():
    choir = Choir(failing_with={2: VendorUnavailable("away")})
    assert deliver(choir.handler(), ring(1, 2, 3)) == ["m1"]
    assert choir.heard == [[1, 2, 3], [1], [2], [3]]


def test_one_message_that_never_works_is_parked_and_the_others_are_handled():
    choir = Choir(failing_with={2: Invalid("no such bell", code="bell_unknown", field="times")})
    assert deliver(choir.handler(), ring(1, 2, 3)) == []
    (kept,) = parked.listed(PageRequest()).items
    assert kept.reason.startswith("bell_unknown")


def test_an_unreadable_message_is_parked_and_the_others_of_its_batch_are_handled():
    choir = Choir()
    assert deliver(choir.handler(), [*ring(1), "{"]) == []
    assert choir.heard == [[1]]
    assert len(parked.listed(PageRequest()).items) == 1


def test_a_batch_without_a_message_for_it_never_reaches_a_consumer_of_many():
    choir = Choir()
    body = json.loads(ring(1)[0]) | {"name": "examples.other"}
    assert deliver(choir.handler(), [json.dumps(body)]) == []
    assert choir.heard == []
