"""Registering in steps, for whoever is not a client yet: the draft's token says who asks."""

from chalice.app import Blueprint

from chalicelib.documents.public import Document
from chalicelib.edge.auth import PUBLIC
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing
from chalicelib.gateways.files.port import PresignedUpload
from chalicelib.onboarding.model import Opened, Submitted
from chalicelib.onboarding.schemas import (
    DraftCheckForm,
    DraftDocumentView,
    DraftForm,
    DraftOpeningForm,
    DraftUploadForm,
    DraftUploadView,
    DraftView,
    OpenedDraftView,
    SubmissionForm,
    SubmittedView,
)
from chalicelib.onboarding.service import drafts, files, submitting

portal = Blueprint(__name__)


@portal.route("/api/portal/registrations/drafts", methods=["POST"])
@endpoint(access=PUBLIC, body=DraftOpeningForm, returns=OpenedDraftView, status=201)
def begin_registration(call: Call[DraftOpeningForm, Nothing]) -> Opened:
    """Begin a registration in steps, or go on with the one that the address has under way."""
    return drafts.begin(call.actor, call.body.opening())


@portal.route("/api/portal/registrations/drafts", methods=["PATCH"])
@endpoint(access=PUBLIC, body=DraftForm, returns=DraftView)
def fill_in_registration(call: Call[DraftForm, Nothing]) -> Opened:
    """Keep what is filled in by now; with nothing but the token, read it."""
    return drafts.fill_in(call.actor, call.body.token, call.body.changes())


@portal.route("/api/portal/registrations/drafts/uploads", methods=["POST"])
@endpoint(access=PUBLIC, body=DraftUploadForm, returns=DraftUploadView, status=201)
def start_newcomers_upload(call: Call[DraftUploadForm, Nothing]) -> PresignedUpload:
    """Get an address to send one document to."""
    form = call.body
    return files.start_upload(
        call.actor, form.token, form.file_name, form.content_type, form.size_bytes
    )


@portal.route("/api/portal/registrations/drafts/uploads", methods=["PATCH"])
@endpoint(access=PUBLIC, body=DraftCheckForm, returns=DraftDocumentView)
def check_newcomers_upload(call: Call[DraftCheckForm, Nothing]) -> Document:
    """Have a document that was sent checked and kept."""
    return files.check_upload(call.actor, call.body.token, call.body.file_id)


@portal.route("/api/portal/registrations/drafts/submission", methods=["POST"])
@endpoint(access=PUBLIC, body=SubmissionForm, returns=SubmittedView, status=201, once=True)
def submit_registration(call: Call[SubmissionForm, Nothing]) -> Submitted:
    """Send everything in: it makes the client and the requests that staff decide."""
    return submitting.submit(call.actor, call.body.token, call.body.finish(), call.command)
