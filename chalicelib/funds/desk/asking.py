"""What staff ask for on behalf of a client: deposits, withdrawals and transfers.

They take the way of a client's own requests, with the name of whoever asked, who cannot decide
them.
"""

from chalice.app import Blueprint

from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing
from chalicelib.funds.model.deposits import DepositMethod
from chalicelib.funds.model.methods import WithdrawalMethod
from chalicelib.funds.schemas.asking import AskedView
from chalicelib.funds.schemas.deposits import DepositForm, DepositMethodView
from chalicelib.funds.schemas.transfers import TransferForm
from chalicelib.funds.schemas.withdrawal_terms import WithdrawalMethodView
from chalicelib.funds.schemas.withdrawals import WithdrawalForm
from chalicelib.funds.service import client_transfers, deposits, transfers, withdrawals
from chalicelib.funds.service.deposit_states import DepositState
from chalicelib.funds.service.transferring import AnyTransfer
from chalicelib.funds.service.withdrawals import WithdrawalState

desk = Blueprint(__name__)
_ASK = staff(Permission.CREATE_REQUESTS)


@desk.route("/api/desk/clients/{client_id}/deposit-methods", methods=["GET"])
@endpoint(access=_ASK, returns=ItemsView[DepositMethodView])
def list_client_deposit_methods(
    call: Call[Nothing, Nothing], client_id: str
) -> list[DepositMethod]:
    """The ways to pay in with which staff can ask for a client's deposit."""
    return deposits.methods_for(call.actor, client_id)


@desk.route("/api/desk/clients/{client_id}/deposits", methods=["POST"])
@endpoint(access=_ASK, body=DepositForm, returns=AskedView, status=201, once=True)
def ask_for_deposit(call: Call[DepositForm, Nothing], client_id: str) -> DepositState:
    """Ask for a client's deposit; it waits for a decision."""
    return deposits.submit(call.actor, call.body.draft(), call.command, on_behalf_of=client_id)


@desk.route("/api/desk/clients/{client_id}/withdrawal-methods", methods=["GET"])
@endpoint(access=_ASK, returns=ItemsView[WithdrawalMethodView])
def list_client_withdrawal_methods(
    call: Call[Nothing, Nothing], client_id: str
) -> list[WithdrawalMethod]:
    """The ways in which a client can be paid."""
    return withdrawals.methods_for(call.actor, client_id)


@desk.route("/api/desk/clients/{client_id}/withdrawals", methods=["POST"])
@endpoint(access=_ASK, body=WithdrawalForm, returns=AskedView, status=201, once=True)
def ask_for_withdrawal(call: Call[WithdrawalForm, Nothing], client_id: str) -> WithdrawalState:
    """Ask for a client's withdrawal; the amount is held at once."""
    return withdrawals.submit(call.actor, call.body.draft(), call.command, on_behalf_of=client_id)


@desk.route("/api/desk/clients/{client_id}/transfers", methods=["POST"])
@endpoint(access=_ASK, body=TransferForm, returns=AskedView, status=201, once=True)
def ask_for_transfer(call: Call[TransferForm, Nothing], client_id: str) -> AnyTransfer:
    """Ask for a client's transfer, also to another client; what leaves the wallet is held."""
    if to_client := call.body.to_client:
        return client_transfers.submit(call.actor, to_client, call.command, on_behalf_of=client_id)
    return transfers.submit(call.actor, call.body.draft(), call.command, on_behalf_of=client_id)
