"""The approval queue of the staff: lists, counts, the review screen, decisions and comments."""

from chalice.app import Blueprint

from chalicelib.approvals.schemas import (
    ClockForm,
    CommentChangeForm,
    CommentForm,
    CountsView,
    DeskRequestView,
    EditForm,
    NoteUploadForm,
    NoteUploadView,
    QueueFilter,
    RestartForm,
    ReviewedRequestView,
    ReviewForm,
    TimesQuery,
    TimesView,
)
from chalicelib.approvals.service import clocks, comments, decisions, editing, queues, review
from chalicelib.approvals.service.clocks import Times
from chalicelib.approvals.service.queues import Counts
from chalicelib.approvals.service.review import ListedRequest, ReviewedRequest
from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing, PageView
from chalicelib.gateways.files.port import PresignedUpload

desk = Blueprint(__name__)
_READ = staff(Permission.READ_REQUESTS)


@desk.route("/api/desk/requests/counts", methods=["GET"])
@endpoint(access=_READ, returns=CountsView)
def count_requests(call: Call[Nothing, Nothing]) -> Counts:
    """How much of each type waits for the caller, and for anyone."""
    return queues.counts(call.actor)


@desk.route("/api/desk/requests", methods=["GET"])
@endpoint(access=_READ, query=QueueFilter, returns=PageView[DeskRequestView])
def list_requests(call: Call[Nothing, QueueFilter]) -> Page[ListedRequest]:
    """My To Do, or all requests in scope; newest first."""
    query = call.query
    if query.view == "todo":
        return queues.to_do(call.actor, query.page, query.type)
    return queues.everything(call.actor, query.page, query.type, query.status)


@desk.route("/api/desk/requests/{request_id}", methods=["GET"])
@endpoint(access=_READ, returns=ReviewedRequestView)
def review_request(call: Call[Nothing, Nothing], request_id: str) -> ReviewedRequest:
    """One request with its log, its payload, and whether the caller may decide it."""
    return review.review(call.actor, request_id)


@desk.route("/api/desk/requests/{request_id}", methods=["PATCH"])
@endpoint(access=_READ, body=ReviewForm, returns=ReviewedRequestView)
def decide_request(call: Call[ReviewForm, Nothing], request_id: str) -> ReviewedRequest:
    """Approve or reject at the current node."""
    decisions.decide(call.actor, request_id, call.body.review())
    return review.review(call.actor, request_id)


@desk.route("/api/desk/requests/{request_id}/comments", methods=["POST"])
@endpoint(access=_READ, body=CommentForm, returns=ReviewedRequestView, status=201)
def comment_on_request(call: Call[CommentForm, Nothing], request_id: str) -> ReviewedRequest:
    """Add a comment that only staff can read."""
    comments.add(call.actor, request_id, call.body.text, call.body.file_ids)
    return review.review(call.actor, request_id)


@desk.route("/api/desk/requests/{request_id}/restarts", methods=["POST"])
@endpoint(
    access=staff(Permission.UPDATE_REQUESTS),
    body=RestartForm,
    returns=ReviewedRequestView,
    status=201,
)
def restart_review(call: Call[RestartForm, Nothing], request_id: str) -> ReviewedRequest:
    """Let a review begin anew at the first node."""
    decisions.restart(call.actor, request_id, call.body.reason)
    return review.review(call.actor, request_id)


@desk.route("/api/desk/requests/{request_id}/fields", methods=["PATCH"])
@endpoint(access=staff(Permission.UPDATE_REQUESTS), body=EditForm, returns=ReviewedRequestView)
def correct_request(call: Call[EditForm, Nothing], request_id: str) -> ReviewedRequest:
    """Correct what can be corrected of a payload before it is decided."""
    body = call.body
    editing.edit(call.actor, request_id, body.values, body.round, body.reason)
    return review.review(call.actor, request_id)


@desk.route("/api/desk/requests/{request_id}/comments/{comment_id}", methods=["PATCH"])
@endpoint(access=_READ, body=CommentChangeForm, returns=ReviewedRequestView)
def change_comment(
    call: Call[CommentChangeForm, Nothing], request_id: str, comment_id: str
) -> ReviewedRequest:
    """Say something else in a comment of one's own."""
    comments.change(call.actor, request_id, comment_id, call.body.text)
    return review.review(call.actor, request_id)


@desk.route("/api/desk/requests/{request_id}/comments/{comment_id}", methods=["DELETE"])
@endpoint(access=_READ, returns=ReviewedRequestView)
def delete_comment(
    call: Call[Nothing, Nothing], request_id: str, comment_id: str
) -> ReviewedRequest:
    """Take a comment of one's own away."""
    comments.delete(call.actor, request_id, comment_id)
    return review.review(call.actor, request_id)


@desk.route("/api/desk/requests/{request_id}/uploads", methods=["POST"])
@endpoint(access=_READ, body=NoteUploadForm, returns=NoteUploadView, status=201)
def start_note_upload(call: Call[NoteUploadForm, Nothing], request_id: str) -> PresignedUpload:
    """Get an address to send a file to, for a comment."""
    body = call.body
    return comments.start_upload(
        call.actor, request_id, body.file_name, body.content_type, body.size_bytes
    )


@desk.route("/api/desk/requests/{request_id}/clock", methods=["PUT"])
@endpoint(access=_READ, body=ClockForm, returns=ReviewedRequestView)
def set_request_clock(call: Call[ClockForm, Nothing], request_id: str) -> ReviewedRequest:
    """Let the clock of a request stand still for a reason, or go on."""
    wanted = call.body
    if wanted.paused is None:
        clocks.resume(call.actor, request_id)
    else:
        clocks.pause(call.actor, request_id, wanted.paused, wanted.note)
    return review.review(call.actor, request_id)


@desk.route("/api/desk/request-times", methods=["GET"])
@endpoint(access=_READ, query=TimesQuery, returns=ItemsView[TimesView])
def read_request_times(call: Call[Nothing, TimesQuery]) -> list[Times]:
    """How long decisions took, by type: half, nine of ten, and 99 of 100 were not longer."""
    return clocks.times_of_days(call.query.since, call.query.until)
