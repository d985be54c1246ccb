"""Movements: what our books say under each key of each side, and how far they are folded."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.core.clock import iso
from chalicelib.reconciliation.model.runs import Folded
from chalicelib.reconciliation.model.sides import Movement, Side, SideKind
from chalicelib.reconciliation.store import TABLE
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range
from chalicelib.storage.unit import Stale, Unit

_ALL = 1_000_000


def _key(side: str, key: str) -> Key:
    return Key(f"MOVEMENT#{side}#{key}", "MOVEMENT")


def _subject(side: str, account_id: str) -> str:
    return f"{side}#{account_id}"


def _waiting(side: str) -> str:
    return f"WAITING#{side}"


def _indexes(one: Movement) -> Indexes:
    """By trading account (or by provider), and by when we booked last."""
    is_provider = Side.parse(one.side).kind is SideKind.PROVIDER
    listed = is_provider or one.account_id
    last = one.look_at or one.last_booked_at
    where = _waiting(one.side) if one.look_at else one.side
    return {
        "by-subject": (
            _subject(one.side, one.account_id) if listed else None,
            f"{iso(one.since)}#{one.key}",
        ),
        "by-side": (where if last else None, f"{iso(last)}#{one.key}" if last else ""),
    }


_ROWS = Rows(TABLE, Movement, lambda one: _key(one.side, one.key), _indexes)
_FOLDED = Rows(TABLE, Folded, lambda one: Key("FOLDED", one.part))


def find(side: str, key: str) -> Movement | None:
    """The movement under ``key``, or None."""
    return _ROWS.find(_key(side, key))


def many(side: str, keys: Iterable[str]) -> dict[str, Movement]:
    """The movements that exist under ``keys`` of one side, by key."""
    return {one.key: one for one in _ROWS.get_many(_key(side, key) for key in dict.fromkeys(keys))}


def at(places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Movement]:
    """The movements that exist at ``places`` (side and key)."""
    found = _ROWS.get_many(_key(*place) for place in dict.fromkeys(places))
    return {(one.side, one.key): one for one in found}


def save(unit: Unit, before: Movement | None, after: Movement) -> Movement:
    """Store what our books say now."""
    if before is None:
        return _ROWS.insert(unit, after, Stale("the movement was stored meanwhile"))
    return _ROWS.change(unit, before, after)


def of_account(side: str, account_id: str) -> list[Movement]:
    """All movements of one trading account."""
    within = Range(_subject(side, account_id), "by-subject", newest_first=False)
    return _ROWS.all(within, _ALL)


def begun_between(side: str, since: datetime, until: datetime) -> list[Movement]:
    """The movements of a provider that began from ``since`` on and before ``until``."""
    within = Range(
        _subject(side, ""), "by-subject", after=iso(since), before=iso(until), newest_first=False
    )
    return _ROWS.all(within, _ALL)


def first_begun(side: str) -> Movement | None:
    """The oldest movement of a provider."""
    within = Range(_subject(side, ""), "by-subject", newest_first=False)
    return next(iter(_ROWS.all(within, 1)), None)


def booked_since(side: str, since: datetime) -> list[Movement]:
    """The movements of one side on which we have booked from ``since`` on."""
    return _ROWS.all(Range(side, "by-side", after=iso(since), newest_first=False), _ALL)


def to_be_looked_at(side: str, now: datetime, at_most: int) -> list[Movement]:
    """Payments of which nothing is booked, and that are to be looked at again by ``now``."""
    within = Range(_waiting(side), "by-side", before=iso(now) + "~", newest_first=False)
    return _ROWS.all(within, at_most)


def folded(part: str) -> Folded | None:
    """How far a part of the journal is folded."""
    return _FOLDED.find(Key("FOLDED", part))


def keep_folded(unit: Unit, before: Folded | None, after: Folded) -> None:
    """Remember how far a part of the journal is folded."""
    if before is None:
        _FOLDED.insert(unit, after, Stale("somebody else has begun to fold"))
    else:
        _FOLDED.change(unit, before, after)
