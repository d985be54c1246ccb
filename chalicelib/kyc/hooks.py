"""Where identity vendors call back. The digest over the raw body is the caller's identity."""

from chalice.app import Blueprint

from chalicelib.core.actor import system
from chalicelib.edge.auth import PUBLIC
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing
from chalicelib.kyc.service import checking

hooks = Blueprint(__name__)


@hooks.route("/api/hooks/sumsub", methods=["POST"], content_types=["application/json"])
@endpoint(access=PUBLIC, raw=True)
def receive_sumsub_callback(call: Call[Nothing, Nothing]) -> None:
    """Take in a callback of Sumsub; it is worked on from the queue."""
    checking.take_in(system("sumsub-callback"), "sumsub", call.headers, call.raw_body)
