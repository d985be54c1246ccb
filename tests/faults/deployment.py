"""Where crash scenarios run: the stand-in by default, MiniStack with ``--engine=ministack``.

Owns taking and restoring a picture of all tables, and emptying queues. Files stay on the engine
in use, for their ids never come again; mail goes to a post office of our own on both.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from chalicelib.storage import aws
from infra.local import resources
from tests.faults.stand_in import Dynamo, Place, PostOffice, Topic, Wire
from tests.kit.courier import taken

Picture = dict[str, dict[Place, Wire]]
QUEUES = (
    "clients-events",
    "accounts-events",
    "funds-events",
    "payments-webhooks",
    "kyc-events",
    "phones-events",
    "search-events",
    "notifications-events",
    "bulk-events",
)


class Deployment(Protocol):
    """An installation whose state can be kept and put back."""

    is_quick: bool
    office: PostOffice

    def picture(self) -> Picture:
        """All items of all tables."""
        ...

    def restore(self, picture: Picture) -> None:
        """Make the tables as they were, and the queues empty."""
        ...

    def collect(self, queue: str) -> list[str]:
        """Take what has arrived at ``queue``."""
        ...


class StandIn:
    """Tables, topic and queues in this process."""

    is_quick = True

    def __init__(self) -> None:
        self.dynamo, self.topic, self.office = Dynamo.declared(), Topic.declared(), PostOffice()

    def clients(self) -> dict[str, Any]:
        """What takes the place of AWS's clients."""
        return {"dynamodb": self.dynamo, "sns": self.topic, "sesv2": self.office}

    def picture(self) -> Picture:
        """See `Deployment.picture`."""
        return {name: dict(items) for name, items in self.dynamo.tables.items()}

    def restore(self, picture: Picture) -> None:
        """See `Deployment.restore`."""
        self.dynamo.tables = {name: dict(picture.get(name, {})) for name in self.dynamo.tables}
        self.topic.queues.clear()

    def collect(self, queue: str) -> list[str]:
        """See `Deployment.collect`."""
        return self.topic.queues.pop(aws.resource(queue), [])


class Remote:
    """The engine in use, through its API."""

    is_quick = False

    def __init__(self) -> None:
        self.office = PostOffice()
        self._raw = {name: aws.client(name) for name in ("dynamodb", "sqs")}
        self._urls = {
            queue: self._raw["sqs"].get_queue_url(QueueName=aws.resource(queue))["QueueUrl"]
            for queue in QUEUES
        }

    def clients(self) -> dict[str, Any]:
        """What takes the place of AWS's clients: the mail's alone."""
        return {"sesv2": self.office}

    def picture(self) -> Picture:
        """See `Deployment.picture`."""
        names = resources.table_names("test")
        return {name: dict(_keyed(self._items(name))) for name in names}

    def restore(self, picture: Picture) -> None:
        """See `Deployment.restore`."""
        for table in resources.table_names("test"):
            found, wanted = dict(_keyed(self._items(table))), picture.get(table, {})
            gone = [found[place] for place in found.keys() - wanted.keys()]
            changed = [item for place, item in wanted.items() if found.get(place) != item]
            self._write(table, [{"DeleteRequest": {"Key": _key(item)}} for item in gone])
            self._write(table, [{"PutRequest": {"Item": item}} for item in changed])
        for queue in QUEUES:
            self.collect(queue)

    def _items(self, table: str) -> Iterator[Wire]:
        pages = self._raw["dynamodb"].get_paginator("scan").paginate(TableName=table)
        for page in pages:
            yield from page["Items"]

    def _write(self, table: str, requests: list[dict[str, Any]]) -> None:
        for start in range(0, len(requests), 25):
            self._raw["dynamodb"].batch_write_item(
                RequestItems={table: requests[start : start + 25]}
            )

    def collect(self, queue: str) -> list[str]:
        """See `Deployment.collect`."""
        return [message["Body"] for message in taken(self._raw["sqs"], self._urls[queue])]


def _keyed(items: Iterator[Wire]) -> Iterator[tuple[Place, Wire]]:
    for item in items:
        yield (item["pk"]["S"], item["sk"]["S"]), item


def _key(item: Wire) -> Wire:
    return {"pk": item["pk"], "sk": item["sk"]}


@contextmanager
def deployed(*, quick: bool) -> Iterator[Deployment]:
    """A deployment in place of AWS until the block ends, empty at first."""
    made = StandIn() if quick else Remote()
    clients = made.clients()
    before = {name: aws.client(name) for name in clients}
    for name, client in clients.items():
        aws.use_client(name, client)
    try:
        made.restore({})
        yield made
    finally:
        for name, client in before.items():
            aws.use_client(name, client)
