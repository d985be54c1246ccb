"""What an account holds and what was traded on it, in the actor's scope."""

from chalicelib.accounts import store
from chalicelib.accounts.model import StoredDeal
from chalicelib.accounts.service import reading
from chalicelib.accounts.service.servers import server
from chalicelib.core.actor import Actor
from chalicelib.core.paging import Page, PageRequest
from chalicelib.gateways.trading.model import Position
from chalicelib.storage import cursors, secrets


def positions(actor: Actor, account_id: str, request: PageRequest) -> Page[Position]:
    """What the account holds now, newest first; asked of the server each time.

    Raises:
        NotFound: outside the actor's scope. Conflict: ``account_unbound``.
        VendorUnavailable: the server is away.
    """
    account = reading.held_account(actor, account_id)
    held = server(account.server_id).open_positions(account.login)
    newest_first = sorted(held, key=_place, reverse=True)
    name, key = f"positions|{account.id}", secrets.derived_key("cursors")
    if request.cursor:
        last = cursors.unseal(name, request.cursor, key)
        newest_first = [one for one in newest_first if _place(one) < last]
    shown = newest_first[: request.limit]
    more = len(newest_first) > len(shown)
    return Page(tuple(shown), cursors.seal(name, _place(shown[-1]), key) if more else None)


def _place(position: Position) -> str:
    """Where a position stands in the list: fixed width, so text order is number order."""
    return f"{position.ticket:020d}"


def deals(
    actor: Actor, account_id: str, request: PageRequest, position_id: int | None = None
) -> Page[StoredDeal]:
    """The deals stored for the account, or those of one position of it; newest first.

    Raises:
        NotFound: outside the actor's scope.
    """
    account = reading.account(actor, account_id)
    if position_id is None:
        return store.deals(account.id, request)
    return store.deals_of_position(account.id, position_id, request)
