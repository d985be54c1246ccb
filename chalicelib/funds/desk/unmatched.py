"""Payments that wait in suspense, and refunds of deposits, for the staff."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageView
from chalicelib.funds.model.refunds import Refund
from chalicelib.funds.model.unmatched import Unmatched
from chalicelib.funds.schemas.unmatched import (
    RefundForm,
    RefundsView,
    RefundView,
    UnmatchedPatch,
    UnmatchedQuery,
    UnmatchedView,
)
from chalicelib.funds.service import refunds, unmatched
from chalicelib.funds.service.refunds import RefundsOf

desk = Blueprint(__name__)
_SETTLE = staff(Permission.SETTLE_UNMATCHED)
_REFUND = staff(Permission.REFUND_DEPOSITS)


@desk.route("/api/desk/unmatched-payments", methods=["GET"])
@endpoint(access=_SETTLE, query=UnmatchedQuery, returns=PageView[UnmatchedView])
def list_unmatched_payments(call: Call[Nothing, UnmatchedQuery]) -> Page[Unmatched]:
    """Payments that wait in suspense for two people, or those that were settled."""
    return unmatched.page(call.actor, call.query.page, settled=call.query.settled)


@desk.route("/api/desk/unmatched-payments/{unmatched_id}", methods=["GET"])
@endpoint(access=_SETTLE, returns=UnmatchedView)
def read_unmatched_payment(call: Call[Nothing, Nothing], unmatched_id: str) -> Unmatched:
    """One payment that waits in suspense, or was settled."""
    return unmatched.read(call.actor, unmatched_id)


@desk.route("/api/desk/unmatched-payments/{unmatched_id}", methods=["PATCH"])
@endpoint(access=_SETTLE, body=UnmatchedPatch, returns=UnmatchedView)
def settle_unmatched_payment(call: Call[UnmatchedPatch, Nothing], unmatched_id: str) -> Unmatched:
    """Propose how to settle a payment, or agree to what somebody else proposed, or decline it."""
    if call.body.act == "propose":
        return unmatched.propose(call.actor, unmatched_id, call.body.draft())
    decide = unmatched.agree if call.body.act == "agree" else unmatched.decline
    return decide(call.actor, unmatched_id)


@desk.route("/api/desk/deposits/{deposit_id}/refunds", methods=["GET"])
@endpoint(access=_REFUND, returns=RefundsView)
def list_deposit_refunds(call: Call[Nothing, Nothing], deposit_id: str) -> RefundsOf:
    """What was refunded of a deposit, and what can be."""
    return refunds.of_deposit(call.actor, deposit_id)


@desk.route("/api/desk/deposits/{deposit_id}/refunds", methods=["POST"])
@endpoint(access=_REFUND, body=RefundForm, returns=RefundView, status=201, once=True)
def refund_deposit(call: Call[RefundForm, Nothing], deposit_id: str) -> Refund:
    """Send a credited deposit back to the card it came from, wholly or partly."""
    return refunds.ask(call.actor, call.body.draft(deposit_id), call.command)
