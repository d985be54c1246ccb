"""Jobs, what came of each of their rows, how many have an outcome, and rows of files that wait."""

from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict
from chalicelib.core.paging import Page, PageRequest
from chalicelib.jobs.model import Job, JobPart, JobRow, JobState, RowState, Tally
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("jobs")
_ALL = "ALL"


def _key(job_id: str, kind: str = "JOB") -> Key:
    return Key(f"JOB#{job_id}", kind)


def _row_key(job_id: str, number: int) -> Key:
    return _key(job_id, f"ROW#{number:05d}")


def _indexes(job: Job) -> dict[str, tuple[str | None, str]]:
    sort = f"{iso(job.created_at)}#{job.id}"
    return {"by-staff": (f"STAFF#{job.staff_id}", sort), "by-time": (_ALL, sort)}


_JOBS = Rows(_TABLE, Job, lambda job: _key(job.id), _indexes)
_TALLIES = Rows(_TABLE, Tally, lambda one: _key(one.job_id, "TALLY"))
_ROWS = Rows(_TABLE, JobRow, lambda row: _row_key(row.job_id, row.number))
_PARTS = Rows(_TABLE, JobPart, lambda part: _key(part.job_id, f"PART#{part.number:05d}"))


class RowDone(Conflict):
    """This row has been taken up before."""

    code = "job_row_done"


class JobMoved(Conflict):
    """Somebody else has taken the job further, or cancelled it."""

    code = "job_moved"


def add(unit: Unit, job: Job) -> Job:
    """Store a new job."""
    return _JOBS.insert(unit, job, Conflict("a job's id came twice"))


def find(job_id: str) -> Job | None:
    """The job as of now."""
    return _JOBS.find(_key(job_id))


def change(unit: Unit, before: Job, after: Job) -> Job:
    """Store how far a job is, or that it was cancelled; fails with `JobMoved`."""
    return _JOBS.change(unit, before, after, JobMoved(job_id=before.id))


def require(unit: Unit, job: Job) -> None:
    """Let ``unit`` fail with `JobMoved` if the job is no longer as it was read."""
    _JOBS.require(unit, job, JobMoved(job_id=job.id))


def listed(staff_id: str | None, request: PageRequest) -> Page[Job]:
    """Somebody's jobs, or everybody's, newest first."""
    if staff_id is None:
        return _JOBS.page(Range(_ALL, "by-time"), request)
    return _JOBS.page(Range(f"STAFF#{staff_id}", "by-staff"), request)


def states(jobs: list[Job]) -> list[JobState]:
    """Each job with how far it is, in the same order."""
    found = {one.job_id: one for one in _TALLIES.get_many(_key(job.id, "TALLY") for job in jobs)}
    return [
        JobState(job, tally.done, tally.refused, tally.at)
        for job in jobs
        for tally in (found.get(job.id, Tally(job.id)),)
    ]


def count(unit: Unit, job_id: str, state: RowState) -> None:
    """Note that one more row has its outcome. Counts commute: many rows end at once."""
    also = {"job_id": job_id, "at": iso(unit.now)}
    unit.add(_TABLE, _key(job_id, "TALLY"), {state.value: 1, "version": 1}, also)


def add_row(unit: Unit, row: JobRow) -> None:
    """Store what came of a row, in the unit of the effect itself; fails with `RowDone`."""
    _ROWS.insert(unit, row, RowDone(number=row.number))


def row(job_id: str, number: int) -> JobRow | None:
    """What came of one row, if it was taken up."""
    return _ROWS.find(_row_key(job_id, number))


def change_row(unit: Unit, before: JobRow, after: JobRow) -> None:
    """Store the outcome of a row that was begun."""
    _ROWS.change(unit, before, after)


def rows_between(job_id: str, first: int, beyond: int) -> dict[int, JobRow]:
    """The rows that were taken up among ``first`` to before ``beyond``, by number."""
    keys = [_row_key(job_id, number) for number in range(first, beyond)]
    return {row.number: row for row in _ROWS.get_many(keys)}


def rows(job_id: str, request: PageRequest) -> Page[JobRow]:
    """What came of each row so far, in the order of the job."""
    return _ROWS.page(Range(f"JOB#{job_id}", prefix="ROW#", newest_first=False), request)


def all_rows(job_id: str, at_most: int) -> list[JobRow]:
    """What came of each row so far."""
    return _ROWS.all(Range(f"JOB#{job_id}", prefix="ROW#", newest_first=False), at_most)


def add_part(unit: Unit, part: JobPart) -> None:
    """Store rows of a file."""
    _PARTS.insert(unit, part, Conflict("a part came twice"))


def part(job_id: str, number: int) -> JobPart | None:
    """Rows of a file, if some are kept."""
    return _PARTS.find(_key(job_id, f"PART#{number:05d}"))


def parts(job_id: str, at_most: int) -> list[JobPart]:
    """All rows of a file that are kept."""
    return _PARTS.all(Range(f"JOB#{job_id}", prefix="PART#", newest_first=False), at_most)


def keep_rows(unit: Unit, before: JobPart, after: JobPart) -> None:
    """Keep of a part what ``after`` has; nothing of one without rows."""
    if any(row.cells for row in after.rows):
        _PARTS.change(unit, before, after)
    else:
        _PARTS.remove(unit, before, Stale("the part has changed"))
