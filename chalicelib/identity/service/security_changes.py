"""Noting when what a login depends on was changed, in the unit of the change."""

from chalicelib.core.actor import Realm
from chalicelib.identity.model.security_changes import SecuredBy, SecurityChange
from chalicelib.identity.store import security_changes as store
from chalicelib.storage.unit import Unit


def note(unit: Unit, realm: Realm, subject_id: str, what: SecuredBy) -> None:
    """Note in ``unit`` that ``what`` of somebody's ways in is another now.

    Of staff nothing is noted: nothing is paid to them.
    """
    if realm is Realm.CLIENT:
        store.put(unit, SecurityChange(realm, subject_id, what, unit.now))


def last(realm: Realm, subject_id: str) -> SecurityChange | None:
    """What was changed last of somebody's ways in; None when nothing was yet."""
    return store.last(realm, subject_id)
