"""Files of clients and of blacklist entries: what they look like, their review, and their job."""

from chalice.app import Blueprint

from chalicelib.clients.model.jobs import Job
from chalicelib.clients.schemas.imports import (
    ClientImportForm,
    ImportQuery,
    SheetForm,
)
from chalicelib.clients.schemas.jobs import ClientJobView
from chalicelib.clients.service import blocking, importing, outcomes
from chalicelib.core.permissions import Permission
from chalicelib.core.reviewed import ImportColumn, ReviewedSheet
from chalicelib.edge.auth import ANY_STAFF, staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing
from chalicelib.edge.sheets import ImportTemplateView, RefusedRowsView, ReviewedSheetView

imports = Blueprint(__name__)
_CREATE = staff(Permission.CREATE_CLIENTS)
_BLOCK = staff(Permission.UPDATE_BLACKLIST)


@imports.route("/api/desk/client-imports", methods=["GET"])
@endpoint(access=_CREATE, query=ImportQuery, returns=ImportTemplateView)
def read_client_import_template(call: Call[Nothing, ImportQuery]) -> tuple[ImportColumn, ...]:
    """The columns that a file of clients can have, and a file to begin with."""
    return importing.columns(call.query.kind)


@imports.route("/api/desk/client-imports/reviews", methods=["POST"])
@endpoint(access=_CREATE, body=ClientImportForm, returns=ReviewedSheetView)
def review_client_import(call: Call[ClientImportForm, Nothing]) -> ReviewedSheet:
    """All that is wrong with each row of a file of clients, without doing anything."""
    return importing.review(call.actor, call.body.wanted(), call.body.csv)


@imports.route("/api/desk/client-imports", methods=["POST"])
@endpoint(access=_CREATE, body=ClientImportForm, returns=ClientJobView, status=202, once=True)
def start_client_import(call: Call[ClientImportForm, Nothing]) -> Job:
    """Bring in the clients of a file, in the background."""
    return importing.start(call.actor, call.body.wanted(), call.body.csv, call.command)


@imports.route("/api/desk/blacklist-imports", methods=["GET"])
@endpoint(access=_BLOCK, returns=ImportTemplateView)
def read_blacklist_import_template(_call: Call[Nothing, Nothing]) -> tuple[ImportColumn, ...]:
    """The columns that a file of blacklist entries can have, and a file to begin with."""
    return blocking.COLUMNS


@imports.route("/api/desk/blacklist-imports/reviews", methods=["POST"])
@endpoint(access=_BLOCK, body=SheetForm, returns=ReviewedSheetView)
def review_blacklist_import(call: Call[SheetForm, Nothing]) -> ReviewedSheet:
    """All that is wrong with each row of a file of entries, without doing anything."""
    return blocking.review(call.body.csv)


@imports.route("/api/desk/blacklist-imports", methods=["POST"])
@endpoint(access=_BLOCK, body=SheetForm, returns=ClientJobView, status=202, once=True)
def start_blacklist_import(call: Call[SheetForm, Nothing]) -> Job:
    """Enter the rows of a file, in the background."""
    return blocking.start(call.actor, call.body.csv, call.command)


@imports.route("/api/desk/client-jobs/{job_id}/refused-rows", methods=["GET"])
@endpoint(access=ANY_STAFF, returns=RefusedRowsView)
def read_refused_rows(call: Call[Nothing, Nothing], job_id: str) -> str:
    """The rows of a file that were refused, as a file to correct and send again."""
    return outcomes.refused_rows(call.actor, job_id)
