"""Staff move money on a trading account, and see what came of it."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageQuery, PageView
from chalicelib.funds.model.operations import AccountOperation
from chalicelib.funds.schemas.operations import OperationForm, OperationView
from chalicelib.funds.service import operations

desk = Blueprint(__name__)
_READ = staff(Permission.READ_ACCOUNTS)


@desk.route("/api/desk/accounts/{account_id}/operations", methods=["GET"])
@endpoint(access=_READ, query=PageQuery, returns=PageView[OperationView])
def list_account_operations(
    call: Call[Nothing, PageQuery], account_id: str
) -> Page[AccountOperation]:
    """What staff have done with the money of one account, newest first."""
    return operations.of_account(call.actor, account_id, call.query.page)


@desk.route("/api/desk/accounts/{account_id}/operations", methods=["POST"])
@endpoint(access=_READ, body=OperationForm, returns=OperationView, status=201, once=True)
def start_account_operation(
    call: Call[OperationForm, Nothing], account_id: str
) -> AccountOperation:
    """Deposit, withdraw, give or take credit on one account, effective at once.

    The kind decides which permission is needed.
    """
    return operations.start(call.actor, call.body.draft(account_id), call.command)
