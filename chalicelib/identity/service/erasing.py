"""Erasing a login: nobody gets in by it any more, and it names nobody."""

from dataclasses import replace

from chalicelib.core.actor import Realm
from chalicelib.identity import store
from chalicelib.identity.model import LoginStatus
from chalicelib.identity.service import hashing
from chalicelib.storage.unit import Unit

ERASED = "erased"


def erase_login(unit: Unit, realm: Realm, subject_id: str) -> None:
    """See `public.erase_login`."""
    login = store.login(realm, subject_id)
    claim = store.claim(realm, login.email)
    if claim is not None and claim.subject_id == subject_id:
        store.remove_claim(unit, claim)
    # A right to undo a change of address would bring the old one back into what names nobody.
    for one in store.objections(realm, subject_id):
        if not one.used:
            store.use_objection(unit, one, replace(one, used=True))
    store.change_login(
        unit,
        login,
        replace(
            login,
            name="",
            email="",
            password_hash=hashing.hashed(unit.ids.secret()),
            status=LoginStatus.REJECTED,
            reason=ERASED,
            epoch=login.epoch + 1,
        ),
    )
