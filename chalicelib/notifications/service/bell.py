"""The bell: adding to somebody's list once per message, reading it, marking it read.

Each person's items get strictly rising ids, made under the version of their box. So *mark all
read* is one write (the id up to which everything is read), and the count of unread items is exact
however adding and reading cross.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.identity import public as identity
from chalicelib.notifications import rules, store
from chalicelib.notifications.model import BellItem, Box, Delivery, DeliveryState, Notice
from chalicelib.notifications.service.recipients import recipient_of
from chalicelib.storage.idempotency import RETENTION, AlreadyDone
from chalicelib.storage.unit import Unit

_TICK = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Told:
    """A bell item as its reader sees it."""

    item: BellItem
    read: bool


def ring(actor: Actor, message_id: str, notice: Notice) -> bool:
    """Add ``notice`` to its reader's list, once per message; False when it was there before."""

    def work(unit: Unit) -> None:
        box = store.box(notice.realm, notice.subject_id)
        at = _after(box, unit.now)
        store.insert_delivery(unit, _delivery(unit, message_id, notice), AlreadyDone())
        store.insert_item(unit, _item(unit, notice, at))
        store.put_box(unit, box, replace(box, unread=box.unread + 1, last_at=at))

    try:
        ports.transact(actor, work)
    except AlreadyDone:
        return False
    return True


def listed(reader: Actor, page: PageRequest, state: str | None = None) -> Page[Told]:
    """The reader's notices, newest first; ``state`` is ``read``, ``unread`` or None for both."""
    box = store.box(reader.realm, reader.id)
    if state == "unread" and box.unread == 0:
        return Page(())
    if state is None:
        found = store.items(reader.realm, reader.id, page)
    else:
        wanted = state == "read"
        found = store.passing(
            reader.realm, reader.id, page, lambda item: rules.is_read(item, box) is wanted
        )
    names = _names(reader, found.items)
    return found.map(lambda item: Told(_named(item, names), rules.is_read(item, box)))


def _names(reader: Actor, items: Iterable[BellItem]) -> dict[str, str]:
    """The clients whom notices to staff are about, as they are called now."""
    if reader.realm is not Realm.STAFF:
        return {}
    ids = {str(item.facts["client_id"]) for item in items if item.facts.get("client_id")}
    found = identity.contacts(Realm.CLIENT, sorted(ids))
    return {client_id: contact.name or client_id for client_id, contact in found.items()}


def _named(item: BellItem, names: dict[str, str]) -> BellItem:
    client_id = str(item.facts.get("client_id", ""))
    if client_id not in names:
        return item
    return replace(item, facts={**item.facts, "client_name": names[client_id]})


def unread(actor: Actor) -> int:
    """How many of the actor's notices are unread."""
    return store.box(actor.realm, actor.id).unread


def mark_read(actor: Actor, item_id: str) -> Told:
    """Mark one of the actor's notices as read; doing it again changes nothing.

    Raises:
        NotFound: it is not in the actor's list.
    """

    def work(unit: Unit) -> Told:
        item = store.item(actor.realm, actor.id, item_id)
        box = store.box(actor.realm, actor.id)
        if rules.is_read(item, box):
            return Told(_named(item, _names(actor, [item])), read=True)
        store.put_box(unit, box, replace(box, unread=box.unread - 1))
        marked = store.change_item(unit, item, replace(item, read=True))
        return Told(_named(marked, _names(actor, [marked])), read=True)

    return ports.transact(actor, work)


def mark_all_read(actor: Actor) -> int:
    """Mark everything in the actor's list as read; returns how many are unread: none."""

    def work(unit: Unit) -> int:
        box = store.box(actor.realm, actor.id)
        newest = store.items(actor.realm, actor.id, PageRequest(limit=1)).items
        if box.unread and newest:
            store.put_box(unit, box, replace(box, unread=0, read_up_to=newest[0].id))
        return 0

    return ports.transact(actor, work)


def _after(box: Box, now: datetime) -> datetime:
    """Now, or just after the newest item: ids hold whole milliseconds and must rise."""
    return now if box.last_at is None else max(now, box.last_at + _TICK)


def _item(unit: Unit, notice: Notice, at: datetime) -> BellItem:
    return BellItem(
        id=unit.ids.new("ntf", at),
        realm=notice.realm,
        subject_id=notice.subject_id,
        code=notice.event,
        facts=notice.facts,
        link=notice.link,
        at=at,
    )


def _delivery(unit: Unit, message_id: str, notice: Notice) -> Delivery:
    return Delivery(
        message_id=message_id,
        channel="bell",
        recipient=recipient_of(notice),
        event=notice.event,
        state=DeliveryState.SENT,
        claimed_at=unit.now,
        expires_at=int((unit.now + RETENTION).timestamp()),
    )
