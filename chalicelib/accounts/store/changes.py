"""Rows of the changes that clients ask for on their accounts."""

from chalicelib.accounts.model import AccountChange, ChangeKind, UnderWay
from chalicelib.core.errors import Conflict
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("accounts")


class ChangeUnderWay(Conflict):
    """A change of this kind is under way on the account already."""

    code = "change_under_way"


def _change_key(change_id: str) -> Key:
    return Key(f"CHANGE#{change_id}", "CHANGE")


def _under_way_key(account_id: str, kind: ChangeKind) -> Key:
    return Key(f"ACCOUNT#{account_id}", f"UNDER_WAY#{kind}")


_CHANGES = Rows(_TABLE, AccountChange, lambda one: _change_key(one.id))
_UNDER_WAY = Rows(_TABLE, UnderWay, lambda one: _under_way_key(one.account_id, one.kind))


def find(change_id: str) -> AccountChange | None:
    """The change behind a request, as of now."""
    return _CHANGES.find(_change_key(change_id))


def insert(unit: Unit, change: AccountChange) -> AccountChange:
    """Store a new change, of which there is none of its kind on the account yet.

    Raises, when the unit commits:
        ChangeUnderWay: there is.
    """
    place = UnderWay(change.account_id, change.kind, change.id)
    _UNDER_WAY.insert(unit, place, ChangeUnderWay(kind=change.kind.value))
    return _CHANGES.insert(unit, change, Conflict("a change id came twice"))


def keep(unit: Unit, before: AccountChange, after: AccountChange) -> AccountChange:
    """Store ``after`` in place of ``before``."""
    return _CHANGES.change(unit, before, after)


def end(unit: Unit, before: AccountChange, after: AccountChange) -> None:
    """Store how a change has ended, and make room for the next of its kind."""
    place = _UNDER_WAY.find(_under_way_key(before.account_id, before.kind))
    if place is not None:
        _UNDER_WAY.remove(unit, place, Stale("the change has moved"))
    _CHANGES.change(unit, before, after)


def under_way(account_id: str) -> list[UnderWay]:
    """The changes under way on an account."""
    return _UNDER_WAY.get_many(_under_way_key(account_id, kind) for kind in ChangeKind)
