"""Payouts through providers, for the second person: confirming them, and calling them back."""

from chalice.app import Blueprint

from chalicelib.core.confirmation import Operation
from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageView
from chalicelib.funds.schemas.payouts import (
    InspectedPayoutView,
    PayoutPatch,
    PayoutsQuery,
    PayoutView,
)
from chalicelib.funds.service import payout_confirming
from chalicelib.funds.service.payout_confirming import InspectedPayout, ShownPayout

desk = Blueprint(__name__)
_CONFIRM = staff(Permission.CONFIRM_PAYOUTS)


@desk.route("/api/desk/payouts", methods=["GET"])
@endpoint(access=_CONFIRM, query=PayoutsQuery, returns=PageView[PayoutView])
def list_payouts(call: Call[Nothing, PayoutsQuery]) -> Page[ShownPayout]:
    """Payouts that wait for a second person, are under way, or have ended; newest first."""
    return payout_confirming.page(call.actor, call.query.shelf, call.query.page)


@desk.route("/api/desk/payouts/{payout_id}", methods=["GET"])
@endpoint(access=_CONFIRM, returns=InspectedPayoutView)
def inspect_payout(call: Call[Nothing, Nothing], payout_id: str) -> InspectedPayout:
    """One payout, where it goes, and whether the wallet that pays has the money now."""
    return payout_confirming.inspect(call.actor, payout_id)


@desk.route("/api/desk/payouts/{payout_id}", methods=["PATCH"])
@endpoint(access=_CONFIRM, body=PayoutPatch, returns=PayoutView, confirms=Operation.PAYOUT)
def follow_payout(call: Call[PayoutPatch, Nothing], payout_id: str) -> ShownPayout:
    """Have the provider pay, as the second person; or stop what it has not paid yet, which asks for
    no second factor.
    """
    if call.body.act == "call_back":
        return payout_confirming.call_back(call.actor, payout_id, call.body.attempt)
    return payout_confirming.confirm(call.actor, payout_id, call.body.attempt, call.command)
