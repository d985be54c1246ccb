"""Routes of the client portal for signing in and for oneself."""

from chalice.app import Blueprint

from chalicelib.core.actor import Realm
from chalicelib.edge.auth import CLIENT, PUBLIC
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing
from chalicelib.identity.factor_face import FactorFace, put_on
from chalicelib.identity.schemas import PortalGrant, PortalWho
from chalicelib.identity.schemas.ways_in import ClientSignInForm, SignInOptionsView
from chalicelib.identity.service import identifying, profiles
from chalicelib.identity.service.identifying import SignInOptions

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
    ),
)


@portal.route("/api/portal/sign-in-options", methods=["GET"])
@endpoint(access=PUBLIC, returns=SignInOptionsView)
def read_sign_in_options(call: Call[Nothing, Nothing]) -> SignInOptions:
    """By what a client may say who they are, for anyone."""
    return identifying.options()
