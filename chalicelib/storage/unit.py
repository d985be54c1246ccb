"""The unit of work: everything that happens together, in one DynamoDB transaction.

Capabilities add their rows to one `Unit` without seeing each other's; the effect, the ledger
lines, the idempotency record, the audit record and the outgoing messages commit together or not
at all. A condition that fails raises the domain error of the row it stood on. A row that changed
since it was read, or a passing conflict, makes `transact` read and decide again.
"""

import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.core.actor import Actor
from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict, FairleadError
from chalicelib.core.ids import Ids
from chalicelib.messages import Envelope, Message, pack, seal_envelope
from chalicelib.storage import aws
from chalicelib.storage.faults import PASSING, StoreUnavailable, is_passing
from chalicelib.storage.table import Key, Table
from chalicelib.storage.wire import Item, item_to_wire

MAX_ACTIONS = 100
PENDING_SHARDS = 8
_TRIES = 8
_FIRST_PAUSE_SECONDS = 0.02

_JITTER = random.SystemRandom()

T = TypeVar("T")


class Stale(Conflict):
    """A row is no longer what was read. `transact` reads again; few callers ever see this."""

    code = "changed_meanwhile"


@dataclass(frozen=True)
class _Action:
    verb: str
    target: tuple[str, Key]
    request: dict[str, Any]
    lost: FairleadError


@dataclass
class Unit:
    """One transaction being put together by ``actor`` at ``now``.

    No item may be named twice; at most 100 actions fit. Nothing is written before `transact`
    commits it, so a use case that raises leaves no trace.
    """

    actor: Actor
    now: datetime
    ids: Ids
    _actions: list[_Action] = field(default_factory=list)

    def insert(self, table: Table, item: Item, taken: FairleadError) -> None:
        """Write a new item; when its key is taken the unit fails with ``taken``."""
        self._add(
            "Put",
            table,
            Key(item["pk"], item["sk"]),
            taken,
            Item=item_to_wire(item),
            ConditionExpression="attribute_not_exists(pk)",
        )

    def change(
        self, table: Table, before: Item, after: Item, stale: FairleadError | None = None
    ) -> None:
        """Bring an item from ``before`` to ``after``, if its ``version`` is still that of before.

        Only attributes that differ are written: what a newer release has added stays.
        """
        key = Key(before["pk"], before["sk"])
        parts = _difference(before, after | {"version": before["version"] + 1})
        names = parts["ExpressionAttributeNames"] | {"#version": "version"}
        values = parts["ExpressionAttributeValues"] | item_to_wire({":seen": before["version"]})
        self._add(
            "Update",
            table,
            key,
            stale or Stale(f"{key.pk} {key.sk} has changed"),
            Key=item_to_wire(key.as_item()),
            UpdateExpression=parts["UpdateExpression"],
            ConditionExpression="#version = :seen",
            ExpressionAttributeNames=names,
            ExpressionAttributeValues=values,
        )

    def add(self, table: Table, key: Key, amounts: dict[str, int], also: Item) -> None:
        """Add to the counters of an item that may not exist yet, and set what is ``also`` given.

        Additions commute, so there is no condition and no version.
        """
        names = {f"#{n}": name for n, name in enumerate([*amounts, *also])}
        places = list(names)
        values = {f":{n}": value for n, value in enumerate([*amounts.values(), *also.values()])}
        adds = [f"{places[n]} :{n}" for n in range(len(amounts))]
        sets = [f"{places[n]} = :{n}" for n in range(len(amounts), len(places))]
        expression = "ADD " + ", ".join(adds) + (" SET " + ", ".join(sets) if sets else "")
        self._add(
            "Update",
            table,
            key,
            Stale(),
            Key=item_to_wire(key.as_item()),
            UpdateExpression=expression,
            ExpressionAttributeNames=names,
            ExpressionAttributeValues=item_to_wire(values),
        )

    def remove(self, table: Table, item: Item, gone: FairleadError) -> None:
        """Delete an item that is still at the version read; else the unit fails with ``gone``."""
        key = Key(item["pk"], item["sk"])
        self._add(
            "Delete",
            table,
            key,
            gone,
            Key=item_to_wire(key.as_item()),
            ConditionExpression="#version = :seen",
            ExpressionAttributeNames={"#version": "version"},
            ExpressionAttributeValues=item_to_wire({":seen": item["version"]}),
        )

    def require(self, table: Table, item: Item, stale: FairleadError | None = None) -> None:
        """Fail unless an item that was read, and that nothing here changes, is still the same."""
        key = Key(item["pk"], item["sk"])
        self._add(
            "ConditionCheck",
            table,
            key,
            stale or Stale(f"{key.pk} {key.sk} has changed"),
            Key=item_to_wire(key.as_item()),
            ConditionExpression="#version = :seen",
            ExpressionAttributeNames={"#version": "version"},
            ExpressionAttributeValues=item_to_wire({":seen": item["version"]}),
        )

    def publish(self, message: Message) -> str:
        """Send ``message`` once this unit has committed; returns the message's id."""
        envelope = Envelope(
            id=self.ids.new("msg", self.now),
            name=message.NAME,
            occurred_at=self.now,
            actor=self.actor.ref,
            request_id=self.actor.request_id,
            body=pack(message),
        )
        item = {
            "pk": envelope.id,
            "sk": "message",
            "name": envelope.name,
            "envelope": seal_envelope(envelope),
            "by_pending_pk": pending_shard(envelope.id),
            "by_pending_sk": f"{iso(self.now)}#{envelope.id}",
            "version": 1,
        }
        self.insert(Table("outbox"), item, Stale("a message id came twice"))
        return envelope.id

    def _add(self, verb: str, table: Table, key: Key, lost: FairleadError, **request: Any) -> None:
        if any(action.target == (table.capability, key) for action in self._actions):
            raise ValueError(f"two actions on {table.capability} {key}")
        if len(self._actions) == MAX_ACTIONS:
            raise ValueError(f"a unit holds at most {MAX_ACTIONS} actions")
        request["TableName"] = table.name
        self._actions.append(_Action(verb, (table.capability, key), request, lost))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to commit."""
        return not self._actions

    def commit(self) -> None:
        """Write everything at once. Called by `transact` alone.

        Raises:
            Stale: a row changed since it was read, or another unit was in the way.
            StoreUnavailable: no answer; whether it was written is unknown until repeated.
            FairleadError: that of the first condition that failed, if no reading was `Stale`.
        """
        if not self._actions:
            return
        token = str(uuid.uuid4())  # of the wire, not of the domain: never the same twice
        try:
            aws.client("dynamodb").transact_write_items(
                TransactItems=[{action.verb: action.request} for action in self._actions],
                ClientRequestToken=token,
            )
        except ClientError as fault:
            raise self._translated(fault) from fault
        except BotoCoreError as fault:
            raise StoreUnavailable("the store did not answer") from fault

    def _translated(self, fault: ClientError) -> Exception:
        code = fault.response["Error"]["Code"]
        if code in PASSING:
            return Stale(code)
        if code != "TransactionCanceledException":
            return _as_store_fault(fault)
        reasons = fault.response.get("CancellationReasons", [])
        failed = [
            action
            for action, reason in zip(self._actions, reasons, strict=False)
            if reason.get("Code") == "ConditionalCheckFailed"
        ]
        if failed:
            # What was decided on an old reading is no reason to refuse: it is decided again first.
            outdated = (one.lost for one in failed if one.verb != "Put")
            return next((lost for lost in outdated if isinstance(lost, Stale)), failed[0].lost)
        if any(reason.get("Code") in PASSING for reason in reasons):
            return Stale("another transaction was in the way")
        return _as_store_fault(fault)


def pending_shard(message_id: str) -> str:
    """The partition in which an unsent message waits; several, so that none runs hot."""
    return f"pending#{sum(message_id.encode()) % PENDING_SHARDS}"


def _as_store_fault(fault: ClientError) -> Exception:
    """What does not pass is our own mistake and stays loud."""
    if is_passing(fault):
        return StoreUnavailable("the store failed")
    return RuntimeError(str(fault))


def transact(actor: Actor, clock: Callable[[], datetime], ids: Ids, work: Callable[[Unit], T]) -> T:
    """Let ``work`` read and decide with a fresh `Unit`, commit it, and give what work returned.

    When something moved in between, ``work`` runs again from its reading on: it must not have
    effects of its own. After a bounded number of tries the conflict is the caller's.

    Raises:
        Stale, StoreUnavailable, and whatever ``work`` and its conditions raise.
    """
    pause = _FIRST_PAUSE_SECONDS
    for tries_left in reversed(range(_TRIES)):
        unit = Unit(actor=actor, now=clock(), ids=ids)
        try:
            result = work(unit)
            unit.commit()
        except Stale:
            if not tries_left:
                raise
            time.sleep(pause * _JITTER.uniform(0.5, 1.5))
            pause *= 2
        else:
            return result
    raise AssertionError("unreachable")


def _difference(before: Item, after: Item) -> dict[str, Any]:
    """The update that turns ``before`` into ``after``, touching only what differs."""
    changed = {
        name: value
        for name, value in after.items()
        if value is not None and before.get(name) != value and name not in ("pk", "sk")
    }
    removed = [
        name for name, value in before.items() if value is not None and after.get(name) is None
    ]
    names = {f"#{n}": name for n, name in enumerate([*changed, *removed])}
    sets = [f"#{n} = :{n}" for n in range(len(changed))]
    drops = [f"#{n}" for n in range(len(changed), len(names))]
    expression = "SET " + ", ".join(sets)
    if drops:
        expression += " REMOVE " + ", ".join(drops)
    return {
        "UpdateExpression": expression,
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": item_to_wire(
            {f":{n}": value for n, value in enumerate(changed.values())}
        ),
    }
