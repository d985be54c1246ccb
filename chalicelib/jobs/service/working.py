"""Working through jobs in the background: a part per message, a unit per row.

The row that says what came of a subject is written in the unit of the effect, so a part that is
delivered again finds what it has done. Whoever gave the order acts, with the permissions and the
scope they have when their row is reached. A job that is cancelled meanwhile begins no more rows:
each row's unit requires the job to be as it was read.
"""

from dataclasses import replace
from typing import Protocol

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import FairleadError, OutcomeUnknown
from chalicelib.core.sheets import SheetRow
from chalicelib.jobs import store
from chalicelib.jobs.model import PART_ROWS, Job, JobPart, JobRow, Outcome, RowState, Target
from chalicelib.messages import Message
from chalicelib.staff import public as staff
from chalicelib.storage.faults import StoreUnavailable
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Stale, Unit


class Work(Protocol):
    """What a capability knows of its orders."""

    def check(self, actor: Actor, job: Job) -> None:
        """Refuse an order that the actor may not give any more.

        Raises:
            Forbidden.
        """
        ...

    def prepare(self, actor: Actor, job: Job, target: Target) -> None:
        """What is done before the unit of a row, such as asking a server; it may come twice.

        Raises:
            FairleadError: why the row is refused. OutcomeUnknown: it comes again later.
        """
        ...

    def act(self, unit: Unit, job: Job, target: Target) -> Outcome:
        """Carry out one row in ``unit``.

        Raises:
            FairleadError: why the row is refused.
        """
        ...

    def advanced(self, job_id: str, first: int) -> Message:
        """The message that lets the capability go on with a job from ``first`` on."""
        ...


def advance(system: Actor, job_id: str, first: int, work: Work) -> None:
    """Work through one part of a job and pass on to the next; a part done before is passed over.

    Raises:
        OutcomeUnknown, StoreUnavailable: a row has to be tried again when the message comes again;
            that nobody could be asked is no reason to refuse it.
    """
    job = store.find(job_id)
    if job is None or job.next_row != first or job.cancelled_at is not None:
        return
    actor = _acting(job, system)
    beyond = min(first + PART_ROWS, job.size)
    known = store.rows_between(job.id, first, beyond)
    try:
        for target in _targets(job, first, beyond):
            if target.number not in known:
                _take(actor, job, target, work)
        ports.transact(system, lambda unit: _pass_on(unit, job, beyond, work))
    except store.JobMoved:
        return  # cancelled, or another run was quicker


def settle(
    system: Actor, reference: str, code: str | None, facts: dict[str, str], command: Command
) -> None:
    """Note the outcome of a row that was begun: done, or refused with its ``code``; once."""
    job_id, _, number = reference.partition(":")

    def work(unit: Unit) -> None:
        command.settle(unit)
        before = store.row(job_id, int(number))
        if before is None or before.state is not RowState.BEGUN:
            return
        state = RowState.REFUSED if code else RowState.DONE
        after = replace(before, state=state, code=code, facts=facts, at=unit.now)
        store.change_row(unit, before, after)
        store.count(unit, job_id, state)

    ports.transact(system, work)


def reference(job: Job, target: Target) -> str:
    """What a row that is begun is known by, until `settle` notes its outcome."""
    return f"{job.id}:{target.number}"


def _targets(job: Job, first: int, beyond: int) -> list[Target]:
    """The rows of a part; all those of a file are in one item."""
    if job.subject_ids:
        return [Target(number, job.subject_ids[number]) for number in range(first, beyond)]
    part = store.part(job.id, first // PART_ROWS)
    rows = part.rows if part else ()
    return [
        Target(first + place, line=row.line, cells=dict(row.cells))
        for place, row in enumerate(rows)
    ]


def _take(actor: Actor, job: Job, target: Target, work: Work) -> None:
    """One row: the effect with its outcome, or the outcome that says why there is none."""

    def act(unit: Unit) -> None:
        store.require(unit, job)
        outcome = work.act(unit, job, target)
        state = RowState.BEGUN if outcome.is_begun else RowState.DONE
        _add_row(unit, job, target, outcome, state)

    try:
        work.check(actor, job)
        work.prepare(actor, job, target)
        ports.transact(actor, act)
    except store.RowDone:
        return  # another run was quicker
    except (store.JobMoved, OutcomeUnknown, Stale, StoreUnavailable):
        raise
    except FairleadError as refusal:
        _note(actor, job, target, refusal)


def _add_row(unit: Unit, job: Job, target: Target, outcome: Outcome, state: RowState) -> None:
    row = JobRow(
        job_id=job.id,
        number=target.number,
        subject_id=outcome.subject_id,
        at=unit.now,
        state=state,
        label=outcome.label,
        line=target.line,
    )
    store.add_row(unit, row)
    if state is not RowState.BEGUN:
        store.count(unit, job.id, state)


def _note(actor: Actor, job: Job, target: Target, refusal: FairleadError) -> None:
    facts = {name: _said(value) for name, value in refusal.facts.items() if name != "errors"}

    def work(unit: Unit) -> None:
        store.require(unit, job)
        row = JobRow(
            job_id=job.id,
            number=target.number,
            subject_id=target.subject_id,
            at=unit.now,
            state=RowState.REFUSED,
            code=refusal.code,
            column=(refusal.field or "").removeprefix("answers."),
            line=target.line,
            facts=facts,
        )
        store.add_row(unit, row)
        store.count(unit, job.id, RowState.REFUSED)

    try:
        ports.transact(actor, work)
    except store.RowDone:
        return


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _pass_on(unit: Unit, job: Job, beyond: int, work: Work) -> None:
    """Let the next part begin, once, and forget the rows of a file that are done."""
    first = job.next_row
    store.change(unit, job, replace(job, next_row=beyond))
    part = None if job.subject_ids else store.part(job.id, first // PART_ROWS)
    if part is not None:
        store.keep_rows(
            unit, part, _of_others(part, first, store.rows_between(job.id, first, beyond))
        )
    if beyond < job.size:
        unit.publish(work.advanced(job.id, beyond))


def _of_others(part: JobPart, first: int, rows: dict[int, JobRow]) -> JobPart:
    """What of a part is kept after it is worked through: the rows to be fetched and corrected."""
    done = {number for number, row in rows.items() if row.state is RowState.DONE}
    kept = (
        SheetRow(row.line, {}) if first + place in done else row
        for place, row in enumerate(part.rows)
    )
    return replace(part, rows=tuple(kept))


def _acting(job: Job, system: Actor) -> Actor:
    """Whoever gave the order, with what they may do and see now; nothing once they are disabled."""
    principal = staff.principal(job.staff_id)
    return Actor(
        realm=Realm.STAFF,
        id=principal.staff_id,
        name=principal.name,
        role_ids=frozenset({principal.role_id}),
        permissions=principal.permissions if principal.active else frozenset(),
        scope=principal.scope,
        veil=principal.veil,
        request_id=system.request_id,
    )
