"""A client's wallets, their lines and entries, and completed transactions."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.edge.auth import CLIENT
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing, PageQuery, PageView
from chalicelib.funds.model.transactions import Total, Transaction
from chalicelib.funds.model.wallets import Wallet, WalletLine
from chalicelib.funds.schemas.entries import EntryView
from chalicelib.funds.schemas.transactions import (
    TotalsQuery,
    TotalView,
    TransactionsQuery,
    TransactionView,
)
from chalicelib.funds.schemas.wallets import WalletLineView, WalletView
from chalicelib.funds.service import reading
from chalicelib.funds.service.reading import EntryAndChain

portal = Blueprint(__name__)


@portal.route("/api/portal/wallets", methods=["GET"])
@endpoint(access=CLIENT, returns=ItemsView[WalletView])
def list_own_wallets(call: Call[Nothing, Nothing]) -> list[Wallet]:
    """The client's wallets, one per currency."""
    return reading.wallets_of(call.actor, call.actor.id)


@portal.route("/api/portal/wallets/{currency}/entries", methods=["GET"])
@endpoint(access=CLIENT, query=PageQuery, returns=PageView[WalletLineView])
def list_own_wallet_lines(call: Call[Nothing, PageQuery], currency: str) -> Page[WalletLine]:
    """Every change of one wallet, newest first."""
    return reading.lines(call.actor, call.actor.id, currency, call.query.page)


@portal.route("/api/portal/entries/{entry_id}", methods=["GET"])
@endpoint(access=CLIENT, returns=EntryView)
def read_own_entry(call: Call[Nothing, Nothing], entry_id: str) -> EntryAndChain:
    """One ledger entry with its postings, its cause and its place in the chain."""
    return reading.entry(call.actor, entry_id)


@portal.route("/api/portal/transactions", methods=["GET"])
@endpoint(access=CLIENT, query=TransactionsQuery, returns=PageView[TransactionView])
def list_own_transactions(call: Call[Nothing, TransactionsQuery]) -> Page[Transaction]:
    """The client's completed movements, newest first."""
    query = call.query
    return reading.transactions(call.actor, call.actor.id, query.wanted, query.page)


@portal.route("/api/portal/transactions/totals", methods=["GET"])
@endpoint(access=CLIENT, query=TotalsQuery, returns=ItemsView[TotalView])
def read_own_totals(call: Call[Nothing, TotalsQuery]) -> list[Total]:
    """The sums of the client's completed movements, by kind and currency."""
    return reading.totals(call.actor, call.actor.id, call.query.wanted)
