"""Routes for clients: how to pay in, and paying in."""

from dataclasses import replace

from chalice.app import Blueprint

from chalicelib.core.confirmation import Operation
from chalicelib.edge.auth import CLIENT
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing
from chalicelib.funds.model.deposits import DepositMethod
from chalicelib.funds.schemas.deposits import (
    DepositForm,
    DepositMethodView,
    DepositView,
    browser_of,
)
from chalicelib.funds.schemas.windows import DepositTermsView
from chalicelib.funds.service import deposit_prices, deposit_states, deposits, windows
from chalicelib.funds.service.deposit_states import DepositState
from chalicelib.funds.service.windows import DepositTerms

portal_deposits = Blueprint(__name__)


@portal_deposits.route("/api/portal/deposit-methods", methods=["GET"])
@endpoint(access=CLIENT, returns=ItemsView[DepositMethodView])
def list_deposit_methods(call: Call[Nothing, Nothing]) -> list[DepositMethod]:
    """List the ways to pay in, with limits, fees and fields."""
    return deposit_prices.methods(call.actor.id)


@portal_deposits.route("/api/portal/deposit-terms", methods=["GET"])
@endpoint(access=CLIENT, returns=DepositTermsView)
def read_deposit_terms(_call: Call[Nothing, Nothing]) -> DepositTerms:
    """When deposits can be asked for, and whether they may go to wallet or trading account."""
    return windows.deposit_terms()


@portal_deposits.route("/api/portal/deposits", methods=["POST"])
@endpoint(
    access=CLIENT,
    body=DepositForm,
    returns=DepositView,
    status=201,
    once=True,
    confirms=Operation.DEPOSIT,
)
def submit_deposit(call: Call[DepositForm, Nothing]) -> DepositState:
    """Ask for a deposit; an online one answers with the page to pay on."""
    language, device = browser_of(call.headers)
    draft = replace(call.body.draft(), language=language, device=device)
    return deposits.submit(call.actor, draft, call.command)


@portal_deposits.route("/api/portal/deposits/{deposit_id}", methods=["GET"])
@endpoint(access=CLIENT, returns=DepositView)
def read_deposit(call: Call[Nothing, Nothing], deposit_id: str) -> DepositState:
    """Read one of your deposits."""
    return deposit_states.deposit(call.actor, deposit_id)
