"""Working through jobs in the background: a part per message, a unit per row.

The row that says what came of a client is written in the unit of the effect, so a part that is
delivered again finds what it has done. Whoever gave the order acts, with the permissions and the
scope they have when their row is reached.
"""

from collections.abc import Callable
from dataclasses import replace

from chalicelib import ports
from chalicelib.clients.model.imports import PART_ROWS, ImportPart
from chalicelib.clients.model.jobs import Job, JobRow
from chalicelib.clients.service import blocking, importing, jobs
from chalicelib.clients.store import jobs as job_store
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import FairleadError, Kind
from chalicelib.core.nouns import dataclass
from chalicelib.core.sheets import SheetRow
from chalicelib.messages.clients import ClientJobAdvanced
from chalicelib.staff import public as staff
from chalicelib.storage.unit import Stale, Unit


@dataclass(frozen=True)
class _Step:
    """What is to be done for one row: ``act`` does it in a unit and gives the client's id."""

    number: int
    client_id: str
    act: Callable[[Unit], str]
    line: int = 0


def advance(system: Actor, message: ClientJobAdvanced) -> None:
    """Work through one part of a job and pass on to the next; a part done before is passed over."""
    job = job_store.find(message.job_id)
    if job is None or job.next_row != message.first:
        return
    actor = _acting(job, system)
    beyond = min(message.first + PART_ROWS, job.size)
    known = job_store.rows_between(job.id, message.first, beyond)
    for step in _steps(job, message.first, beyond):
        if step.number not in known:
            _take(actor, job, step)
    rows = job_store.rows_between(job.id, message.first, beyond)
    ports.transact(system, lambda unit: _passed_on(unit, job.id, beyond, rows))


def _steps(job: Job, first: int, beyond: int) -> list[_Step]:
    """The steps of a part; all those of a file are in one item."""
    if job.client_ids:
        return [_for_client(job, number) for number in range(first, beyond)]
    part = job_store.part(job.id, first // PART_ROWS)
    rows = part.rows if part else ()
    return [_for_row(job, first + place, row) for place, row in enumerate(rows)]


def _for_client(job: Job, number: int) -> _Step:
    client_id, effect = job.client_ids[number], jobs.effect(job.order)

    def act(unit: Unit) -> str:
        effect(unit, client_id)
        return client_id

    return _Step(number, client_id, act)


def _for_row(job: Job, number: int, row: SheetRow) -> _Step:
    clients = job.order.clients

    def act(unit: Unit) -> str:
        if clients is not None:
            return importing.create_row(unit, clients, row.cells).id
        blocking.enter_row(unit, row.cells)
        return ""

    return _Step(number, "", act, row.line)


def _take(actor: Actor, job: Job, step: _Step) -> None:
    """One row: the effect with its outcome, or the outcome that says why there is none."""

    def work(unit: Unit) -> None:
        jobs.check_permission(actor, job.order)
        client_id = step.act(unit)
        job_store.add_row(unit, JobRow(job.id, step.number, client_id, unit.now, line=step.line))

    try:
        ports.transact(actor, work)
    except job_store.RowDone:
        return  # another run was quicker
    except FairleadError as refusal:
        if refusal.kind is Kind.UPSTREAM or isinstance(refusal, Stale):
            raise
        _note(actor, job, step, refusal)


def _note(actor: Actor, job: Job, step: _Step, refusal: FairleadError) -> None:
    facts = {name: _said(value) for name, value in refusal.facts.items() if name != "errors"}
    column = (refusal.field or "").removeprefix("answers.")

    def work(unit: Unit) -> None:
        job_store.add_row(
            unit,
            JobRow(
                job_id=job.id,
                number=step.number,
                client_id=step.client_id,
                at=unit.now,
                code=refusal.code,
                column=column,
                line=step.line,
                facts=facts,
            ),
        )

    ports.transact(actor, work)


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _passed_on(unit: Unit, job_id: str, beyond: int, rows: dict[int, JobRow]) -> None:
    """Count what came of a part, once, and let the next one begin."""
    before = job_store.find(job_id)
    if before is None or before.next_row >= beyond:
        return
    refused = {number for number, row in rows.items() if row.code is not None}
    is_last = beyond >= before.size
    after = replace(
        before,
        next_row=beyond,
        done=before.done + len(rows) - len(refused),
        refused=before.refused + len(refused),
        finished_at=unit.now if is_last else None,
    )
    job_store.change(unit, before, after)
    part = job_store.part(job_id, before.next_row // PART_ROWS)
    if part is not None:
        job_store.keep_rows(unit, part, _of_refused(part, refused))
    if not is_last:
        unit.publish(ClientJobAdvanced(job_id=job_id, first=beyond))


def _of_refused(part: ImportPart, refused: set[int]) -> ImportPart:
    """What of a part is kept after it is worked through: the rows to be fetched and corrected."""
    first = part.number * PART_ROWS
    kept = (
        row if first + place in refused else SheetRow(row.line, {})
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
