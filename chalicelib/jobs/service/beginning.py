"""Beginning a job, and cancelling what of it has not begun."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.nouns import dataclass
from chalicelib.core.sheets import SheetRow
from chalicelib.jobs import store
from chalicelib.jobs.model import (
    KEPT_FOR,
    PART_ROWS,
    BatchStatus,
    Job,
    JobEnded,
    JobPart,
    JobState,
)
from chalicelib.jobs.service import reading
from chalicelib.messages import Message
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class Plan:
    """A job to be begun: for the subjects named, or for the rows of a file.

    ``facts`` stand in the audit log beside the kind and the number.
    """

    kind: str
    order: dict[str, Any]
    subject_ids: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: Sequence[SheetRow] = ()
    facts: dict[str, Any] | None = None


def begin(
    actor: Actor, plan: Plan, advanced: Callable[[str, int], Message], command: Command
) -> JobState:
    """Store a job, on the record, and let its first part begin.

    ``advanced`` makes the message that lets the capability go on with a job from a row on.
    The rows of a file are kept as long as they wait; those that are refused, for thirty days.
    """

    def work(unit: Unit) -> JobState:
        job = Job(
            id=unit.ids.new("job", unit.now),
            kind=plan.kind,
            staff_id=actor.id,
            staff_name=actor.name,
            size=len(plan.subject_ids) or len(plan.rows),
            created_at=unit.now,
            order=plan.order,
            subject_ids=plan.subject_ids,
            columns=plan.columns,
        )
        _keep(unit, job.id, plan.rows)
        facts = {"order": plan.kind, "rows": job.size, **(plan.facts or {})}
        audit.record(unit, "job_started", "job", job.id, after=facts)
        unit.publish(advanced(job.id, 0))
        state = JobState(store.add(unit, job))
        command.settle(unit, state)
        return state

    return ports.transact(actor, work)


def cancel(actor: Actor, job_id: str) -> JobState:
    """Begin no more rows of a job; what has begun comes to its end.

    Raises:
        NotFound: not a job that the actor may see. JobEnded.
    """

    def work(unit: Unit) -> JobState:
        state = reading.job(actor, job_id)
        if state.status is not BatchStatus.RUNNING or state.job.next_row >= state.job.size:
            raise JobEnded(job_id=job_id)
        counts = {"done": state.done, "refused": state.refused}
        audit.record(unit, "job_cancelled", "job", job_id, after=counts)
        after = replace(state.job, cancelled_at=unit.now)
        return replace(state, job=store.change(unit, state.job, after))

    return ports.transact(actor, work)


def _keep(unit: Unit, job_id: str, rows: Sequence[SheetRow]) -> None:
    expires_at = int((unit.now + KEPT_FOR).timestamp())
    for number, first in enumerate(range(0, len(rows), PART_ROWS)):
        some = tuple(rows[first : first + PART_ROWS])
        store.add_part(unit, JobPart(job_id, number, some, expires_at))
