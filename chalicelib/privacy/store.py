"""Rows of privacy: each client has a partition of their own."""

from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.privacy.model import LISTED, DataCopy, Erasure, ErasurePending, Wish
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit
from chalicelib.storage.wire import Item

_TABLE = Table("privacy")


@dataclass(frozen=True, kw_only=True)
class _FadingRows(Rows[DataCopy]):
    """Rows that the store deletes by itself when the list forgets them."""

    def to_item(self, noun: DataCopy) -> Item:
        """See `Rows.to_item`."""
        end = int((noun.requested_at + LISTED).timestamp())
        return super().to_item(noun) | {"expires_at": end}


def _partition(client_id: str) -> str:
    return f"CLIENT#{client_id}"


_COPIES = _FadingRows(_TABLE, DataCopy, lambda one: Key(_partition(one.client_id), one.id))
_ERASURES = Rows(_TABLE, Erasure, lambda one: Key(_partition(one.client_id), "ERASURE"))
_WISHES = Rows(_TABLE, Wish, lambda one: Key(_partition(one.client_id), "WISH"))


def copy(client_id: str, copy_id: str) -> DataCopy:
    """One copy of a client.

    Raises:
        NotFound: they have none of that id.
    """
    return _COPIES.get(Key(_partition(client_id), copy_id), NotFound(what="data_copy"))


def copies(client_id: str, request: PageRequest) -> Page[DataCopy]:
    """The copies of a client, newest first."""
    return _COPIES.page(Range(_partition(client_id), prefix="cpy_"), request)


def add_copy(unit: Unit, new: DataCopy) -> DataCopy:
    """Store a new copy."""
    return _COPIES.insert(unit, new, Conflict("a copy's id came twice"))


def change_copy(unit: Unit, before: DataCopy, after: DataCopy) -> DataCopy:
    """Store what became of a copy."""
    return _COPIES.change(unit, before, after)


def remove_copy(unit: Unit, one: DataCopy) -> None:
    """Forget a copy."""
    _COPIES.remove(unit, one, Stale("it has changed meanwhile"))


def erasure(client_id: str) -> Erasure | None:
    """How far the erasing of a client is, or None."""
    return _ERASURES.find(Key(_partition(client_id), "ERASURE"))


def begin_erasure(unit: Unit, new: Erasure) -> Erasure:
    """Store that an erasure has begun."""
    return _ERASURES.insert(unit, new, Stale("it has begun already"))


def change_erasure(unit: Unit, before: Erasure, after: Erasure) -> Erasure:
    """Store how far an erasure is."""
    return _ERASURES.change(unit, before, after)


def wish(client_id: str) -> Wish | None:
    """The client's last wish to be erased, or None."""
    return _WISHES.find(Key(_partition(client_id), "WISH"))


def put_wish(unit: Unit, before: Wish | None, after: Wish) -> None:
    """Store a wish in place of one that came to nothing; of two at once one is refused."""
    if before is None:
        _WISHES.insert(unit, after, ErasurePending("another wish came first"))
    else:
        _WISHES.change(unit, before, after, ErasurePending("another wish came first"))
