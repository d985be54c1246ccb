"""After a client was reassigned: the tasks about them go where they went."""

from dataclasses import replace
from functools import partial

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.sales import store
from chalicelib.sales.model import TaskFilter
from chalicelib.storage.idempotency import Command
from chalicelib.storage.keeping import every
from chalicelib.storage.unit import Unit

_ALL = TaskFilter()


def follow(actor: Actor, client_id: str, command: Command) -> None:
    """Let every task about the client belong to whom the client belongs to now.

    Each in a unit of its own; what has followed before is left alone, so it may be done again.
    Those who have a task keep it: they see it for their own sake.

    Raises:
        NotFound: there is no such client.
    """
    for task in every(lambda page: store.of_client(client_id, _ALL, page, lambda _: True)):
        ports.transact(actor, partial(_follow, task_id=task.id))
    ports.transact(actor, command.settle)


def _follow(unit: Unit, task_id: str) -> None:
    before = store.find(task_id)
    if before is None or not before.client_id:
        return
    owner = clients.owner_of(before.client_id)
    after = replace(before, owner_id=owner.owner_id, participant_ids=owner.participant_ids)
    if after != before:
        store.change(unit, before, after)
