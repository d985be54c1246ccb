"""The broker's own payment integrations, for the staff who connect providers."""

from chalice.app import Blueprint

from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing
from chalicelib.funds.schemas.providers import IntegrationView, NewTokenForm
from chalicelib.funds.service import psps
from chalicelib.funds.service.psps import Integration

desk = Blueprint(__name__)
_CONNECT = staff(Permission.UPDATE_PROVIDERS)


@desk.route("/api/desk/payment-integrations", methods=["GET"])
@endpoint(access=_CONNECT, returns=ItemsView[IntegrationView])
def list_integrations(call: Call[Nothing, Nothing]) -> list[Integration]:
    """The integrations that the settings describe, with their merchant ids."""
    return psps.integrations()


@desk.route("/api/desk/payment-integrations", methods=["POST"])
@endpoint(access=_CONNECT, body=NewTokenForm, returns=IntegrationView, status=201)
def make_integration_token(call: Call[NewTokenForm, Nothing]) -> Integration:
    """Give an integration a new token, shown this once; the one before ends at once."""
    return psps.make_key(call.actor, call.body.provider_id)
