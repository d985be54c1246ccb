"""A client's withdrawals and saved withdrawal details."""

from chalice.app import Blueprint

from chalicelib.core.confirmation import Operation
from chalicelib.core.paging import Page
from chalicelib.edge.auth import CLIENT
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing, PageView
from chalicelib.funds.model.methods import WithdrawalMethod
from chalicelib.funds.schemas.details import DetailsForm, DetailsPatch, DetailsQuery, DetailsView
from chalicelib.funds.schemas.withdrawal_terms import (
    WithdrawalMethodView,
    WithdrawalTermsQuery,
    WithdrawalTermsView,
)
from chalicelib.funds.schemas.withdrawals import WithdrawalForm, WithdrawalView
from chalicelib.funds.service import (
    details,
    details_reading,
    payout_prices,
    prechecks,
    withdrawals,
)
from chalicelib.funds.service.details import ShownDetails
from chalicelib.funds.service.prechecks import WithdrawalTerms
from chalicelib.funds.service.withdrawals import WithdrawalState

portal = Blueprint(__name__)


@portal.route("/api/portal/withdrawal-methods", methods=["GET"])
@endpoint(access=CLIENT, returns=ItemsView[WithdrawalMethodView])
def list_withdrawal_methods(call: Call[Nothing, Nothing]) -> list[WithdrawalMethod]:
    """The ways to be paid, with their fields, limits and fees."""
    return payout_prices.methods(call.actor.id)


@portal.route("/api/portal/withdrawal-terms", methods=["GET"])
@endpoint(access=CLIENT, query=WithdrawalTermsQuery, returns=WithdrawalTermsView)
def read_withdrawal_terms(call: Call[Nothing, WithdrawalTermsQuery]) -> WithdrawalTerms:
    """Whether the client can withdraw at present: every condition, and what is missing of it."""
    return prechecks.terms(call.actor, call.query.draft())


@portal.route("/api/portal/withdrawal-details", methods=["GET"])
@endpoint(access=CLIENT, query=DetailsQuery, returns=PageView[DetailsView])
def list_own_details(call: Call[Nothing, DetailsQuery]) -> Page[ShownDetails]:
    """The client's saved payout profiles, masked, newest first."""
    query = call.query
    return details_reading.page(call.actor, call.actor.id, query.method_id, query.page)


@portal.route("/api/portal/withdrawal-details", methods=["POST"])
@endpoint(access=CLIENT, body=DetailsForm, returns=DetailsView, status=201, once=True)
def save_details(call: Call[DetailsForm, Nothing]) -> ShownDetails:
    """Save a payout profile; it can be paid to once it is approved."""
    return details.save(call.actor, call.body.draft(), call.command)


@portal.route("/api/portal/withdrawal-details/{details_id}", methods=["GET"])
@endpoint(access=CLIENT, returns=DetailsView)
def read_own_details(call: Call[Nothing, Nothing], details_id: str) -> ShownDetails:
    """One's own payout profile in full; reading it is logged."""
    return details_reading.own_in_full(call.actor, details_id)


@portal.route("/api/portal/withdrawal-details/{details_id}", methods=["PATCH"])
@endpoint(access=CLIENT, body=DetailsPatch, returns=DetailsView)
def prefer_details(call: Call[DetailsPatch, Nothing], details_id: str) -> ShownDetails:
    """Make a payout profile the one that is offered first."""
    return details.prefer(call.actor, details_id)


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
