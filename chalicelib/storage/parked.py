"""Messages that can never be handled as they are, kept with the reason until staff replay them."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage import audit, aws
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Unit


class ParkedStatus(StrEnum):
    """Where a parked message stands."""

    PARKED = "parked"
    REPLAYED = "replayed"


@dataclass(frozen=True)
class ParkedMessage:
    """One message that one queue's consumer could not handle, and why."""

    id: str
    queue: str
    message_name: str
    body: str
    reason: str
    attempts: int
    parked_at: datetime
    status: ParkedStatus = ParkedStatus.PARKED
    version: int = 0


_ROWS = Rows(Table("outbox"), ParkedMessage, lambda parked: Key("parked", parked.id))


def park(unit: Unit, *, queue: str, name: str, body: str, reason: str, attempts: int) -> None:
    """Keep a message that ``queue`` cannot handle because of ``reason``."""
    _ROWS.insert(
        unit,
        ParkedMessage(
            id=f"{iso(unit.now)}~{unit.ids.new('prk', unit.now)}",
            queue=queue,
            message_name=name,
            body=body,
            reason=reason,
            attempts=attempts,
            parked_at=unit.now,
        ),
        Conflict("a parked id came twice"),
    )


def listed(request: PageRequest) -> Page[ParkedMessage]:
    """Parked messages, newest first."""
    return _ROWS.page(Range("parked"), request)


def mark_replayed(unit: Unit, parked_id: str) -> ParkedMessage:
    """Note in ``unit`` that a parked message goes back to its queue.

    Raises:
        NotFound: no such message. Conflict: ``already_replayed``.
    """
    parked = _ROWS.get(Key("parked", parked_id), NotFound(what="parked_message"))
    if parked.status is ParkedStatus.REPLAYED:
        raise Conflict("it has been replayed", code="already_replayed")
    audit.record(unit, "parked_message_replayed", "parked_message", parked_id)
    return _ROWS.change(unit, parked, replace(parked, status=ParkedStatus.REPLAYED))


def send_again(parked: ParkedMessage) -> None:
    """Put a parked message back on its queue; its consumer deduplicates as always."""
    sqs = aws.client("sqs")
    url = sqs.get_queue_url(QueueName=aws.resource(parked.queue))["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody=parked.body)
