"""Where notices live: bell items and the box of each person, and what was delivered to whom."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from chalicelib.core.actor import Realm
from chalicelib.core.clock import iso
from chalicelib.core.errors import FairleadError, NotFound
from chalicelib.core.keeping import Run
from chalicelib.core.paging import Page, PageRequest
from chalicelib.notifications.model import (
    AddressMark,
    BellItem,
    Box,
    Channels,
    Delivery,
    Text,
    TextChanged,
)
from chalicelib.storage.keeping import remove_all
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("notifications")
_ROUNDS = 8

Test = Callable[[BellItem], bool]


def _bell(realm: Realm, subject_id: str) -> str:
    return f"BELL#{realm}:{subject_id}"


def _delivery_key(message_id: str, channel: str, recipient: str) -> Key:
    return Key(f"DELIVERY#{message_id}", f"{channel}#{recipient}")


_ITEMS = Rows(_TABLE, BellItem, lambda item: Key(_bell(item.realm, item.subject_id), item.id))
_BOXES = Rows(_TABLE, Box, lambda box: Key(_bell(box.realm, box.subject_id), "BOX"))


def _mail_log(one: Delivery) -> Indexes:
    """Mails are listed by day and by person; the bell has a list of its own."""
    if one.at is None:
        return {}
    sort = f"{iso(one.at)}#{one.id}"
    return {
        "by-day": (iso(one.at)[:10], sort),
        "by-recipient": (one.recipient, sort),
    }


_DELIVERIES = Rows(
    _TABLE,
    Delivery,
    lambda one: _delivery_key(one.message_id, one.channel, one.recipient),
    _mail_log,
)
_TEXTS = Rows(_TABLE, Text, lambda one: _text_key(one.event, one.language))
_EDITIONS = Rows(
    _TABLE,
    Text,
    lambda one: Key(f"TEXT#{one.event}", f"{one.language}#{one.edition:06}"),
)
_MARKS = Rows(_TABLE, AddressMark, lambda one: _mark_key(one.client_id))
_CHANNELS = Rows(_TABLE, Channels, lambda one: _channels_key(one.event))


def _mark_key(client_id: str) -> Key:
    return Key(f"ADDRESS#{client_id}", "MARK")


def _text_key(event: str, language: str) -> Key:
    return Key(f"TEXT#{event}", language)


def _channels_key(event: str) -> Key:
    return Key(f"TEXT#{event}", "channels")


def box(realm: Realm, subject_id: str) -> Box:
    """Somebody's box; an empty one that is not stored yet when nothing was ever told."""
    return _BOXES.find(Key(_bell(realm, subject_id), "BOX")) or Box(realm, subject_id)


def put_box(unit: Unit, before: Box, after: Box) -> Box:
    """Store a box, new or changed."""
    if before.version == 0:
        return _BOXES.insert(unit, after, Stale("the box has just been made"))
    return _BOXES.change(unit, before, after)


def insert_item(unit: Unit, item: BellItem) -> None:
    """Add to somebody's bell list."""
    _ITEMS.insert(unit, item, Stale("the id is taken"))


def change_item(unit: Unit, before: BellItem, after: BellItem) -> BellItem:
    """Store ``after`` in place of ``before``."""
    return _ITEMS.change(unit, before, after)


def item(realm: Realm, subject_id: str, item_id: str) -> BellItem:
    """One item of somebody's list.

    Raises:
        NotFound: there is none in this list.
    """
    missing = NotFound(what="notification")
    if not item_id.startswith("ntf_"):
        raise missing
    return _ITEMS.get(Key(_bell(realm, subject_id), item_id), missing)


def items(realm: Realm, subject_id: str, page: PageRequest) -> Page[BellItem]:
    """Somebody's list, newest first."""
    return _ITEMS.page(Range(_bell(realm, subject_id), prefix="ntf_"), page)


def passing(realm: Realm, subject_id: str, page: PageRequest, test: Test) -> Page[BellItem]:
    """The part of somebody's list that passes ``test``. Reads a bounded number of pages: it may
    come short of the limit and still have a cursor to go on with."""
    found: list[BellItem] = []
    cursor = page.cursor
    for _ in range(_ROUNDS):
        part = items(realm, subject_id, PageRequest(page.limit - len(found), cursor))
        found.extend(one for one in part.items if test(one))
        cursor = part.next_cursor
        if cursor is None or len(found) == page.limit:
            break
    return Page(tuple(found), cursor)


def delivery(message_id: str, channel: str, recipient: str) -> Delivery | None:
    """What is known of telling a message to somebody on a channel."""
    return _DELIVERIES.find(_delivery_key(message_id, channel, recipient))


def insert_delivery(unit: Unit, one: Delivery, taken: FairleadError) -> Delivery:
    """Note a first attempt, or fail with ``taken``."""
    return _DELIVERIES.insert(unit, one, taken)


def change_delivery(unit: Unit, before: Delivery, after: Delivery) -> Delivery:
    """Note how an attempt goes on."""
    return _DELIVERIES.change(unit, before, after)


def mails_of_day(
    day: date, request: PageRequest, since: datetime, until: datetime
) -> Page[Delivery]:
    """The mails first tried on one day (UTC), newest first."""
    within = Range(day.isoformat(), "by-day", after=iso(since), before=iso(until))
    return _DELIVERIES.page(within, request)


def mails_to(
    recipient: str, request: PageRequest, since: datetime | None, until: datetime | None
) -> Page[Delivery]:
    """The mails to one person, newest first, from ``since`` to before ``until``."""
    after, before = iso(since) if since else None, iso(until) if until else None
    return _DELIVERIES.page(Range(recipient, "by-recipient", after=after, before=before), request)


def text(event: str, language: str) -> Text:
    """The words of an event in a language, as they are at present."""
    return _TEXTS.find(_text_key(event, language)) or Text(event, language)


def texts(events: Iterable[str], languages: Iterable[str]) -> list[Text]:
    """Those words among ``events`` and ``languages`` that staff have touched."""
    wanted = list(languages)
    return _TEXTS.get_many(_text_key(event, one) for event in events for one in wanted)


def put_text(unit: Unit, before: Text, after: Text) -> Text:
    """Store the words of an event anew, and keep them as an edition."""
    taken = TextChanged("somebody has changed these words")
    _EDITIONS.insert(unit, after, taken)
    if before.version == 0:
        return _TEXTS.insert(unit, after, taken)
    return _TEXTS.change(unit, before, after, taken)


def editions(event: str, language: str, request: PageRequest) -> Page[Text]:
    """All that the words of an event in a language have been, newest first."""
    return _EDITIONS.page(Range(f"TEXT#{event}", prefix=f"{language}#"), request)


def channels(events: Iterable[str]) -> dict[str, Channels]:
    """By which ways each of ``events`` is told."""
    wanted = list(events)
    found = {one.event: one for one in _CHANNELS.get_many(map(_channels_key, wanted))}
    return {event: found.get(event) or Channels(event) for event in wanted}


def put_channels(unit: Unit, before: Channels, after: Channels) -> Channels:
    """Store by which ways an event is told."""
    if before.version == 0:
        return _CHANNELS.insert(unit, after, Stale("switched meanwhile"))
    return _CHANNELS.change(unit, before, after)


def mark(client_id: str) -> AddressMark | None:
    """That mails to a client come back, if they do."""
    return _MARKS.find(_mark_key(client_id))


def put_mark(unit: Unit, before: AddressMark | None, after: AddressMark) -> AddressMark:
    """Mark a client's address, anew or for the first time."""
    if before is None:
        return _MARKS.insert(unit, after, Stale("marked meanwhile"))
    return _MARKS.change(unit, before, after)


def remove_mark(unit: Unit, one: AddressMark) -> None:
    """Take the mark away."""
    _MARKS.remove(unit, one, Stale("changed meanwhile"))


def remove_bell(run: Run, realm: Realm, subject_id: str) -> str | None:
    """Remove the next of somebody's notices, and their box; a cursor when there are more."""
    return remove_all(run, _TABLE, Range(_bell(realm, subject_id)))
