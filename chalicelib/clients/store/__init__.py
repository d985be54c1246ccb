"""Rows of clients.

Beside them: `claims` (what only one may have), `lists` (where they stand), `tally` (counters),
`words` (by what they are found), `answers`, `comments`, `jobs`, `blacklist`.
"""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.clients.model import Client, ClientFilter, ClientStatus
from chalicelib.clients.store import claims, lists
from chalicelib.core.actor import Scope
from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict, FairleadError
from chalicelib.core.keeping import Run
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage.keeping import remove_all
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit
from chalicelib.storage.wire import Item

_TABLE = Table("clients")
_REFERRED = frozenset({ClientStatus.ACTIVE, ClientStatus.SUSPENDED})


def _key(client_id: str) -> Key:
    return Key(f"CLIENT#{client_id}", "CLIENT")


def _indexes(client: Client) -> Indexes:
    sort = f"{iso(client.registered_at)}#{client.id}"
    counts = client.status in _REFERRED
    gone = client.status is ClientStatus.DELETED
    return {
        "by-registration": (None if gone else client.kind, sort),
        "by-owner": (None if gone else client.owner_id or lists.NOBODY, sort),
        "by-referrer": (client.referrer_id if counts else None, sort),
    }


_CLIENTS = Rows(_TABLE, Client, lambda client: _key(client.id), _indexes)


def find(client_id: str) -> Client | None:
    """The client as of now."""
    return _CLIENTS.find(_key(client_id))


def find_many(client_ids: Iterable[str]) -> list[Client]:
    """The clients that exist among ``client_ids``, in the order asked."""
    return _CLIENTS.get_many(_key(client_id) for client_id in client_ids)


def of_referral_code(code: str) -> Client | None:
    """The client whose referral code this is."""
    client_id = claims.id_of_code(code)
    return None if client_id is None else find(client_id)


def insert(unit: Unit, client: Client, code_taken: FairleadError | None = None) -> Client:
    """Store a new client, and claim their phone number and referral code.

    Raises (when the unit commits):
        PhoneTaken. Conflict: ``client_id_taken``. ``code_taken``, or without it `Stale`, so
        that another code is drawn.
    """
    claims.claim(unit, client, code_taken or Stale("draw another code"))
    lists.move(unit, None, client)
    return _CLIENTS.insert(unit, client, Conflict("draw another id", code="client_id_taken"))


def change(unit: Unit, before: Client, after: Client) -> Client:
    """Store ``after`` in place of ``before``, and move the client between the lists."""
    lists.move(unit, before, after)
    return _CLIENTS.change(unit, before, after)


def require(unit: Unit, client: Client) -> None:
    """Let ``unit`` fail if the client is no longer as read."""
    _CLIENTS.require(unit, client)


def page(scope: Scope, wanted: ClientFilter, request: PageRequest) -> Page[Client]:
    """Clients inside a staff scope, newest registration first, by the list that cuts best.

    Of ``wanted`` only what chooses the list and the period has been applied; the caller leaves out
    what does not match the rest.
    """
    read = _TABLE.merged_page(lists.ranges(scope, wanted), request)
    return Page(tuple(_loaded(read.items)), read.next_cursor)


def _loaded(items: tuple[Item, ...]) -> list[Client]:
    """The clients behind the items of a list, in its order; places are looked up at once."""
    standing = [lists.client_of_place(item) for item in items]
    found = {one.id: one for one in find_many({one for one in standing if one})}
    clients = [
        found.get(whose) if whose else _CLIENTS.from_item(item)
        for item, whose in zip(items, standing, strict=True)
    ]
    return [one for one in clients if one is not None]


def downlines(referrer_id: str, request: PageRequest) -> Page[Client]:
    """Those who came in through a client's code, newest first."""
    return _CLIENTS.page(Range(referrer_id, "by-referrer"), request)


def brought_by(referrer_id: str, beyond: Client | None, at_most: int) -> list[Client]:
    """The next of those who came in through a client's code after ``beyond``, newest first."""
    last = None if beyond is None else _indexes(beyond)["by-referrer"][1]
    found = _TABLE.query(Range(referrer_id, "by-referrer"), at_most, beyond=last)
    return [_CLIENTS.from_item(item) for item in found]


def count_brought(referrer_id: str, since: datetime, at_most: int) -> int:
    """How many of them registered since, counting no further than ``at_most``."""
    return _TABLE.count(Range(referrer_id, "by-referrer", after=iso(since)), at_most)


_STAYING = ("CLIENT", "DOWNLINES", "PLACE#", "INDEXED#")


def remove_traces(run: Run, client_id: str) -> str | None:
    """Remove the next of all that stands beside a client's row; a cursor when there is more.

    The lists in which the row stands stay with it, and what finds it goes with its words.
    """
    within = Range(f"CLIENT#{client_id}")
    return remove_all(run, _TABLE, within, keep=lambda one: one["sk"].startswith(_STAYING))
