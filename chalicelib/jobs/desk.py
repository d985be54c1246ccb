"""Jobs for the staff: how each is doing, what came of its rows, and cancelling."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.edge.auth import ANY_STAFF
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageQuery, PageView
from chalicelib.jobs.model import JobRow, JobState
from chalicelib.jobs.schemas import (
    JobChangeForm,
    JobResultView,
    JobRowView,
    JobsQuery,
    JobView,
    ResultQuery,
)
from chalicelib.jobs.service import beginning, reading

desk = Blueprint(__name__)


@desk.route("/api/desk/jobs", methods=["GET"])
@endpoint(access=ANY_STAFF, query=JobsQuery, returns=PageView[JobView])
def list_jobs(call: Call[Nothing, JobsQuery]) -> Page[JobState]:
    """The reader's jobs, or everybody's where they may see those, newest first."""
    return reading.listed(call.actor, call.query.wanted, call.query.page)


@desk.route("/api/desk/jobs/{batch_id}", methods=["GET"])
@endpoint(access=ANY_STAFF, returns=JobView)
def read_job(call: Call[Nothing, Nothing], batch_id: str) -> JobState:
    """One job and how far it is."""
    return reading.job(call.actor, batch_id)


@desk.route("/api/desk/jobs/{batch_id}", methods=["PATCH"])
@endpoint(access=ANY_STAFF, body=JobChangeForm, returns=JobView)
def cancel_job(call: Call[JobChangeForm, Nothing], batch_id: str) -> JobState:
    """Begin no more rows of a job; what has begun comes to its end."""
    return beginning.cancel(call.actor, batch_id)


@desk.route("/api/desk/jobs/{batch_id}/rows", methods=["GET"])
@endpoint(access=ANY_STAFF, query=PageQuery, returns=PageView[JobRowView])
def list_job_rows(call: Call[Nothing, PageQuery], batch_id: str) -> Page[JobRow]:
    """What came of each row so far, in the order of the job."""
    return reading.rows(call.actor, batch_id, call.query.page)


@desk.route("/api/desk/jobs/{batch_id}/result", methods=["GET"])
@endpoint(access=ANY_STAFF, query=ResultQuery, returns=JobResultView)
def read_job_result(call: Call[Nothing, ResultQuery], batch_id: str) -> str:
    """What came of a job, as a file; refused rows of a file can be corrected and sent again."""
    refused_only = call.query.only == "refused"
    return reading.result(call.actor, batch_id, refused_only=refused_only)
