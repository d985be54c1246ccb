"""What came of jobs: for whoever gave the order, and for those who may see everybody's."""

from collections.abc import Iterator

from chalicelib.core import sheets
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.core.reviewed import ERROR_COLUMNS
from chalicelib.jobs import store
from chalicelib.jobs.model import MAX_ROWS, PART_ROWS, BatchStatus, JobRow, JobState, RowState

_ROUNDS = 10


@dataclass(frozen=True)
class JobFilter:
    """Which jobs a list shows; None shows all."""

    kind: str | None = None
    status: BatchStatus | None = None

    def shows(self, state: JobState) -> bool:
        """Whether the list shows this one."""
        return self.kind in (None, state.job.kind) and self.status in (None, state.status)


def listed(actor: Actor, wanted: JobFilter, request: PageRequest) -> Page[JobState]:
    """The actor's jobs, or everybody's where they may see those, newest first.

    A page may be shorter than asked for although another follows.
    """
    whose = None if _sees_all(actor) else actor.id
    following = request
    for _ in range(_ROUNDS):
        page = store.listed(whose, following)
        shown = tuple(one for one in store.states(list(page.items)) if wanted.shows(one))
        if shown or page.next_cursor is None:
            return Page(shown, page.next_cursor)
        following = PageRequest(request.limit, page.next_cursor)
    return Page((), following.cursor)


def job(actor: Actor, job_id: str) -> JobState:
    """One job as it stands.

    Raises:
        NotFound: there is none, or it is not for the actor to see.
    """
    found = store.find(job_id)
    if found is None or not (found.staff_id == actor.id or _sees_all(actor)):
        raise NotFound("no such job", what="job")
    (state,) = store.states([found])
    return state


def rows(actor: Actor, job_id: str, request: PageRequest) -> Page[JobRow]:
    """What came of each row so far, in the order of the job.

    Raises:
        NotFound: there is no such job for the actor.
    """
    return store.rows(job(actor, job_id).job.id, request)


def result(actor: Actor, job_id: str, *, refused_only: bool) -> str:
    """What came of a job as a file of comma-separated values.

    With ``refused_only`` the rows of a file come as they were sent, with what was wrong: it can be
    corrected and sent again.

    Raises:
        NotFound: there is no such job for the actor.
    """
    found = job(actor, job_id)
    lines = (
        _refused(found)
        if refused_only and found.job.columns
        else _outcomes(found, refused_only=refused_only)
    )
    return sheets.BYTE_ORDER_MARK + sheets.written(lines)


def _outcomes(found: JobState, *, refused_only: bool) -> Iterator[tuple[str, ...]]:
    yield ("row", "subject", "id", "outcome", "code", "at")
    for row in store.all_rows(found.job.id, MAX_ROWS):
        if refused_only and row.state is not RowState.REFUSED:
            continue
        at = row.at.isoformat(timespec="seconds")
        number = row.line or row.number + 1
        yield (str(number), row.label, row.subject_id, row.state.value, row.code or "", at)


def _refused(found: JobState) -> Iterator[tuple[str, ...]]:
    yield (*found.job.columns, *ERROR_COLUMNS)
    for part in store.parts(found.job.id, MAX_ROWS):
        first = part.number * PART_ROWS
        known = store.rows_between(found.job.id, first, first + len(part.rows))
        for place, row in enumerate(part.rows):
            came = known.get(first + place)
            if came is not None and came.state is RowState.REFUSED:
                cells = (row.cells.get(name, "") for name in found.job.columns)
                yield (*cells, came.column, came.code or "")


def _sees_all(actor: Actor) -> bool:
    return actor.scope.company and actor.may(Permission.READ_JOBS)
