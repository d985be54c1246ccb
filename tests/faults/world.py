"""The small broker of the crash scenarios: people with browsers, queues, clocks, vendors.

What a `World` remembers survives the death of our process: it is what people have on their
screens, what the queues still hold, and what the vendors know.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from app import app
from chalicelib import ports
from chalicelib.accounts.events import accounts_events
from chalicelib.bulk.events import bulk_events
from chalicelib.clients.events import clients_events, search_events
from chalicelib.core.actor import Realm
from chalicelib.core.clock import FixedClock
from chalicelib.core.paging import PageRequest
from chalicelib.edge.relay import outbox_relay, outbox_sweep
from chalicelib.funds.events import (
    deposit_checks,
    funds_events,
    payments_webhooks,
    transfers_sweep,
)
from chalicelib.gateways.files.s3 import S3FileStore
from chalicelib.gateways.messaging.ses import SesMailer
from chalicelib.identity import store as identity_store
from chalicelib.identity.service import tokens
from chalicelib.kyc.events import kyc_checks, kyc_events
from chalicelib.notifications.events import notifications_events
from chalicelib.partners.events import (
    closed_deals,
    commission_runs,
    commissions_sweep,
    partners_events,
)
from chalicelib.phones.events import phones_events
from chalicelib.storage import aws, parked
from chalicelib.storage.table import Range, Table
from chalicelib.storage.unit import PENDING_SHARDS
from chalicelib.storage.wire import item_to_wire
from tests.faults.deployment import Deployment
from tests.faults.harness import Watch
from tests.faults.stand_in import Wire
from tests.kit.courier import FakeContext
from tests.kit.http import Answer, Caller
from tests.kit.payments import books_are_sound

LIN = "10000001"
MINUTE: dict[str, Any] = {
    "version": "0",
    "id": "minute",
    "account": "123456789012",
    "region": "eu-central-1",
    "detail-type": "Scheduled Event",
    "source": "aws.events",
    "time": "2026-03-02T09:00:00Z",
    "resources": [],
    "detail": {},
}
HANDLERS = {
    "clients-events": clients_events,
    "accounts-events": accounts_events,
    "funds-events": funds_events,
    "payments-webhooks": payments_webhooks,
    "kyc-events": kyc_events,
    "phones-events": phones_events,
    "search-events": search_events,
    "notifications-events": notifications_events,
    "bulk-events": bulk_events,
    "closed-deals": closed_deals,
    "partners-events": partners_events,
    "commission-runs": commission_runs,
}
MONEY_QUEUES = ("clients-events", "accounts-events", "funds-events", "payments-webhooks")
PEOPLES_QUEUES = (*MONEY_QUEUES, "kyc-events", "phones-events")
SWEEPS = (outbox_sweep, transfers_sweep, deposit_checks, kyc_checks, commissions_sweep)
THREE_MINUTES = (61.0, 61.0, 61.0)
_ROUNDS = 12


class NotDone(Exception):
    """The answer says that it may not have been done: a person tries again."""


@dataclass
class Parcel:
    """A message in a queue, and how often it was tried."""

    queue: str
    body: str
    attempts: int = 0


@dataclass
class Queues:
    """The stream and the queues as AWS runs them: nothing leaves before it is acknowledged."""

    deployment: Deployment
    watch: Watch
    names: tuple[str, ...] = MONEY_QUEUES
    backlog: list[Parcel] = field(default_factory=list)

    def carry(self) -> None:
        """Bring everything where it goes, until what is left has failed."""
        # Kept alive: the id of one that is gone could be that of the next.
        tried: dict[int, Parcel] = {}
        for _ in range(_ROUNDS):
            self.fetch()
            waiting = [one for one in self._due() if id(one) not in tried]
            if not waiting and not self._pending():
                return
            tried |= {id(parcel): parcel for parcel in waiting}
            for parcels in _batches(waiting):
                self._hand_over(parcels)
        raise AssertionError("messages go on for ever")

    def fetch(self) -> None:
        """Let everything that is published arrive in the queues."""
        self._stream()
        self._collect()

    def _due(self) -> list[Parcel]:
        """What is delivered now, in this order."""
        return list(self.backlog)

    def _stream(self) -> None:
        """The outbox's stream brings what is new; what the relay has marked it never sees again."""
        if images := self._pending():
            records = [{"dynamodb": {"NewImage": one}} for one in images]
            outbox_relay({"Records": records}, FakeContext())

    def _pending(self) -> list[dict[str, Any]]:
        with self.watch.looking(on=False):
            shards = [Range(f"pending#{n}", "by-pending") for n in range(PENDING_SHARDS)]
            rows = [row for shard in shards for row in Table("outbox").query(shard, 500)]
        return [item_to_wire(row) for row in sorted(rows, key=lambda row: str(row["pk"]))]

    def _collect(self) -> None:
        for queue in HANDLERS:
            bodies = self.deployment.collect(queue)
            if queue in self.names:
                self.backlog += [Parcel(queue, body) for body in bodies]

    def _hand_over(self, parcels: list[Parcel]) -> None:
        for parcel in self.handled(parcels):
            self.watch.pass_on("sqs.delete_message", lambda done=parcel: self.backlog.remove(done))

    def handled(self, parcels: list[Parcel]) -> list[Parcel]:
        """Hand messages to their consumer; those that it is done with."""
        records = []
        for place, parcel in enumerate(parcels):
            parcel.attempts += 1
            record = {
                "messageId": f"m-{place}",
                "body": parcel.body,
                "attributes": {"ApproximateReceiveCount": str(parcel.attempts)},
                "eventSource": "aws:sqs",
            }
            records.append(record)
        outcome = HANDLERS[parcels[0].queue]({"Records": records}, FakeContext())
        failed = {one["itemIdentifier"] for one in outcome["batchItemFailures"]}
        return [one for place, one in enumerate(parcels) if f"m-{place}" not in failed]

    def assert_empty(self) -> None:
        """Nothing waits, nothing was given up."""
        assert self._pending() == []
        assert self.backlog == []
        assert parked.listed(PageRequest()).items == ()


def _batches(parcels: list[Parcel]) -> Iterator[list[Parcel]]:
    """Messages as they are handed over: together where the consumer takes many, else singly."""
    for queue, some in groupby(parcels, key=lambda one: one.queue):
        if hasattr(HANDLERS[queue].func, "takes_many"):
            yield list(some)
        else:
            yield from ([one] for one in some)


@dataclass
class Sitting:
    """A person at a browser, signed in; the browser renews its token by itself."""

    realm: Realm
    id: str
    session_id: str
    caller: Caller = field(default_factory=lambda: Caller(app))

    def renew(self) -> None:
        """A fresh access token of the same session."""
        session, _ = identity_store.session_and_login(self.realm, self.id, self.session_id)
        assert session is not None
        self.caller.token = tokens.access_token(session, ports.now())[0]


@dataclass
class World:
    """One run's world. ``notes`` are what people have read off their screens."""

    deployment: Deployment
    watch: Watch
    clock: FixedClock
    queues: Queues
    lin: Sitting
    mara: Sitting
    notes: dict[str, Any] = field(default_factory=dict)
    vendors: list[Callable[[float], None]] = field(default_factory=list)

    @contextmanager
    def unseen(self):
        """What happens here is not our process's doing."""
        with self.watch.looking(on=False):
            yield

    def people_return(self) -> None:
        """Everybody is (still) signed in."""
        with self.unseen():
            self.lin.renew()
            self.mara.renew()

    def asks(self, path: str, body: dict[str, Any], key: str) -> dict[str, Any]:
        """Lin sends a form under ``key``, and sees what has come of it."""
        return answered(self.lin.caller.post(f"/api/portal/{path}", body, key=key))

    def decides(self, request_id: str, *, approve: bool = True) -> None:
        """Mara decides a request."""
        body: dict[str, Any] = {"decision": "approved", "notify": {"email": True, "popup": True}}
        if not approve:
            body |= {"decision": "rejected", "reason": "The name differs."}
        answer = self.mara.caller.patch(f"/api/desk/requests/{request_id}", body)
        done_or(answer, "request_not_pending")

    def time_passes(self, *waits: float) -> None:
        """Queues deliver; then some minutes pass, in which the clocks do their work.

        ``waits`` are the seconds between two looks at the clock.
        """
        self.queues.carry()
        for seconds in waits or THREE_MINUTES:
            self._advance(seconds)
            for sweep in SWEEPS:
                sweep(MINUTE, FakeContext())
            self.queues.carry()

    def _advance(self, seconds: float) -> None:
        self.clock.advance(seconds=seconds)
        with self.unseen():
            for vendor in self.vendors:
                vendor(seconds)

    def at_peace(self) -> None:
        """The books are in order, everything has arrived, nobody's request hangs in between."""
        self.queues.assert_empty()
        books_are_sound()
        for request in self.rows("approvals", "Request"):
            assert request["status"]["S"] != "executing", request

    def rows(self, table: str, noun: str) -> list[Wire]:
        """All items of a table that stand for one kind of noun, as they are stored."""
        return [item for item in self.table(table) if item.get("noun") == {"S": noun}]

    def told(self, name: str) -> int:
        """How many messages of that name were ever published."""
        return sum(item.get("name") == {"S": name} for item in self.table("outbox"))

    def table(self, name: str) -> list[Wire]:
        """All items of a table, as they are stored."""
        return list(self.deployment.picture()[aws.resource(name)].values())

    def gateways(self) -> dict[str, Any]:
        """Files and mail on the clients that are in use now."""
        return {
            "files": S3FileStore(
                aws.client("s3"), aws.resource("uploads"), self.clock, ports.ids()
            ),
            "mailer": SesMailer(
                aws.client("sesv2"), sender="desk@meridian.example", configuration_set="test"
            ),
        }


def answered(answer: Answer) -> dict[str, Any]:
    """The body of an answer that says "done".

    Raises:
        NotDone: it says "try again".
    """
    if answer.status >= 500:
        raise NotDone(answer.body["code"])
    assert answer.status in (200, 201, 202), answer.body
    body: dict[str, Any] = answer.body
    return body


def done_or(answer: Answer, already: str) -> None:
    """A decision is done, or refused because it was done: whoever repeats it is content.

    Raises:
        NotDone: the answer says "try again".
    """
    if answer.status != 409 or answer.body["code"] != already:
        answered(answer)
