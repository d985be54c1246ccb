"""What other capabilities may call of jobs: beginning one, and working through it."""

from typing import TYPE_CHECKING

from chalicelib.core.on_demand import on_demand

if TYPE_CHECKING:
    from chalicelib.jobs.model import (
        MAX_ROWS,
        PART_ROWS,
        BatchStatus,
        Job,
        JobRow,
        JobState,
        Outcome,
        RowState,
        Target,
    )
    from chalicelib.jobs.service.beginning import Plan, begin
    from chalicelib.jobs.service.reading import job, result, rows
    from chalicelib.jobs.service.working import Work, advance, reference, settle
else:
    __getattr__ = on_demand(__name__)

__all__ = [
    "MAX_ROWS",
    "PART_ROWS",
    "BatchStatus",
    "Job",
    "JobRow",
    "JobState",
    "Outcome",
    "Plan",
    "RowState",
    "Target",
    "Work",
    "advance",
    "begin",
    "job",
    "reference",
    "result",
    "rows",
    "settle",
]
