"""Commissions over all brokers for the staff, in their data scope, and the sums of lists.

Rows stand in a list of their day and kind of scheme, in a few partitions, so a report reads the
days asked for and nothing else. Without days it reaches back `DAYS_BACK`. A page may be short, or
empty, although another follows.
"""

from datetime import UTC, date, datetime, timedelta

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import MAX_PAGE_SIZE, Page, PageRequest
from chalicelib.partners.model.earnings import Commission, EarnedDeal, SchemeKind
from chalicelib.partners.model.sought import Sought, SumsPart
from chalicelib.partners.rules import seeking
from chalicelib.partners.service.explaining import Days
from chalicelib.partners.store import earnings as store
from chalicelib.storage import cursors

DAYS_BACK = 92
_DAYS_A_PAGE = 31
_ROUNDS = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reported:
    """A commission with the deal behind it, and the names of those whom the reader may see."""

    commission: Commission
    deal: EarnedDeal | None
    recipient_name: str
    client_name: str
    names_client: bool


def page(
    actor: Actor, kind: SchemeKind, sought: Sought, days: Days, request: PageRequest
) -> Page[Reported]:
    """Commissions of one kind of scheme to brokers in the actor's scope, the newest deal first.

    Raises:
        Invalid: ``cursor_invalid``.
    """
    cursor = request.cursor
    for _ in range(_ROUNDS):
        read = _read(kind, sought, days, PageRequest(request.limit, cursor))
        found = [one for one in read.items if seeking.matches(one, sought)]
        shown = _reported(actor, found)
        cursor = read.next_cursor
        if shown or cursor is None:
            return Page(tuple(shown), cursor)
    return Page((), cursor)


def sums(
    actor: Actor, kind: SchemeKind, sought: Sought, days: Days, cursor: str | None
) -> SumsPart:
    """The sums of the next of them, by state and currency; the parts add up.

    Raises:
        Invalid: ``cursor_invalid``.
    """
    read = page(actor, kind, sought, days, PageRequest(MAX_PAGE_SIZE, cursor))
    found = [one.commission for one in read.items]
    return SumsPart(len(found), seeking.summed(found), read.next_cursor)


def _read(kind: SchemeKind, sought: Sought, days: Days, request: PageRequest) -> Page[Commission]:
    if sought.deal_id is not None:
        return Page(tuple(_of_ticket(kind, sought.deal_id, sought.server_id)))
    if sought.recipient_id is not None:
        return store.page(sought.recipient_id, *days.bounds, request)
    since, until = _bounds(days)
    name = f"commission-report|{kind}|{days}|{sought}"
    left = cursors.unseal(name, request.cursor) if request.cursor else f"{_last(until)}|"
    day_text, _, beyond = left.partition("|")
    day, found = date.fromisoformat(day_text), list[Commission]()
    for _ in range(_DAYS_A_PAGE):
        if day < since.astimezone(UTC).date():
            return Page(tuple(found))
        room = request.limit - len(found)
        some = store.of_day(kind, day, since, until, beyond or None, room)
        found += some
        if len(some) == room:
            place = store.place_in_day(some[-1])
            return Page(tuple(found), cursors.seal(name, f"{day}|{place}"))
        day, beyond = day - _DAY, ""
    return Page(tuple(found), cursors.seal(name, f"{day}|"))


def _of_ticket(kind: SchemeKind, ticket: str, server_id: str | None) -> list[Commission]:
    """All that a deal came to, on whichever server it has that ticket."""
    servers = [server_id] if server_id else [one.id for one in accounts.server_configs()]
    found = store.deals((one, ticket) for one in servers)
    return [
        row
        for deal in found.values()
        for upline in deal.path
        for row in store.of_deal(deal, upline.client_id)
        if row.kind is kind
    ]


def _bounds(days: Days) -> tuple[datetime, datetime]:
    """From which moment on, and before which; as far back as a report reaches without days."""
    since, until = days.bounds
    until = until or ports.now() + _DAY
    return since or until - timedelta(days=DAYS_BACK), until


def _last(until: datetime) -> date:
    return (until - timedelta(microseconds=1)).astimezone(UTC).date()


def _reported(actor: Actor, found: list[Commission]) -> list[Reported]:
    """Those whose recipients the actor may see, with the deals and names behind them."""
    ids = {one.recipient_id for one in found} | {one.client_id for one in found}
    seen = {one.id: one.name for one in clients.visible(actor, ids)}
    shown = [one for one in found if one.recipient_id in seen]
    deals = store.deals((one.server_id, one.deal_id) for one in shown)
    return [
        Reported(
            commission=one,
            deal=deals.get((one.server_id, one.deal_id)),
            recipient_name=seen[one.recipient_id],
            client_name=seen.get(one.client_id, ""),
            names_client=one.client_id in seen,
        )
        for one in shown
    ]
