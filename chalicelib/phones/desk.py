"""The back office's test of its phone settings."""

from chalice.app import Blueprint

from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing
from chalicelib.phones.schemas import PhoneServiceView
from chalicelib.phones.service.vendor import tested

desk = Blueprint(__name__)


@desk.route("/api/desk/phone-service", methods=["GET"])
@endpoint(access=staff(Permission.UPDATE_SETTINGS), returns=PhoneServiceView)
def test_phone_service(call: Call[Nothing, Nothing]) -> str:
    """Ask the vendor for the service that the settings name; a refusal says what is wrong."""
    return tested()
