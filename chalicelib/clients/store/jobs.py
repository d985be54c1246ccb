"""Rows of jobs, of what came of each of their clients, and of the files that some began with."""

from collections.abc import Iterable

from chalicelib.clients.model.imports import ImportPart
from chalicelib.clients.model.jobs import Campaign, Job, JobRow
from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("clients")


def _key(job_id: str) -> Key:
    return Key(f"JOB#{job_id}", "JOB")


def _row_key(job_id: str, number: int) -> Key:
    return Key(f"JOB#{job_id}", f"ROW#{number:05d}")


_JOBS = Rows(
    _TABLE,
    Job,
    lambda job: _key(job.id),
    lambda job: {"by-shelf": (f"jobs#{job.staff_id}", f"{iso(job.created_at)}#{job.id}")},
)
_CAMPAIGNS = Rows(
    _TABLE,
    Campaign,
    lambda one: Key(f"JOB#{one.job_id}", "CAMPAIGN"),
    lambda one: {
        "by-shelf": ("campaigns", f"{iso(one.created_at)}#{one.job_id}"),
        "by-owner": (f"campaigns#{one.staff_id}", f"{iso(one.created_at)}#{one.job_id}"),
    },
)
_ROWS = Rows(_TABLE, JobRow, lambda row: _row_key(row.job_id, row.number))


_PARTS = Rows(_TABLE, ImportPart, lambda part: Key(f"JOB#{part.job_id}", f"PART#{part.number:05d}"))


class RowDone(Conflict):
    """This row has been worked through before."""

    code = "job_row_done"


def add(unit: Unit, job: Job) -> Job:
    """Store a new job."""
    return _JOBS.insert(unit, job, Conflict("a job's id came twice"))


def add_campaign(unit: Unit, campaign: Campaign) -> None:
    """Let a message be found by those who may read what its author writes."""
    _CAMPAIGNS.insert(unit, campaign, Conflict("a campaign came twice"))


def campaigns(staff_ids: Iterable[str] | None, request: PageRequest) -> Page[Campaign]:
    """The messages of these authors, or of all of them for None; newest first."""
    if staff_ids is None:
        return _CAMPAIGNS.page(Range("campaigns", "by-shelf"), request)
    lists = [Range(f"campaigns#{one}", "by-owner") for one in sorted(staff_ids)]
    return _CAMPAIGNS.page(lists, request)


def find_many(job_ids: Iterable[str]) -> dict[str, Job]:
    """Those of the jobs that exist, by id."""
    return {job.id: job for job in _JOBS.get_many(_key(job_id) for job_id in job_ids)}


def find(job_id: str) -> Job | None:
    """The job as of now."""
    return _JOBS.find(_key(job_id))


def change(unit: Unit, before: Job, after: Job) -> Job:
    """Store how far a job is."""
    return _JOBS.change(unit, before, after)


def of_staff(staff_id: str, request: PageRequest) -> Page[Job]:
    """Somebody's jobs, newest first."""
    return _JOBS.page(Range(f"jobs#{staff_id}", "by-shelf"), request)


def add_row(unit: Unit, row: JobRow) -> None:
    """Store what came of a client, in the unit of the effect itself; fails with `RowDone`."""
    _ROWS.insert(unit, row, RowDone(number=row.number))


def rows_between(job_id: str, first: int, beyond: int) -> dict[int, JobRow]:
    """The rows that are worked through among ``first`` to before ``beyond``, by number."""
    keys = [_row_key(job_id, number) for number in range(first, beyond)]
    return {row.number: row for row in _ROWS.get_many(keys)}


def rows(job_id: str, request: PageRequest) -> Page[JobRow]:
    """What came of each client so far, in the order of the job."""
    return _ROWS.page(Range(f"JOB#{job_id}", prefix="ROW#", newest_first=False), request)


def add_part(unit: Unit, part: ImportPart) -> None:
    """Store rows of a file."""
    _PARTS.insert(unit, part, Conflict("a part came twice"))


def part(job_id: str, number: int) -> ImportPart | None:
    """Rows of a file, if some are kept."""
    return _PARTS.find(Key(f"JOB#{job_id}", f"PART#{number:05d}"))


def parts(job_id: str, at_most: int) -> list[ImportPart]:
    """All rows of a file that are kept."""
    return _PARTS.all(Range(f"JOB#{job_id}", prefix="PART#", newest_first=False), at_most)


def keep_rows(unit: Unit, before: ImportPart, after: ImportPart) -> None:
    """Keep of a part what ``after`` has; nothing of one without rows."""
    if any(row.cells for row in after.rows):
        _PARTS.change(unit, before, after)
    else:
        _PARTS.remove(unit, before, Stale("the part has changed"))
