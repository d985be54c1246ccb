"""What came of jobs, for whoever gave the order; messages also for whom their role lets read."""

from collections.abc import Iterator

from chalicelib.clients.model.imports import PART_ROWS
from chalicelib.clients.model.jobs import MAX_ROWS, Job, JobRow
from chalicelib.clients.service import reading
from chalicelib.clients.store import jobs as job_store
from chalicelib.core import sheets
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.core.reviewed import ERROR_COLUMNS
from chalicelib.staff import public as staff


@dataclass(frozen=True)
class NamedRow:
    """What came of one client, with the name by which the reader knows them."""

    row: JobRow
    name: str


def own(actor: Actor, request: PageRequest) -> Page[Job]:
    """The actor's jobs, newest first."""
    return job_store.of_staff(actor.id, request)


def messages(actor: Actor, request: PageRequest) -> Page[Job]:
    """The jobs that send messages to clients, newest first: whose, the notification scope says."""
    authors = staff.authors_for(actor.id)
    page = job_store.campaigns(None if authors.company else authors.staff_ids, request)
    jobs = job_store.find_many(one.job_id for one in page.items)
    return page.map(lambda one: jobs[one.job_id])


def job(actor: Actor, job_id: str) -> Job:
    """One of the actor's jobs, or a message whose author the actor's role lets read.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    found = job_store.find(job_id)
    if found is None or not _may_read(actor, found):
        raise NotFound(what="client_job")
    return found


def _may_read(actor: Actor, found: Job) -> bool:
    if found.staff_id == actor.id:
        return True
    is_message = found.order.announcement is not None and actor.may(Permission.MESSAGE_CLIENTS)
    return is_message and staff.authors_for(actor.id).include(found.staff_id)


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
