"""Routes for clients: send a file, have it checked, open one's own."""

from chalice.app import Blueprint

from chalicelib.documents import service
from chalicelib.documents.model import Document, Link
from chalicelib.documents.schemas import DocumentView, LinkView, UploadForm, UploadView
from chalicelib.edge.auth import CLIENT
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing
from chalicelib.gateways.files.port import PresignedUpload

portal = Blueprint(__name__)


@portal.route("/api/portal/uploads", methods=["POST"])
@endpoint(access=CLIENT, body=UploadForm, returns=UploadView, status=201)
def start_upload(call: Call[UploadForm, Nothing]) -> PresignedUpload:
    """Get an address to send one file to."""
    return service.start_upload(call.actor, call.body.draft())


@portal.route("/api/portal/uploads/{file_id}/checks", methods=["POST"])
@endpoint(access=CLIENT, returns=DocumentView)
def check_upload(call: Call[Nothing, Nothing], file_id: str) -> Document:
    """Have a sent file checked and kept."""
    return service.accept(call.actor, file_id)


@portal.route("/api/portal/files/{file_id}", methods=["GET"])
@endpoint(access=CLIENT, returns=LinkView)
def open_own_file(call: Call[Nothing, Nothing], file_id: str) -> Link:
    """Get a link to one of your own files."""
    return service.own_link(call.actor, file_id)
