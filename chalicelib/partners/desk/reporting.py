"""Reports on the commissions of all brokers, for the staff."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageView
from chalicelib.partners.model.sought import SumsPart
from chalicelib.partners.schemas.reporting import (
    CommissionReportQuery,
    CommissionSumsView,
    ReportedCommissionView,
)
from chalicelib.partners.service import reporting
from chalicelib.partners.service.reporting import Reported

reports = Blueprint(__name__)
_READ = staff(Permission.READ_COMMISSIONS)
_REPORT = "/api/desk/commission-report"


@reports.route(_REPORT, methods=["GET"])
@endpoint(access=_READ, query=CommissionReportQuery, returns=PageView[ReportedCommissionView])
def report_commissions(call: Call[Nothing, CommissionReportQuery]) -> Page[Reported]:
    """Commissions of one kind of scheme to brokers in the caller's scope, newest deal first."""
    query = call.query
    return reporting.page(call.actor, query.kind, query.sought, query.days, query.page)


@reports.route(f"{_REPORT}/sums", methods=["GET"])
@endpoint(access=_READ, query=CommissionReportQuery, returns=CommissionSumsView)
def sum_up_commission_report(call: Call[Nothing, CommissionReportQuery]) -> SumsPart:
    """The sums of the same by state and currency, some deals at a time; the parts add up."""
    query = call.query
    return reporting.sums(call.actor, query.kind, query.sought, query.days, query.cursor)
