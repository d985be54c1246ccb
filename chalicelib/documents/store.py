"""Documents in their table."""

from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict
from chalicelib.core.paging import Page, PageRequest
from chalicelib.documents.model import Document, DocumentMissing
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit


def _key(file_id: str) -> Key:
    return Key(f"DOCUMENT#{file_id}", "DOCUMENT")


_ROWS = Rows(
    Table("documents"),
    Document,
    lambda one: _key(one.file_id),
    lambda one: {"by-client": (one.client_id, f"{iso(one.accepted_at)}#{one.file_id}")},
)


class DocumentKnown(Conflict):
    """The file was accepted before."""

    code = "file_known"


def add(unit: Unit, document: Document) -> Document:
    """Store a new document.

    Raises:
        DocumentKnown: (when the unit commits) it is there already.
    """
    return _ROWS.insert(unit, document, DocumentKnown())


def change(unit: Unit, before: Document, after: Document) -> Document:
    """Store ``after`` in place of ``before``."""
    return _ROWS.change(unit, before, after)


def remove(unit: Unit, document: Document) -> None:
    """Forget a document."""
    _ROWS.remove(unit, document, Stale("the document has moved"))


def find(file_id: str) -> Document | None:
    """The document, or None."""
    return _ROWS.find(_key(file_id))


def get(file_id: str) -> Document:
    """The document.

    Raises:
        DocumentMissing.
    """
    return _ROWS.get(_key(file_id), DocumentMissing())


def of_client(client_id: str, request: PageRequest) -> Page[Document]:
    """The documents of a client, newest first."""
    return _ROWS.page(Range(client_id, "by-client"), request)
