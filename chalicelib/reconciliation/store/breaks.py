"""Breaks with their history, repairs, and the tallies of what is open."""

from chalicelib.core.clock import iso
from chalicelib.core.errors import NotFound
from chalicelib.core.money import Money
from chalicelib.core.paging import Page, PageRequest
from chalicelib.reconciliation.model.breaks import Break, BreakEvent, BreakStatus
from chalicelib.reconciliation.model.repairs import LIVE, Repair
from chalicelib.reconciliation.model.runs import Tally
from chalicelib.reconciliation.store import TABLE
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range
from chalicelib.storage.unit import Stale, Unit

_NOBODY = "nobody"
_UNDER_WAY = "REPAIR#live"
_TALLY = "TALLY"
_NO_CURRENCY = "-"
_MOST_TALLIES = 500
_MOST_EVENTS = 200
_MOST_REPAIRS = 50
_OF_ONE = 500


def _key(break_id: str) -> Key:
    return Key(f"BREAK#{break_id}", "BREAK")


def _indexes(one: Break) -> Indexes:
    sort = f"{iso(one.since)}#{one.id}"
    is_open = one.is_open
    of_account = f"OPEN#{one.account_id}" if is_open and one.account_id else None
    of_client = f"OPEN#{one.client_id}" if is_open and one.client_id else None
    return {
        "by-status": (f"BREAK#{one.status}", sort),
        "by-side": (f"BREAK#{one.status}#{one.side}", sort),
        "by-owner": (f"BREAK#{one.status}#{one.owner_id or _NOBODY}", sort),
        "by-subject": (of_account, sort),
        "by-client": (of_client, sort),
    }


_BREAKS = Rows(TABLE, Break, lambda one: _key(one.id), _indexes)
_EVENTS = Rows(
    TABLE, BreakEvent, lambda one: Key(f"BREAK#{one.break_id}", f"EVENT#{iso(one.at)}#{one.id}")
)
_REPAIRS = Rows(
    TABLE,
    Repair,
    lambda one: Key(f"BREAK#{one.break_id}", f"REPAIR#{one.id}"),
    lambda one: {
        "by-status": (
            _UNDER_WAY if one.status in LIVE else None,
            f"{iso(one.changed_at or one.proposed_at)}#{one.id}",
        )
    },
)


def find(break_id: str) -> Break | None:
    """The break, open or closed, or None."""
    return _BREAKS.find(_key(break_id))


def get(break_id: str) -> Break:
    """The break.

    Raises:
        NotFound.
    """
    return _BREAKS.get(_key(break_id), NotFound("no such break", what="break"))


def many(break_ids: list[str]) -> list[Break]:
    """The breaks that exist among ``break_ids``."""
    return _BREAKS.get_many(_key(one) for one in break_ids)


def save(unit: Unit, before: Break | None, after: Break) -> Break:
    """Store a break, and count it where it is open."""
    _count(unit, before, after)
    if before is None:
        return _BREAKS.insert(unit, after, Stale("the break was noted meanwhile"))
    return _BREAKS.change(unit, before, after)


def _count(unit: Unit, before: Break | None, after: Break) -> None:
    """Add to the tallies what changes; equal ones take nothing and are left alone."""
    changes: dict[tuple[str, str], list[int]] = {}
    for one, sign in ((before, -1), (after, 1)):
        if one is not None and one.is_open:
            currency = one.difference.currency if one.difference else _NO_CURRENCY
            sums = changes.setdefault((one.side, currency), [0, 0])
            sums[0] += sign
            sums[1] += sign * (one.difference.minor if one.difference else 0)
    for (side, currency), (count, minor) in changes.items():
        if count or minor:
            unit.add(
                TABLE,
                Key(_TALLY, f"{side}#{currency}"),
                {"open_breaks": count, "difference_minor": minor},
                {"side": side, "currency": currency},
            )


def tallies() -> tuple[list[Tally], int]:
    """Open breaks per side and currency, and how many there are in all."""
    items = TABLE.query(Range(_TALLY, newest_first=False), _MOST_TALLIES)
    found = [
        Tally(
            item["side"],
            item["currency"],
            item["open_breaks"],
            Money(item["difference_minor"], item["currency"]),
        )
        for item in items
        if item["currency"] != _NO_CURRENCY and item["open_breaks"]
    ]
    return found, sum(item["open_breaks"] for item in items)


def page(
    status: BreakStatus, side: str, owner: str | None, before: str | None, request: PageRequest
) -> Page[Break]:
    """One page of a list of breaks, the oldest first; ``owner`` empty is nobody.

    ``before``: no younger than this time.
    """
    if owner is not None:
        where, index = f"BREAK#{status}#{owner or _NOBODY}", "by-owner"
    elif side:
        where, index = f"BREAK#{status}#{side}", "by-side"
    else:
        where, index = f"BREAK#{status}", "by-status"
    newest_first = status is BreakStatus.CLOSED
    return _BREAKS.page(Range(where, index, before=before, newest_first=newest_first), request)


def open_of_side(side: str, at_most: int) -> list[Break]:
    """The open breaks of one side, oldest first."""
    where = f"BREAK#{BreakStatus.OPEN}#{side}"
    return _BREAKS.all(Range(where, "by-side", newest_first=False), at_most)


def open_of_account(account_id: str) -> list[Break]:
    """The open breaks of one trading account."""
    return _BREAKS.all(Range(f"OPEN#{account_id}", "by-subject"), _OF_ONE)


def open_of_client(client_id: str) -> list[Break]:
    """The open breaks of one client."""
    return _BREAKS.all(Range(f"OPEN#{client_id}", "by-client"), _OF_ONE)


def tell(unit: Unit, event: BreakEvent) -> None:
    """Add a line to a break's history."""
    _EVENTS.insert(unit, event, Stale("an event id came twice"))


def events(break_id: str) -> list[BreakEvent]:
    """The history of a break, oldest first; the newest of a very long one."""
    within = Range(f"BREAK#{break_id}", prefix="EVENT#")
    return list(reversed(_EVENTS.all(within, _MOST_EVENTS)))


def repair(break_id: str, repair_id: str) -> Repair:
    """One repair of a break.

    Raises:
        NotFound.
    """
    key = Key(f"BREAK#{break_id}", f"REPAIR#{repair_id}")
    return _REPAIRS.get(key, NotFound("no such repair", what="repair"))


def repairs(break_id: str) -> list[Repair]:
    """The repairs of a break, newest first."""
    return _REPAIRS.all(Range(f"BREAK#{break_id}", prefix="REPAIR#"), _MOST_REPAIRS)


def save_repair(unit: Unit, before: Repair | None, after: Repair) -> Repair:
    """Store a repair."""
    if before is None:
        return _REPAIRS.insert(unit, after, Stale("a repair id came twice"))
    return _REPAIRS.change(unit, before, after)


def live_repairs(at_most: int) -> list[Repair]:
    """Repairs that wait or are under way, those untouched longest first."""
    return _REPAIRS.all(Range(_UNDER_WAY, "by-status", newest_first=False), at_most)
