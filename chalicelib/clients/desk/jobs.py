"""Orders for many clients at once: reviewed, started, and followed by whoever gave them."""

from chalice.app import Blueprint

from chalicelib.clients.model.jobs import Job, MessageDraft
from chalicelib.clients.schemas.jobs import (
    ClientJobRowView,
    ClientJobView,
    JobForm,
    MessageDraftView,
    ReviewedClientView,
)
from chalicelib.clients.service import announcing, jobs, outcomes
from chalicelib.clients.service.jobs import Reviewed
from chalicelib.clients.service.outcomes import NamedRow
from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import ANY_STAFF, staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing, PageQuery, PageView

client_jobs = Blueprint(__name__)
_READ = staff(Permission.READ_CLIENTS)


@client_jobs.route("/api/desk/client-jobs/reviews", methods=["POST"])
@endpoint(access=_READ, body=JobForm, returns=ItemsView[ReviewedClientView])
def review_client_job(call: Call[JobForm, Nothing]) -> list[Reviewed]:
    """What an order would do to each client, without doing it."""
    form, actor = call.body, call.actor
    return jobs.review(actor, form.order(actor), form.choice(actor))


@client_jobs.route("/api/desk/client-jobs", methods=["POST"])
@endpoint(access=_READ, body=JobForm, returns=ClientJobView, status=202, once=True)
def start_client_job(call: Call[JobForm, Nothing]) -> Job:
    """Carry out an order for many clients, in the background."""
    form, actor = call.body, call.actor
    return jobs.start(actor, form.order(actor), form.choice(actor), call.command)


@client_jobs.route("/api/desk/client-jobs", methods=["GET"])
@endpoint(access=ANY_STAFF, query=PageQuery, returns=PageView[ClientJobView])
def list_client_jobs(call: Call[Nothing, PageQuery]) -> Page[Job]:
    """The reader's own jobs, newest first."""
    return outcomes.own(call.actor, call.query.page)


@client_jobs.route("/api/desk/messages", methods=["GET"])
@endpoint(
    access=staff(Permission.MESSAGE_CLIENTS), query=PageQuery, returns=PageView[ClientJobView]
)
def list_messages(call: Call[Nothing, PageQuery]) -> Page[Job]:
    """The messages to clients that the reader's notification scope contains, newest first."""
    return outcomes.messages(call.actor, call.query.page)


@client_jobs.route("/api/desk/client-jobs/{job_id}", methods=["GET"])
@endpoint(access=ANY_STAFF, returns=ClientJobView)
def read_client_job(call: Call[Nothing, Nothing], job_id: str) -> Job:
    """One of the reader's jobs, or a message in their notification scope."""
    return outcomes.job(call.actor, job_id)


@client_jobs.route("/api/desk/client-jobs/{job_id}/rows", methods=["GET"])
@endpoint(access=ANY_STAFF, query=PageQuery, returns=PageView[ClientJobRowView])
def list_client_job_rows(call: Call[Nothing, PageQuery], job_id: str) -> Page[NamedRow]:
    """What came of each client so far, in the order of the job."""
    return outcomes.rows(call.actor, job_id, call.query.page)


@client_jobs.route("/api/desk/message-drafts", methods=["GET"])
@endpoint(access=staff(Permission.MESSAGE_CLIENTS), returns=ItemsView[MessageDraftView])
def list_message_drafts(_call: Call[Nothing, Nothing]) -> tuple[MessageDraft, ...]:
    """The messages that the broker keeps ready."""
    return announcing.drafts()
