"""Orders for many trading accounts: from ticked rows, or from a file; reviewed, then begun."""

from chalice.app import Blueprint

from chalicelib.bulk.schemas import (
    AccountImportForm,
    AccountImportQuery,
    AccountJobForm,
    ReviewedAccountView,
    StartedJobView,
)
from chalicelib.bulk.service import importing, orders
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
    return importing.review(call.actor, call.body.order(), call.body.file())


@desk.route("/api/desk/account-imports", methods=["POST"])
@endpoint(access=_READ, body=AccountImportForm, returns=StartedJobView, status=202, once=True)
def start_account_import(call: Call[AccountImportForm, Nothing]) -> JobState:
    """Carry out the rows of a file of orders, in the background."""
    return importing.start(call.actor, call.body.order(), call.body.file(), call.command)
