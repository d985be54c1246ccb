"""Handlers that keep the audit chain: the stream that links new records, and the check."""

from functools import partial
from typing import Any

from chalice.app import Blueprint, Rate

from chalicelib import ports
from chalicelib.core.actor import Actor, system
from chalicelib.edge import observe
from chalicelib.edge.queue import Tick, scheduled
from chalicelib.storage import audit_chain, aws
from chalicelib.storage.audit_chain import Check
from chalicelib.storage.wire import Item

chain = Blueprint(__name__)

_ENOUGH_SECONDS = 20
_SLICES_AT_MOST = 100


@chain.on_dynamodb_record(stream_arn=aws.stream_arn("audit"), batch_size=100)
def audit_link(event: Any) -> None:
    """Link each new record; a failure lets the stream bring the batch again."""
    changes = [
        record["dynamodb"]
        for record in event.to_dict()["Records"]
        if record.get("eventName", "INSERT") == "INSERT"
    ]
    images = [change["NewImage"] for change in changes if "NewImage" in change]
    _link(system("audit-chain"), audit_chain.new_records(images))


@chain.schedule(Rate(5, unit=Rate.MINUTES))
@scheduled("audit-check")
def audit_check(tick: Tick) -> None:
    """Link what the stream has missed, go on with checking the chain; a fault raises the alarm."""
    state = audit_chain.checked()
    late = sum(
        _link(tick.actor, batch) for batch in audit_chain.missed(state.swept_until, tick.now)
    )
    state = ports.transact(tick.actor, lambda unit: audit_chain.swept(unit, state, tick.now))
    state = _walked(tick, state)
    end = audit_chain.head()
    observe.log(
        "audit_checked",
        linked_late=late,
        faults=[f"{one.sequence} {one.record_id} {one.problem}" for one in state.faults],
        sequence=end.sequence,
        hash=end.hash,
    )
    observe.count("AuditFaults", len(state.faults))


def _walked(tick: Tick, state: Check) -> Check:
    """The check some slices further, or at the end of the chain."""
    for _ in range(_SLICES_AT_MOST):
        if tick.seconds_left() < _ENOUGH_SECONDS:
            break
        state = ports.transact(tick.actor, partial(audit_chain.walk_on, before=state))
        if state.at.sequence == 0:
            break
    return state


def _link(actor: Actor, records: list[Item]) -> int:
    linked = 0
    for start in range(0, len(records), audit_chain.BATCH):
        batch = records[start : start + audit_chain.BATCH]
        linked += ports.transact(actor, partial(audit_chain.append, records=batch))
    return linked
