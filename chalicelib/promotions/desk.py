"""Promotional links for the staff: the list, one link, and what each referrer has brought by it."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageQuery, PageView
from chalicelib.promotions.model import LinkSheet, ReferrerFigures
from chalicelib.promotions.schemas import (
    LinkForm,
    LinkReferrerView,
    LinkRowView,
    LinkSheetView,
    NewLinkForm,
)
from chalicelib.promotions.service import links

desk = Blueprint(__name__)
_READ = staff(Permission.READ_PROMOTIONAL_LINKS)
_UPDATE = staff(Permission.UPDATE_PROMOTIONAL_LINKS)
_PATH = "/api/desk/promotional-links"
_ONE = f"{_PATH}/{{link_id}}"


@desk.route(_PATH, methods=["GET"])
@endpoint(access=_READ, query=PageQuery, returns=PageView[LinkRowView])
def list_promotional_links(call: Call[Nothing, PageQuery]) -> Page[LinkSheet]:
    """All links with what they have brought, the newest first."""
    return links.listed(call.query.page)


@desk.route(_PATH, methods=["POST"])
@endpoint(access=_UPDATE, body=NewLinkForm, returns=LinkSheetView, status=201, once=True)
def create_promotional_link(call: Call[NewLinkForm, Nothing]) -> LinkSheet:
    """Make a link."""
    return links.create(call.actor, call.body.code, call.body.draft(), call.command)


@desk.route(_ONE, methods=["GET"])
@endpoint(access=_READ, returns=LinkSheetView)
def read_promotional_link(call: Call[Nothing, Nothing], link_id: str) -> LinkSheet:
    """One link with its settings, its QR code, and what it has brought day by day."""
    return links.sheet(call.actor, link_id)


@desk.route(_ONE, methods=["PUT"])
@endpoint(access=_UPDATE, body=LinkForm, returns=LinkSheetView)
def change_promotional_link(call: Call[LinkForm, Nothing], link_id: str) -> LinkSheet:
    """Change a link; its code stays."""
    return links.change(call.actor, link_id, call.body.draft())


@desk.route(_ONE, methods=["DELETE"])
@endpoint(access=_UPDATE, status=204)
def delete_promotional_link(call: Call[Nothing, Nothing], link_id: str) -> None:
    """Let a link lead nowhere any more."""
    links.delete(call.actor, link_id)


@desk.route(f"{_ONE}/referrers", methods=["GET"])
@endpoint(access=_READ, query=PageQuery, returns=PageView[LinkReferrerView])
def list_link_referrers(call: Call[Nothing, PageQuery], link_id: str) -> Page[ReferrerFigures]:
    """What each referrer has brought by a link."""
    return links.referrers(call.actor, link_id, call.query.page)
