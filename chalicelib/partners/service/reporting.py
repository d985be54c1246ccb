"""Commissions over all brokers for the staff, in their data scope, and the sums of lists.

Rows stand in a list of their day and kind of scheme, in a few partitions, so a report reads the
days asked for and nothing else. Without days it reaches back `DAYS_BACK`. A page may be short, or
empty, although another follows.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import StoredDeal
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import MAX_PAGE_SIZE, Page, PageRequest
from chalicelib.partners.model.earnings import (
    Commission,
    DealKey,
    EarnedDeal,
    Rebate,
    SchemeKind,
)
from chalicelib.partners.model.sought import Sought, SumsPart
from chalicelib.partners.rules import seeking, telling
from chalicelib.partners.service.explaining import Days
from chalicelib.partners.store import earnings as store
from chalicelib.storage import cursors

DAYS_BACK = 92
_DAYS_A_PAGE = 31
_ROUNDS = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reported:
    """A commission with the deal behind it, and the names of those whom the reader may see.

    ``deal`` is what it was computed from, ``traded`` what the server says of the trade now; both
    are None where the trader is outside the reader's data scope (``names_client``), or where it is
    there no more.
    """

    commission: Commission
    deal: EarnedDeal | None
    traded: StoredDeal | None
    recipient_name: str
    client_name: str
    names_client: bool
    rebate: Rebate | None


def page(
    actor: Actor, kind: SchemeKind, sought: Sought, days: Days, request: PageRequest
) -> Page[Reported]:
    """Commissions of one kind of scheme to brokers in the actor's scope, the newest deal first.

    Raises:
        Invalid: ``cursor_invalid``.
    """
    seen = _seen_page(actor, kind, sought, days, request)
    return Page(tuple(_reported(seen.items)), seen.next_cursor)


def sums(
    actor: Actor, kind: SchemeKind, sought: Sought, days: Days, cursor: str | None
) -> SumsPart:
    """The sums of the next of them, by state and currency; the parts add up.

    Raises:
        Invalid: ``cursor_invalid``.
    """
    seen = _seen_page(actor, kind, sought, days, PageRequest(MAX_PAGE_SIZE, cursor))
    found = [one.commission for one in seen.items]
    return SumsPart(len(found), seeking.summed(found), seen.next_cursor)


def page_of(actor: Actor, client_id: str, days: Days, request: PageRequest) -> Page[Reported]:
    """What one client has earned, of every kind, for staff who may see them.

    Raises:
        NotFound.
    """
    clients.client(actor, client_id)
    read = store.page(client_id, *days.bounds, request)
    return Page(told(actor, read.items), read.next_cursor)


def told(actor: Actor, found: Sequence[Commission]) -> tuple[Reported, ...]:
    """Commissions that were read elsewhere, without those that the actor may not see."""
    return tuple(_reported(_seen(actor, found)))


def sums_of(actor: Actor, client_id: str, days: Days, cursor: str | None) -> SumsPart:
    """The sums of the next of them, by state and currency; the parts add up.

    Raises:
        NotFound. Invalid: ``cursor_invalid``.
    """
    clients.client(actor, client_id)
    read = store.page(client_id, *days.bounds, PageRequest(MAX_PAGE_SIZE, cursor))
    return SumsPart(len(read.items), seeking.summed(read.items), read.next_cursor)


@dataclass(frozen=True)
class _Seen:
    """A commission whose broker the reader sees; ``client_name`` is None of whom they do not."""

    commission: Commission
    recipient_name: str
    client_name: str | None


def _seen_page(
    actor: Actor, kind: SchemeKind, sought: Sought, days: Days, request: PageRequest
) -> Page[_Seen]:
    cursor = request.cursor
    for _ in range(_ROUNDS):
        read = _read(kind, sought, days, PageRequest(request.limit, cursor))
        seen = _seen(actor, [one for one in read.items if seeking.matches(one, sought)])
        cursor = read.next_cursor
        if seen or cursor is None:
            return Page(tuple(seen), cursor)
    return Page((), cursor)


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


def _seen(actor: Actor, found: Sequence[Commission]) -> list[_Seen]:
    """Those whose recipients the actor may see, with the names behind them."""
    ids = {one.recipient_id for one in found} | {one.client_id for one in found}
    names = {one.id: one.name for one in clients.visible(actor, ids)}
    return [
        _Seen(one, names[one.recipient_id], names.get(one.client_id))
        for one in found
        if one.recipient_id in names
    ]


def _reported(seen: Sequence[_Seen]) -> list[Reported]:
    """The same with the deals behind them, in two reads however many they are."""
    named = [one.commission for one in seen if one.client_name is not None]
    deals = store.behind(one.commission for one in seen)
    traded = accounts.stored_deals((one.server_id, one.deal_id) for one in named)
    return [_line(one, deals, traded) for one in seen]


def _line(
    seen: _Seen,
    deals: Mapping[tuple[str, str, int], EarnedDeal],
    traded: Mapping[DealKey, StoredDeal],
) -> Reported:
    one, is_named = seen.commission, seen.client_name is not None
    deal = deals.get((one.server_id, one.deal_id, one.revision))
    return Reported(
        commission=one,
        deal=deal if is_named else None,
        traded=traded.get((one.server_id, one.deal_id)) if is_named else None,
        recipient_name=seen.recipient_name,
        client_name=seen.client_name or "",
        names_client=is_named,
        rebate=telling.rebate(one, deal),
    )
