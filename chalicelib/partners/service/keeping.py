"""What becomes of the rows of partners when a client leaves."""

from collections.abc import Iterator
from dataclasses import replace

from chalicelib.core.keeping import Keeper, Kept, Part, of_nobody
from chalicelib.core.paging import Page, PageRequest
from chalicelib.partners.model.earnings import Commission
from chalicelib.partners.model.onward import OnwardDay, PayoutTarget
from chalicelib.partners.model.tiers import TierOutcome
from chalicelib.partners.service.marking import erased
from chalicelib.partners.store import earnings, onward, passing, terms, tiers
from chalicelib.storage.keeping import every, part

_OF_STAFF = ("by_id", "by_name", "comment")
_BY_STAFF = ("decided_by_id", "decided_by_name", "comment")
# Whose trade it was is the trader's to know.
_OF_THE_TRADER = ("account_id", "login", "receipts", "unpaid", "recipient_id")


def _own(target: PayoutTarget) -> PayoutTarget:
    """A target as its client is told of it: not who of the staff has set it."""
    steps = tuple(replace(one, by_id="", by_name="") for one in target.steps)
    return replace(target, steps=steps)


def _copied(client_id: str) -> Iterator[Part]:
    def page(request: PageRequest) -> Page[Commission]:
        return earnings.page(client_id, None, None, request)

    def days(request: PageRequest) -> Page[OnwardDay]:
        return onward.days(client_id, request)

    def outcomes(request: PageRequest) -> Page[TierOutcome]:
        return tiers.of_client(client_id, request)

    yield part("commission_terms", terms.find(client_id).steps, *_OF_STAFF)
    yield part("passed_on", passing.by_giver(client_id))
    yield part("commissions", every(page), *_OF_THE_TRADER)
    yield part("payout_targets", (_own(one) for one in onward.targets_of(client_id)))
    yield part("commissions_onward", every(days))
    yield part("tier_outcomes", every(outcomes), *_BY_STAFF)


KEEPER = Keeper(
    "partners",
    (
        Kept("Terms", "commission_terms", why="ids and dates: what receipts were computed by"),
        Kept(
            "Commission",
            "commissions",
            why="amounts with ids and dates: what the ledger's entries are explained by",
        ),
        Kept("TierOutcome", "tier_outcomes", why="figures and dates: why somebody has their tier"),
        Kept(
            "PayoutTarget",
            "payout_targets",
            why="ids and dates: where money of the ledger was to go, and since when",
        ),
        Kept(
            "OnwardDay",
            "commissions_onward",
            why="amounts with ids and dates: what transfers are explained by",
        ),
        Kept("Marks", erased=True, why="keyed hashes: a copy would tell how brokers are compared"),
        Kept(
            "Review", why="that amounts were held, and why: what an entry or its absence rests on"
        ),
        Kept("HeldDue", why="amounts with ids and dates, until they are decided"),
        Kept("Traded", why="a month in which somebody's trades made them count as active"),
        Kept("Passing", "passed_on", why="ids, shares and dates: what receipts were computed by"),
        *of_nobody("the broker's commission plans", "PlanHead", "PlanVersion"),
        *of_nobody(
            "settled deals: ids, figures and dates",
            "EarnedDeal",
            "Due",
            "Debt",
            "Payout",
            "PayTurn",
        ),
        *of_nobody("how and when tiers are settled", "TierRule", "TierSettlement", "TierClock"),
        *of_nobody("up to which day commissions were sent on", "OnwardClock"),
        *of_nobody("runs over all brokers' deals: ids, figures and dates", "Run", "RunRow"),
    ),
    _copied,
    (erased,),
)
