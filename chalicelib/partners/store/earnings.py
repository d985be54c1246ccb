"""Rows of what was earned: a deal's settlement, each broker's commissions, what waits to be paid.

A broker's commissions and dues lie in a few partitions each, chosen by the deal, so that whoever
stands above half of all traders is not one hot key; a list merges them.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from chalicelib.core.clock import iso
from chalicelib.core.money import Money
from chalicelib.core.paging import Page, PageRequest
from chalicelib.partners.model.earnings import (
    Commission,
    CommissionState,
    Debt,
    Due,
    EarnedDeal,
    SchemeKind,
)
from chalicelib.partners.model.reviews import HeldDue
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit
from chalicelib.storage.wire import Item

SHARDS = 4
SWEPT_SHARDS = 4
_MOST_REVISIONS = 1000
_TABLE = Table("partners")
_TROUBLED = frozenset(
    {
        CommissionState.FAILED,
        CommissionState.RECYCLED,
        CommissionState.TO_APPROVE,
        CommissionState.OWED,
        CommissionState.TAKEN,
        CommissionState.WAIVED,
    }
)


def _deal_key(server_id: str, deal_id: str, revision: int = 0) -> Key:
    last = f"EARNED#{revision:05d}" if revision else "EARNED"
    return Key(f"DEAL#{server_id}#{deal_id}", last)


def _shard(text: str, shards: int) -> int:
    return sum(text.encode()) % shards


def place(one: Commission | Due | Debt | HeldDue, at: datetime) -> str:
    """Where it stands in a list by ``at``."""
    return f"{iso(at)}#{name_of(one)}"


def name_of(one: Commission | Due | Debt | HeldDue) -> str:
    """What tells one commission of a recipient from all others; an adjustment has its currency.

    A deal may come to an amount in another currency, which is one adjustment less and one more.
    """
    name = f"{one.server_id}#{one.deal_id}#{one.kind}"
    if not one.revision or one.amount is None:
        return name
    return f"{name}#{one.revision:05d}#{one.amount.currency}"


def _earned_by(recipient_id: str, shard: int) -> str:
    return f"EARNS#{recipient_id}#{shard}"


def _owed_to(recipient_id: str, currency: str, shard: int) -> str:
    return f"DUE#{recipient_id}#{currency}#{shard}"


def _key(one: Commission | Due | Debt | HeldDue) -> Key:
    shard = _shard(one.deal_id, SHARDS)
    return Key(_earned_by(one.recipient_id, shard), place(one, one.closed_at))


def _commission_indexes(one: Commission) -> Indexes:
    sort = f"{iso(one.earned_at)}#{one.recipient_id}#{name_of(one)}"
    return {
        "by-state": (one.state.value if one.state in _TROUBLED else None, sort),
        "by-day": (
            _of_day(one.kind, iso(one.closed_at)[:10], _shard(one.deal_id, SHARDS)),
            place_in_day(one),
        ),
    }


def _of_day(kind: SchemeKind, day: str, shard: int) -> str:
    return f"{kind}#{day}#{shard}"


def place_in_day(one: Commission) -> str:
    """Where a commission stands in the list of its day."""
    return f"{iso(one.closed_at)}#{name_of(one)}#{one.recipient_id}"


def _due_key(due: Due) -> Key:
    shard = _shard(due.deal_id, SHARDS)
    return Key(_owed_to(due.recipient_id, due.amount.currency, shard), place(due, due.due_at))


def _due_indexes(due: Due) -> Indexes:
    sort = f"{iso(due.due_at)}#{due.recipient_id}#{name_of(due)}"
    return {"by-due": (f"due#{_shard(due.recipient_id, SWEPT_SHARDS)}", sort)}


_DEALS = Rows(
    _TABLE,
    EarnedDeal,
    lambda one: _deal_key(one.trade.server_id, one.trade.deal_id, one.revision),
)
_COMMISSIONS = Rows(_TABLE, Commission, _key, _commission_indexes)
_DUES = Rows(_TABLE, Due, _due_key, _due_indexes)


def deal(server_id: str, deal_id: str, revision: int = 0) -> EarnedDeal | None:
    """The settlement of one deal as it was first, or in a later revision; or None."""
    return _DEALS.find(_deal_key(server_id, deal_id, revision))


def latest_of(deals: Iterable[tuple[str, str]]) -> list[EarnedDeal]:
    """What deals come to now, by server and deal, as far as they are settled."""
    wanted = list(deals)
    revised = _DEALS.get_many(_deal_key(*one, 1) for one in wanted)
    again = {(one.trade.server_id, one.trade.deal_id) for one in revised}
    once = _DEALS.get_many(_deal_key(*one) for one in wanted if one not in again)
    return [*once, *(revisions(*one)[-1] for one in sorted(again))]


def revisions(server_id: str, deal_id: str) -> list[EarnedDeal]:
    """All that a deal ever came to, the first settlement first; empty of one never settled."""
    within = Range(_deal_key(server_id, deal_id).pk, prefix="EARNED", newest_first=False)
    return _DEALS.all(within, _MOST_REVISIONS)


def add_deal(unit: Unit, new: EarnedDeal) -> EarnedDeal:
    """Store the settlement of a deal; when somebody else was first the unit decides again."""
    return _DEALS.insert(unit, new, Stale("the deal was settled meanwhile"))


def change_deal(unit: Unit, before: EarnedDeal, after: EarnedDeal) -> EarnedDeal:
    """Store how far the commissions of a deal are written."""
    return _DEALS.change(unit, before, after)


def add(unit: Unit, new: Commission) -> Commission:
    """Store a commission, and what waits of it."""
    if new.state is CommissionState.WAITING:
        owe(unit, new)
    return _COMMISSIONS.insert(unit, new, Stale("the commission was written meanwhile"))


def owe(unit: Unit, one: Commission) -> None:
    """Store that a commission waits to be paid."""
    if one.moves is None or one.due_at is None:
        raise ValueError("only an amount with its date can wait")
    due = Due(
        recipient_id=one.recipient_id,
        kind=one.kind,
        server_id=one.server_id,
        deal_id=one.deal_id,
        closed_at=one.closed_at,
        amount=one.moves,
        due_at=one.due_at,
        revision=one.revision,
    )
    _DUES.insert(unit, due, Stale("it waits already"))


def change(unit: Unit, before: Commission, after: Commission) -> Commission:
    """Store what became of a commission."""
    return _COMMISSIONS.change(unit, before, after)


def of_deal(deal: EarnedDeal, recipient_id: str) -> list[Commission]:
    """What somebody got of a deal by kind of scheme, with what was adjusted later."""
    trade = deal.trade
    place = f"{iso(trade.closed_at)}#{trade.server_id}#{trade.deal_id}#"
    within = Range(
        _earned_by(recipient_id, _shard(trade.deal_id, SHARDS)), prefix=place, newest_first=False
    )
    found = _COMMISSIONS.all(within, _MOST_REVISIONS)
    return sorted(found, key=lambda one: (one.revision, list(SchemeKind).index(one.kind)))


def of_dues(dues: Iterable[Due | Debt | HeldDue]) -> list[Commission]:
    """The commissions that wait, are held, or are to be taken back, in the order of ``dues``."""
    return _COMMISSIONS.get_many(map(_key, dues))


def page(
    recipient_id: str, since: datetime | None, until: datetime | None, request: PageRequest
) -> Page[Commission]:
    """The commissions of a broker by when the deals were closed, the newest first."""
    after, before = (iso(since) if since else None), (iso(until) if until else None)
    lists = [
        Range(_earned_by(recipient_id, shard), after=after, before=before)
        for shard in range(SHARDS)
    ]
    return _COMMISSIONS.page(lists, request)


def of_day(
    kind: SchemeKind,
    day: date,
    since: datetime,
    until: datetime,
    beyond: str | None,
    at_most: int,
) -> list[Commission]:
    """The next commissions of one kind for deals closed on a day (UTC), the newest first."""
    found: list[Item] = []
    for shard in range(SHARDS):
        within = Range(
            _of_day(kind, day.isoformat(), shard), "by-day", after=iso(since), before=iso(until)
        )
        found += _TABLE.query(within, at_most, beyond=beyond)
    found.sort(key=lambda item: str(item["by_day_sk"]), reverse=True)
    return [_COMMISSIONS.from_item(item) for item in found[:at_most]]


def behind(rows: Iterable[Commission]) -> dict[tuple[str, str, int], EarnedDeal]:
    """The settlements that commissions are of, by server, ticket and revision, in one read."""
    wanted = dict.fromkeys((one.server_id, one.deal_id, one.revision) for one in rows)
    found = _DEALS.get_many(_deal_key(*one) for one in wanted)
    return {(*one.key, one.revision): one for one in found}


def deals(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], EarnedDeal]:
    """Settlements by server and ticket, in one read."""
    wanted = dict.fromkeys(keys)
    found = _DEALS.get_many(_deal_key(*one) for one in wanted)
    return {(one.trade.server_id, one.trade.deal_id): one for one in found}


def troubled(state: CommissionState, request: PageRequest) -> Page[Commission]:
    """Failed, recycled or taken-back commissions of all brokers, the newest first."""
    return _COMMISSIONS.page(Range(state.value, "by-state"), request)


def count_troubled(state: CommissionState, at_most: int) -> int:
    """How many of them there are, counting no further than ``at_most``."""
    return _TABLE.count(Range(state.value, "by-state"), at_most)


def dues(recipient_id: str, currency: str, now: datetime, at_most: int) -> list[Due]:
    """What may be paid at ``now``, the oldest first."""
    found: list[Due] = []
    for shard in range(SHARDS):
        within = Range(
            _owed_to(recipient_id, currency, shard), before=f"{iso(now)}#~", newest_first=False
        )
        found += _DUES.all(within, at_most)
    return sorted(found, key=lambda one: (one.due_at, one.deal_id))[:at_most]


def overdue(shard: int, now: datetime, at_most: int) -> list[tuple[str, str]]:
    """Whom something is due to and in which currency, from one part of what waits."""
    within = Range(f"due#{shard}", "by-due", before=f"{iso(now)}#~", newest_first=False)
    found = _DUES.all(within, at_most)
    return list(dict.fromkeys((one.recipient_id, one.amount.currency) for one in found))


def take(unit: Unit, due: Due) -> None:
    """Take what waits away: whoever does it alone may pay it."""
    _DUES.remove(unit, due, Stale("it was paid meanwhile"))


def due_of(one: Commission) -> Due | None:
    """What waits of a commission, or None."""
    if one.amount is None or one.due_at is None:
        return None
    shard = _shard(one.deal_id, SHARDS)
    owed = _owed_to(one.recipient_id, one.amount.currency, shard)
    return _DUES.find(Key(owed, place(one, one.due_at)))


def change_due(unit: Unit, before: Due, left: Money) -> None:
    """Store what is left of an amount that waits; nothing of one that is cancelled."""
    if left.minor:
        _DUES.change(unit, before, replace(before, amount=left))
    else:
        take(unit, before)
