"""The lists that clients stand in, beside those of the indexes of their own row (ADR 0065)."""

from datetime import datetime

from chalicelib.clients.model import (
    Client,
    ClientFilter,
    ClientKind,
    ClientStatus,
    IdentityStanding,
)
from chalicelib.core.actor import Scope
from chalicelib.core.clock import iso
from chalicelib.core.nouns import dataclass
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit
from chalicelib.storage.wire import Item

NOBODY = "nobody"
_BY_SHELF = "by-shelf"


@dataclass(frozen=True)
class _Place:
    """One more list in which a client stands: of a group, a status, a tag, or of a participant."""

    client_id: str
    registered_at: datetime
    shelf: str
    version: int = 0


def _follower(staff_id: str) -> str:
    return f"participant#{staff_id}"


def _group(group_id: str) -> str:
    return f"group#{group_id}"


def _status(status: ClientStatus) -> str:
    return f"status#{status}"


def _identity(identity: IdentityStanding) -> str:
    return f"identity#{identity}"


def _tag(tag: str) -> str:
    return f"tag#{tag.casefold()}"


def _indexes(place: _Place) -> Indexes:
    sort = f"{iso(place.registered_at)}#{place.client_id}"
    index = "by-owner" if place.shelf.startswith(_follower("")) else _BY_SHELF
    return {index: (place.shelf, sort)}


_PLACES = Rows(
    Table("clients"),
    _Place,
    lambda one: Key(f"CLIENT#{one.client_id}", f"PLACE#{one.shelf}"),
    _indexes,
)


def move(unit: Unit, before: Client | None, after: Client) -> None:
    """Let a client stand where ``after`` belongs, and no longer where ``before`` did."""
    old = frozenset[str]() if before is None else _shelves(before)
    new = _shelves(after)
    for shelf in sorted(new - old):
        place = _Place(after.id, after.registered_at, shelf)
        _PLACES.insert(unit, place, Stale("the client has moved"))
    for shelf in sorted(old - new):
        place = _Place(after.id, after.registered_at, shelf, version=1)
        _PLACES.remove(unit, place, Stale("the client has moved"))


def _shelves(client: Client) -> frozenset[str]:
    """The lists in which a client stands beside those of the index of their own row."""
    followed = (_follower(one) for one in client.participant_ids)
    tagged = (_tag(one) for one in (*client.tags, *client.private_tags, *client.system_tags))
    known = client.identity is not IdentityStanding.NONE
    identity = (_identity(client.identity),) if known else ()
    own = (_group(client.group_id), _status(client.status))
    return frozenset({*own, *identity, *followed, *tagged})


def client_of_place(item: Item) -> str | None:
    """Whose place ``item`` is; None for what is no place."""
    return str(item["client_id"]) if item["noun"] == _Place.__name__ else None


def ranges(scope: Scope, wanted: ClientFilter) -> list[Range]:
    """The lists to read for what ``wanted`` shows inside ``scope``, cut by its period."""
    names = _lists_of_company(wanted) if scope.company else _lists_of(scope, wanted)
    after = None if wanted.since is None else iso(wanted.since)
    before = None if wanted.until is None else iso(wanted.until)
    return [Range(name, index, after=after, before=before) for index, name in names]


_Lists = list[tuple[str, str]]


def _lists_of_company(wanted: ClientFilter) -> _Lists:
    """The one list that is likely to be the shortest, or several that are read as one."""
    if wanted.tag is not None:
        return [(_BY_SHELF, _tag(wanted.tag))]
    if wanted.referrer_id is not None:
        return [("by-referrer", wanted.referrer_id)]
    if wanted.owner_ids is not None:
        return [("by-owner", owner or NOBODY) for owner in sorted(wanted.owner_ids)]
    if wanted.identity not in (None, IdentityStanding.NONE):
        return [(_BY_SHELF, _identity(wanted.identity))]
    if wanted.group_id is not None:
        return [(_BY_SHELF, _group(wanted.group_id))]
    if wanted.status is not None:
        return [(_BY_SHELF, _status(wanted.status))]
    kinds = tuple(ClientKind) if wanted.kind is None else (wanted.kind,)
    return [("by-registration", kind) for kind in kinds]


def _lists_of(scope: Scope, wanted: ClientFilter) -> _Lists:
    owners = {*scope.owner_ids, *({""} if scope.unowned else ())}
    if wanted.owner_ids is not None:
        owners &= wanted.owner_ids
    owned = [("by-owner", owner or NOBODY) for owner in sorted(owners)]
    return owned + [("by-owner", _follower(one)) for one in sorted(scope.participant_ids)]
