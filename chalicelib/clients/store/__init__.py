"""Rows of clients, of what only one client may have, and the lists that they stand in."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.clients.model import (
    Client,
    ClientFilter,
    ClientKind,
    ClientStatus,
    Comment,
    PhoneTaken,
)
from chalicelib.core.actor import Scope
from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict, FairleadError
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage import search as search_rows
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit
from chalicelib.storage.wire import Item

_TABLE = Table("clients")
_NOBODY = "nobody"
_BY_SHELF = "by-shelf"
_SEARCHED = "client"
_SOURCES = 40
_REFERRED = frozenset({ClientStatus.ACTIVE, ClientStatus.SUSPENDED})


@dataclass(frozen=True)
class _Claim:
    """Something that only one client may have: a phone number, a referral code."""

    what: str
    value: str
    client_id: str
    version: int = 0


@dataclass(frozen=True)
class _Indexed:
    """The words under which a client is found because of one ``source``."""

    client_id: str
    source: str
    words: tuple[str, ...] = ()
    version: int = 0


@dataclass(frozen=True)
class _Place:
    """One more list in which a client stands: of a group, status or tag, or of a participant."""

    client_id: str
    registered_at: datetime
    shelf: str
    version: int = 0


def _key(client_id: str) -> Key:
    return Key(f"CLIENT#{client_id}", "CLIENT")


def _follower(staff_id: str) -> str:
    return f"participant#{staff_id}"


def _group(group_id: str) -> str:
    return f"group#{group_id}"


def _status(status: ClientStatus) -> str:
    return f"status#{status}"


def _tag(tag: str) -> str:
    return f"tag#{tag.casefold()}"


def _indexes(client: Client) -> Indexes:
    sort = f"{iso(client.registered_at)}#{client.id}"
    counts = client.status in _REFERRED
    gone = client.status is ClientStatus.DELETED
    return {
        "by-registration": (None if gone else client.kind, sort),
        "by-owner": (None if gone else client.owner_id or _NOBODY, sort),
        "by-referrer": (client.referrer_id if counts else None, sort),
    }


_CLIENTS = Rows(_TABLE, Client, lambda client: _key(client.id), _indexes)


def _place_indexes(place: _Place) -> Indexes:
    sort = f"{iso(place.registered_at)}#{place.client_id}"
    index = "by-owner" if place.shelf.startswith(_follower("")) else _BY_SHELF
    return {index: (place.shelf, sort)}


_PLACES = Rows(
    _TABLE,
    _Place,
    lambda one: Key(f"CLIENT#{one.client_id}", f"PLACE#{one.shelf}"),
    _place_indexes,
)
_COMMENTS = Rows(_TABLE, Comment, lambda one: Key(f"CLIENT#{one.client_id}", f"COMMENT#{one.id}"))
_CLAIMS = Rows(_TABLE, _Claim, lambda claim: Key(f"{claim.what}#{claim.value}", "CLAIM"))
_INDEXED = Rows(
    _TABLE, _Indexed, lambda one: Key(f"CLIENT#{one.client_id}", f"INDEXED#{one.source}")
)


def find(client_id: str) -> Client | None:
    """The client as of now."""
    return _CLIENTS.find(_key(client_id))


def find_many(client_ids: Iterable[str]) -> list[Client]:
    """The clients that exist among ``client_ids``, in the order asked."""
    return _CLIENTS.get_many(_key(client_id) for client_id in client_ids)


def change(unit: Unit, before: Client, after: Client) -> Client:
    """Store ``after`` in place of ``before``, and move the client between the lists."""
    _move(unit, _shelves(before), _shelves(after), after)
    return _CLIENTS.change(unit, before, after)


def require(unit: Unit, client: Client) -> None:
    """Let ``unit`` fail if the client is no longer as read."""
    _CLIENTS.require(unit, client)


def _shelves(client: Client) -> frozenset[str]:
    """The lists in which a client stands beside those of the index of their own row."""
    followed = (_follower(one) for one in client.participant_ids)
    tagged = (_tag(one) for one in (*client.tags, *client.private_tags, *client.system_tags))
    return frozenset({_group(client.group_id), _status(client.status), *followed, *tagged})


def _move(unit: Unit, old: frozenset[str], new: frozenset[str], client: Client) -> None:
    for shelf in sorted(new - old):
        place = _Place(client.id, client.registered_at, shelf)
        _PLACES.insert(unit, place, Stale("the client has moved"))
    for shelf in sorted(old - new):
        place = _Place(client.id, client.registered_at, shelf, version=1)
        _PLACES.remove(unit, place, Stale("the client has moved"))


def insert(unit: Unit, client: Client) -> Client:
    """Store a new client, and claim their phone number and referral code."""
    _claim(unit, "PHONE", client.phone, client.id, PhoneTaken(field="phone"))
    _claim(unit, "REFERRAL", client.referral_code, client.id, Stale("draw another code"))
    _move(unit, frozenset(), _shelves(client), client)
    return _CLIENTS.insert(unit, client, Conflict("draw another id", code="client_id_taken"))


def release_claims(unit: Unit, client: Client) -> None:
    """Let somebody else have what only this client could have: phone number and referral code."""
    release_phone(unit, client)
    claim = _CLAIMS.find(Key(f"REFERRAL#{client.referral_code}", "CLAIM"))
    if claim is not None and claim.client_id == client.id:
        _CLAIMS.remove(unit, claim, Stale("the claim has changed"))


def release_phone(unit: Unit, client: Client) -> None:
    """Let somebody else have the phone number of a client who did not come in."""
    claim = _CLAIMS.find(Key(f"PHONE#{client.phone}", "CLAIM"))
    if claim is not None and claim.client_id == client.id:
        _CLAIMS.remove(unit, claim, Stale("the claim has changed"))


def id_of_phone(phone: str) -> str | None:
    """The client whose number in E.164 this is."""
    claim = _CLAIMS.find(Key(f"PHONE#{phone}", "CLAIM"))
    return None if claim is None else claim.client_id


def has_phone(number: str) -> bool:
    """Whether some client has this phone number."""
    return id_of_phone(number) is not None


def move_phone(unit: Unit, client: Client, number: str) -> None:
    """Claim another phone number for ``client`` and let go of the one they had."""
    _claim(unit, "PHONE", number, client.id, PhoneTaken(field="phone"))
    release_phone(unit, client)


def of_referral_code(code: str) -> Client | None:
    """The client whose referral code this is."""
    claim = _CLAIMS.find(Key(f"REFERRAL#{code}", "CLAIM"))
    return None if claim is None else find(claim.client_id)


def page(scope: Scope, wanted: ClientFilter, request: PageRequest) -> Page[Client]:
    """Clients inside a staff scope, newest registration first, by the list that cuts best.

    Of ``wanted`` only what chooses the list and the period has been applied; the caller leaves out
    what does not match the rest.
    """
    names = _lists_of_company(wanted) if scope.company else _lists_of(scope, wanted)
    after = None if wanted.since is None else iso(wanted.since)
    before = None if wanted.until is None else iso(wanted.until)
    ranges = [Range(name, index, after=after, before=before) for index, name in names]
    read = _TABLE.merged_page(ranges, request)
    return Page(tuple(_loaded(read.items)), read.next_cursor)


_Lists = list[tuple[str, str]]


def _lists_of_company(wanted: ClientFilter) -> _Lists:
    """The one list that is likely to be the shortest, or several that are read as one."""
    if wanted.tag is not None:
        return [(_BY_SHELF, _tag(wanted.tag))]
    if wanted.referrer_id is not None:
        return [("by-referrer", wanted.referrer_id)]
    if wanted.owner_ids is not None:
        return [("by-owner", owner or _NOBODY) for owner in sorted(wanted.owner_ids)]
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
    owned = [("by-owner", owner or _NOBODY) for owner in sorted(owners)]
    return owned + [("by-owner", _follower(one)) for one in sorted(scope.participant_ids)]


def _loaded(items: tuple[Item, ...]) -> list[Client]:
    """The clients behind the items of a list, in its order; places are looked up at once."""
    standing = {item["client_id"] for item in items if item["noun"] == _Place.__name__}
    found = {one.id: one for one in find_many(standing)}
    clients = [
        found.get(item["client_id"])
        if item["noun"] == _Place.__name__
        else _CLIENTS.from_item(item)
        for item in items
    ]
    return [one for one in clients if one is not None]


def downlines(referrer_id: str, request: PageRequest) -> Page[Client]:
    """Those who came in through a client's code, newest first."""
    return _CLIENTS.page(Range(referrer_id, "by-referrer"), request)


def count_downline(unit: Unit, referrer_id: str, step: int = 1) -> None:
    """Count one more direct downline of ``referrer_id``, or with a ``step`` of -1 one less."""
    unit.add(_TABLE, _downlines_key(referrer_id), {"direct": step, "version": 1}, {})


def downline_counts(client_ids: Iterable[str]) -> dict[str, int]:
    """How many direct downlines each client has."""
    keys = {client_id: _downlines_key(client_id) for client_id in client_ids}
    found = _TABLE.get_many(keys.values())
    return {one: found[key]["direct"] if key in found else 0 for one, key in keys.items()}


def add_comment(unit: Unit, comment: Comment) -> Comment:
    """Store what was noted."""
    return _COMMENTS.insert(unit, comment, Conflict("a comment's id came twice"))


def comments(client_id: str, request: PageRequest) -> Page[Comment]:
    """What was noted about a client, newest first."""
    return _COMMENTS.page(Range(f"CLIENT#{client_id}", prefix="COMMENT#"), request)


def search(text: str, at_most: int) -> list[str]:
    """Ids of clients with a word that begins like ``text``, whoever may see them."""
    return search_rows.find(_SEARCHED, text, at_most)


def index_words(unit: Unit, client_id: str, source: str, words: Iterable[str]) -> None:
    """Let a client be found by exactly ``words`` because of ``source``, whatever it was before."""
    fresh = _Indexed(client_id, source, tuple(sorted(set(words))))
    before = _INDEXED.find(Key(f"CLIENT#{client_id}", f"INDEXED#{source}"))
    search_rows.index(unit, _SEARCHED, client_id, before.words if before else (), fresh.words)
    if before is None:
        _INDEXED.insert(unit, fresh, Stale("indexed meanwhile"))
    elif before.words != fresh.words:
        _INDEXED.change(unit, before, fresh)


def forget_words(unit: Unit, client_id: str) -> None:
    """Let a client be found by nothing, whatever the source."""
    sources = _INDEXED.all(Range(f"CLIENT#{client_id}", prefix="INDEXED#"), _SOURCES)
    for one in sources:
        search_rows.index(unit, _SEARCHED, client_id, one.words, ())
        _INDEXED.remove(unit, one, Stale("indexed meanwhile"))


def _claim(unit: Unit, what: str, value: str, client_id: str, taken: FairleadError) -> None:
    _CLAIMS.insert(unit, _Claim(what, value, client_id), taken)


def _downlines_key(client_id: str) -> Key:
    return Key(f"CLIENT#{client_id}", "DOWNLINES")
