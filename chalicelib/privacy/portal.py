"""A client's own data: copies of it, and asking to be erased."""

from chalice.app import Blueprint

from chalicelib.core.confirmation import Operation
from chalicelib.core.paging import Page
from chalicelib.edge.auth import CLIENT
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageQuery, PageView
from chalicelib.privacy.model import DataCopy, Link
from chalicelib.privacy.schemas import (
    DataCopyForm,
    DataCopyLinkView,
    DataCopyView,
    ErasureForm,
    ErasureView,
)
from chalicelib.privacy.service import copies, leaving
from chalicelib.privacy.service.leaving import Standing

portal = Blueprint(__name__)


@portal.route("/api/portal/data-copies", methods=["GET"])
@endpoint(access=CLIENT, query=PageQuery, returns=PageView[DataCopyView])
def list_data_copies(call: Call[Nothing, PageQuery]) -> Page[DataCopy]:
    """The client's own copies of their data, newest first."""
    return copies.copies(call.actor, call.query.page)


@portal.route("/api/portal/data-copies", methods=["POST"])
@endpoint(
    access=CLIENT,
    body=DataCopyForm,
    returns=DataCopyView,
    status=202,
    once=True,
    confirms=Operation.PERSONAL_DATA,
)
def ask_for_data_copy(call: Call[DataCopyForm, Nothing]) -> DataCopy:
    """Have everything that is kept of the client packed into one archive."""
    return copies.ask(call.actor, call.body.language, call.command)


@portal.route("/api/portal/data-copies/{copy_id}/links", methods=["POST"])
@endpoint(access=CLIENT, returns=DataCopyLinkView, status=201)
def open_data_copy(call: Call[Nothing, Nothing], copy_id: str) -> Link:
    """A link to an archive that works for a minute; that it was given is on the record."""
    return copies.open_file(call.actor, copy_id)


@portal.route("/api/portal/erasure", methods=["GET"])
@endpoint(access=CLIENT, returns=ErasureView)
def read_erasure(call: Call[Nothing, Nothing]) -> Standing:
    """Whether the client can ask to be erased, and what became of the last time."""
    return leaving.standing(call.actor)


@portal.route("/api/portal/erasure", methods=["POST"])
@endpoint(
    access=CLIENT,
    body=ErasureForm,
    returns=ErasureView,
    status=201,
    once=True,
    confirms=Operation.PERSONAL_DATA,
)
def ask_for_erasure(call: Call[ErasureForm, Nothing]) -> Standing:
    """Ask to be erased for good; staff decide."""
    return leaving.ask(call.actor, call.body.password, call.command)
