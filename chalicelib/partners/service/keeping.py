"""What becomes of the rows of partners when a client leaves."""

from collections.abc import Iterator

from chalicelib.core.keeping import Keeper, Kept, Part, of_nobody
from chalicelib.core.paging import Page, PageRequest
from chalicelib.partners.model.earnings import Commission
from chalicelib.partners.store import earnings, terms
from chalicelib.storage.keeping import every, part

_OF_STAFF = ("by_id", "by_name", "comment")
# Whose trade it was is the trader's to know.
_OF_THE_TRADER = ("account_id", "login", "receipts", "unpaid", "recipient_id")


def _copied(client_id: str) -> Iterator[Part]:
    def page(request: PageRequest) -> Page[Commission]:
        return earnings.page(client_id, None, None, request)

    yield part("commission_terms", terms.find(client_id).steps, *_OF_STAFF)
    yield part("commissions", every(page), *_OF_THE_TRADER)


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
        *of_nobody(
            "settled deals: ids, figures and dates", "EarnedDeal", "Due", "Payout", "PayTurn"
        ),
    ),
    _copied,
)
