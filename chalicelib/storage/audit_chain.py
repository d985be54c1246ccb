"""Where the audit chain lives: its links, its head, and how far it has been checked.

Links are made after the records, from what the table's stream brings: the very item that was
written, not what the table says later. `append` passes over records that are linked, so that a
batch may come twice and from several shards of the stream at once. `check` walks the chain in
slices and links what the stream has missed. Nothing here changes or removes an audit record.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.core.audit_chain import Fault, Head, Link, extended, fault_of, past
from chalicelib.core.audit_seal import client_of, is_erased
from chalicelib.core.errors import Conflict
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import PageRequest
from chalicelib.storage import audit
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit
from chalicelib.storage.wire import Item, item_from_wire

BATCH = 45
_TABLE = Table("audit")
_PART = 1_000
_FAULTS_KEPT = 50
_MISSED_AFTER = timedelta(minutes=5)
_FIRST_REACH = timedelta(days=1)


@dataclass(frozen=True)
class Place:
    """Which link a record has; it stands beside the record and lets nobody link it twice."""

    record_id: str
    sequence: int
    version: int = 0


@dataclass(frozen=True)
class Check:
    """How far the present walk has come, and what the last whole one found.

    ``faults`` are those of the last whole walk and of this one so far; ``found`` those of this.
    Everything written before ``swept_until`` is known to be linked.
    """

    at: Head = Head()
    found: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()
    checked_at: datetime | None = None
    checked_up_to: int = 0
    swept_until: datetime | None = None
    version: int = 0


def _link_key(sequence: int) -> Key:
    return Key(f"CHAIN#{sequence // _PART:012}", f"{sequence:015}")


_HEAD, _CHECK = Key("CHAIN", "HEAD"), Key("CHAIN", "CHECK")
_LINKS = Rows(_TABLE, Link, lambda one: _link_key(one.sequence))
_PLACES = Rows(_TABLE, Place, lambda one: _place_key(one.record_id))
_HEADS = Rows(_TABLE, Head, lambda _: _HEAD)
_CHECKS = Rows(_TABLE, Check, lambda _: _CHECK)


def _place_key(record_id: str) -> Key:
    return Key(record_id, "place")


def head() -> Head:
    """Where the chain ends."""
    return _HEADS.find(_HEAD) or Head()


def checked() -> Check:
    """How far the chain is checked, and what was found."""
    return _CHECKS.find(_CHECK) or Check()


def new_records(wire_images: Iterable[Item]) -> list[Item]:
    """The audit records among a stream batch's new items, as they were written."""
    items = [item_from_wire(wire) for wire in wire_images]
    return [item for item in items if item["sk"] == audit.RECORD]


def append(unit: Unit, records: list[Item]) -> int:
    """Link those of ``records`` (at most `BATCH`) that have no place yet; returns how many."""
    known = _TABLE.get_many(_place_key(item["id"]) for item in records)
    fresh = [item for item in records if _place_key(item["id"]) not in known]
    before = head()
    after, links = extended(before, fresh, unit.now)
    for link in links:
        _LINKS.insert(unit, link, Stale("another batch was quicker"))
        place = Place(link.record_id, link.sequence)
        _PLACES.insert(unit, place, Stale("the record has just been linked"))
    if links:
        _put_head(unit, before, after)
    return len(links)


def _put_head(unit: Unit, before: Head, after: Head) -> None:
    if before.version == 0:
        _HEADS.insert(unit, after, Stale("the chain has just been begun"))
    else:
        _HEADS.change(unit, before, after)


def missed(since: datetime | None, now: datetime) -> Iterator[list[Item]]:
    """Batches of records that the stream should have brought by now, from ``since`` on."""
    until = now - _MISSED_AFTER
    day = (since or until - _FIRST_REACH).date()
    while day <= until.date():
        cursor: str | None = None
        while True:
            page = audit.items_of_day(day.isoformat(), PageRequest(BATCH, cursor), since, until)
            if page.items:
                yield list(page.items)
            cursor = page.next_cursor
            if cursor is None:
                break
        day += timedelta(days=1)


def swept(unit: Unit, before: Check, now: datetime) -> Check:
    """Note that everything up to a few minutes before ``now`` is linked."""
    return _put_check(unit, before, replace(before, swept_until=now - _MISSED_AFTER))


def walk_on(unit: Unit, before: Check) -> Check:
    """Check the next `BATCH` links with their records; at the head the walk is whole."""
    end = head()
    links = [one for one in _links_after(before.at.sequence) if one.sequence <= end.sequence]
    records = _TABLE.get_many(Key(link.record_id, audit.RECORD) for link in links)
    at, found = before.at, list(before.found)
    for link in links:
        record = records.get(Key(link.record_id, audit.RECORD))
        fault = fault_of(at, link, record) or _unexplained(link, record)
        at = past(at, link, fault)
        if fault is not None:
            found.append(fault)
    after = replace(before, at=at, found=tuple(found[:_FAULTS_KEPT]))
    if at.sequence >= end.sequence or not links:
        return _put_check(unit, before, _whole(after, end, unit.now))
    known = {*before.faults}
    new = tuple(one for one in after.found if one not in known)
    return _put_check(unit, before, replace(after, faults=(*before.faults, *new)[:_FAULTS_KEPT]))


def _unexplained(link: Link, record: Item | None) -> Fault | None:
    """A record may be erased of its client alone, and only after they were deleted."""
    if record is None or not is_erased(record) or audit.was_deleted(client_of(record)):
        return None
    return Fault(link.sequence, link.record_id, "erased_without_deletion")


def _whole(walked: Check, end: Head, now: datetime) -> Check:
    """The walk has come to the end; the chain must end where the head says."""
    found = walked.found
    if (walked.at.sequence, walked.at.hash) != (end.sequence, end.hash):
        found = (*found, Fault(walked.at.sequence + 1, "", "end_differs"))
    return replace(
        walked,
        at=Head(),
        found=(),
        faults=found,
        checked_at=now,
        checked_up_to=walked.at.sequence,
    )


def _put_check(unit: Unit, before: Check, after: Check) -> Check:
    taken = Conflict("another check was quicker")
    if before.version == 0:
        return _CHECKS.insert(unit, after, taken)
    return _CHECKS.change(unit, before, after, taken)


def _links_after(sequence: int) -> list[Link]:
    """The next links, of one or two parts of the chain."""
    beginning = sequence + 1
    links: list[Link] = []
    for part in (beginning, (beginning // _PART + 1) * _PART):
        if len(links) < BATCH:
            within = Range(_link_key(part).pk, after=_link_key(part).sk, newest_first=False)
            links += _LINKS.all(within, BATCH - len(links))
    return links


def exported() -> Iterator[tuple[Link, Item | None]]:
    """The whole chain with its records, from the beginning to the present head."""
    end, at = head(), 0
    while at < end.sequence:
        links = _links_after(at)
        if not links:
            return
        keys = [Key(link.record_id, audit.RECORD) for link in links]
        records = _TABLE.get_many(keys)
        for link, key in zip(links, keys, strict=True):
            if link.sequence <= end.sequence:
                yield link, records.get(key)
        at = links[-1].sequence
