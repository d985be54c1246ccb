"""Rows of the last change of what a login depends on: one per login."""

from dataclasses import replace

from chalicelib.core.actor import Realm
from chalicelib.identity.model.security_changes import SecurityChange
from chalicelib.identity.store import partition_of
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Stale, Unit


def _key(realm: Realm, subject_id: str) -> Key:
    return Key(partition_of(realm, subject_id), "SECURITY")


_ROWS = Rows(Table("identity"), SecurityChange, lambda one: _key(one.realm, one.subject_id))


def last(realm: Realm, subject_id: str) -> SecurityChange | None:
    """The last change, or None when there was none."""
    return _ROWS.find(_key(realm, subject_id))


def put(unit: Unit, new: SecurityChange) -> None:
    """Let ``new`` be the last change."""
    before = last(new.realm, new.subject_id)
    if before is None:
        _ROWS.insert(unit, new, Stale("another change came between"))
    else:
        _ROWS.change(unit, before, replace(new, version=before.version))
