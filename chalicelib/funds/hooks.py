"""Where payment providers call back. The signature over the raw body is the caller's identity."""

from chalice.app import Blueprint

from chalicelib.core.actor import system
from chalicelib.edge.auth import PUBLIC
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing
from chalicelib.funds.service import payment_callbacks, psp_notices

hooks = Blueprint(__name__)


@hooks.route("/api/hooks/stripe", methods=["POST"], content_types=["application/json"])
@endpoint(access=PUBLIC, raw=True)
def receive_stripe_callback(call: Call[Nothing, Nothing]) -> None:
    """Take in a callback of Stripe; it is worked on from the queue."""
    payment_callbacks.take_in(system("stripe-callback"), "stripe", call.headers, call.raw_body)


@hooks.route("/api/hooks/btcpay", methods=["POST"], content_types=["application/json"])
@endpoint(access=PUBLIC, raw=True)
def receive_btcpay_callback(call: Call[Nothing, Nothing]) -> None:
    """Take in a webhook of BTCPay; it is worked on from the queue."""
    payment_callbacks.take_in(system("btcpay-callback"), "btcpay", call.headers, call.raw_body)


@hooks.route("/api/hooks/pay/callback", methods=["POST"], content_types=["application/json"])
@endpoint(access=PUBLIC, raw=True, status=204)
def receive_open_psp_notice(call: Call[Nothing, Nothing]) -> None:
    """Take in what a provider by the open PSP protocol tells of a payment."""
    psp_notices.take_in(system("open-psp-callback"), call.headers, call.raw_body)
