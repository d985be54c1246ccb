"""A client's transfers: with a trading account, between wallets, to another client."""

from chalice.app import Blueprint

from chalicelib.core.confirmation import Operation
from chalicelib.edge.auth import CLIENT
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing
from chalicelib.funds.schemas.transfers import TransferForm, TransferView
from chalicelib.funds.service import client_transfers, conversions, transferring, transfers
from chalicelib.funds.service.transferring import AnyTransfer

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
def submit_transfer(call: Call[TransferForm, Nothing]) -> AnyTransfer:
    """Ask for a transfer of any kind; what leaves the wallet is held at once."""
    if to_client := call.body.to_client:
        return client_transfers.submit(call.actor, to_client, call.command)
    if conversion := call.body.conversion:
        return conversions.submit(call.actor, conversion, call.command)
    return transfers.submit(call.actor, call.body.draft(), call.command)


@portal.route("/api/portal/transfers/{transfer_id}", methods=["GET"])
@endpoint(access=CLIENT, returns=TransferView)
def read_own_transfer(call: Call[Nothing, Nothing], transfer_id: str) -> AnyTransfer:
    """One transfer as it stands."""
    return transferring.transfer(call.actor, transfer_id)
