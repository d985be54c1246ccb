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
