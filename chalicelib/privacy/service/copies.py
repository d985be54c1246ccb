"""A client's copy of their data: asking for it, listing copies, fetching the archive."""

from datetime import timedelta

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Limited
from chalicelib.core.paging import Page, PageRequest
from chalicelib.messages.privacy import CopyRequested
from chalicelib.ports import stores
from chalicelib.privacy import store
from chalicelib.privacy.model import COPIES_A_DAY, CopyNotReady, DataCopy, Link, TooManyCopies
from chalicelib.storage import audit, limits
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

LINK_LIFETIME = timedelta(seconds=60)
_DAY = timedelta(days=1)


def ask(actor: Actor, language: str, command: Command) -> DataCopy:
    """Have everything that we keep of the client ``actor`` packed into one archive.

    The page by which people read it is in ``language``.

    Raises:
        TooManyCopies: ``copies_limit``. What ``command.confirm`` raises.
    """

    def work(unit: Unit) -> DataCopy:
        new = DataCopy(unit.ids.new("cpy", unit.now), actor.id, language, unit.now)
        stored = store.add_copy(unit, new)
        audit.record(unit, "data_copy_requested", "data_copy", new.id, client_id=actor.id)
        unit.publish(CopyRequested(client_id=actor.id, copy_id=new.id))
        command.settle(unit, stored)
        _count(actor, unit)
        return stored

    return ports.transact(actor, work)


def _count(actor: Actor, unit: Unit) -> None:
    """After the second factor is judged, so that a wrong code does not use up the day's copies."""
    try:
        limits.take("data-copy", actor.id, unit.now, allowance=COPIES_A_DAY, window=_DAY)
    except Limited as refusal:
        raise TooManyCopies("come back later", limit=COPIES_A_DAY, **refusal.facts) from refusal


def copies(actor: Actor, request: PageRequest) -> Page[DataCopy]:
    """The client's own copies, newest first."""
    return store.copies(actor.id, request)


def open_file(actor: Actor, copy_id: str) -> Link:
    """A link to one of the client's own archives, put on the record before it is given.

    Raises:
        NotFound. CopyNotReady: ``copy_not_ready``.
    """
    found = store.copy(actor.id, copy_id)
    until = found.file_until
    if until is None or until <= ports.now():
        raise CopyNotReady(status=found.status.value)
    ports.transact(
        actor,
        lambda unit: audit.record(
            unit, "data_copy_opened", "data_copy", found.id, client_id=actor.id
        ),
    )
    url = stores.export_files().archive_link(found.id, found.file_name)
    return Link(url, ports.now() + LINK_LIFETIME)
