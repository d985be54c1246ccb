"""System tags: what a client has done with live money and accounts, set once and for good."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.clients import store
from chalicelib.clients.model import ClientStatus
from chalicelib.clients.model.tags import SystemTag
from chalicelib.core.actor import Actor
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


def note(actor: Actor, client_id: str, tag: SystemTag) -> None:
    """Let the client have ``tag``; whoever has it already, or has left, stays as they are."""

    def work(unit: Unit) -> None:
        before = store.find(client_id)
        if before is None or before.status is ClientStatus.DELETED or tag in before.system_tags:
            return
        after = replace(before, system_tags=tuple(sorted({*before.system_tags, tag})))
        audit.record(
            unit,
            "client_tagged",
            "client",
            client_id,
            client_id=client_id,
            before={"system_tags": list(before.system_tags)},
            after={"system_tags": list(after.system_tags)},
        )
        store.change(unit, before, after)

    ports.transact(actor, work)
