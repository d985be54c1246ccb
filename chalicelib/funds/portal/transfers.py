"""A client's transfers between wallet and trading account."""

from chalice.app import Blueprint

from chalicelib.core.confirmation import Operation
from chalicelib.edge.auth import CLIENT
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing
from chalicelib.funds.schemas.transfers import TransferForm, TransferView
from chalicelib.funds.service import conversions, transfers
from chalicelib.funds.service.conversions import ConversionState
from chalicelib.funds.service.transfers import TransferState

portal = Blueprint(__name__)


@portal.route("/api/portal/transfers", methods=["POST"])
@endpoint(
    access=CLIENT,
    body=TransferForm,
    returns=TransferView,
    status=201,
    once=True,
    confirms=Operation.TRANSFER,
)
def submit_transfer(call: Call[TransferForm, Nothing]) -> TransferState | ConversionState:
    """Ask for a transfer or a conversion; what leaves the wallet is held at once."""
    if conversion := call.body.conversion:
        return conversions.submit(call.actor, conversion, call.command)
    return transfers.submit(call.actor, call.body.draft(), call.command)


@portal.route("/api/portal/transfers/{transfer_id}", methods=["GET"])
@endpoint(access=CLIENT, returns=TransferView)
def read_own_transfer(
    call: Call[Nothing, Nothing], transfer_id: str
) -> TransferState | ConversionState:
    """One transfer as it stands."""
    if conversions.is_one(transfer_id):
        return conversions.conversion(call.actor, transfer_id)
    return transfers.transfer(call.actor, transfer_id)
