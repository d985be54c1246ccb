"""Commissions that are held before they are paid, for the staff."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageView
from chalicelib.partners.schemas.reviews import ReviewForm, ReviewsQuery, ReviewView
from chalicelib.partners.service import reviewing
from chalicelib.partners.service.reviewing import ReviewSheet

reviews = Blueprint(__name__)


@reviews.route("/api/desk/commission-reviews", methods=["GET"])
@endpoint(
    access=staff(Permission.READ_COMMISSION_REVIEWS),
    query=ReviewsQuery,
    returns=PageView[ReviewView],
)
def list_commission_reviews(call: Call[Nothing, ReviewsQuery]) -> Page[ReviewSheet]:
    """What is held, by broker and trader, with the evidence; or what was decided."""
    return reviewing.listed(call.actor, call.query.wanted, call.query.page)


@reviews.route("/api/desk/commission-reviews/{review_id}", methods=["PATCH"])
@endpoint(
    access=staff(Permission.DECIDE_COMMISSION_REVIEWS),
    body=ReviewForm,
    returns=ReviewView,
)
def decide_commission_review(call: Call[ReviewForm, Nothing], review_id: str) -> ReviewSheet:
    """Have all that is held in a review paid, or refused for good; paid by two where so set."""
    body = call.body
    release = body.decision == "released"
    return reviewing.decide(call.actor, review_id, release=release, reason=body.reason)
