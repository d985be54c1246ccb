"""Accounts that a server has and we do not know, with whose they may be."""

from chalicelib.accounts.service.reading import server_config
from chalicelib.accounts.service.servers import server
from chalicelib.accounts.store import bindings
from chalicelib.clients import public as clients
from chalicelib.clients.public import Client
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.gateways.trading.model import Group, TradingAccount
from chalicelib.identity import public as identity
from chalicelib.storage import cursors

_AT_ONCE = 100
_ROUNDS = 5


@dataclass(frozen=True)
class Stranger:
    """An account that is nobody's with us; ``client`` has the e-mail address it has."""

    found: TradingAccount
    client: Client | None


def groups(server_id: str) -> tuple[Group, ...]:
    """The groups of a server that our manager account may see.

    Raises:
        NotFound: the broker has no such server. Upstream: it is away.
    """
    return server(server_config(server_id).id).groups()


def strangers(actor: Actor, server_id: str, group: str, request: PageRequest) -> Page[Stranger]:
    """The accounts of a group that no client has with us, by login.

    A page may be shorter than asked for although another follows: a group is read some hundred
    accounts at a time. A client is named only to who may see them.

    Raises:
        NotFound: the broker has no such server. GroupUnknown. Upstream: it is away.
    """
    gateway = server(server_config(server_id).id)
    name = f"strangers|{server_id}|{group}"
    after = int(cursors.unseal(name, request.cursor)) if request.cursor else 0
    unknown: list[TradingAccount] = []
    for _ in range(_ROUNDS):
        some = gateway.accounts_in(group, after, _AT_ONCE)
        bound = bindings.bound_logins(server_id, [one.login for one in some])
        unknown += [one for one in some if one.login not in bound]
        if len(some) < _AT_ONCE or len(unknown) >= request.limit:
            break
        after = some[-1].login
    shown = unknown[: request.limit]
    last = shown[-1].login if len(unknown) > len(shown) else (some[-1].login if some else after)
    more = len(unknown) > len(shown) or len(some) == _AT_ONCE
    return Page(_matched(actor, shown), cursors.seal(name, str(last)) if more else None)


def _matched(actor: Actor, found: list[TradingAccount]) -> tuple[Stranger, ...]:
    holders = identity.holders(Realm.CLIENT, [one.email for one in found if one.email])
    seen = {one.id: one for one in clients.visible(actor, set(holders.values()))}
    return tuple(
        Stranger(one, seen.get(holders.get(one.email.strip().casefold(), ""))) for one in found
    )
