"""Rows of exports: each member of staff has a list of their own."""

from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.reports.model import LISTED, Export
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Unit
from chalicelib.storage.wire import Item


class _FadingRows(Rows[Export]):
    """Rows that the store deletes by itself when the list forgets them."""

    def to_item(self, noun: Export) -> Item:
        """See `Rows.to_item`."""
        end = int((noun.requested_at + LISTED).timestamp())
        return super().to_item(noun) | {"expires_at": end}


def _partition(staff_id: str) -> str:
    return f"STAFF#{staff_id}"


_EXPORTS = _FadingRows(Table("reports"), Export, lambda one: Key(_partition(one.staff_id), one.id))


def export(staff_id: str, export_id: str) -> Export:
    """One export of a member.

    Raises:
        NotFound: they have none of that id.
    """
    return _EXPORTS.get(Key(_partition(staff_id), export_id), NotFound(what="export"))


def exports(staff_id: str, request: PageRequest) -> Page[Export]:
    """The exports of a member, newest first."""
    return _EXPORTS.page(Range(_partition(staff_id), prefix="exp_"), request)


def add(unit: Unit, new: Export) -> Export:
    """Store a new export."""
    return _EXPORTS.insert(unit, new, Conflict("an export id came twice"))


def change(unit: Unit, before: Export, after: Export) -> Export:
    """Store what became of an export."""
    return _EXPORTS.change(unit, before, after)
