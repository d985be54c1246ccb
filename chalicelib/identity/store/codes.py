"""Rows of e-mailed codes and slide puzzles; they fade."""

from datetime import timedelta

from chalicelib.core.actor import Realm
from chalicelib.core.errors import Conflict
from chalicelib.identity.model.codes import Code, CodePurpose, Slide
from chalicelib.storage.fading import FadingRows
from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("identity")


def _code_key(realm: Realm, purpose: CodePurpose, email: str) -> Key:
    return Key(f"CODE#{realm}#{purpose}#{email}", "CODE")


def _slide_key(realm: Realm, slide_id: str) -> Key:
    return Key(f"SLIDE#{realm}#{slide_id}", "SLIDE")


_CODES = FadingRows(
    _TABLE,
    Code,
    lambda one: _code_key(one.realm, one.purpose, one.email),
    fades_at=lambda one: one.ends_at + timedelta(hours=1),
)
_SLIDES = FadingRows(
    _TABLE, Slide, lambda one: _slide_key(one.realm, one.id), fades_at=lambda one: one.ends_at
)


def code(realm: Realm, purpose: CodePurpose, email: str) -> Code | None:
    """The last code sent to an address for a purpose, or None."""
    return _CODES.find(_code_key(realm, purpose, email))


def put_code(unit: Unit, before: Code | None, after: Code) -> None:
    """Store a code in place of the one read."""
    if before is None:
        _CODES.insert(unit, after, Stale("another code came between"))
    else:
        _CODES.change(unit, before, after)


def slide(realm: Realm, slide_id: str) -> Slide | None:
    """A slide puzzle that has not been spent, or None."""
    return _SLIDES.find(_slide_key(realm, slide_id))


def add_slide(unit: Unit, new: Slide) -> Slide:
    """Store a new puzzle."""
    return _SLIDES.insert(unit, new, Conflict("a puzzle's id came twice"))


def change_slide(unit: Unit, before: Slide, after: Slide) -> Slide:
    """Store what became of a puzzle."""
    return _SLIDES.change(unit, before, after)


def remove_slide(unit: Unit, spent: Slide) -> None:
    """Take a puzzle away: its token is spent."""
    _SLIDES.remove(unit, spent, Stale("the puzzle was spent meanwhile"))
