"""Rows of marks, of reviews, and of the amounts that are held in them."""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.core.clock import iso
from chalicelib.core.money import Money
from chalicelib.core.paging import Page, PageRequest
from chalicelib.partners.model.earnings import Commission
from chalicelib.partners.model.reviews import HeldDue, Marks, Review, ReviewState
from chalicelib.partners.store.earnings import name_of
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("partners")
# What is being carried out stands in the list of what it becomes.
_LISTED = {
    ReviewState.OPEN: ReviewState.OPEN,
    ReviewState.RELEASING: ReviewState.RELEASED,
    ReviewState.RELEASED: ReviewState.RELEASED,
    ReviewState.REFUSING: ReviewState.REFUSED,
    ReviewState.REFUSED: ReviewState.REFUSED,
}


def _marks_key(client_id: str) -> Key:
    return Key(f"MARKS#{client_id}", "MARKS")


def _review_key(recipient_id: str, client_id: str) -> Key:
    return Key(f"REVIEW#{recipient_id}", client_id)


def _review_indexes(one: Review) -> Indexes:
    sort = f"{iso(one.opened_at)}#{one.recipient_id}#{one.client_id}"
    return {"by-state": (f"reviews#{_LISTED[one.state]}", sort)}


def _held_by(recipient_id: str, client_id: str) -> str:
    return f"HELD#{recipient_id}#{client_id}"


_MARKS = Rows(_TABLE, Marks, lambda one: _marks_key(one.client_id))
_REVIEWS = Rows(
    _TABLE, Review, lambda one: _review_key(one.recipient_id, one.client_id), _review_indexes
)
_HELD = Rows(
    _TABLE,
    HeldDue,
    lambda one: Key(
        _held_by(one.recipient_id, one.client_id),
        f"{iso(one.closed_at)}#{name_of(one)}",
    ),
)


def marks(client_id: str) -> Marks:
    """What a client was known by; nothing when nothing is noted."""
    return _MARKS.find(_marks_key(client_id)) or Marks(client_id)


def marks_of(client_ids: Iterable[str]) -> dict[str, Marks]:
    """The same of several clients, in one read."""
    wanted = list(client_ids)
    found = {one.client_id: one for one in _MARKS.get_many(map(_marks_key, wanted))}
    return {one: found.get(one, Marks(one)) for one in wanted}


def put_marks(unit: Unit, before: Marks, after: Marks) -> None:
    """Store marks in place of those read."""
    if before.version:
        _MARKS.change(unit, before, after)
    else:
        _MARKS.insert(unit, after, Stale("marks have just been noted"))


def remove_marks(unit: Unit, gone: Marks) -> None:
    """Forget what a client was known by."""
    if gone.version:
        _MARKS.remove(unit, gone, Stale("marks have just been noted"))


def review(recipient_id: str, client_id: str) -> Review | None:
    """What is or was held of a broker for a trader, or None."""
    return _REVIEWS.find(_review_key(recipient_id, client_id))


def reviews_of(recipient_id: str, client_ids: Iterable[str]) -> dict[str, Review]:
    """The reviews of a broker by their traders, in one read."""
    keys = [_review_key(recipient_id, one) for one in client_ids]
    return {one.client_id: one for one in _REVIEWS.get_many(keys)}


def put_review(unit: Unit, before: Review | None, after: Review) -> Review:
    """Store a review in place of the one read, or as the first of its pair."""
    if before is None:
        return _REVIEWS.insert(unit, after, Stale("a review has just been opened"))
    return _REVIEWS.change(unit, before, after)


def listed(state: ReviewState, request: PageRequest) -> Page[Review]:
    """Reviews that are open, released or refused, the newest first."""
    return _REVIEWS.page(Range(f"reviews#{_LISTED[state]}", "by-state"), request)


def hold(unit: Unit, held: HeldDue) -> None:
    """Store an amount as held."""
    _HELD.insert(unit, held, Stale("it is held already"))


def held(recipient_id: str, client_id: str, at_most: int) -> list[HeldDue]:
    """What is held in a review, the oldest first."""
    within = Range(_held_by(recipient_id, client_id), newest_first=False)
    return _HELD.all(within, at_most)


def held_of(one: Commission) -> HeldDue | None:
    """What is held of a commission, or None."""
    held_by = _held_by(one.recipient_id, one.client_id)
    return _HELD.find(Key(held_by, f"{iso(one.closed_at)}#{name_of(one)}"))


def change_held(unit: Unit, before: HeldDue, left: Money) -> None:
    """Store what is left of a held amount; nothing of one that is cancelled."""
    if left.minor:
        _HELD.change(unit, before, replace(before, amount=left))
    else:
        let_go(unit, before)


def let_go(unit: Unit, held: HeldDue) -> None:
    """Take an amount out of what is held: whoever does it alone may pay or refuse it."""
    _HELD.remove(unit, held, Stale("it was let go meanwhile"))
