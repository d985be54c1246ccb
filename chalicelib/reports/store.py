"""Rows of exports: each member of staff and each client has a list of their own."""

from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.reports.model import LISTED, Export, Owner
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit
from chalicelib.storage.wire import Item


class _FadingRows(Rows[Export]):
    """Rows that the store deletes by itself when the list forgets them."""

    def to_item(self, noun: Export) -> Item:
        """See `Rows.to_item`."""
        end = int((noun.requested_at + LISTED).timestamp())
        return super().to_item(noun) | {"expires_at": end}


def _partition(owner: Owner) -> str:
    return f"{owner.realm.upper()}#{owner.id}"


_EXPORTS = _FadingRows(Table("reports"), Export, lambda one: Key(_partition(one.owner), one.id))


def export(owner: Owner, export_id: str) -> Export:
    """One export of its owner.

    Raises:
        NotFound: they have none of that id.
    """
    return _EXPORTS.get(Key(_partition(owner), export_id), NotFound(what="export"))


def exports(owner: Owner, request: PageRequest) -> Page[Export]:
    """The exports of one owner, newest first."""
    return _EXPORTS.page(Range(_partition(owner), prefix="exp_"), request)


def add(unit: Unit, new: Export) -> Export:
    """Store a new export."""
    return _EXPORTS.insert(unit, new, Conflict("an export id came twice"))


def change(unit: Unit, before: Export, after: Export) -> Export:
    """Store what became of an export."""
    return _EXPORTS.change(unit, before, after)


def remove(unit: Unit, one: Export) -> None:
    """Forget an export."""
    _EXPORTS.remove(unit, one, Stale("it has changed meanwhile"))
