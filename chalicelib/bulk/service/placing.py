"""From what a row of a file says to the account it means."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import TradingAccount
from chalicelib.bulk.model import Place
from chalicelib.core.actor import Actor
from chalicelib.core.reviewed import Fault


def found(actor: Actor, place: Place, cells: Mapping[str, str]) -> TradingAccount | Fault:
    """The account that one row means, in the actor's scope."""
    return found_all(actor, [(place, cells)])[0]


def found_all(
    actor: Actor, rows: Iterable[tuple[Place, Mapping[str, str]]]
) -> list[TradingAccount | Fault]:
    """The account that each row means, in the same order; few reads for many rows."""
    wanted = [(place, cells, _server(place.server)) for place, cells in rows]
    logins: dict[str, set[int]] = defaultdict(set)
    for place, _, server in wanted:
        if isinstance(server, str):
            logins[server].add(place.login)
    known = {one: accounts.accounts_by_login(actor, one, some) for one, some in logins.items()}
    return [
        server if isinstance(server, Fault) else _account(known[server].get(place.login), cells)
        for place, cells, server in wanted
    ]


def _server(said: str) -> str | Fault:
    """The id of the server that is called so; the only one when nothing is said."""
    servers = accounts.server_configs()
    if not said:
        return servers[0].id if len(servers) == 1 else Fault("server", "missing")
    for one in servers:
        if said.casefold() in (one.id.casefold(), one.name.casefold()):
            return one.id
    return Fault("server", "unknown")


def _account(account: TradingAccount | None, cells: Mapping[str, str]) -> TradingAccount | Fault:
    if account is None:
        return Fault("login", "account_unknown")
    said = cells.get("currency", "").upper()
    if said and said != account.currency:
        return Fault("currency", "currency_mismatch", {"currency": account.currency})
    return account
