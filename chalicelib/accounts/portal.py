"""A client's trading accounts: asking for one, their list, what they hold and traded."""

from chalice.app import Blueprint

from chalicelib.accounts.model import StoredDeal, TradingServerConfig
from chalicelib.accounts.schemas.accounts import AccountView, OwnAccountsQuery
from chalicelib.accounts.schemas.changes import (
    ChangeableView,
    ChangeBody,
    TopUpBody,
    TopUpView,
)
from chalicelib.accounts.schemas.offers import (
    ApplicationBody,
    ApplicationView,
    BindingBody,
    OptionsView,
)
from chalicelib.accounts.schemas.servers import ServerNameView
from chalicelib.accounts.schemas.trades import DealsQuery, DealView, PositionView
from chalicelib.accounts.service import (
    applications,
    binding,
    changing,
    lists,
    newcomers,
    reading,
    top_ups,
    trades,
)
from chalicelib.accounts.service.applications import Options
from chalicelib.accounts.service.changing import Changeable
from chalicelib.accounts.service.lists import AccountLine
from chalicelib.approvals.public import Request
from chalicelib.core.money import Money
from chalicelib.core.paging import Page
from chalicelib.edge.auth import CLIENT, PUBLIC
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing, PageQuery, PageView
from chalicelib.gateways.trading.model import Position

portal = Blueprint(__name__)


@portal.route("/api/portal/account-options", methods=["GET"])
@endpoint(access=CLIENT, returns=OptionsView)
def list_account_options(call: Call[Nothing, Nothing]) -> Options:
    """What the client can ask for now."""
    return applications.options(call.actor.id)


@portal.route("/api/portal/trading-servers", methods=["GET"])
@endpoint(access=CLIENT, returns=ItemsView[ServerNameView])
def list_server_names(call: Call[Nothing, Nothing]) -> tuple[TradingServerConfig, ...]:
    """What the broker's trading servers are called, for lists that can be cut by them."""
    return reading.server_configs()


@portal.route("/api/portal/registrations/account-options", methods=["GET"])
@endpoint(access=PUBLIC, returns=OptionsView)
def list_newcomers_account_options(call: Call[Nothing, Nothing]) -> Options:
    """What a newcomer can ask for."""
    return newcomers.options()


@portal.route("/api/portal/accounts", methods=["POST"])
@endpoint(access=CLIENT, body=ApplicationBody, returns=ApplicationView, status=201, once=True)
def apply_for_account(call: Call[ApplicationBody, Nothing]) -> Request:
    """Ask for a trading account; it opens when the request is approved."""
    return applications.apply(call.actor, call.body.form(), call.command)


@portal.route("/api/portal/account-bindings", methods=["POST"])
@endpoint(access=CLIENT, body=BindingBody, returns=ApplicationView, status=201, once=True)
def bind_own_account(call: Call[BindingBody, Nothing]) -> Request:
    """Ask for an account that exists; its master password is checked on its server."""
    return binding.ask(call.actor, call.body.form(), call.body.password, call.command)


@portal.route("/api/portal/accounts", methods=["GET"])
@endpoint(access=CLIENT, query=OwnAccountsQuery, returns=PageView[AccountView])
def list_own_accounts(call: Call[Nothing, OwnAccountsQuery]) -> Page[AccountLine]:
    """The client's accounts with their live figures, newest first."""
    return lists.own(call.actor, call.query.kind, call.query.page)


@portal.route("/api/portal/accounts/{account_id}", methods=["GET"])
@endpoint(access=CLIENT, returns=AccountView)
def read_own_account(call: Call[Nothing, Nothing], account_id: str) -> AccountLine:
    """One account with its live figures."""
    return lists.one(call.actor, account_id)


@portal.route("/api/portal/accounts/{account_id}/changes", methods=["GET"])
@endpoint(access=CLIENT, returns=ChangeableView)
def read_changeable(call: Call[Nothing, Nothing], account_id: str) -> Changeable:
    """What the client can have changed on the account now."""
    return changing.changeable(call.actor, account_id)


@portal.route("/api/portal/accounts/{account_id}/changes", methods=["POST"])
@endpoint(access=CLIENT, body=ChangeBody, returns=ApplicationView, status=201, once=True)
def ask_for_change(call: Call[ChangeBody, Nothing], account_id: str) -> Request:
    """Ask for another leverage or a new password; it is made when the request is approved."""
    body = call.body
    return changing.ask(call.actor, account_id, body.kind, body.leverage, call.command)


@portal.route("/api/portal/accounts/{account_id}/top-ups", methods=["POST"])
@endpoint(access=CLIENT, body=TopUpBody, returns=TopUpView, status=201, once=True)
def top_up_account(call: Call[TopUpBody, Nothing], account_id: str) -> Money:
    """Put play money on a demo account."""
    return top_ups.ask(call.actor, account_id, call.body.money(), call.command)


@portal.route("/api/portal/accounts/{account_id}/positions", methods=["GET"])
@endpoint(access=CLIENT, query=PageQuery, returns=PageView[PositionView])
def list_own_positions(call: Call[Nothing, PageQuery], account_id: str) -> Page[Position]:
    """What the account holds now."""
    return trades.positions(call.actor, account_id, call.query.page)


@portal.route("/api/portal/accounts/{account_id}/deals", methods=["GET"])
@endpoint(access=CLIENT, query=DealsQuery, returns=PageView[DealView])
def list_own_deals(call: Call[Nothing, DealsQuery], account_id: str) -> Page[StoredDeal]:
    """The account's deals, newest first."""
    return trades.deals(call.actor, account_id, call.query.page, call.query.wanted)
