"""What becomes of a client's documents: copied with their bytes; every version of them goes."""

from collections.abc import Iterator

from chalicelib.core.keeping import Keeper, Kept, Part, Run
from chalicelib.core.paging import PageRequest
from chalicelib.documents import store
from chalicelib.documents.model import OF_THE_STAFF, Document
from chalicelib.ports import stores
from chalicelib.storage.keeping import every, part
from chalicelib.storage.unit import Unit

_SLICE = 10


def files_of(client_id: str) -> Iterator[Document]:
    """All documents of a client that are theirs to see, newest first."""
    found = every(lambda page: store.of_client(client_id, page))
    return (one for one in found if one.purpose not in OF_THE_STAFF)


def content_of(document: Document) -> bytes:
    """The bytes of a document.

    Raises:
        FileMissing. VendorUnavailable: ask again.
    """
    return stores.files().content(document.file_id)


def _copied(client_id: str) -> Iterator[Part]:
    yield part("documents", files_of(client_id))


def _erased(run: Run, client_id: str, _cursor: str | None) -> str | None:
    """The file first: as long as the row is there, a try that died is taken up again."""
    found = store.of_client(client_id, PageRequest(_SLICE))
    for one in found.items:
        stores.files().erase(one.file_id)
        _forget(run, one)
    return "more" if found.next_cursor else None


def _forget(run: Run, one: Document) -> None:
    def work(unit: Unit) -> None:
        store.remove(unit, one)

    run(work)


KEEPER = Keeper("documents", (Kept("Document", "documents", erased=True),), _copied, (_erased,))
