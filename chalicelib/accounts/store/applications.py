"""Rows of what opening accounts needs: applications, how many there are, which login is next."""

from chalicelib.accounts.model import Application, LoginRange, Quota
from chalicelib.core.errors import Conflict
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("accounts")
_APPLICATIONS = Rows(_TABLE, Application, lambda one: Key(f"APPLICATION#{one.id}", "APPLICATION"))
_QUOTAS = Rows(_TABLE, Quota, lambda one: Key(f"CLIENT#{one.client_id}", "QUOTA"))
_RANGES = Rows(
    _TABLE, LoginRange, lambda one: Key(f"RANGE#{one.server_id}", f"TYPE#{one.account_type_id}")
)


def find_application(request_id: str) -> Application | None:
    """The application behind a request, as of now."""
    return _APPLICATIONS.find(Key(f"APPLICATION#{request_id}", "APPLICATION"))


def insert_application(unit: Unit, application: Application) -> Application:
    """Store a new application."""
    return _APPLICATIONS.insert(unit, application, Conflict("an application id came twice"))


def change_application(unit: Unit, before: Application, after: Application) -> Application:
    """Store ``after`` in place of ``before``."""
    return _APPLICATIONS.change(unit, before, after)


def quota(client_id: str) -> Quota:
    """How many accounts of each kind a client has or has asked for."""
    return _QUOTAS.find(Key(f"CLIENT#{client_id}", "QUOTA")) or Quota(client_id)


def keep_quota(unit: Unit, before: Quota, after: Quota) -> None:
    """Store ``after`` in place of ``before``, which may be the first."""
    if before.version:
        _QUOTAS.change(unit, before, after)
    else:
        _QUOTAS.insert(unit, after, Stale("counted meanwhile"))


def login_range(server_id: str, account_type_id: str, first: int) -> LoginRange:
    """Which login comes next in the range of a type."""
    key = Key(f"RANGE#{server_id}", f"TYPE#{account_type_id}")
    return _RANGES.find(key) or LoginRange(server_id, account_type_id, first)


def keep_login_range(unit: Unit, before: LoginRange, after: LoginRange) -> None:
    """Store ``after`` in place of ``before``, which may be the first."""
    if before.version:
        _RANGES.change(unit, before, after)
    else:
        _RANGES.insert(unit, after, Stale("drawn meanwhile"))
