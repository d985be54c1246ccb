"""Jobs, how far they are, and what came of their rows."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field

from chalicelib.edge.schemas import Body, Facts, Instant, PageQuery, View
from chalicelib.jobs.model import BatchStatus, JobRow, JobState, RowState
from chalicelib.jobs.service.reading import JobFilter


class JobView(View):
    """A job and how far it is."""

    id: str
    kind: str
    status: BatchStatus
    by: str
    rows: int
    from_file: bool
    done: int
    refused: int
    created_at: Instant
    ended_at: Instant | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        state: JobState = noun
        job = state.job
        return cls(
            id=job.id,
            kind=job.kind,
            status=state.status,
            by=job.staff_name,
            rows=job.size,
            from_file=bool(job.columns),
            done=state.done,
            refused=state.refused,
            created_at=job.created_at,
            ended_at=state.ended_at,
        )


class JobRowView(View):
    """What came of one row; ``code`` says why nothing was done, ``line`` where a file has it."""

    number: int
    subject_id: str
    label: str
    line: int
    state: RowState
    code: str | None
    column: str
    facts: Facts
    at: Instant

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        row: JobRow = noun
        names = ("number", "subject_id", "label", "line", "state", "code", "column", "at")
        shared = {name: getattr(row, name) for name in names}
        return cls.model_validate(shared | {"facts": dict(row.facts)})


class JobsQuery(PageQuery):
    """Which jobs to list."""

    kind: Annotated[str, Field(max_length=40)] | None = None
    status: BatchStatus | None = None

    @property
    def wanted(self) -> JobFilter:
        """The same for the use case."""
        return JobFilter(self.kind, self.status)


class JobChangeForm(Body):
    """What can be done to a job: begin no more of it."""

    status: Literal[BatchStatus.CANCELLED]


class ResultQuery(Body):
    """Which rows the file has."""

    only: Literal["refused"] | None = None


class JobResultView(View):
    """What came of a job, as a file to download."""

    name: str
    text: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls(name="result.csv", text=noun)
