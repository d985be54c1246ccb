"""Completed movements of all clients, for the staff."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageView
from chalicelib.funds.model.movements import MovementSums, Reported
from chalicelib.funds.schemas.movements import (
    ReportedTransactionView,
    TransactionReportQuery,
    TransactionSumsView,
)
from chalicelib.funds.service import movements

desk = Blueprint(__name__)
_READ = staff(Permission.READ_TRANSACTIONS)
_PATH = "/api/desk/transactions"


@desk.route(_PATH, methods=["GET"])
@endpoint(access=_READ, query=TransactionReportQuery, returns=PageView[ReportedTransactionView])
def report_transactions(call: Call[Nothing, TransactionReportQuery]) -> Page[Reported]:
    """Completed movements of the clients in the caller's scope, newest first."""
    return movements.page(call.actor, call.query.sought(call.actor), call.query.page)


@desk.route(f"{_PATH}/sums", methods=["GET"])
@endpoint(access=_READ, query=TransactionReportQuery, returns=TransactionSumsView)
def sum_up_transactions(call: Call[Nothing, TransactionReportQuery]) -> MovementSums:
    """The sums of the same by kind and currency, some movements at a time; the parts add up."""
    return movements.sums(call.actor, call.query.sought(call.actor), call.query.cursor)
