"""The one route of the client portal that settings serve: its brand, for anyone."""

from typing import Any

from chalice.app import Blueprint

from chalicelib.edge.auth import PUBLIC
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing
from chalicelib.settings.schemas import PortalBrandView
from chalicelib.settings.service import values

portal = Blueprint(__name__)


@portal.route("/api/portal/brand", methods=["GET"])
@endpoint(access=PUBLIC, returns=PortalBrandView)
def read_portal_brand(call: Call[Nothing, Nothing]) -> dict[str, Any]:
    """The broker's name, colours, languages, password rules and registration form, for anyone."""
    return values.public_values()
