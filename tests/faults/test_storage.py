"""What no local engine does by itself: conflicts, throttling, lost answers, indexes that lag."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from chalicelib import ports
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Conflict
from chalicelib.edge.relay import outbox_relay, outbox_sweep
from chalicelib.funds.events import deposit_checks
from chalicelib.messages import open_envelope
from chalicelib.messages.funds import TransferStarted
from chalicelib.storage import aws, limits, outbox
from chalicelib.storage.faults import StoreUnavailable
from chalicelib.storage.idempotency import AlreadyDone, Command
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit
from tests.faults.deployment import StandIn, deployed
from tests.faults.ground import Ground
from tests.faults.harness import Scenario, Watch, watching
from tests.faults.stand_in import Dynamo, Wire
from tests.faults.steps import deposits, transfers
from tests.faults.world import MINUTE, World
from tests.kit.courier import FakeContext
from tests.kit.funds import TradingSide, sides
from tests.kit.payments import PaymentSide, books_are_sound, entries

ACTOR = system("test")
TABLE = Table("clients")
PLACE = Key("PURSE#1", "PURSE")
COMMAND = Command("test#purse", fingerprint="f")

Fault = Callable[[Callable[[], Any]], Any]


def refused(code: str, status: int = 400, reasons: tuple[str, ...] = ()) -> Fault:
    """The service says no, and has done nothing."""

    def fault(_call: Callable[[], Any]) -> Any:
        answer: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
        if reasons:
            answer["CancellationReasons"] = [{"Code": one} for one in reasons]
        raise ClientError(answer, "Any")

    return fault


def cancelled(*reasons: str) -> Fault:
    """A transaction is cancelled for these reasons, one per action."""
    return refused("TransactionCanceledException", reasons=reasons)


def answer_lost(call: Callable[[], Any]) -> Any:
    """The service has done it, and nobody hears."""
    call()
    raise ReadTimeoutError(endpoint_url="dynamodb")


def never_arrived(_call: Callable[[], Any]) -> Any:
    """The question itself is lost."""
    raise ReadTimeoutError(endpoint_url="dynamodb")


def sent_twice(call: Callable[[], Any]) -> Any:
    """The answer is lost below us, and the client's library repeats the very same call."""
    call()
    return call()


@dataclass
class Faulty:
    """A client whose next calls of one operation go wrong in turn; ``calls`` counts them."""

    inner: Any
    operation: str
    faults: Iterator[Fault]
    calls: int = 0

    def __getattr__(self, name: str) -> Any:
        real = getattr(self.inner, name)
        if name != self.operation:
            return real

        def call(**request: Any) -> Any:
            self.calls += 1
            fault = next(self.faults, None)
            return fault(lambda: real(**request)) if fault else real(**request)

        return call


@contextmanager
def going_wrong(operation: str, *faults: Fault, service: str = "dynamodb") -> Iterator[Faulty]:
    """Let the next calls of ``operation`` end so, then let them succeed."""
    real = aws.client(service)
    faulty = Faulty(real, operation, iter(faults))
    aws.use_client(service, faulty)
    try:
        yield faulty
    finally:
        aws.use_client(service, real)


@pytest.fixture(autouse=True)
def installation(store: None, clock: FixedClock) -> Iterator[StandIn]:
    """Empty tables that keep request tokens, as AWS's do and moto's do not."""
    with deployed(quick=True) as made:
        assert isinstance(made, StandIn)
        yield made


@dataclass
class Spender:
    """A use case that takes 5 from a purse of 20, once."""

    readings: list[int] = field(default_factory=list)

    def spend(self) -> None:
        """Read, decide, write."""
        ports.transact(ACTOR, self._work)

    def _work(self, unit: Unit) -> None:
        before = TABLE.get(PLACE)
        assert before is not None
        self.readings.append(before["minor"])
        COMMAND.settle(unit, "spent")
        unit.change(TABLE, before, {**before, "minor": before["minor"] - 5})


@pytest.fixture
def spender(installation: StandIn) -> Spender:
    item = {**PLACE.as_item(), "minor": 20, "version": 1}
    ports.transact(ACTOR, lambda unit: unit.insert(TABLE, item, Conflict()))
    return Spender()


def left() -> int:
    found = TABLE.get(PLACE)
    assert found is not None
    return int(found["minor"])


@pytest.mark.parametrize(
    "fault",
    [
        cancelled("None", "TransactionConflict"),
        cancelled("ThrottlingError", "None"),
        cancelled("None", "ProvisionedThroughputExceeded"),
        refused("TransactionInProgressException"),
        refused("ThrottlingException"),
        refused("ProvisionedThroughputExceededException"),
        refused("RequestLimitExceeded"),
    ],
)
def test_what_passes_is_decided_again_from_a_new_reading(spender: Spender, fault: Fault):
    with going_wrong("transact_write_items", fault, fault):
        spender.spend()
    assert (spender.readings, left()) == ([20, 20, 20], 15)


def test_a_conflict_that_stays_is_given_up_with_nothing_written(spender: Spender):
    for_ever = itertools.repeat(cancelled("TransactionConflict", "None"), 100)
    with going_wrong("transact_write_items", *for_ever) as faulty, pytest.raises(Stale):
        spender.spend()
    assert (faulty.calls, left(), COMMAND.answered()) == (8, 20, None)


def test_a_broken_condition_counts_for_more_than_a_conflict_beside_it(spender: Spender):
    spender.spend()
    faults = cancelled("ConditionalCheckFailed", "TransactionConflict")
    with going_wrong("transact_write_items", faults), pytest.raises(AlreadyDone):
        spender.spend()


@pytest.mark.parametrize(
    ("fault", "is_written"),
    [
        (answer_lost, True),
        (never_arrived, False),
        (refused("InternalServerError", status=500), False),
    ],
)
def test_after_a_lost_answer_a_repeat_finds_out(spender: Spender, fault: Fault, is_written: bool):
    with going_wrong("transact_write_items", fault), pytest.raises(StoreUnavailable):
        spender.spend()
    assert (COMMAND.answered() is not None, left()) == (is_written, 15 if is_written else 20)
    if is_written:
        with pytest.raises(AlreadyDone):
            spender.spend()
    else:
        spender.spend()
    assert left() == 15


def test_a_call_that_is_repeated_below_us_is_one_transaction(spender: Spender):
    with going_wrong("transact_write_items", sent_twice):
        spender.spend()
    assert (spender.readings, left()) == ([20], 15)


@pytest.mark.parametrize("fault", [never_arrived, refused("ThrottlingException")])
@pytest.mark.parametrize(
    ("operation", "read"),
    [
        ("get_item", lambda: TABLE.get(PLACE)),
        ("batch_get_item", lambda: TABLE.get_many([PLACE])),
        ("query", lambda: TABLE.query(Range(PLACE.pk), 5)),
        ("query", lambda: TABLE.count(Range(PLACE.pk), 5)),
        (
            "update_item",
            lambda: limits.take("x", "y", ports.now(), allowance=1, window=timedelta(days=1)),
        ),
    ],
)
def test_a_store_that_cannot_be_asked_is_told_as_such(
    operation: str, read: Callable[[], Any], fault: Fault
):
    with going_wrong(operation, fault), pytest.raises(StoreUnavailable):
        read()


def publish(installation: StandIn, number: int = 1) -> list[Wire]:
    """New messages in the outbox, as its stream brings them."""
    before = installation.picture()[aws.resource("outbox")]
    for n in range(number):
        message = TransferStarted(transfer_id=f"tra_{n}")
        ports.transact(ACTOR, lambda unit, one=message: unit.publish(one))
    after = installation.picture()[aws.resource("outbox")]
    return [after[place] for place in sorted(after.keys() - before.keys())]


def stream(images: list[Wire]) -> None:
    outbox_relay({"Records": [{"dynamodb": {"NewImage": one}} for one in images]}, FakeContext())


def arrived(installation: StandIn) -> list[str]:
    """The ids of what has come to the queue of funds, in order."""
    return [open_envelope(body).id for body in installation.collect("funds-events")]


@pytest.mark.parametrize(
    ("service", "operation"), [("sns", "publish_batch"), ("dynamodb", "batch_write_item")]
)
@pytest.mark.parametrize("fault", [answer_lost, never_arrived])
def test_a_relay_that_dies_loses_no_message(
    installation: StandIn, service: str, operation: str, fault: Fault
):
    images = publish(installation, 3)
    with going_wrong(operation, fault, service=service), pytest.raises(Exception, match="timeout"):
        stream(images)
    stream(images)
    assert set(arrived(installation)) == {one["pk"]["S"] for one in images}
    assert outbox.sweep(ports.now() + timedelta(minutes=5)) == 0


def test_a_message_that_the_topic_refuses_is_sent_by_the_sweep_and_the_others_at_once(
    installation: StandIn,
):
    images = publish(installation, 12)
    topic = aws.client("sns")
    aws.use_client("sns", Refusing(topic, at=3))
    with pytest.raises(outbox.NotSent, match=images[3]["pk"]["S"]):
        stream(images)
    aws.use_client("sns", topic)
    assert len(arrived(installation)) == 11
    assert outbox.sweep(ports.now() + timedelta(minutes=5)) == 1
    assert arrived(installation) == [images[3]["pk"]["S"]]


def test_messages_too_long_for_one_call_go_in_several(installation: StandIn):
    long = "x" * 100_000
    for n in range(5):
        one = TransferStarted(transfer_id=f"{long}{n}")
        ports.transact(ACTOR, lambda unit, one=one: unit.publish(one))
    assert outbox.sweep(ports.now() + timedelta(minutes=5)) == 5
    assert len(arrived(installation)) == 5


@dataclass
class Refusing:
    """The topic, which takes one message of a call for broken."""

    topic: Any
    at: int

    def publish_batch(self, **request: Any) -> dict[str, Any]:
        """All but that one."""
        entries = request["PublishBatchRequestEntries"]
        taken = [one for one in entries if one["Id"] != str(self.at)]
        answer = self.topic.publish_batch(**{**request, "PublishBatchRequestEntries": taken})
        refused = [one for one in entries if one not in taken]
        self.at = -1
        return {**answer, "Failed": [{"Id": one["Id"], "Code": "Broken"} for one in refused]}


def test_an_index_that_lags_brings_a_message_again_and_loses_none(
    installation: StandIn, clock: FixedClock
):
    (first,) = publish(installation)
    clock.advance(minutes=1)
    with lagging(installation):
        (second,) = publish(installation)
        stream([first])
        outbox_sweep(MINUTE, FakeContext())
    clock.advance(minutes=1)
    outbox_sweep(MINUTE, FakeContext())
    outbox_sweep(MINUTE, FakeContext())
    one, other = first["pk"]["S"], second["pk"]["S"]
    assert arrived(installation) == [one, one, other]


@dataclass
class Lagging:
    """The tables as they are, their indexes as they were."""

    now: Dynamo
    then: Dynamo

    def __getattr__(self, name: str) -> Any:
        return getattr(self.now, name)

    def query(self, **request: Any) -> dict[str, Any]:
        """An index answers from the past."""
        return (self.then if "IndexName" in request else self.now).query(**request)


@contextmanager
def lagging(installation: StandIn) -> Iterator[None]:
    """Let all indexes stay as they are now."""
    past = Dynamo(installation.picture(), installation.dynamo.indexes)
    real = aws.client("dynamodb")
    aws.use_client("dynamodb", Lagging(installation.dynamo, past))
    try:
        yield
    finally:
        aws.use_client("dynamodb", real)


@contextmanager
def begun(scenario: Scenario[World]) -> Iterator[World]:
    """The world in which a scenario's people have acted, and nothing else has happened."""
    watch = Watch()
    world = scenario.prepare(watch)
    with watching(watch, lambda: scenario.gateways(world, watch)):
        scenario.act(world)
        yield world


def test_a_sweep_by_a_lagging_index_moves_no_money_twice(ground: Ground, trading: TradingSide):
    with begun(transfers.to_account(ground, trading)) as world:
        assert isinstance(ground.deployment, StandIn)
        trading.trouble("drop_after_commit")
        world.queues.carry()
        assert sides() == ("940.00", "60.00")
        with lagging(ground.deployment):
            for _ in range(3):
                world.time_passes()
        assert sides() == ("940.00", "0.00")
        assert trading.money_deals(world.notes["account"]) == ["60.00"]
        books_are_sound()


def test_a_check_by_a_lagging_index_credits_nothing_twice(ground: Ground, psp: PaymentSide):
    with begun(deposits.paying(ground, psp)) as world:
        assert isinstance(ground.deployment, StandIn)
        with lagging(ground.deployment):
            deposits.deliver_callback(world, psp)
            world.clock.advance(minutes=2)
            for _ in range(3):
                deposit_checks(MINUTE, FakeContext())
        world.time_passes()
        assert sides() == ("1100.00", "0.00")
        assert entries() == [f"{world.notes['deposit']}.credit", "dep_first.credit"]
