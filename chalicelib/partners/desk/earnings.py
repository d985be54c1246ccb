"""What was earned, for the staff: of one broker, of one deal, and what could not be paid."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing, PageView
from chalicelib.partners.model.earnings import Commission, Earned
from chalicelib.partners.model.sought import SumsPart
from chalicelib.partners.schemas.deals import SettledDealView
from chalicelib.partners.schemas.earnings import (
    ClawBackForm,
    CommissionView,
    DaysQuery,
    EarnedView,
    FailureForm,
    RetriedView,
    RetryForm,
    StateCountView,
    TroubledQuery,
)
from chalicelib.partners.schemas.reporting import CommissionSumsView, ReportedCommissionView
from chalicelib.partners.service import claw_backs, explaining, failures, reporting
from chalicelib.partners.service.explaining import Explained
from chalicelib.partners.service.failures import Retried, StateCount
from chalicelib.partners.service.reporting import Reported

earnings = Blueprint(__name__)
_READ = staff(Permission.READ_COMMISSIONS)
_OF_CLIENT = "/api/desk/clients/{client_id}/commissions"


@earnings.route(_OF_CLIENT, methods=["GET"])
@endpoint(access=_READ, query=DaysQuery, returns=PageView[ReportedCommissionView])
def list_commissions(call: Call[Nothing, DaysQuery], client_id: str) -> Page[Reported]:
    """What a broker has earned, and the deals that paid them nothing, with the reason."""
    return reporting.page_of(call.actor, client_id, call.query.days, call.query.page)


@earnings.route(f"{_OF_CLIENT}/sums", methods=["GET"])
@endpoint(access=_READ, query=DaysQuery, returns=CommissionSumsView)
def sum_up_commissions(call: Call[Nothing, DaysQuery], client_id: str) -> SumsPart:
    """The sums of the same by state and currency, some deals at a time; the parts add up."""
    return reporting.sums_of(call.actor, client_id, call.query.days, call.query.cursor)


@earnings.route(f"{_OF_CLIENT}/months", methods=["GET"])
@endpoint(access=_READ, returns=ItemsView[EarnedView])
def list_commission_months(call: Call[Nothing, Nothing], client_id: str) -> list[Earned]:
    """What a broker was paid by month and currency."""
    return explaining.months_of(call.actor, client_id)


@earnings.route(f"{_OF_CLIENT}/{{deal_key}}", methods=["POST"])
@endpoint(
    access=staff(Permission.RETRY_COMMISSIONS),
    body=FailureForm,
    returns=CommissionView,
    once=True,
)
def handle_failed_commission(
    call: Call[FailureForm, Nothing], client_id: str, deal_key: str
) -> Commission:
    """Try a commission that failed again, put it away, or get it back."""
    body = call.body
    return failures.act(call.actor, client_id, deal_key, body.which, body.action, call.command)


@earnings.route("/api/desk/clients/{client_id}/claw-backs/{deal_key}", methods=["POST"])
@endpoint(
    access=staff(Permission.DECIDE_CLAW_BACKS),
    body=ClawBackForm,
    returns=CommissionView,
    once=True,
)
def decide_claw_back(
    call: Call[ClawBackForm, Nothing], client_id: str, deal_key: str
) -> Commission:
    """Agree to take back what was paid too much, or waive what is not taken yet."""
    body = call.body
    return claw_backs.decide(
        call.actor, client_id, deal_key, body.which, body.verdict, body.comment, call.command
    )


@earnings.route("/api/desk/commissions", methods=["GET"])
@endpoint(access=_READ, query=TroubledQuery, returns=PageView[ReportedCommissionView])
def list_failed_commissions(call: Call[Nothing, TroubledQuery]) -> Page[Reported]:
    """Commissions of all brokers that could not be paid, and claw-backs, by where they stand."""
    return failures.page(call.actor, call.query.wanted, call.query.page)


@earnings.route("/api/desk/commissions/sums", methods=["GET"])
@endpoint(access=_READ, query=TroubledQuery, returns=CommissionSumsView)
def sum_up_failed_commissions(call: Call[Nothing, TroubledQuery]) -> SumsPart:
    """The sums of the same by currency, some at a time; the parts add up."""
    return failures.sums(call.actor, call.query.wanted, call.query.cursor)


@earnings.route("/api/desk/commissions/counts", methods=["GET"])
@endpoint(access=_READ, returns=ItemsView[StateCountView])
def count_failed_commissions(call: Call[Nothing, Nothing]) -> list[StateCount]:
    """How many commissions have failed and how many claw-backs wait, counted to 100."""
    return failures.counts(call.actor)


@earnings.route("/api/desk/commissions/retries", methods=["POST"])
@endpoint(access=staff(Permission.RETRY_COMMISSIONS), body=RetryForm, returns=RetriedView)
def retry_failed_commissions(call: Call[RetryForm, Nothing]) -> Retried:
    """Try the next commissions that failed again, of all brokers, some at a time."""
    return failures.retry_next(call.actor, call.body.cursor)


@earnings.route("/api/desk/commissions/{deal_key}", methods=["GET"])
@endpoint(access=_READ, returns=SettledDealView)
def read_settled_deal(call: Call[Nothing, Nothing], deal_key: str) -> Explained:
    """One deal: the tree above its trader as of then, and what everybody got, step by step."""
    return explaining.settlement(call.actor, deal_key)
