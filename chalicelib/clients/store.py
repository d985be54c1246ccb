"""Rows of clients, of what only one client may have, and the lists that they stand in."""

from collections.abc import Iterable

from chalicelib.clients.model import Client, ClientKind, ClientStatus, PhoneTaken
from chalicelib.core.actor import Scope
from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict, FairleadError
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage import search as search_rows
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("clients")
_NOBODY = "nobody"
_SEARCHED = "client"
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


def _key(client_id: str) -> Key:
    return Key(f"CLIENT#{client_id}", "CLIENT")


def _indexes(client: Client) -> Indexes:
    sort = f"{iso(client.registered_at)}#{client.id}"
    counts = client.status in _REFERRED
    return {
        "by-registration": (client.kind, sort),
        "by-owner": (client.owner_id or _NOBODY, sort),
        "by-referrer": (client.referrer_id if counts else None, sort),
    }


_CLIENTS = Rows(_TABLE, Client, lambda client: _key(client.id), _indexes)
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
    """Store ``after`` in place of ``before``."""
    return _CLIENTS.change(unit, before, after)


def insert(unit: Unit, client: Client) -> Client:
    """Store a new client, and claim their phone number and referral code."""
    _claim(unit, "PHONE", client.phone, client.id, PhoneTaken(field="phone"))
    _claim(unit, "REFERRAL", client.referral_code, client.id, Stale("draw another code"))
    return _CLIENTS.insert(unit, client, Conflict("draw another id", code="client_id_taken"))


def release_phone(unit: Unit, client: Client) -> None:
    """Let somebody else have the phone number of a client who did not come in."""
    claim = _CLAIMS.find(Key(f"PHONE#{client.phone}", "CLAIM"))
    if claim is not None and claim.client_id == client.id:
        _CLAIMS.remove(unit, claim, Stale("the claim has changed"))


def has_phone(number: str) -> bool:
    """Whether some client has this phone number."""
    return _CLAIMS.find(Key(f"PHONE#{number}", "CLAIM")) is not None


def move_phone(unit: Unit, client: Client, number: str) -> None:
    """Claim another phone number for ``client`` and let go of the one they had."""
    _claim(unit, "PHONE", number, client.id, PhoneTaken(field="phone"))
    release_phone(unit, client)


def of_referral_code(code: str) -> Client | None:
    """The client whose referral code this is."""
    claim = _CLAIMS.find(Key(f"REFERRAL#{code}", "CLAIM"))
    return None if claim is None else find(claim.client_id)


def page(scope: Scope, kind: ClientKind | None, request: PageRequest) -> Page[Client]:
    """Clients inside a staff scope, newest registration first; ``kind`` cuts company lists only."""
    if scope.company:
        kinds = tuple(ClientKind) if kind is None else (kind,)
        return _CLIENTS.page([Range(one, "by-registration") for one in kinds], request)
    owners = sorted(scope.owner_ids) + ([_NOBODY] if scope.unowned else [])
    if not owners:
        return Page(())
    return _CLIENTS.page([Range(owner, "by-owner") for owner in owners], request)


def downlines(referrer_id: str, request: PageRequest) -> Page[Client]:
    """Those who came in through a client's code, newest first."""
    return _CLIENTS.page(Range(referrer_id, "by-referrer"), request)


def count_downline(unit: Unit, referrer_id: str) -> None:
    """Count one more direct downline of ``referrer_id``."""
    unit.add(_TABLE, _downlines_key(referrer_id), {"direct": 1, "version": 1}, {})


def downline_counts(client_ids: Iterable[str]) -> dict[str, int]:
    """How many direct downlines each client has."""
    keys = {client_id: _downlines_key(client_id) for client_id in client_ids}
    found = _TABLE.get_many(keys.values())
    return {one: found[key]["direct"] if key in found else 0 for one, key in keys.items()}


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


def _claim(unit: Unit, what: str, value: str, client_id: str, taken: FairleadError) -> None:
    _CLAIMS.insert(unit, _Claim(what, value, client_id), taken)


def _downlines_key(client_id: str) -> Key:
    return Key(f"CLIENT#{client_id}", "DOWNLINES")
