"""Routes of the client portal for signing in and for oneself."""

from chalice.app import Blueprint

from chalicelib.core.actor import Realm
from chalicelib.edge.auth import CLIENT
from chalicelib.identity.factor_face import FactorFace, put_on
from chalicelib.identity.schemas import PortalGrant, PortalWho
from chalicelib.identity.service import profiles

portal = Blueprint(__name__)

put_on(
    portal, FactorFace("portal", Realm.CLIENT, CLIENT, PortalWho, PortalGrant, profiles.client_self)
)
