"""The commission terms of a client for the staff: what they are, and changing them."""

from chalice.app import Blueprint

from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing
from chalicelib.partners.model.passing import PassingBook
from chalicelib.partners.model.terms import TermsSheet
from chalicelib.partners.schemas.foreseeing import MoveEffectView, MoveQuery
from chalicelib.partners.schemas.passing import PassingBookView
from chalicelib.partners.schemas.terms import TermsForm, TermsView
from chalicelib.partners.service import foreseeing, passing
from chalicelib.partners.service import terms as service
from chalicelib.partners.service.foreseeing import MoveEffect

terms = Blueprint(__name__)
_PATH = "/api/desk/clients/{client_id}/commission-terms"


@terms.route(_PATH, methods=["GET"])
@endpoint(access=staff(Permission.READ_COMMISSIONS), returns=TermsView)
def read_commission_terms(call: Call[Nothing, Nothing], client_id: str) -> TermsSheet:
    """By which tier and schemes a client earns, with all that was before."""
    return service.sheet(call.actor, client_id)


@terms.route(_PATH, methods=["POST"])
@endpoint(
    access=staff(Permission.UPDATE_COMMISSION_TERMS),
    body=TermsForm,
    returns=TermsView,
    status=201,
    once=True,
)
def change_commission_terms(call: Call[TermsForm, Nothing], client_id: str) -> TermsSheet:
    """Give an IB another tier or scheme, from now or from a date on."""
    return service.change(call.actor, client_id, call.body.change(), call.command)


@terms.route("/api/desk/clients/{client_id}/passing", methods=["GET"])
@endpoint(access=staff(Permission.READ_COMMISSIONS), returns=PassingBookView)
def read_passing(call: Call[Nothing, Nothing], client_id: str) -> PassingBook:
    """What a client is passed of others' rates, and passes on to those below."""
    return passing.book(call.actor, client_id)


@terms.route("/api/desk/clients/{client_id}/move-preview", methods=["GET"])
@endpoint(access=staff(Permission.UPDATE_CLIENTS), query=MoveQuery, returns=MoveEffectView)
def preview_move(call: Call[Nothing, MoveQuery], client_id: str) -> MoveEffect:
    """Who would lose and who would gain if a client got another referrer."""
    query = call.query
    return foreseeing.move(
        call.actor, client_id, query.referrer or None, bring=query.bring_downlines
    )
