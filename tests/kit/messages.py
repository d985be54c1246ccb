"""What waits in the outbox, as messages."""

from chalicelib.messages import Envelope, Message, known, open_envelope, unpack
from chalicelib.storage.table import Range, Table
from chalicelib.storage.unit import PENDING_SHARDS


def published() -> list[Message]:
    """All messages that were published and not sent yet, in the order of their ids."""
    return [unpack(known()[one.name], one.body) for one in envelopes()]


def envelopes() -> list[Envelope]:
    """The same in their envelopes."""
    found = [
        open_envelope(item["envelope"])
        for shard in range(PENDING_SHARDS)
        for item in Table("outbox").query(Range(f"pending#{shard}", "by-pending"), 500)
    ]
    return sorted(found, key=lambda envelope: envelope.id)


def names(publisher: str) -> list[str]:
    """The names of those that one capability published."""
    return [one.name for one in envelopes() if one.name.startswith(f"{publisher}.")]
