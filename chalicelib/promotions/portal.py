"""Promotional links for visitors, who follow them, and for clients, who share them."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.edge.auth import CLIENT, PUBLIC
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageQuery, PageView
from chalicelib.promotions.model import Banner, LinkSheet, Way
from chalicelib.promotions.schemas import (
    ClickForm,
    OwnLinkSheetView,
    OwnLinkView,
    ReferralBannerView,
    WayView,
)
from chalicelib.promotions.service import counting, sharing

portal = Blueprint(__name__)
_PATH = "/api/portal/promotional-links"


@portal.route("/api/portal/link-clicks", methods=["POST"])
@endpoint(access=PUBLIC, body=ClickForm, returns=WayView)
def follow_promotional_link(call: Call[ClickForm, Nothing]) -> Way:
    """Count a click on a link, and say where it leads."""
    return counting.click(call.actor, call.body.code, call.body.referral_code)


@portal.route(_PATH, methods=["GET"])
@endpoint(access=CLIENT, query=PageQuery, returns=PageView[OwnLinkView])
def list_own_promotional_links(call: Call[Nothing, PageQuery]) -> Page[LinkSheet]:
    """The links that the caller may share, with what they have brought."""
    return sharing.own(call.actor, call.query.page)


@portal.route("/api/portal/referral-banner", methods=["GET"])
@endpoint(access=CLIENT, returns=ReferralBannerView)
def read_referral_banner(call: Call[Nothing, Nothing]) -> Banner:
    """What the broker says above the links that the caller may share."""
    return sharing.banner(call.actor)


@portal.route(f"{_PATH}/{{link_id}}", methods=["GET"])
@endpoint(access=CLIENT, returns=OwnLinkSheetView)
def read_own_promotional_link(call: Call[Nothing, Nothing], link_id: str) -> LinkSheet:
    """One of them as a QR code, and what it has brought day by day."""
    return sharing.own_sheet(call.actor, link_id)
