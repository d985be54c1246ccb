"""Withdrawals after their approval, and clients' withdrawal details, for the staff."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageView
from chalicelib.funds.schemas.details import DetailsQuery, DetailsView
from chalicelib.funds.schemas.withdrawals import (
    DeskWithdrawalView,
    WithdrawalPatch,
)
from chalicelib.funds.service import details_reading, payouts, withdrawals
from chalicelib.funds.service.details import ShownDetails
from chalicelib.funds.service.withdrawals import WithdrawalState

desk = Blueprint(__name__)


@desk.route("/api/desk/withdrawals/{withdrawal_id}", methods=["GET"])
@endpoint(access=staff(Permission.READ_REQUESTS), returns=DeskWithdrawalView)
def read_withdrawal(call: Call[Nothing, Nothing], withdrawal_id: str) -> WithdrawalState:
    """One withdrawal as it stands, and why it was approved by the system or left to the staff."""
    return withdrawals.withdrawal(call.actor, withdrawal_id)


@desk.route("/api/desk/withdrawals/{withdrawal_id}", methods=["PATCH"])
@endpoint(
    access=staff(Permission.DECIDE_WITHDRAWALS), body=WithdrawalPatch, returns=DeskWithdrawalView
)
def follow_up_withdrawal(
    call: Call[WithdrawalPatch, Nothing], withdrawal_id: str
) -> WithdrawalState:
    """Note what became of the payout, or refund an approved withdrawal once."""
    body = call.body
    if body.payment_status is not None:
        return payouts.set_payment_status(call.actor, withdrawal_id, body.payment_status)
    return payouts.refund(
        call.actor,
        withdrawal_id,
        body.reason or "",
        override=body.override,
        notify=body.notify.notify(),
    )


@desk.route("/api/desk/clients/{client_id}/withdrawal-details", methods=["GET"])
@endpoint(access=staff(Permission.READ_CLIENTS), query=DetailsQuery, returns=PageView[DetailsView])
def list_client_details(call: Call[Nothing, DetailsQuery], client_id: str) -> Page[ShownDetails]:
    """A client's saved payout profiles, masked."""
    return details_reading.page(call.actor, client_id, call.query.method_id, call.query.page)


@desk.route("/api/desk/clients/{client_id}/withdrawal-details/{details_id}", methods=["GET"])
@endpoint(access=staff(Permission.READ_WITHDRAWAL_DETAILS), returns=DetailsView)
def read_client_details(
    call: Call[Nothing, Nothing], client_id: str, details_id: str
) -> ShownDetails:
    """One payout profile in full; reading it is logged."""
    return details_reading.in_full(call.actor, client_id, details_id)
