"""Rows of visits: in the partition of the login they look at, apart from its sessions."""

from chalicelib.core.actor import Realm
from chalicelib.core.errors import Conflict
from chalicelib.identity.model.visits import Visit
from chalicelib.identity.store import partition_of
from chalicelib.storage.fading import FadingRows
from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("identity")


def _key(client_id: str, visit_id: str) -> Key:
    return Key(partition_of(Realm.CLIENT, client_id), f"VISIT#{visit_id}")


_VISITS = FadingRows(
    _TABLE, Visit, lambda one: _key(one.client_id, one.id), fades_at=lambda one: one.ends_at
)


def find(client_id: str, visit_id: str) -> Visit | None:
    """A visit that nobody has ended, or None."""
    return _VISITS.find(_key(client_id, visit_id))


def add(unit: Unit, new: Visit) -> Visit:
    """Store a new visit."""
    return _VISITS.insert(unit, new, Conflict("a visit's id came twice"))


def change(unit: Unit, before: Visit, after: Visit) -> Visit:
    """Store that a visit was taken over."""
    return _VISITS.change(unit, before, after)


def remove(unit: Unit, visit: Visit) -> None:
    """End a visit."""
    _VISITS.remove(unit, visit, Stale("the visit has changed"))
