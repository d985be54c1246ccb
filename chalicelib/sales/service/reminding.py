"""Reminding the assignees of a task at its time, once."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.messages.sales import TaskDue
from chalicelib.sales import store
from chalicelib.sales.service.planning import tell
from chalicelib.storage.unit import Unit

_SLICE = 100
_SECONDS_KEPT = 10


def sweep(actor: Actor, seconds_left: Callable[[], float], at_once: int = _SLICE) -> int:
    """Remind of what has come due for it; how many tasks. ``at_once`` are read at once."""
    reminded = 0
    while seconds_left() > _SECONDS_KEPT:
        due = store.ringing(ports.now(), at_once)
        done = [ports.transact(actor, partial(_remind, task_id=one.id)) for one in due]
        reminded += sum(done)
        # None of them was to be told: the index is behind, the next run sees it as it is.
        if len(due) < at_once or not any(done):
            break
    return reminded


def _remind(unit: Unit, task_id: str) -> bool:
    """Whether it was still to be told of, and is now."""
    before = store.find(task_id)
    if before is None or before.remind_at is None or before.remind_at > unit.now:
        return False
    tell(unit, TaskDue, before, before.assignee_ids)
    store.change(unit, before, replace(before, remind_at=None))
    return True
