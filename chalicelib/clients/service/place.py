"""A client's place at a past moment: whose they were, who had brought them, and their group."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from chalicelib.clients.model import Client
from chalicelib.core.nouns import dataclass
from chalicelib.storage.audit_past import past

_MEMBERS = ("owner_id", "participant_ids", "referrer_id", "group_id")


@dataclass(frozen=True)
class PlaceThen:
    """The place at a moment. ``since`` has the members that had been changed before, and when.

    ``unknown`` are those that the audit log no longer tells; they are None here.
    """

    owner_id: str | None
    participant_ids: tuple[str, ...]
    referrer_id: str | None
    group_id: str | None
    since: Mapping[str, datetime] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()


def place_at(client: Client, moment: datetime) -> PlaceThen:
    """Where ``client`` stood at ``moment``. The caller has checked the scope."""
    present = {name: getattr(client, name) for name in _MEMBERS}
    told = past("client", client.id, present, moment)
    return PlaceThen(
        owner_id=told.values.get("owner_id"),
        participant_ids=tuple(told.values.get("participant_ids") or ()),
        referrer_id=told.values.get("referrer_id"),
        group_id=told.values.get("group_id"),
        since=told.since,
        unknown=told.unknown,
    )
