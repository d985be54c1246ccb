"""Orders for many accounts, ticked or in a file, and for many requests; reviewed, then begun."""

from chalice.app import Blueprint

from chalicelib.bulk.schemas.accounts import (
    AccountImportForm,
    AccountImportQuery,
    AccountJobForm,
    ReviewedAccountView,
    StartedJobView,
)
from chalicelib.bulk.schemas.decisions import (
    DecisionsForm,
    DecisionsReviewForm,
    ReviewedDecisionsView,
)
from chalicelib.bulk.service import deciding, importing, orders
from chalicelib.bulk.service.deciding import ReviewedDecisions
from chalicelib.bulk.service.orders import ReviewedAccount
from chalicelib.core.permissions import Permission
from chalicelib.core.reviewed import ImportColumn, ReviewedSheet
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing
from chalicelib.edge.sheets import ImportTemplateView, ReviewedSheetView
from chalicelib.jobs.public import JobState

desk = Blueprint(__name__)
_READ = staff(Permission.READ_ACCOUNTS)
_DECIDE = staff(Permission.DECIDE_MANY_REQUESTS)


@desk.route("/api/desk/account-jobs/reviews", methods=["POST"])
@endpoint(access=_READ, body=AccountJobForm, returns=ItemsView[ReviewedAccountView])
def review_account_job(call: Call[AccountJobForm, Nothing]) -> list[ReviewedAccount]:
    """What an order would meet on each account, without doing it."""
    return orders.review(call.actor, call.body.order(), call.body.account_ids)


@desk.route("/api/desk/account-jobs", methods=["POST"])
@endpoint(access=_READ, body=AccountJobForm, returns=StartedJobView, status=202, once=True)
def start_account_job(call: Call[AccountJobForm, Nothing]) -> JobState:
    """Carry out an order for many accounts, in the background.

    The kind decides which permissions are needed.
    """
    return orders.start(call.actor, call.body.order(), call.body.account_ids, call.command)


@desk.route("/api/desk/account-imports", methods=["GET"])
@endpoint(access=_READ, query=AccountImportQuery, returns=ImportTemplateView)
def read_account_import_template(
    call: Call[Nothing, AccountImportQuery],
) -> tuple[ImportColumn, ...]:
    """The columns that a file of orders can have, and a file to begin with."""
    return importing.columns(call.query.kind)


@desk.route("/api/desk/account-imports/reviews", methods=["POST"])
@endpoint(access=_READ, body=AccountImportForm, returns=ReviewedSheetView)
def review_account_import(call: Call[AccountImportForm, Nothing]) -> ReviewedSheet:
    """All that is wrong with each row of a file of orders, without doing anything."""
    return importing.review(call.actor, call.body.order(), call.body.table())


@desk.route("/api/desk/account-imports", methods=["POST"])
@endpoint(access=_READ, body=AccountImportForm, returns=StartedJobView, status=202, once=True)
def start_account_import(call: Call[AccountImportForm, Nothing]) -> JobState:
    """Carry out the rows of a file of orders, in the background."""
    return importing.start(call.actor, call.body.order(), call.body.table(), call.command)


@desk.route("/api/desk/request-jobs/reviews", methods=["POST"])
@endpoint(access=_DECIDE, body=DecisionsReviewForm, returns=ReviewedDecisionsView)
def review_request_job(call: Call[DecisionsReviewForm, Nothing]) -> ReviewedDecisions:
    """What one decision on many requests would meet, without making it."""
    if call.body.request_ids is None:
        return deciding.review_all(call.actor, call.body.type)
    return deciding.review(call.actor, call.body.request_ids)


@desk.route("/api/desk/request-jobs", methods=["POST"])
@endpoint(access=_DECIDE, body=DecisionsForm, returns=StartedJobView, status=202, once=True)
def start_request_job(call: Call[DecisionsForm, Nothing]) -> JobState:
    """Make one decision on many requests, in the background."""
    return deciding.start(call.actor, call.body.order(), call.command)
