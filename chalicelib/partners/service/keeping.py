"""What becomes of the rows of partners when a client leaves."""

from collections.abc import Iterator

from chalicelib.core.keeping import Keeper, Kept, Part, of_nobody
from chalicelib.partners.store import terms
from chalicelib.storage.keeping import part

_OF_STAFF = ("by_id", "by_name", "comment")


def _copied(client_id: str) -> Iterator[Part]:
    yield part("commission_terms", terms.find(client_id).steps, *_OF_STAFF)


KEEPER = Keeper(
    "partners",
    (
        Kept("Terms", "commission_terms", why="ids and dates: what receipts were computed by"),
        Kept(
            "Commission",
            "commissions",
            why="amounts with ids and dates: what the ledger's entries are explained by",
        ),
        *of_nobody("the broker's commission plans", "PlanHead", "PlanVersion"),
        *of_nobody("settled deals: ids, figures and dates", "EarnedDeal", "Due", "Payout"),
    ),
    _copied,
)
