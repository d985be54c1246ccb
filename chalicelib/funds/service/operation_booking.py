"""The books of an operation: the server's account against the house's, and what the client sees.

The balance of clients' accounts stands against adjustments, their credit against bonuses; no wallet
is touched.
"""

from chalicelib.funds.model.ledger import (
    ADJUSTMENTS,
    BONUS,
    Entry,
    Posting,
    trading_clearing,
    trading_credit,
)
from chalicelib.funds.model.operations import AccountOperation
from chalicelib.funds.model.transactions import Transaction
from chalicelib.funds.model.wallets import empty_wallet
from chalicelib.funds.service import ledger
from chalicelib.funds.store import transactions, wallets
from chalicelib.gateways.trading.model import MovementKind
from chalicelib.messages.funds import OperationCompleted
from chalicelib.storage.unit import Unit


def book(unit: Unit, operation: AccountOperation, ticket: int) -> Entry:
    """The entry between the server and the house, and the client's transaction beside it.

    Raises:
        EntryExists: it has been booked.
    """
    moved = operation.on_account
    on_server, house = trading_clearing(operation.server_id), ADJUSTMENTS
    if operation.kind.changes is MovementKind.CREDIT:
        on_server, house = trading_credit(operation.server_id), BONUS
    memo = operation.kind.entry_kind.value
    entry = ledger.entry(
        unit,
        operation.cause,
        "post",
        operation.kind.entry_kind,
        memo,
        (Posting(on_server, moved), Posting(house, -moved)),
        facts={
            "client_id": operation.client_id,
            "account_id": operation.account_id,
            "login": str(operation.login),
            "ticket": str(ticket),
        },
    )
    booked = ledger.post(unit, entry)
    _have_wallet(unit, operation.client_id, moved.currency)
    transactions.add(unit, _transaction(operation, booked))
    return booked


def _transaction(operation: AccountOperation, entry: Entry) -> Transaction:
    return Transaction(
        id=f"{entry.id}.{operation.amount.currency.lower()}",
        client_id=operation.client_id,
        kind=operation.kind.transaction_kind,
        amount=operation.on_account,
        at=entry.at,
        entry_id=entry.id,
        cause=entry.cause,
        account_id=operation.account_id,
        login=str(operation.login),
    )


def _have_wallet(unit: Unit, client_id: str, currency: str) -> None:
    """Transactions are listed by the currencies of a client's wallets: see that there is one."""
    if wallets.find(client_id, currency) is None:
        wallet = empty_wallet(client_id, currency)
        wallets.count_new(unit, currency, 1)
        wallets.save(unit, wallet, wallet)


def completed(operation: AccountOperation, entry: Entry) -> OperationCompleted:
    """The news of it."""
    return OperationCompleted(
        operation_id=operation.id,
        kind=operation.kind.value,
        client_id=operation.client_id,
        account_id=operation.account_id,
        login=operation.login,
        amount=operation.amount,
        entry_id=entry.id,
        reference=operation.reference,
        notify=operation.notify,
    )
