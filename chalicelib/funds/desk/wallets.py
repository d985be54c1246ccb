"""Wallets, ledger and transactions for the staff, and adjustments."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing, PageQuery, PageView
from chalicelib.funds.model.adjustments import Adjustment
from chalicelib.funds.model.ledger import HouseBalance
from chalicelib.funds.model.transactions import Total, Transaction
from chalicelib.funds.model.wallets import Wallet, WalletLine
from chalicelib.funds.schemas.entries import EntryView
from chalicelib.funds.schemas.transactions import (
    TotalsQuery,
    TotalView,
    TransactionsQuery,
    TransactionView,
)
from chalicelib.funds.schemas.wallets import (
    AdjustmentForm,
    AdjustmentView,
    HouseAccountView,
    WalletFlagsForm,
    WalletLineView,
    WalletRowView,
    WalletsQuery,
    WalletView,
)
from chalicelib.funds.service import adjustments, flags, reading
from chalicelib.funds.service.reading import EntryAndChain, WalletOf

desk = Blueprint(__name__)
_WALLETS = staff(Permission.READ_WALLETS)
_TRANSACTIONS = staff(Permission.READ_TRANSACTIONS)
_LEDGER = staff(Permission.READ_LEDGER)
_ADJUST = staff(Permission.ADJUST_WALLETS)


@desk.route("/api/desk/wallets", methods=["GET"])
@endpoint(access=_WALLETS, query=WalletsQuery, returns=PageView[WalletRowView])
def list_wallets(call: Call[Nothing, WalletsQuery]) -> Page[WalletOf]:
    """Wallets of the clients in the caller's scope, a page of clients at a time."""
    query = call.query
    return reading.all_wallets(call.actor, query.q, query.currency, query.page)


@desk.route("/api/desk/clients/{client_id}/wallets", methods=["GET"])
@endpoint(access=_WALLETS, returns=PageView[WalletView])
def list_client_wallets(call: Call[Nothing, Nothing], client_id: str) -> Page[Wallet]:
    """One client's wallets."""
    return Page(tuple(reading.wallets_of(call.actor, client_id)))


@desk.route("/api/desk/clients/{client_id}/wallets/{currency}", methods=["PATCH"])
@endpoint(access=_ADJUST, body=WalletFlagsForm, returns=WalletView)
def switch_wallet_flags(
    call: Call[WalletFlagsForm, Nothing], client_id: str, currency: str
) -> Wallet:
    """Switch what a wallet may be used for."""
    return flags.switch(call.actor, client_id, currency, call.body.flags())


@desk.route("/api/desk/clients/{client_id}/wallets/{currency}/entries", methods=["GET"])
@endpoint(access=_LEDGER, query=PageQuery, returns=PageView[WalletLineView])
def list_wallet_lines(
    call: Call[Nothing, PageQuery], client_id: str, currency: str
) -> Page[WalletLine]:
    """Every change of one wallet, newest first."""
    return reading.lines(call.actor, client_id, currency, call.query.page)


@desk.route("/api/desk/clients/{client_id}/wallet-adjustments", methods=["POST"])
@endpoint(access=_ADJUST, body=AdjustmentForm, returns=AdjustmentView, status=201, once=True)
def adjust_wallet(call: Call[AdjustmentForm, Nothing], client_id: str) -> Adjustment:
    """Add to a wallet or take from it, effective at once."""
    return adjustments.adjust(call.actor, call.body.draft(client_id), call.command)


@desk.route("/api/desk/clients/{client_id}/transactions", methods=["GET"])
@endpoint(access=_TRANSACTIONS, query=TransactionsQuery, returns=PageView[TransactionView])
def list_client_transactions(
    call: Call[Nothing, TransactionsQuery], client_id: str
) -> Page[Transaction]:
    """One client's completed movements, newest first."""
    query = call.query
    return reading.transactions(call.actor, client_id, query.wanted, query.page)


@desk.route("/api/desk/clients/{client_id}/transactions/totals", methods=["GET"])
@endpoint(access=_TRANSACTIONS, query=TotalsQuery, returns=ItemsView[TotalView])
def read_client_totals(call: Call[Nothing, TotalsQuery], client_id: str) -> list[Total]:
    """The sums of one client's completed movements, by kind and currency."""
    return reading.totals(call.actor, client_id, call.query.wanted)


@desk.route("/api/desk/entries/{entry_id}", methods=["GET"])
@endpoint(access=_LEDGER, returns=EntryView)
def read_entry(call: Call[Nothing, Nothing], entry_id: str) -> EntryAndChain:
    """One ledger entry with all its postings, its cause and its places in the chains."""
    return reading.entry(call.actor, entry_id)


@desk.route("/api/desk/house-accounts", methods=["GET"])
@endpoint(access=_LEDGER, returns=ItemsView[HouseAccountView])
def list_house_accounts(call: Call[Nothing, Nothing]) -> list[HouseBalance]:
    """The balances of the house accounts."""
    return reading.house_accounts(call.actor)
