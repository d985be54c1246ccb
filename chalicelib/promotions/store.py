"""Rows of links, of who came by them, and counters that are only ever added to.

Counters stand at the link (in all, by day, by referrer) and at each referrer's sharing by day.
"""

from collections.abc import Iterable
from datetime import date

from chalicelib.core.errors import Conflict
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.promotions.model import (
    Audience,
    Came,
    DayFigures,
    Figures,
    PromotionalLink,
)
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit
from chalicelib.storage.wire import Item

_TABLE = Table("promotions")
_COUNTED = ("clicks", "pending", "approved", "rejected")


@dataclass(frozen=True)
class _Code:
    """Which link a code is of, for ever."""

    code: str
    link_id: str
    version: int = 0


@dataclass(frozen=True)
class _Shared:
    """A link in the list of one client whom it names."""

    link_id: str
    client_id: str
    version: int = 0


def _key(link_id: str) -> Key:
    return Key("LINKS", link_id)


def _indexes(link: PromotionalLink) -> Indexes:
    everybody = link.counts and link.draft.audience is Audience.ALL
    return {"by-audience": ("all" if everybody else None, link.id)}


_LINKS = Rows(_TABLE, PromotionalLink, lambda one: _key(one.id), _indexes)
_CODES = Rows(_TABLE, _Code, lambda one: Key(f"CODE#{one.code}", "CODE"))
_SHARED = Rows(
    _TABLE,
    _Shared,
    lambda one: Key(f"LINK#{one.link_id}", f"FOR#{one.client_id}"),
    lambda one: {"by-audience": (f"client#{one.client_id}", one.link_id)},
)
_CAME = Rows(_TABLE, Came, lambda one: Key(f"CLIENT#{one.client_id}", "CAME"))


def find(link_id: str) -> PromotionalLink | None:
    """The link as of now, a deleted one too."""
    return _LINKS.find(_key(link_id))


def of_code(code: str) -> PromotionalLink | None:
    """The link under a code."""
    claim = _CODES.find(Key(f"CODE#{code}", "CODE"))
    return None if claim is None else find(claim.link_id)


def page(request: PageRequest) -> Page[PromotionalLink]:
    """All links, deleted ones too, the newest first."""
    return _LINKS.page(Range("LINKS"), request)


def shared_with(client_id: str, request: PageRequest) -> Page[PromotionalLink]:
    """The links that a client has in their portal, the newest first."""
    lists = [Range("all", "by-audience"), Range(f"client#{client_id}", "by-audience")]
    read = _TABLE.merged_page(lists, request)
    named = [item["link_id"] for item in read.items if item["noun"] == _Shared.__name__]
    found = {one.id: one for one in _LINKS.get_many(_key(one) for one in named)}
    links = [
        found[item["link_id"]] if item["noun"] == _Shared.__name__ else _LINKS.from_item(item)
        for item in read.items
    ]
    return Page(tuple(links), read.next_cursor)


def is_shared_with(link_id: str, client_id: str) -> bool:
    """Whether a link names a client."""
    return _SHARED.find(Key(f"LINK#{link_id}", f"FOR#{client_id}")) is not None


def insert(unit: Unit, link: PromotionalLink) -> PromotionalLink:
    """Store a new link and claim its code.

    Raises:
        Conflict: ``link_code_taken`` (when the unit commits).
    """
    taken = Conflict("this code is taken", code="link_code_taken", field="code")
    _CODES.insert(unit, _Code(link.code, link.id), taken)
    _share(unit, link, set(), _named(link))
    return _LINKS.insert(unit, link, Stale("a link's id came twice"))


def change(unit: Unit, before: PromotionalLink, after: PromotionalLink) -> PromotionalLink:
    """Store a link in place of the one read."""
    _share(unit, after, _named(before), _named(after))
    return _LINKS.change(unit, before, after)


def _named(link: PromotionalLink) -> set[str]:
    is_named = link.counts and link.draft.audience is Audience.NAMED
    return set(link.draft.named_ids) if is_named else set()


def _share(unit: Unit, link: PromotionalLink, old: set[str], new: set[str]) -> None:
    for one in sorted(new - old):
        _SHARED.insert(unit, _Shared(link.id, one), Stale("the link has changed"))
    for one in sorted(old - new):
        _SHARED.remove(unit, _Shared(link.id, one, version=1), Stale("the link has changed"))


def came(client_id: str) -> Came | None:
    """By which link a client came, once that is counted."""
    return _CAME.find(Key(f"CLIENT#{client_id}", "CAME"))


def keep_came(unit: Unit, before: Came | None, after: Came) -> None:
    """Store ``after`` in place of ``before``, which None says is not there yet."""
    if before is None:
        _CAME.insert(unit, after, Stale("counted meanwhile"))
    else:
        _CAME.change(unit, before, after)


def _day(day: date) -> str:
    return f"DAY#{day.isoformat()}"


def _sharing(link_id: str, referrer_id: str) -> str:
    return f"LINK#{link_id}#{referrer_id}"


def count(unit: Unit, link_id: str, referrer_id: str, day: date, **changes: int) -> None:
    """Add to the counters of a link: in all, of the day, and of the referrer, if there is one."""
    at = f"LINK#{link_id}"
    places: list[tuple[Key, Item]] = [
        (Key(at, "TOTAL"), {}),
        (Key(at, _day(day)), {"day": day.isoformat()}),
    ]
    if referrer_id:
        shared = _sharing(link_id, referrer_id)
        places.append((Key(at, f"BY#{referrer_id}"), {"referrer_id": referrer_id}))
        places.append((Key(shared, _day(day)), {"day": day.isoformat()}))
    for key, also in places:
        unit.add(_TABLE, key, {**changes, "version": 1}, also)


def totals(link_ids: Iterable[str], referrer_id: str = "") -> dict[str, Figures]:
    """The counts of links in all, or of one referrer's sharing of them, by link."""
    sort = f"BY#{referrer_id}" if referrer_id else "TOTAL"
    keys = {one: Key(f"LINK#{one}", sort) for one in link_ids}
    found = _TABLE.get_many(keys.values())
    return {one: _figures(found.get(key, {})) for one, key in keys.items()}


def days(link_id: str, referrer_id: str, at_most: int) -> tuple[DayFigures, ...]:
    """The last days on which anything was counted, the newest first."""
    pk = _sharing(link_id, referrer_id) if referrer_id else f"LINK#{link_id}"
    items = _TABLE.query(Range(pk, prefix="DAY#"), at_most)
    return tuple(DayFigures(date.fromisoformat(one["day"]), _figures(one)) for one in items)


def referrers(link_id: str, request: PageRequest) -> Page[tuple[str, Figures]]:
    """Who has shared a link with success, and what came of it."""
    read = _TABLE.merged_page([Range(f"LINK#{link_id}", prefix="BY#")], request)
    return read.map(lambda item: (str(item["referrer_id"]), _figures(item)))


def _figures(item: Item) -> Figures:
    return Figures(**{name: int(item.get(name, 0)) for name in _COUNTED})
