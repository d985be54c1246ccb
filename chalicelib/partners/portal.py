"""What an introducing broker sees of how they earn."""

from chalice.app import Blueprint

from chalicelib.edge.auth import CLIENT
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing
from chalicelib.partners.model.terms import TermsSheet
from chalicelib.partners.schemas.terms import OwnTermsView
from chalicelib.partners.service import terms

portal = Blueprint(__name__)


@portal.route("/api/portal/commission-terms", methods=["GET"])
@endpoint(access=CLIENT, returns=OwnTermsView)
def read_own_commission_terms(call: Call[Nothing, Nothing]) -> TermsSheet:
    """The tier and the schemes by which the caller earns."""
    return terms.own(call.actor)
