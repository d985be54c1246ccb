"""Rows of exports of money that moved: the completed movements of all clients."""

from chalicelib.accounts import public as accounts
from chalicelib.core.actor import Actor
from chalicelib.core.clock import iso
from chalicelib.core.paging import Page, PageRequest
from chalicelib.funds import public as funds
from chalicelib.funds.public import ReportedMovement, TransactionFilters

TRANSACTION_COLUMNS = (
    "at",
    "id",
    "client_id",
    "client",
    "type",
    "amount",
    "currency",
    "available_after",
    "account",
    "server",
    "method",
    "other_client_id",
    "other_client",
    "owner",
    "referrer_id",
    "referrer",
    "request_id",
    "entry_id",
)


def transactions(
    actor: Actor, filters: TransactionFilters, request: PageRequest
) -> Page[tuple[str, ...]]:
    """Movements as their list shows them.

    Raises:
        SearchTooBroad.
    """
    names = {one.id: one.name for one in accounts.server_configs()}
    found = funds.movements(actor, filters.sought(actor), request)
    return found.map(lambda one: _row(one, names))


def check_transactions(actor: Actor, filters: TransactionFilters) -> None:
    """Return if not too many clients are meant.

    Raises:
        SearchTooBroad.
    """
    transactions(actor, filters, PageRequest(1))


def _row(found: ReportedMovement, servers: dict[str, str]) -> tuple[str, ...]:
    one, other, referrer = found.transaction, found.counterparty, found.referrer
    return (
        iso(one.at),
        one.id,
        found.client.id,
        found.client.name,
        one.kind.value,
        str(one.amount),
        one.amount.currency,
        str(one.available_after) if one.available_after else "",
        one.login or "",
        servers.get(found.server_id, found.server_id) if found.server_id else "",
        one.method or "",
        other.id if other else "",
        other.name if other else "",
        found.owner.name if found.owner else "",
        referrer.id if referrer else "",
        referrer.name if referrer else "",
        one.request_id or "",
        one.entry_id,
    )
