"""What a broker sees of all that they have earned: their own list, and what it comes to.

No further back than reports reach, and without whose trade it was beyond the levels shown.
"""

from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import MAX_PAGE_SIZE, Page, PageRequest
from chalicelib.partners.model.earnings import Commission, EarnedDeal
from chalicelib.partners.model.sought import Sought, SumsPart
from chalicelib.partners.rules import seeking
from chalicelib.partners.service.explaining import NOTHING_TOLD, Days, Told, told_of
from chalicelib.partners.store import earnings as store

_ROUNDS = 5


@dataclass(frozen=True)
class OwnLine:
    """A commission with the deal behind it, if that is still there.

    ``told`` is what its broker is told of the trader.
    """

    commission: Commission
    deal: EarnedDeal | None
    told: Told


def page(actor: Actor, sought: Sought, days: Days, request: PageRequest) -> Page[OwnLine]:
    """What the broker who asks has earned, by when the deals were closed, the newest first.

    A page may be short, or empty, although another follows.
    """
    read = _rows(actor, sought, days, request)
    told = told_of(actor, actor.id, {one.client_id for one in read.items if one.client_id})
    deals = store.behind(read.items)
    return read.map(
        lambda one: OwnLine(
            commission=one,
            deal=deals.get((one.server_id, one.deal_id, one.revision)),
            told=told.get(one.client_id, NOTHING_TOLD),
        )
    )


def sums(actor: Actor, sought: Sought, days: Days, cursor: str | None) -> SumsPart:
    """The sums of the next of them, by state and currency; the parts add up."""
    read = _rows(actor, sought, days, PageRequest(MAX_PAGE_SIZE, cursor))
    return SumsPart(len(read.items), seeking.summed(read.items), read.next_cursor)


def _rows(actor: Actor, sought: Sought, days: Days, request: PageRequest) -> Page[Commission]:
    since, until = days.bounds
    levels = clients.levels_shown()
    cursor = request.cursor
    for _ in range(_ROUNDS):
        following = PageRequest(request.limit, cursor)
        read = store.page(actor.id, clients.reports_since(since), until, following)
        named = (seeking.unnamed(one, levels) for one in read.items)
        found = tuple(one for one in named if seeking.matches(one, sought))
        cursor = read.next_cursor
        if found or cursor is None:
            return Page(found, cursor)
    return Page((), cursor)
