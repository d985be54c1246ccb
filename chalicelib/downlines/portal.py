"""What those who brought clients see of them: who they are, what they have and do, and sums."""

from typing import Any

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.downlines.model import Overview, Report
from chalicelib.downlines.schemas.people import DownlinesQuery, DownlineView, OverviewView
from chalicelib.downlines.schemas.reports import (
    AccountsQuery,
    DealsQuery,
    DownlineAccountView,
    DownlineRequestView,
    DownlineTransactionView,
    DownlineWalletView,
    HoldingsQuery,
    MovementsQuery,
    RequestsQuery,
    WalletsQuery,
)
from chalicelib.downlines.schemas.trading import (
    DownlineDealView,
    DownlineOrderView,
    DownlinePositionView,
    SumsQuery,
    SumsView,
)
from chalicelib.downlines.service import people, reports, sums
from chalicelib.downlines.service.nouns import Downline, Line
from chalicelib.downlines.service.sums import Part
from chalicelib.edge.auth import CLIENT
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageView

portal = Blueprint(__name__)
_ROOT = "/api/portal/downlines"


def _lines(call: Call[Nothing, Any], report: Report) -> Page[Line[Any]]:
    query = call.query
    return reports.page(call.actor, report, query.where, query.wanted, query.page, query.who)


@portal.route(_ROOT, methods=["GET"])
@endpoint(access=CLIENT, query=DownlinesQuery, returns=PageView[DownlineView])
def list_own_downlines(call: Call[Nothing, DownlinesQuery]) -> Page[Downline]:
    """Downlines in the order of the tree: each is followed by whom they brought."""
    query = call.query
    return people.listed(call.actor, query.where, query.page, query.who)


@portal.route(f"{_ROOT}/overview", methods=["GET"])
@endpoint(access=CLIENT, returns=OverviewView)
def read_downlines_overview(call: Call[Nothing, Nothing]) -> Overview:
    """How many the caller has brought, and how far they see."""
    return people.overview(call.actor)


@portal.route(f"{_ROOT}/sums", methods=["GET"])
@endpoint(access=CLIENT, query=SumsQuery, returns=SumsView)
def sum_up_downlines(call: Call[Nothing, SumsQuery]) -> Part:
    """What downlines moved and traded, some clients at a time; the parts add up."""
    return sums.part(call.actor, call.query.where, call.query.wanted, call.query.cursor)


@portal.route(f"{_ROOT}/accounts", methods=["GET"])
@endpoint(access=CLIENT, query=AccountsQuery, returns=PageView[DownlineAccountView])
def list_downlines_accounts(call: Call[Nothing, AccountsQuery]) -> Page[Line[Any]]:
    """Trading accounts of downlines, client by client."""
    return _lines(call, Report.ACCOUNTS)


@portal.route(f"{_ROOT}/wallets", methods=["GET"])
@endpoint(access=CLIENT, query=WalletsQuery, returns=PageView[DownlineWalletView])
def list_downlines_wallets(call: Call[Nothing, WalletsQuery]) -> Page[Line[Any]]:
    """Wallets of downlines, client by client."""
    return _lines(call, Report.WALLETS)


@portal.route(f"{_ROOT}/deals", methods=["GET"])
@endpoint(access=CLIENT, query=DealsQuery, returns=PageView[DownlineDealView])
def list_downlines_deals(call: Call[Nothing, DealsQuery]) -> Page[Line[Any]]:
    """Trades of downlines, client by client and each one's newest first."""
    return _lines(call, Report.TRADES)


@portal.route(f"{_ROOT}/capital", methods=["GET"])
@endpoint(access=CLIENT, query=DealsQuery, returns=PageView[DownlineDealView])
def list_downlines_capital(call: Call[Nothing, DealsQuery]) -> Page[Line[Any]]:
    """Money that moved on accounts of downlines without a trade, client by client."""
    return _lines(call, Report.CAPITAL)


@portal.route(f"{_ROOT}/positions", methods=["GET"])
@endpoint(access=CLIENT, query=HoldingsQuery, returns=PageView[DownlinePositionView])
def list_downlines_positions(call: Call[Nothing, HoldingsQuery]) -> Page[Line[Any]]:
    """What downlines hold now, client by client."""
    return _lines(call, Report.POSITIONS)


@portal.route(f"{_ROOT}/orders", methods=["GET"])
@endpoint(access=CLIENT, query=HoldingsQuery, returns=PageView[DownlineOrderView])
def list_downlines_orders(call: Call[Nothing, HoldingsQuery]) -> Page[Line[Any]]:
    """What waits for its price on accounts of downlines, client by client."""
    return _lines(call, Report.ORDERS)


@portal.route(f"{_ROOT}/transactions", methods=["GET"])
@endpoint(access=CLIENT, query=MovementsQuery, returns=PageView[DownlineTransactionView])
def list_downlines_transactions(call: Call[Nothing, MovementsQuery]) -> Page[Line[Any]]:
    """Completed movements of downlines' money, client by client."""
    return _lines(call, Report.TRANSACTIONS)


@portal.route(f"{_ROOT}/requests", methods=["GET"])
@endpoint(access=CLIENT, query=RequestsQuery, returns=PageView[DownlineRequestView])
def list_downlines_requests(call: Call[Nothing, RequestsQuery]) -> Page[Line[Any]]:
    """Requests of downlines, to be read only, client by client."""
    return _lines(call, Report.REQUESTS)


@portal.route(f"{_ROOT}/{{client_id}}", methods=["GET"])
@endpoint(access=CLIENT, returns=DownlineView)
def read_own_downline(call: Call[Nothing, Nothing], client_id: str) -> Downline:
    """One downline with their particulars."""
    return people.one(call.actor, client_id)
