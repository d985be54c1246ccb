"""Rows of exports of money that moved: the completed movements of all clients."""

from decimal import Decimal, InvalidOperation

from chalicelib.accounts import public as accounts
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.clock import iso
from chalicelib.core.paging import Page, PageRequest
from chalicelib.funds import public as funds
from chalicelib.funds.public import (
    MovementsSought,
    ReportedMovement,
    Touched,
    TransactionKind,
)
from chalicelib.reports.model import FilterMalformed
from chalicelib.reports.service import periods

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
    actor: Actor, filters: dict[str, str], request: PageRequest
) -> Page[tuple[str, ...]]:
    """Movements as their list shows them.

    Raises:
        FilterMalformed, SearchTooBroad.
    """
    sought = _sought(actor, filters)
    names = {one.id: one.name for one in accounts.server_configs()}
    return funds.movements(actor, sought, request).map(lambda one: _row(one, names))


def check_transactions(actor: Actor, filters: dict[str, str]) -> None:
    """Return if their list takes such filters.

    Raises:
        FilterMalformed, SearchTooBroad.
    """
    transactions(actor, filters, PageRequest(1))


def _sought(actor: Actor, filters: dict[str, str]) -> MovementsSought:
    try:
        return _read(actor, filters)
    except (ValueError, InvalidOperation) as error:
        raise FilterMalformed("a filter is not as the list takes it", field="filters") from error


def _read(actor: Actor, filters: dict[str, str]) -> MovementsSought:
    kind, touched, owner = (filters.get(one) for one in ("kind", "touched", "owner"))
    currency = filters.get("currency")
    return MovementsSought(
        text=filters.get("q"),
        id=filters.get("id"),
        kind=TransactionKind(kind) if kind else None,
        currency=currency.upper() if currency else None,
        touched=Touched(touched) if touched else None,
        server_id=filters.get("server"),
        login=int(filters["login"]) if "login" in filters else None,
        owner_ids=clients.owners_meant(actor, owner) if owner else None,
        referrer_id=filters.get("referrer"),
        at_least=_size(filters.get("least")),
        at_most=_size(filters.get("most")),
        since=periods.since(filters),
        until=periods.until(filters),
    )


def _size(text: str | None) -> Decimal | None:
    found = Decimal(text) if text else None
    if found is not None and not found.is_finite():
        raise ValueError("not an amount")
    return found


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
