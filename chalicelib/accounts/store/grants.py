"""Rows of the balances that demo accounts were given."""

from chalicelib.accounts.model import Grant, GrantPurpose
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("accounts")


def _grant_key(account_id: str, purpose: GrantPurpose) -> Key:
    start = purpose is GrantPurpose.START
    return Key(f"ACCOUNT#{account_id}", "GRANT" if start else f"GRANT#{purpose}")


_GRANTS = Rows(_TABLE, Grant, lambda one: _grant_key(one.account_id, one.purpose))


def grant(account_id: str, purpose: GrantPurpose = GrantPurpose.START) -> Grant | None:
    """The starting balance of a demo account, or the last that it was topped up with."""
    return _GRANTS.find(_grant_key(account_id, purpose))


def keep_grant(unit: Unit, before: Grant | None, after: Grant) -> Grant:
    """Store ``after`` in place of ``before``, which None says is not there yet."""
    if before is None:
        return _GRANTS.insert(unit, after, Stale("asked meanwhile"))
    return _GRANTS.change(unit, before, after)
