"""Routes of the client portal for signing in and for oneself."""

from chalice.app import Blueprint

from chalicelib.core.actor import Realm
from chalicelib.edge.auth import CLIENT, PUBLIC, Access
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing
from chalicelib.identity.factor_face import FactorFace, put_on
from chalicelib.identity.schemas.sessions import ClientSessionView
from chalicelib.identity.schemas.visits import VisitForm, VisitGrant
from chalicelib.identity.schemas.ways_in import ClientSignInForm, SignInOptionsView
from chalicelib.identity.schemas.who import PortalGrant, PortalWho
from chalicelib.identity.service import identifying, profiles, visits
from chalicelib.identity.service.identifying import SignInOptions
from chalicelib.identity.service.visits import Taken

portal = Blueprint(__name__)

put_on(
    portal,
    FactorFace(
        "portal",
        Realm.CLIENT,
        CLIENT,
        ClientSignInForm,
        PortalWho,
        PortalGrant,
        profiles.client_self,
        ClientSessionView,
    ),
)


@portal.route("/api/portal/sign-in-options", methods=["GET"])
@endpoint(access=PUBLIC, returns=SignInOptionsView)
def read_sign_in_options(call: Call[Nothing, Nothing]) -> SignInOptions:
    """By what a client may say who they are, for anyone."""
    return identifying.options()


@portal.route("/api/portal/visit", methods=["POST"])
@endpoint(access=PUBLIC, body=VisitForm, returns=VisitGrant, status=201)
def take_over_visit(call: Call[VisitForm, Nothing]) -> Taken:
    """Look at the portal as a client, for staff who have opened it from the back office."""
    return visits.take_over(call.actor, call.body.token)


@portal.route("/api/portal/visit", methods=["DELETE"])
@endpoint(access=Access(Realm.CLIENT, visitors=True), status=204)
def end_visit(call: Call[Nothing, Nothing]) -> None:
    """End the visit that asks; to the client themself nothing happens."""
    visits.end(call.actor)
