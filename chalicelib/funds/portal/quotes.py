"""A client's quotes: what a deposit or a withdrawal would cost now."""

from chalice.app import Blueprint

from chalicelib.edge.auth import CLIENT
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing
from chalicelib.funds.schemas.quotes import OfferView, QuotedFor, QuoteQuery
from chalicelib.funds.service import quoting
from chalicelib.funds.service.quoting import Offer

portal = Blueprint(__name__)
_OF = {
    QuotedFor.DEPOSIT: quoting.deposit,
    QuotedFor.WITHDRAWAL: quoting.withdrawal,
    QuotedFor.TRANSFER: quoting.conversion,
}


@portal.route("/api/portal/quotes", methods=["GET"])
@endpoint(access=CLIENT, query=QuoteQuery, returns=OfferView)
def read_quote(call: Call[Nothing, QuoteQuery]) -> Offer:
    """What a deposit or a withdrawal would cost now; nothing is asked for by it."""
    query = call.query
    return _OF[query.purpose](call.actor, query.method_id, query.money, query.payment_currency)
