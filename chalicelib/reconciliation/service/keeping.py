"""What reconciliation keeps of clients: movements by ids, which are books and stay."""

from collections.abc import Iterator

from chalicelib.core.keeping import Keeper, Kept, Part, of_nobody

_BOOKS = "books: movements of money by the ids of accounts and clients"


def _copied(_client_id: str) -> Iterator[Part]:
    """The movements themselves are in the copies of funds and accounts."""
    yield from ()


KEEPER = Keeper(
    "reconciliation",
    (
        Kept("Movement", why=_BOOKS),
        Kept("Break", why=_BOOKS),
        Kept("BreakEvent", why="what staff did about a break, by ids"),
        Kept("Repair", why="what staff proposed and decided about a break, by ids"),
        *of_nobody("of servers and providers, not of clients", "Standing", "Folded", "Walk"),
        *of_nobody("when staff asked for a comparison", "AskedFor"),
    ),
)
