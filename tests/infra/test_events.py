"""The laptop's event side on a real engine: queues, dead letters and streams, as on Lambda."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from chalice.app import Chalice, Rate

from infra.local.aws import Clients
from infra.local.events.sources import CannotDrive, EventSide
from infra.local.log import Log
from infra.local.resources import create
from infra.local.testing import eventually

pytestmark = pytest.mark.ministack


class Bench:
    """An app with one queue and one stream, and what its handlers have seen."""

    def __init__(self, stage: str, endpoint: str, log: Path) -> None:
        self.stage = stage
        self.endpoint = endpoint
        self.clients = Clients(endpoint)
        self.seen: list[str] = []
        self.batches: list[list[str]] = []
        self.log_file = log
        create(
            stage,
            endpoint,
            only={"funds-events", "messages", "outbox"},
            QueueVisibilitySeconds="1",
        )

    def app_with(self, handle: Callable[[Any], Any]) -> Chalice:
        app = Chalice(app_name="bench")

        @app.on_sqs_message(queue=f"fairlead-{self.stage}-funds-events", batch_size=10)
        def consume(event: Any) -> Any:
            return handle(event)

        return app

    def send(self, *bodies: str) -> None:
        sqs = self.clients("sqs")
        url = sqs.get_queue_url(QueueName=f"fairlead-{self.stage}-funds-events")["QueueUrl"]
        entries = [{"Id": str(n), "MessageBody": body} for n, body in enumerate(bodies)]
        sqs.send_message_batch(QueueUrl=url, Entries=entries)

    def waiting(self, suffix: str = "") -> int:
        sqs = self.clients("sqs")
        name = f"fairlead-{self.stage}-funds-events{suffix}"
        url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
        told = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        visible, hidden = "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"
        return int(told[visible]) + int(told[hidden])

    def note(self, event: Any) -> list[dict[str, Any]]:
        records = event.to_dict()["Records"]
        self.batches.append([record["body"] for record in records])
        self.seen += [record["body"] for record in records]
        return list(records)


@pytest.fixture
def bench(ministack: str, tmp_path: Path, request: pytest.FixtureRequest) -> Bench:
    stage = f"ev{abs(hash(request.node.name)) % 10_000}"
    return Bench(stage, ministack, tmp_path / "log")


@pytest.fixture
def running(bench: Bench) -> Iterator[Callable[[Chalice], EventSide]]:
    started: list[EventSide] = []
    with bench.log_file.open("w") as stream:

        def start(app: Chalice) -> EventSide:
            side = EventSide(app, bench.clients, Log(stream))
            started.append(side)
            side.start()
            return side

        yield start
        for side in started:
            side.stop()


Start = Callable[[Chalice], EventSide]


def test_messages_reach_the_handler_in_one_batch_and_leave_the_queue(
    bench: Bench, running: Start
) -> None:
    bench.send("one", "two", "three")
    running(bench.app_with(lambda event: bench.note(event) and None))
    eventually(lambda: len(bench.seen) == 3, "all three arrive")
    eventually(lambda: bench.waiting() == 0, "the queue empties")
    assert len(bench.batches) == 1


def test_only_the_failed_record_of_a_batch_comes_again(bench: Bench, running: Start) -> None:
    def fail_poison_once(event: Any) -> Any:
        records = bench.note(event)
        first_time = bench.seen.count("poison") == 1
        bad = [r["messageId"] for r in records if r["body"] == "poison" and first_time]
        return {"batchItemFailures": [{"itemIdentifier": one} for one in bad]}

    bench.send("good", "poison", "fine")
    running(bench.app_with(fail_poison_once))
    eventually(lambda: bench.seen.count("poison") == 2, "the failed one comes again")
    eventually(lambda: bench.waiting() == 0, "the queue empties")
    assert (bench.seen.count("good"), bench.seen.count("fine")) == (1, 1)


def test_a_message_that_always_fails_goes_to_the_dead_letters_after_five_receives(
    bench: Bench, running: Start
) -> None:
    def fail(event: Any) -> Any:
        bench.note(event)
        raise RuntimeError("the handler is broken")

    bench.send("doomed")
    running(bench.app_with(fail))
    eventually(lambda: bench.waiting("-dead") == 1, "it is among the dead letters", 30)
    assert bench.seen == ["doomed"] * 5
    log = bench.log_file.read_text()
    assert "goes to the dead-letter queue" in log
    assert "RuntimeError: the handler is broken" in log


def test_an_answer_that_names_an_unknown_record_fails_the_whole_batch(
    bench: Bench, running: Start
) -> None:
    def confused_once(event: Any) -> Any:
        bench.note(event)
        wrong = [{"itemIdentifier": "nobody"}] if len(bench.batches) == 1 else []
        return {"batchItemFailures": wrong}

    bench.send("a", "b")
    running(bench.app_with(confused_once))
    eventually(lambda: sorted(bench.seen) == ["a", "a", "b", "b"], "both come again")


def test_a_published_message_reaches_the_queue_by_its_name(bench: Bench, running: Start) -> None:
    sns = bench.clients("sns")
    topic = sns.create_topic(Name=f"fairlead-{bench.stage}-messages")["TopicArn"]
    running(bench.app_with(lambda event: bench.note(event) and None))
    for name in ("staff.role_changed", "approvals.request_approved"):
        attributes = {"name": {"DataType": "String", "StringValue": name}}
        sns.publish(TopicArn=topic, Message=name, MessageAttributes=attributes)
    eventually(lambda: bool(bench.seen), "the message arrives")
    assert bench.seen == ["approvals.request_approved"]


def stream_app(bench: Bench, handle: Callable[[list[str]], None]) -> Chalice:
    app = Chalice(app_name="bench")
    arn = f"arn:aws:dynamodb:x:0:table/fairlead-{bench.stage}-outbox/stream/latest"

    @app.on_dynamodb_record(stream_arn=arn, batch_size=100)
    def relay(event: Any) -> None:
        handle([r["dynamodb"]["NewImage"]["pk"]["S"] for r in event.to_dict()["Records"]])

    return app


def put(bench: Bench, *names: str) -> None:
    for name in names:
        bench.clients("dynamodb").put_item(
            TableName=f"fairlead-{bench.stage}-outbox", Item={"pk": {"S": name}, "sk": {"S": "m"}}
        )


def test_rows_reach_the_stream_handler_in_order_and_once(bench: Bench, running: Start) -> None:
    put(bench, "before")
    running(stream_app(bench, bench.seen.extend))
    eventually(lambda: bench.seen == ["before"], "the row from before the start arrives")
    put(bench, "one", "two")
    eventually(lambda: bench.seen == ["before", "one", "two"], "the others follow")


def test_a_poison_record_is_passed_over_and_the_others_arrive(bench: Bench, running: Start) -> None:
    def refuse_poison(names: list[str]) -> None:
        if "poison" in names:
            raise RuntimeError("cannot read this one")
        bench.seen.extend(names)

    put(bench, "one", "poison", "two", "three")
    running(stream_app(bench, refuse_poison))
    eventually(lambda: {"one", "two", "three"} <= set(bench.seen), "the good ones arrive")
    eventually(lambda: "gave up on" in bench.log_file.read_text(), "the log names the bad one")


def test_a_stop_still_delivers_what_was_written_before_it(bench: Bench, running: Start) -> None:
    side = running(stream_app(bench, bench.seen.extend))
    put(bench, *(str(number) for number in range(30)))
    assert side.stop()
    assert bench.seen == [str(number) for number in range(30)]


def test_a_stop_tells_a_long_worker_that_its_time_is_up(bench: Bench, running: Start) -> None:
    app = Chalice(app_name="bench")
    started = threading.Event()

    @app.schedule(Rate(1, unit=Rate.MINUTES))
    def worker(event: Any) -> None:
        started.set()
        while event.context.get_remaining_time_in_millis() > 0:
            threading.Event().wait(0.01)
        bench.seen.append("ended by itself")

    side = running(app)
    assert started.wait(10), "a schedule starts soon after the stack"
    assert side.stop(within_seconds=5)
    assert bench.seen == ["ended by itself"]


def test_a_source_that_the_laptop_lacks_is_refused_at_the_start(
    bench: Bench, running: Start
) -> None:
    app = Chalice(app_name="bench")

    @app.on_s3_event(bucket="b")
    def stray(event: Any) -> None:
        """Never called here."""

    with pytest.raises(CannotDrive, match="stray is a S3EventConfig"):
        running(app)
