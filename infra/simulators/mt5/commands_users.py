"""Commands about accounts: ``/api/user/…``."""

from typing import Any

from infra.simulators.mt5 import accounts, margin
from infra.simulators.mt5.api import Asked, command
from infra.simulators.mt5.codes import Refused
from infra.simulators.mt5.store import Record


@command("/api/user/add", "accounts")
def _add(asked: Asked) -> dict[str, str]:
    return accounts.row(asked.world, accounts.add(asked.world, asked.params.record()))


@command("/api/user/update", "accounts")
def _update(asked: Asked) -> dict[str, str]:
    members = asked.params.record()
    changed = accounts.update(asked.world, asked.params.number("login"), members)
    return accounts.row(asked.world, changed)


@command("/api/user/delete", "accounts")
def _delete(asked: Asked) -> None:
    accounts.delete(asked.world, asked.params.number("login"))


@command("/api/user/get")
def _get(asked: Asked) -> dict[str, str]:
    found = accounts.user(asked.world, asked.params.number("login"))
    return accounts.row(asked.world, found)


@command("/api/user/get_batch")
def _get_batch(asked: Asked) -> list[dict[str, str]]:
    return [accounts.row(asked.world, found) for found in _named(asked)]


@command("/api/user/logins")
def _logins(asked: Asked) -> list[str]:
    return [str(found["login"]) for found in _named(asked)]


@command("/api/user/total")
def _total(asked: Asked) -> dict[str, str]:
    return {"total": str(asked.world.store.number("SELECT count(*) FROM users"))}


@command("/api/user/group")
def _group(asked: Asked) -> dict[str, str]:
    found = accounts.user(asked.world, asked.params.number("login"))
    return {"group": found["group_name"]}


@command("/api/user/account/get")
def _state(asked: Asked) -> dict[str, str]:
    found = accounts.user(asked.world, asked.params.number("login"))
    return margin.row(asked.world, found)


@command("/api/user/account/get_batch")
def _states(asked: Asked) -> list[dict[str, str]]:
    return [margin.row(asked.world, found) for found in _named(asked)]


@command("/api/user/check_password", "accounts")
def _check_password(asked: Asked) -> None:
    accounts.check_password(asked.world, *_credentials(asked))


@command("/api/user/change_password", "accounts")
def _change_password(asked: Asked) -> None:
    accounts.change_password(asked.world, *_credentials(asked))


def _credentials(asked: Asked) -> tuple[int, str, str]:
    members = asked.params.body
    if not members.keys() >= {"Login", "Type", "Password"} or not members["Login"].isdecimal():
        raise Refused(3)
    return int(members["Login"]), members["Type"], members["Password"]


def _named(asked: Asked) -> list[Record]:
    """The accounts that a batch names by login or by group; unknown logins are left out."""
    store, params = asked.world.store, asked.params
    found: list[Any] = [
        store.row("SELECT * FROM users WHERE login = ?", login) for login in params.numbers("login")
    ]
    found += accounts.members(asked.world, params.parts("group"))
    return [account for account in found if account is not None]
