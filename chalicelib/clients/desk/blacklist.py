"""The blacklist for the staff: list, search, add, remove."""

from chalice.app import Blueprint

from chalicelib.clients.model.blacklist import Entry
from chalicelib.clients.schemas.blacklist import BlacklistEntryView, BlacklistForm, BlacklistQuery
from chalicelib.clients.service import blacklist
from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageView

desk = Blueprint(__name__)
_UPDATE = staff(Permission.UPDATE_BLACKLIST)


@desk.route("/api/desk/blacklist", methods=["GET"])
@endpoint(
    access=staff(Permission.READ_BLACKLIST),
    query=BlacklistQuery,
    returns=PageView[BlacklistEntryView],
)
def list_blacklist(call: Call[Nothing, BlacklistQuery]) -> Page[Entry]:
    """Everybody on the list, newest first, or those found by ``q``."""
    return blacklist.listed(call.actor, call.query.q, call.query.page)


@desk.route("/api/desk/blacklist", methods=["POST"])
@endpoint(access=_UPDATE, body=BlacklistForm, returns=BlacklistEntryView, status=201, once=True)
def add_to_blacklist(call: Call[BlacklistForm, Nothing]) -> Entry:
    """Put somebody on the list."""
    return blacklist.add(call.actor, call.body.draft(), call.command)


@desk.route("/api/desk/blacklist/{blacklisted_id}", methods=["DELETE"])
@endpoint(access=_UPDATE, status=204)
def remove_from_blacklist(call: Call[Nothing, Nothing], blacklisted_id: str) -> None:
    """Take somebody off the list."""
    blacklist.remove(call.actor, blacklisted_id)
