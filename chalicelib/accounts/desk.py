"""Trading accounts for the staff: the list, one account, what it holds and what was traded."""

from chalice.app import Blueprint

from chalicelib.accounts.model import ChangeKind, DealTotals, StoredDeal
from chalicelib.accounts.schemas.accounts import DeskAccountsQuery, DeskAccountView
from chalicelib.accounts.schemas.changes import ChangeableView, LeverageBody
from chalicelib.accounts.schemas.offers import AccountBody, ApplicationView, OptionsView
from chalicelib.accounts.schemas.rebates import RebateCustomerBody, RebatesView
from chalicelib.accounts.schemas.servers import (
    ServerGroupView,
    StrangersQuery,
    StrangerView,
    SymbolsQuery,
    SymbolView,
    TradingServerView,
)
from chalicelib.accounts.schemas.staff import (
    AskedChangeView,
    DeskBindingBody,
    FlagsBody,
    NewPasswordBody,
    PlatformBody,
    PlatformView,
    UnbindingBody,
)
from chalicelib.accounts.schemas.trades import (
    DealsQuery,
    DealTotalsQuery,
    DealTotalsView,
    DealView,
    OrderView,
    PositionView,
)
from chalicelib.accounts.service import (
    applications,
    changing,
    connecting,
    flags,
    lists,
    platform,
    rebates,
    servers,
    strangers,
    symbols,
    trades,
    unbinding,
)
from chalicelib.accounts.service.applications import Options
from chalicelib.accounts.service.changing import Changeable
from chalicelib.accounts.service.lists import AccountLine
from chalicelib.accounts.service.platform import Platform
from chalicelib.accounts.service.rebates import RebateSheet
from chalicelib.accounts.service.servers import Sheet
from chalicelib.accounts.service.strangers import Stranger
from chalicelib.accounts.service.symbols import SymbolLine
from chalicelib.approvals.public import Request
from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing, PageQuery, PageView
from chalicelib.gateways.trading.model import Group, Order, Position

desk = Blueprint(__name__)
_READ = staff(Permission.READ_ACCOUNTS)
_UPDATE = staff(Permission.UPDATE_ACCOUNTS)
_PASSWORDS = staff(Permission.RESET_ACCOUNT_PASSWORDS)
_UNBIND = staff(Permission.UNBIND_ACCOUNTS)
_ASK = staff(Permission.CREATE_REQUESTS)
_REBATES = staff(Permission.UPDATE_COMMISSION_TERMS)
_REBATE = "/api/desk/accounts/{account_id}/rebate-customer"


@desk.route("/api/desk/accounts", methods=["GET"])
@endpoint(access=_READ, query=DeskAccountsQuery, returns=PageView[DeskAccountView])
def list_accounts(call: Call[Nothing, DeskAccountsQuery]) -> Page[AccountLine]:
    """Accounts in the caller's scope, newest first, or those found by ``q``."""
    query = call.query
    return lists.listed(call.actor, query.wanted, query.q, query.page)


@desk.route("/api/desk/accounts", methods=["POST"])
@endpoint(access=_UPDATE, body=DeskBindingBody, returns=DeskAccountView, status=201, once=True)
def bind_account(call: Call[DeskBindingBody, Nothing]) -> AccountLine:
    """Bind an account that exists on a server to a client."""
    body = call.body
    return connecting.bind_by_staff(
        call.actor, body.client_id, body.server_id, body.login, body.notify.notify(), call.command
    )


@desk.route("/api/desk/accounts/{account_id}/unbinding", methods=["POST"])
@endpoint(access=_UNBIND, body=UnbindingBody, returns=DeskAccountView, once=True)
def unbind_account(call: Call[UnbindingBody, Nothing], account_id: str) -> AccountLine:
    """Let an account be its client's no longer; on its server it stays."""
    body = call.body
    notify = body.notify.notify()
    return unbinding.unbind(call.actor, account_id, body.reason, notify, call.command)


@desk.route("/api/desk/accounts/{account_id}", methods=["GET"])
@endpoint(access=_READ, returns=DeskAccountView)
def read_account(call: Call[Nothing, Nothing], account_id: str) -> AccountLine:
    """One account with its live figures."""
    return lists.one(call.actor, account_id)


@desk.route("/api/desk/accounts/{account_id}", methods=["PATCH"])
@endpoint(access=_UPDATE, body=FlagsBody, returns=DeskAccountView)
def switch_account_flags(call: Call[FlagsBody, Nothing], account_id: str) -> AccountLine:
    """Say what the account can be used for."""
    return flags.switch(call.actor, account_id, call.body.flags())


@desk.route(_REBATE, methods=["GET"])
@endpoint(access=_READ, returns=RebatesView)
def read_rebate_customer(call: Call[Nothing, Nothing], account_id: str) -> RebateSheet:
    """Who receives the commissions of the account's trades first, and who did before."""
    return rebates.sheet(call.actor, account_id)


@desk.route(_REBATE, methods=["POST"])
@endpoint(access=_REBATES, body=RebateCustomerBody, returns=RebatesView, status=201, once=True)
def change_rebate_customer(call: Call[RebateCustomerBody, Nothing], account_id: str) -> RebateSheet:
    """Let another client receive them first, from now on."""
    body = call.body
    customer = body.client_id or ""
    return rebates.change(call.actor, account_id, customer, body.comment, call.command)


@desk.route("/api/desk/accounts/{account_id}/platform", methods=["GET"])
@endpoint(access=_READ, returns=PlatformView)
def read_platform(call: Call[Nothing, Nothing], account_id: str) -> Platform:
    """The account as its server has it."""
    return platform.read(call.actor, account_id)


@desk.route("/api/desk/accounts/{account_id}/platform", methods=["PATCH"])
@endpoint(access=_UPDATE, body=PlatformBody, returns=PlatformView)
def edit_platform(call: Call[PlatformBody, Nothing], account_id: str) -> Platform:
    """Set on the server what differs from it."""
    return platform.edit(call.actor, account_id, call.body.edit())


@desk.route("/api/desk/accounts/{account_id}/passwords", methods=["POST"])
@endpoint(access=_PASSWORDS, body=NewPasswordBody, returns=AskedChangeView, status=201, once=True)
def give_new_password(call: Call[NewPasswordBody, Nothing], account_id: str) -> Request:
    """Give the account a new password, of which the client is told."""
    return changing.ask_by_staff(call.actor, account_id, call.body.kind, call.command)


@desk.route("/api/desk/accounts/{account_id}/changes", methods=["GET"])
@endpoint(access=_ASK, returns=ChangeableView)
def read_account_changeable(call: Call[Nothing, Nothing], account_id: str) -> Changeable:
    """What staff can ask to have changed on a client's account."""
    return changing.changeable(call.actor, account_id)


@desk.route("/api/desk/accounts/{account_id}/changes", methods=["POST"])
@endpoint(access=_ASK, body=LeverageBody, returns=ApplicationView, status=201, once=True)
def ask_for_leverage(call: Call[LeverageBody, Nothing], account_id: str) -> Request:
    """Ask for another leverage of a client's account; it is set when the request is approved."""
    leverage = call.body.leverage
    return changing.ask(call.actor, account_id, ChangeKind.LEVERAGE, leverage, call.command)


@desk.route("/api/desk/accounts/{account_id}/positions", methods=["GET"])
@endpoint(access=_READ, query=PageQuery, returns=PageView[PositionView])
def list_positions(call: Call[Nothing, PageQuery], account_id: str) -> Page[Position]:
    """What the account holds now."""
    return trades.positions(call.actor, account_id, call.query.page)


@desk.route("/api/desk/accounts/{account_id}/orders", methods=["GET"])
@endpoint(access=_READ, query=PageQuery, returns=PageView[OrderView])
def list_orders(call: Call[Nothing, PageQuery], account_id: str) -> Page[Order]:
    """What waits on the account for its price."""
    return trades.orders(call.actor, account_id, call.query.page)


@desk.route("/api/desk/accounts/{account_id}/deals/totals", methods=["GET"])
@endpoint(access=_READ, query=DealTotalsQuery, returns=DealTotalsView)
def total_deals(call: Call[Nothing, DealTotalsQuery], account_id: str) -> DealTotals:
    """What the deals of a period come to."""
    return trades.totals(call.actor, account_id, call.query.wanted)


@desk.route("/api/desk/accounts/{account_id}/deals", methods=["GET"])
@endpoint(access=_READ, query=DealsQuery, returns=PageView[DealView])
def list_deals(call: Call[Nothing, DealsQuery], account_id: str) -> Page[StoredDeal]:
    """The account's deals, newest first."""
    return trades.deals(call.actor, account_id, call.query.page, call.query.wanted)


@desk.route("/api/desk/clients/{client_id}/accounts", methods=["GET"])
@endpoint(access=_READ, query=PageQuery, returns=PageView[DeskAccountView])
def list_client_accounts(call: Call[Nothing, PageQuery], client_id: str) -> Page[AccountLine]:
    """The trading accounts of one client, newest first."""
    return lists.of_client(call.actor, client_id, call.query.page)


@desk.route("/api/desk/trading-servers", methods=["GET"])
@endpoint(access=_READ, returns=ItemsView[TradingServerView])
def list_trading_servers(call: Call[Nothing, Nothing]) -> tuple[Sheet, ...]:
    """The broker's trading servers."""
    return servers.sheets()


@desk.route("/api/desk/trading-servers/{server_id}", methods=["GET"])
@endpoint(access=_UPDATE, returns=ItemsView[ServerGroupView])
def list_server_groups(call: Call[Nothing, Nothing], server_id: str) -> tuple[Group, ...]:
    """The groups of a server."""
    return strangers.groups(server_id)


@desk.route("/api/desk/trading-servers/{server_id}/accounts", methods=["GET"])
@endpoint(access=_UPDATE, query=StrangersQuery, returns=PageView[StrangerView])
def list_unknown_accounts(call: Call[Nothing, StrangersQuery], server_id: str) -> Page[Stranger]:
    """The accounts of a group that no client has with us, with whose they may be."""
    return strangers.strangers(call.actor, server_id, call.query.group, call.query.page)


@desk.route("/api/desk/trading-servers/{server_id}/symbols", methods=["GET"])
@endpoint(access=_READ, query=SymbolsQuery, returns=PageView[SymbolView])
def list_symbols(call: Call[Nothing, SymbolsQuery], server_id: str) -> Page[SymbolLine]:
    """The symbols of a server, and what each stands for."""
    return symbols.listed(server_id, call.query.symbol, call.query.page)


@desk.route("/api/desk/clients/{client_id}/accounts", methods=["POST"])
@endpoint(access=_ASK, body=AccountBody, returns=ApplicationView, status=201, once=True)
def ask_for_account(call: Call[AccountBody, Nothing], client_id: str) -> Request:
    """Ask for a trading account of a client; it opens when the request is approved."""
    return applications.apply(call.actor, call.body.form(), call.command, on_behalf_of=client_id)


@desk.route("/api/desk/clients/{client_id}/account-options", methods=["GET"])
@endpoint(access=_ASK, returns=OptionsView)
def list_client_account_options(call: Call[Nothing, Nothing], client_id: str) -> Options:
    """What staff can ask for on behalf of a client."""
    return applications.options_for(call.actor, client_id)
