"""What came of jobs, for whoever gave the order and for nobody else."""

from collections.abc import Iterator

from chalicelib.clients.model.imports import PART_ROWS
from chalicelib.clients.model.jobs import MAX_ROWS, Job, JobRow
from chalicelib.clients.rules.importing import ERROR_COLUMNS
from chalicelib.clients.service import reading
from chalicelib.clients.store import jobs as job_store
from chalicelib.core import sheets
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest


@dataclass(frozen=True)
class NamedRow:
    """What came of one client, with the name by which the reader knows them."""

    row: JobRow
    name: str


def own(actor: Actor, request: PageRequest) -> Page[Job]:
    """The actor's jobs, newest first."""
    return job_store.of_staff(actor.id, request)


def job(actor: Actor, job_id: str) -> Job:
    """One of the actor's jobs.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    found = job_store.find(job_id)
    if found is None or found.staff_id != actor.id:
        raise NotFound(what="client_job")
    return found


def rows(actor: Actor, job_id: str, request: PageRequest) -> Page[NamedRow]:
    """What came of each client so far, in the order of the job.

    Raises:
        NotFound: there is no such job, or it is somebody else's.
    """
    page = job_store.rows(job(actor, job_id).id, request)
    names = reading.visible_names(actor, {row.client_id for row in page.items if row.client_id})
    return page.map(lambda row: NamedRow(row, names.get(row.client_id, "")))


def refused_rows(actor: Actor, job_id: str) -> str:
    """The rows of a file that were refused, as a file: as they came, and why.

    It can be corrected and sent again: what is said about the errors is passed over.

    Raises:
        NotFound: there is no such job, or it is somebody else's.
    """
    found = job(actor, job_id)
    columns = (*found.columns, *ERROR_COLUMNS)
    return sheets.BYTE_ORDER_MARK + sheets.written([columns, *_refused_lines(found)])


def _refused_lines(found: Job) -> Iterator[tuple[str, ...]]:
    for part in job_store.parts(found.id, MAX_ROWS):
        first = part.number * PART_ROWS
        known = job_store.rows_between(found.id, first, first + len(part.rows))
        for place, row in enumerate(part.rows):
            came = known.get(first + place)
            if came is not None and came.code is not None:
                cells = (row.cells.get(name, "") for name in found.columns)
                yield (*cells, came.column, came.code)
