"""The three kinds of transfers as one request: each kind's own use cases do the work.

Which kind a request is, its id tells.
"""

from chalicelib.core.actor import Actor
from chalicelib.funds.service import client_transfers, conversions, transfers
from chalicelib.funds.service.client_transfers import ClientTransferState
from chalicelib.funds.service.conversions import ConversionState
from chalicelib.funds.service.transfers import TransferState

AnyTransfer = TransferState | ConversionState | ClientTransferState


def transfer(actor: Actor, transfer_id: str) -> AnyTransfer:
    """One transfer of any kind as it stands, if the actor may see it.

    Raises:
        NotFound.
    """
    if conversions.is_one(transfer_id):
        return conversions.conversion(actor, transfer_id)
    if client_transfers.is_one(transfer_id):
        return client_transfers.transfer(actor, transfer_id)
    return transfers.transfer(actor, transfer_id)
