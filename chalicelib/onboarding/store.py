"""Drafts in their table, and whose address leads to which. All of it fades by itself at last.

The hourly sweep deletes what is over, with its files; the table's own clock is only there for what
a sweep could not finish, and comes a month later.
"""

from datetime import datetime, timedelta

from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict
from chalicelib.core.nouns import dataclass
from chalicelib.onboarding.model import Draft
from chalicelib.storage.fading import FadingRows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("onboarding")
_AT_LAST = timedelta(days=30)
_ENDING = "ending"


@dataclass(frozen=True)
class _Way:
    """Which draft an address leads to."""

    email: str
    draft_id: str
    ends_at: datetime
    version: int = 0


def _draft_key(draft_id: str) -> Key:
    return Key(f"DRAFT#{draft_id}", "DRAFT")


def _way_key(email: str) -> Key:
    return Key(f"EMAIL#{email}", "WAY")


_DRAFTS = FadingRows(
    _TABLE,
    Draft,
    lambda one: _draft_key(one.id),
    lambda one: {"by-end": (_ENDING, f"{iso(one.ends_at)}#{one.id}")},
    fades_at=lambda one: one.ends_at + _AT_LAST,
)
_WAYS = FadingRows(
    _TABLE, _Way, lambda one: _way_key(one.email), fades_at=lambda one: one.ends_at + _AT_LAST
)


def find(draft_id: str) -> Draft | None:
    """The draft as of now."""
    return _DRAFTS.find(_draft_key(draft_id))


def of_address(email: str) -> Draft | None:
    """The draft that an address leads to."""
    way = _WAYS.find(_way_key(email))
    return None if way is None else find(way.draft_id)


def insert(unit: Unit, draft: Draft) -> Draft:
    """Store a new draft; its address leads to it, and no longer to an earlier one."""
    way = _Way(draft.email, draft.id, draft.ends_at)
    before = _WAYS.find(_way_key(draft.email))
    if before is None:
        _WAYS.insert(unit, way, Stale("begun meanwhile"))
    else:
        _WAYS.change(unit, before, way)
    return _DRAFTS.insert(unit, draft, Conflict("a draft's id came twice"))


def change(unit: Unit, before: Draft, after: Draft) -> Draft:
    """Store ``after`` in place of ``before``."""
    return _DRAFTS.change(unit, before, after)


def remove(unit: Unit, draft: Draft) -> None:
    """Forget ``draft``, and the way to it."""
    way = _WAYS.find(_way_key(draft.email))
    if way is not None and way.draft_id == draft.id:
        _WAYS.remove(unit, way, Stale("begun meanwhile"))
    _DRAFTS.remove(unit, draft, Stale("the draft has changed"))


def over_by(now: datetime, at_most: int) -> list[Draft]:
    """Drafts that are over, the longest first."""
    # "#" and "~" enclose every draft that ends at this very moment.
    due = Range(_ENDING, "by-end", before=f"{iso(now)}~", newest_first=False)
    return _DRAFTS.all(due, at_most)
