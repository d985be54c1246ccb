"""Who may see which trading account: every read of accounts passes here, in the actor's scope.

Refuses: telling "not yours" from "not there". Both are `NotFound`.
"""

from collections.abc import Iterable

from chalicelib.accounts import store
from chalicelib.accounts.model import (
    TRADING_SERVERS,
    AccountKind,
    AccountStatus,
    TradingAccount,
    TradingServerConfig,
)
from chalicelib.accounts.store import bindings
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.gateways.trading.abilities import Ability, abilities
from chalicelib.settings import public as settings

_ROUNDS = 10
_SEARCH_BREADTH = 50


def server_configs() -> tuple[TradingServerConfig, ...]:
    """All trading servers that the broker has configured, in the broker's order."""
    return settings.value(TRADING_SERVERS)


def server_config(server_id: str) -> TradingServerConfig:
    """The configuration of one trading server.

    Raises:
        NotFound: the broker has no such server.
    """
    for config in server_configs():
        if config.id == server_id:
            return config
    raise NotFound("no such trading server", what="trading_server", server_id=server_id)


def server_name(server_id: str) -> str:
    """What a server is called; its id where the broker has it no more."""
    names = {config.id: config.name for config in server_configs()}
    return names.get(server_id, server_id)


def abilities_of(server_id: str) -> frozenset[Ability]:
    """What a server's platform can do; nothing if the broker no longer has the server."""
    found = (one.connection.platform for one in server_configs() if one.id == server_id)
    return next((abilities(platform) for platform in found), frozenset())


def may_see(actor: Actor, account: TradingAccount) -> bool:
    """Whether ``account`` exists for ``actor``: as their own, or within the staff data scope."""
    if actor.realm is Realm.CLIENT:
        return actor.id == account.client_id and account.status is not AccountStatus.UNBOUND
    return actor.scope.covers(account.owner_id, frozenset(account.participant_ids))


def account(actor: Actor, account_id: str) -> TradingAccount:
    """The trading account ``account_id`` as it stands, if ``actor`` may see it.

    Raises:
        NotFound: there is none, or it is outside the actor's scope.
    """
    found = store.find(account_id)
    if found is None or not may_see(actor, found):
        raise NotFound("no such trading account", what="trading_account")
    return found


def held_account(actor: Actor, account_id: str) -> TradingAccount:
    """The account, whose login is still its client's: what the server says of it is about them.

    Raises:
        NotFound: as `account`. Conflict: ``account_unbound``.
    """
    found = account(actor, account_id)
    if found.status is AccountStatus.UNBOUND:
        raise Conflict("the account is nobody's any more", code="account_unbound")
    return found


def account_of_client(client_id: str, account_id: str) -> TradingAccount:
    """The trading account ``account_id`` of a client whom the caller may act for.

    Raises:
        NotFound: there is none, or it is somebody else's, or nobody's any more.
    """
    found = store.find(account_id)
    if found is None or found.client_id != client_id or found.status is AccountStatus.UNBOUND:
        raise NotFound("no such trading account", what="trading_account")
    return found


def accounts_with(actor: Actor, account_ids: Iterable[str]) -> list[TradingAccount]:
    """Those of the accounts that ``actor`` may see, in the order asked."""
    return [one for one in store.find_many(account_ids) if may_see(actor, one)]


def accounts_by_login(
    actor: Actor, server_id: str, logins: Iterable[int]
) -> dict[int, TradingAccount]:
    """Those of the logins on a server that are accounts which ``actor`` may see."""
    found = store.by_logins(server_id, logins)
    return {login: one for login, one in found.items() if may_see(actor, one)}


def account_for_system(account_id: str) -> TradingAccount:
    """The trading account ``account_id``, for jobs and consumers that act as the system.

    Raises:
        NotFound: there is none.
    """
    found = store.find(account_id)
    if found is None:
        raise NotFound("no such trading account", what="trading_account")
    return found


def account_of_login(server_id: str, login: int) -> TradingAccount | None:
    """The account that is ``login`` on a server, if we know one."""
    return store.by_logins(server_id, (login,)).get(login)


def accounts_of_logins(server_id: str, logins: Iterable[int]) -> dict[int, TradingAccount]:
    """The accounts that are ours among ``logins`` of a server, by login."""
    return store.by_logins(server_id, logins)


def ids_of_login(login: int) -> list[str]:
    """The ids of the accounts that a login is, or last was, on any of the servers.

    Whose they are, the caller asks.
    """
    return bindings.last_bound((one.id, login) for one in server_configs())


def live_accounts_on(
    server_id: str, beyond: str | None, limit: int
) -> list[tuple[str, TradingAccount]]:
    """The next live accounts of a server, those opened first first, each with its place."""
    return store.on_server(server_id, AccountKind.LIVE, beyond, limit)


def accounts_of(client_id: str, kind: AccountKind | None = None) -> list[TradingAccount]:
    """All accounts of one client, newest first. The caller has checked the scope."""
    return [one for one in store.of_client(client_id) if kind in (None, one.kind)]
