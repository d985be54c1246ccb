"""A client's withdrawals and saved withdrawal details."""

from chalice.app import Blueprint

from chalicelib.core.confirmation import Operation
from chalicelib.core.paging import Page
from chalicelib.edge.auth import CLIENT
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing, PageView
from chalicelib.funds.model.methods import WithdrawalMethod
from chalicelib.funds.schemas.withdrawals import (
    DetailsForm,
    DetailsQuery,
    DetailsView,
    WithdrawalForm,
    WithdrawalMethodView,
    WithdrawalView,
)
from chalicelib.funds.service import details, withdrawals
from chalicelib.funds.service.details import ShownDetails
from chalicelib.funds.service.withdrawals import WithdrawalState

portal = Blueprint(__name__)


@portal.route("/api/portal/withdrawal-methods", methods=["GET"])
@endpoint(access=CLIENT, returns=ItemsView[WithdrawalMethodView])
def list_withdrawal_methods(call: Call[Nothing, Nothing]) -> list[WithdrawalMethod]:
    """The ways to be paid, with their fields, limits and fees."""
    return withdrawals.methods(call.actor.id)


@portal.route("/api/portal/withdrawal-details", methods=["GET"])
@endpoint(access=CLIENT, query=DetailsQuery, returns=PageView[DetailsView])
def list_own_details(call: Call[Nothing, DetailsQuery]) -> Page[ShownDetails]:
    """The client's saved payout profiles, masked, newest first."""
    query = call.query
    return details.page(call.actor, call.actor.id, query.method_id, query.page)


@portal.route("/api/portal/withdrawal-details", methods=["POST"])
@endpoint(access=CLIENT, body=DetailsForm, returns=DetailsView, status=201, once=True)
def save_details(call: Call[DetailsForm, Nothing]) -> ShownDetails:
    """Save a payout profile; it can be paid to once it is approved."""
    return details.save(call.actor, call.body.draft(), call.command)


@portal.route("/api/portal/withdrawal-details/{details_id}", methods=["DELETE"])
@endpoint(access=CLIENT, status=204)
def delete_details(call: Call[Nothing, Nothing], details_id: str) -> None:
    """Take a payout profile off the list."""
    details.delete(call.actor, details_id)


@portal.route("/api/portal/withdrawals", methods=["POST"])
@endpoint(
    access=CLIENT,
    body=WithdrawalForm,
    returns=WithdrawalView,
    status=201,
    once=True,
    confirms=Operation.WITHDRAWAL,
)
def submit_withdrawal(call: Call[WithdrawalForm, Nothing]) -> WithdrawalState:
    """Ask for a withdrawal; the amount is held at once."""
    return withdrawals.submit(call.actor, call.body.draft(), call.command)


@portal.route("/api/portal/withdrawals/{withdrawal_id}", methods=["GET"])
@endpoint(access=CLIENT, returns=WithdrawalView)
def read_own_withdrawal(call: Call[Nothing, Nothing], withdrawal_id: str) -> WithdrawalState:
    """One withdrawal as it stands."""
    return withdrawals.withdrawal(call.actor, withdrawal_id)
