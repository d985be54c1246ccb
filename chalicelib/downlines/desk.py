"""The tree around a client, for the staff: above, below level by level, and finding somebody."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.downlines.schemas.tree import (
    FindQuery,
    PlacesQuery,
    TreeNodeView,
    TreeQuery,
    TreeView,
    WayView,
)
from chalicelib.downlines.service import tree
from chalicelib.downlines.service.tree import Around, Place
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing, PageView

desk = Blueprint(__name__)
_READ = staff(Permission.READ_CLIENTS)
_TREE = "/api/desk/clients/{client_id}/tree"


@desk.route(_TREE, methods=["GET"])
@endpoint(access=_READ, query=TreeQuery, returns=TreeView)
def read_client_tree(call: Call[Nothing, TreeQuery], client_id: str) -> Around:
    """The places above the client, now or at a moment of the past, and how many are below now."""
    return tree.around(call.actor, client_id, call.query.at)


@desk.route(f"{_TREE}/downlines", methods=["GET"])
@endpoint(access=_READ, query=PlacesQuery, returns=PageView[TreeNodeView])
def list_tree_downlines(call: Call[Nothing, PlacesQuery], client_id: str) -> Page[Place]:
    """The places directly below the client, or below one of the tree's places; newest first."""
    query = call.query
    return tree.below(call.actor, client_id, query.under, query.page)


@desk.route(f"{_TREE}/ways", methods=["GET"])
@endpoint(access=_READ, query=FindQuery, returns=ItemsView[WayView])
def find_in_tree(call: Call[Nothing, FindQuery], client_id: str) -> list[list[Place]]:
    """Clients below this one who are found by ``q``, each with the way down to them."""
    return tree.found(call.actor, client_id, call.query.q)
