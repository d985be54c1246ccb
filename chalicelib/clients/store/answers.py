"""Rows of what clients have answered to designed forms, and of wishes to become an IB."""

from chalicelib.clients.model.answers import Answered, Upgrade, UpgradePending
from chalicelib.clients.model.kinds import ClientKind
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("clients")
_UPGRADES_AT_MOST = 100


@dataclass(frozen=True)
class _Latest:
    """Which of a client's wishes to become an IB is the latest."""

    client_id: str
    upgrade_id: str
    version: int = 0


def _answers_key(client_id: str, kind: ClientKind) -> Key:
    return Key(f"CLIENT#{client_id}", f"ANSWERS#{kind}")


def _upgrade_key(client_id: str, upgrade_id: str) -> Key:
    return Key(f"CLIENT#{client_id}", f"UPGRADE#{upgrade_id}")


def _latest_key(client_id: str) -> Key:
    return Key(f"CLIENT#{client_id}", "UPGRADE")


_ANSWERED = Rows(_TABLE, Answered, lambda one: _answers_key(one.client_id, one.kind))
_UPGRADES = Rows(_TABLE, Upgrade, lambda one: _upgrade_key(one.client_id, one.id))
_LATEST = Rows(_TABLE, _Latest, lambda one: _latest_key(one.client_id))


def answered(client_id: str) -> dict[ClientKind, Answered]:
    """What a client has answered, by the kind of form."""
    keys = [_answers_key(client_id, kind) for kind in ClientKind]
    return {one.kind: one for one in _ANSWERED.get_many(keys)}


def keep(unit: Unit, before: Answered | None, after: Answered) -> Answered:
    """Store answers in place of ``before``, or for the first time."""
    if before is None:
        return _ANSWERED.insert(unit, after, Stale("answered meanwhile"))
    return _ANSWERED.change(unit, before, after)


def latest_upgrade(client_id: str) -> Upgrade | None:
    """The client's latest wish to become an IB."""
    latest = _LATEST.find(_latest_key(client_id))
    return None if latest is None else upgrade(client_id, latest.upgrade_id)


def upgrade(client_id: str, upgrade_id: str) -> Upgrade:
    """One wish to become an IB.

    Raises:
        NotFound: this client has none of that id.
    """
    return _UPGRADES.get(_upgrade_key(client_id, upgrade_id), NotFound(what="upgrade"))


def add_upgrade(unit: Unit, wish: Upgrade) -> Upgrade:
    """Store a new wish as the client's latest; of two at one instant one is refused.

    The caller has seen that the one before, if any, is decided.
    """
    before = _LATEST.find(_latest_key(wish.client_id))
    after = _Latest(wish.client_id, wish.id)
    if before is None:
        _LATEST.insert(unit, after, Stale("another wish came first"))
    else:
        _LATEST.change(unit, before, after, Stale("another wish came first"))
    return _UPGRADES.insert(unit, wish, Conflict("an id came twice", code=UpgradePending.code))


def change_upgrade(unit: Unit, before: Upgrade, after: Upgrade) -> Upgrade:
    """Store ``after`` in place of ``before``."""
    return _UPGRADES.change(unit, before, after)


def upgrades(client_id: str) -> list[Upgrade]:
    """All wishes of a client to become an IB, newest first; no more than a hundred."""
    return _UPGRADES.all(Range(f"CLIENT#{client_id}", prefix="UPGRADE#"), _UPGRADES_AT_MOST)
