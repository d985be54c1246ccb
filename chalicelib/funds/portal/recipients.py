"""Whom a client can send money to."""

from chalice.app import Blueprint

from chalicelib.edge.auth import CLIENT
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing
from chalicelib.funds.model.client_transfers import Recipient
from chalicelib.funds.schemas.recipients import (
    RecipientForm,
    RecipientView,
    ThirdPartyTermsView,
)
from chalicelib.funds.service import daily_sending, recipients
from chalicelib.funds.service.daily_sending import ThirdPartyTerms

portal = Blueprint(__name__)


@portal.route("/api/portal/transfer-recipients", methods=["GET"])
@endpoint(access=CLIENT, returns=ThirdPartyTermsView)
def read_third_party_terms(call: Call[Nothing, Nothing]) -> ThirdPartyTerms:
    """Whether money can be sent to other clients, how much today, and under which agreements."""
    return daily_sending.terms(call.actor)


@portal.route("/api/portal/transfer-recipients", methods=["POST"])
@endpoint(access=CLIENT, body=RecipientForm, returns=RecipientView)
def look_up_recipient(call: Call[RecipientForm, Nothing]) -> Recipient:
    """Who a number stands for, masked; it can be asked a limited number of times a day."""
    return recipients.look_up(call.actor, call.body.wanted)
