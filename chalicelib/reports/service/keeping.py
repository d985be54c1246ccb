"""What becomes of the files that a client had written when they leave."""

from collections.abc import Iterator

from chalicelib.core.actor import Realm
from chalicelib.core.keeping import Keeper, Kept, Part, Run
from chalicelib.core.paging import MAX_PAGE_SIZE, PageRequest
from chalicelib.ports import stores
from chalicelib.reports import store
from chalicelib.reports.model import Export, Owner
from chalicelib.storage.keeping import every, part

_INNER = ("staff_id", "cursor", "slices", "is_read")


def _copied(client_id: str) -> Iterator[Part]:
    found = every(lambda page: store.exports(Owner(Realm.CLIENT, client_id), page))
    yield part("commission_statements", found, *_INNER)


def _erased(run: Run, client_id: str, _cursor: str | None) -> str | None:
    """The files first: they hold what the rows only name."""
    page = store.exports(Owner(Realm.CLIENT, client_id), PageRequest(MAX_PAGE_SIZE))
    for one in page.items:
        # A run that died may have left a slice that its row does not count yet.
        stores.export_files().forget(one.id, one.format, one.slices + 1)
        _forget(run, one)
    return "more" if page.next_cursor else None


def _forget(run: Run, one: Export) -> None:
    run(lambda unit: store.remove(unit, one))


KEEPER = Keeper(
    "reports",
    (
        Kept(
            "Export",
            "commission_statements",
            erased=True,
            why="lists of staff are files of theirs: those go after 7 days, the rows after 90",
        ),
    ),
    _copied,
    (_erased,),
)
