"""Rows of second factors and of the challenges that wait for an answer."""

from datetime import timedelta

from chalicelib.core.actor import Realm
from chalicelib.core.errors import Conflict
from chalicelib.identity.model.factors import Challenge, Factor
from chalicelib.identity.store import partition_of
from chalicelib.storage.fading import FadingRows
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("identity")


def _factor_key(realm: Realm, subject_id: str) -> Key:
    return Key(partition_of(realm, subject_id), "FACTOR")


_FACTORS = Rows(_TABLE, Factor, lambda one: _factor_key(one.realm, one.subject_id))
_CHALLENGES = FadingRows(
    _TABLE,
    Challenge,
    lambda one: Key(f"CHALLENGE#{one.id}", "CHALLENGE"),
    fades_at=lambda one: one.ends_at + timedelta(hours=1),
)


def factor(realm: Realm, subject_id: str) -> Factor:
    """Somebody's second factor; an empty one of version 0 when they have none."""
    return _FACTORS.find(_factor_key(realm, subject_id)) or Factor(realm, subject_id)


def put_factor(unit: Unit, before: Factor, after: Factor) -> Factor:
    """Store what became of a second factor."""
    if before.version:
        return _FACTORS.change(unit, before, after)
    return _FACTORS.insert(unit, after, Stale("another set-up came between"))


def challenge(challenge_id: str) -> Challenge | None:
    """A challenge, or None when there is none, or no longer."""
    return _CHALLENGES.find(Key(f"CHALLENGE#{challenge_id}", "CHALLENGE"))


def add_challenge(unit: Unit, new: Challenge) -> Challenge:
    """Store a new challenge."""
    return _CHALLENGES.insert(unit, new, Conflict("a challenge came twice"))


def change_challenge(unit: Unit, before: Challenge, after: Challenge) -> Challenge:
    """Store what became of a challenge."""
    return _CHALLENGES.change(unit, before, after)


def remove_challenge(unit: Unit, seen: Challenge) -> None:
    """Use a challenge up."""
    _CHALLENGES.remove(unit, seen, Stale("the challenge has been answered"))
