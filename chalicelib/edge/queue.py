"""The only event seams: queue messages and schedules.

`consumer` parses, deduplicates by message id, reports failed records one by one, and separates
*retry later* (a vendor or the store is away, somebody was in the way) from *never* (parked with
its reason, visible to staff, replayable). `consumer_of_many` gives a whole batch to one handler.
`scheduled` runs a job as the system.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import wraps
from typing import Any

from pydantic import ValidationError

from chalicelib import ports
from chalicelib.core.actor import Actor, system
from chalicelib.core.errors import FairleadError, Upstream
from chalicelib.core.nouns import dataclass
from chalicelib.edge import observe
from chalicelib.messages import Envelope, Message, open_envelope, unpack
from chalicelib.storage import aws, parked
from chalicelib.storage.idempotency import AlreadyDone, Command, delivery
from chalicelib.storage.unit import Stale

LAST_ATTEMPT = 5
# One message takes no longer.
_ENOUGH_SECONDS = 15


@dataclass(frozen=True)
class Delivery:
    """One message arriving: whose act it goes back to, and the intention to settle."""

    envelope: Envelope
    command: Command
    actor: Actor


@dataclass(frozen=True)
class Tick:
    """One run of a scheduled job. ``seconds_left`` says how long it may still take."""

    actor: Actor
    now: datetime
    seconds_left: Callable[[], float]


Handler = Callable[[Any, Delivery], None]
HandlerOfMany = Callable[[Sequence[Any], Actor], None]
Reader = Callable[[str], str | None]


def queue(name: str, batch_size: int = 10) -> dict[str, Any]:
    """The arguments of Chalice's ``on_sqs_message`` for our queue ``name``.

    Beyond ten messages Lambda waits for a batch to fill, up to twenty seconds where little comes,
    so no batch is larger.
    """
    return {"queue": aws.resource(name), "batch_size": batch_size}


def consumer(
    queue_name: str, *kinds: type[Message], reads: Reader | None = None
) -> Callable[[Handler], Callable[[Any], dict[str, Any]]]:
    """Declare a handler of ``kinds`` of messages under Chalice's ``on_sqs_message``.

    The handler gets each message with its `Delivery` and settles ``delivery.command`` in the unit
    that carries its effect; a message seen before never reaches it. Others are passed over.
    ``reads`` makes messages of what others put into the queue; what it gives None for is done with.
    """
    by_name = {kind.NAME: kind for kind in kinds}

    def declare(handler: Handler) -> Callable[[Any], dict[str, Any]]:
        @wraps(handler)
        def handle(event: Any) -> dict[str, Any]:
            records = event.to_dict()["Records"]
            failed = [
                record["messageId"]
                for record in records
                if not _read_and_handled(queue_name, by_name, handler, record, reads)
            ]
            return {"batchItemFailures": [{"itemIdentifier": one} for one in failed]}

        handle.consumes = by_name  # type: ignore[attr-defined]
        handle.queue_name = queue_name  # type: ignore[attr-defined]
        return handle

    return declare


def consumer_of_many(
    queue_name: str, *kinds: type[Message]
) -> Callable[[HandlerOfMany], Callable[[Any], dict[str, Any]]]:
    """Declare a handler that is given all messages of ``kinds`` in a batch at once.

    What comes again must change nothing by the rows that the handler writes: nobody deduplicates
    for it. When it raises, each message is given to it alone, so that one cannot hold up others;
    that one comes again or is parked, as with `consumer`. What there is no time for comes again.
    """
    by_name = {kind.NAME: kind for kind in kinds}

    def declare(handler: HandlerOfMany) -> Callable[[Any], dict[str, Any]]:
        def alone(message: Message, delivery: Delivery) -> None:
            handler([message], delivery.actor)

        @wraps(handler)
        def handle(event: Any) -> dict[str, Any]:
            records = event.to_dict()["Records"]
            if _handled_together(queue_name, by_name, handler, records):
                return {"batchItemFailures": []}
            seconds_left = _seconds_left(event)
            failed = [
                record["messageId"]
                for record in records
                if seconds_left() < _ENOUGH_SECONDS
                or not _handled(queue_name, by_name, alone, record)
            ]
            return {"batchItemFailures": [{"itemIdentifier": one} for one in failed]}

        handle.consumes = by_name  # type: ignore[attr-defined]
        handle.queue_name = queue_name  # type: ignore[attr-defined]
        handle.takes_many = True  # type: ignore[attr-defined]
        return handle

    return declare


def _handled_together(
    queue_name: str,
    by_name: dict[str, type[Message]],
    handler: HandlerOfMany,
    records: list[dict[str, Any]],
) -> bool:
    """Whether the whole batch is finished with."""
    try:
        messages = list(_opened(by_name, records))
        observe.log("messages", queue=queue_name, count=len(messages))
        if messages:
            handler(messages, system(queue_name))
    except (FairleadError, ValidationError) as told:
        observe.log("batch_taken_apart", queue=queue_name, fault=type(told).__name__)
        return False
    except Exception as fault:  # noqa: BLE001 - each record alone shows whether it can be handled
        observe.fault("batch_taken_apart", fault, queue=queue_name)
        return False
    return True


def _opened(by_name: dict[str, type[Message]], records: list[dict[str, Any]]) -> Iterator[Message]:
    """The messages of the kinds that are heard, each once."""
    seen = set()
    for record in records:
        envelope = open_envelope(record["body"])
        kind = by_name.get(envelope.name)
        if kind is not None and envelope.id not in seen:
            seen.add(envelope.id)
            yield unpack(kind, envelope.body)


def _read_and_handled(
    queue_name: str,
    by_name: dict[str, type[Message]],
    handler: Handler,
    record: dict[str, Any],
    reads: Reader | None,
) -> bool:
    """The same as `_handled`, of what ``reads`` makes of it; what it cannot read is parked."""
    if reads is None:
        return _handled(queue_name, by_name, handler, record)
    try:
        body = reads(record["body"])
    except (ValidationError, KeyError, TypeError, AttributeError) as unreadable:
        return _parked(queue_name, record, f"unreadable: {type(unreadable).__name__}", 1)
    return body is None or _handled(queue_name, by_name, handler, {**record, "body": body})


def _handled(
    queue_name: str, by_name: dict[str, type[Message]], handler: Handler, record: dict[str, Any]
) -> bool:
    """Whether ``record`` is finished with, by being handled or by being parked."""
    attempt = int(record.get("attributes", {}).get("ApproximateReceiveCount", 1))
    try:
        _deliver(queue_name, by_name, handler, record["body"])
    except AlreadyDone:
        return True
    except (Upstream, Stale) as passing:
        observe.log("message_postponed", queue=queue_name, code=passing.code, attempt=attempt)
        return attempt >= LAST_ATTEMPT and _parked(queue_name, record, passing.code, attempt)
    except ValidationError as unreadable:
        return _parked(queue_name, record, _reason(unreadable), attempt)
    except FairleadError as refusal:
        came_second = _is_settled(queue_name, record)
        return came_second or _parked(queue_name, record, _reason(refusal), attempt)
    except Exception as fault:  # noqa: BLE001 - the outermost seam; one record must not stop a batch
        observe.fault("message_failed", fault, queue=queue_name, attempt=attempt)
        return attempt >= LAST_ATTEMPT and _parked(queue_name, record, repr(fault), attempt)
    return True


def _deliver(
    queue_name: str, by_name: dict[str, type[Message]], handler: Handler, body: str
) -> None:
    envelope = open_envelope(body)
    kind = by_name.get(envelope.name)
    command = delivery(queue_name, envelope.id)
    if kind is None:
        observe.log("message_passed_over", queue=queue_name, name=envelope.name, id=envelope.id)
        return
    if command.answered() is not None:
        return
    observe.log("message", queue=queue_name, name=envelope.name, id=envelope.id)
    handler(unpack(kind, envelope.body), Delivery(envelope, command, system(queue_name)))


def _is_settled(queue_name: str, record: dict[str, Any]) -> bool:
    """Whether the same message, delivered twice, has been settled by the other one meanwhile.

    Then a refusal says no more than that this one came second.
    """
    return delivery(queue_name, open_envelope(record["body"]).id).answered() is not None


def _reason(refusal: FairleadError | ValidationError) -> str:
    if isinstance(refusal, FairleadError):
        return f"{refusal.code}: {refusal.message}"
    return f"unreadable: {refusal.error_count()} fields are wrong"


def _parked(queue_name: str, record: dict[str, Any], reason: str, attempt: int) -> bool:
    """Park the record; False (so that the queue keeps it) when even that does not work."""
    try:
        name = open_envelope(record["body"]).name
    except ValidationError:
        name = "unreadable"
    try:
        ports.transact(
            system(queue_name),
            lambda unit: parked.park(
                unit,
                queue=queue_name,
                name=name,
                body=record["body"],
                reason=reason[:500],
                attempts=attempt,
            ),
        )
    except FairleadError as fault:
        observe.fault("parking_failed", fault, queue=queue_name)
        return False
    observe.count("parked_messages", queue=queue_name)
    return True


def _seconds_left(event: Any) -> Callable[[], float]:
    """How long the function that was given ``event`` may still run."""
    context = getattr(event, "context", None)
    left = getattr(context, "get_remaining_time_in_millis", lambda: 60_000)
    return lambda: left() / 1000


def scheduled(job: str) -> Callable[[Callable[[Tick], None]], Callable[[Any], None]]:
    """Declare a job under Chalice's ``schedule``; it acts as the system, named ``job``."""

    def declare(run: Callable[[Tick], None]) -> Callable[[Any], None]:
        @wraps(run)
        def handle(event: Any) -> None:
            run(Tick(system(job), ports.now(), _seconds_left(event)))

        handle.job = job  # type: ignore[attr-defined]
        return handle

    return declare
