"""Rows of whose account a login is: bound, asked for, and tried with wrong passwords."""

from collections.abc import Iterable

from chalicelib.accounts.model import BindTries, TradingAccount
from chalicelib.core.errors import Conflict
from chalicelib.core.nouns import dataclass
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("accounts")


class LoginTaken(Conflict):
    """The login is bound: to somebody, or by another request meanwhile."""

    code = "login_taken"


class BindUnderWay(Conflict):
    """Somebody has asked for the login already."""

    code = "bind_under_way"


@dataclass(frozen=True)
class _Binding:
    """Whose account a login on a server is, and no one else's; not ``bound``, whose it was."""

    server_id: str
    login: int
    account_id: str
    bound: bool = True
    version: int = 0


@dataclass(frozen=True)
class _Wanted:
    """The one request that may ask for a login at a time."""

    server_id: str
    login: int
    application_id: str
    version: int = 0


def _binding_key(server_id: str, login: int) -> Key:
    return Key(f"LOGIN#{server_id}#{login}", "BINDING")


def _wanted_key(server_id: str, login: int) -> Key:
    return Key(f"LOGIN#{server_id}#{login}", "WANTED")


def _tries_key(client_id: str) -> Key:
    return Key(f"CLIENT#{client_id}", "BIND_TRIES")


_BINDINGS = Rows(_TABLE, _Binding, lambda one: _binding_key(one.server_id, one.login))
_WANTED = Rows(_TABLE, _Wanted, lambda one: _wanted_key(one.server_id, one.login))
_TRIES = Rows(_TABLE, BindTries, lambda one: _tries_key(one.client_id))


def bind(unit: Unit, account: TradingAccount) -> None:
    """Let a login be ``account``; the unit fails with `LoginTaken` if it is another by then.

    Raises:
        LoginTaken: it is another now.
    """
    taken = LoginTaken("the login is bound already", login=account.login)
    before = _BINDINGS.find(_binding_key(account.server_id, account.login))
    after = _Binding(account.server_id, account.login, account.id)
    if before is None:
        _BINDINGS.insert(unit, after, taken)
    elif before.bound:
        raise taken
    else:
        _BINDINGS.change(unit, before, after, taken)


def release(unit: Unit, account: TradingAccount) -> None:
    """Let a login be nobody's, remembering whose it was."""
    before = _BINDINGS.get(_binding_key(account.server_id, account.login))
    _BINDINGS.change(
        unit, before, _Binding(account.server_id, account.login, account.id, bound=False)
    )


def bound(server_id: str, logins: Iterable[int]) -> list[str]:
    """The ids of the accounts that logins of a server are bound to."""
    found = _BINDINGS.get_many(_binding_key(server_id, login) for login in set(logins))
    return [one.account_id for one in found if one.bound]


def last_bound(logins: Iterable[tuple[str, int]]) -> list[str]:
    """The ids of the accounts that logins, each on its server, are bound to or last were."""
    found = _BINDINGS.get_many(_binding_key(server_id, login) for server_id, login in logins)
    return [one.account_id for one in found]


def bound_logins(server_id: str, logins: Iterable[int]) -> set[int]:
    """Which logins of a server are somebody's with us."""
    found = _BINDINGS.get_many(_binding_key(server_id, login) for login in set(logins))
    return {one.login for one in found if one.bound}


def formerly(server_id: str, login: int) -> str | None:
    """The id of the account that a login, which is nobody's, was before."""
    found = _BINDINGS.find(_binding_key(server_id, login))
    return None if found is None or found.bound else found.account_id


def want(unit: Unit, server_id: str, login: int, application_id: str) -> None:
    """Let one request alone ask for a login.

    Raises, when the unit commits:
        BindUnderWay: another one does.
    """
    asked = BindUnderWay("the account is asked for already", field="login")
    _WANTED.insert(unit, _Wanted(server_id, login, application_id), asked)


def want_no_more(unit: Unit, server_id: str, login: int) -> None:
    """The request for a login has ended: another may ask for it."""
    before = _WANTED.find(_wanted_key(server_id, login))
    if before is not None:
        _WANTED.remove(unit, before, Stale("asked for meanwhile"))


def tries(client_id: str) -> BindTries:
    """How often a client has given a wrong password in a row."""
    return _TRIES.find(_tries_key(client_id)) or BindTries(client_id)


def keep_tries(unit: Unit, before: BindTries, after: BindTries) -> None:
    """Store ``after`` in place of ``before``, which may be the first."""
    if before.version:
        _TRIES.change(unit, before, after)
    else:
        _TRIES.insert(unit, after, Stale("tried meanwhile"))
