"""Where the phone vendor reports on texts. Its signature is the caller's identity."""

from chalice.app import Blueprint

from chalicelib.core.actor import system
from chalicelib.edge.auth import PUBLIC
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing
from chalicelib.phones.service.texting import take_report

hooks = Blueprint(__name__)


@hooks.route(
    "/api/hooks/twilio/{text_id}",
    methods=["POST"],
    content_types=["application/x-www-form-urlencoded"],
)
@endpoint(access=PUBLIC, raw=True, status=204)
def receive_text_report(call: Call[Nothing, Nothing], text_id: str) -> None:
    """Note how far a text has come."""
    take_report(system("twilio-report"), text_id, call.headers, call.raw_body)
