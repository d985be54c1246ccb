"""The seal of an audit record: what names a client can go, and the digest of the record stays.

Owns: what of a record names its client, what stays of it, and how both are digested. Pure.
"""

from typing import Any

from chalicelib.core.canonical import digest

Item = dict[str, Any]

# What staff are held to stays when a client is erased; any other fact is taken to name somebody.
KEPT_FACTS = frozenset(
    {
        "account_type",
        "amount",
        "automatic",
        "codes_left",
        "currency",
        "funding_status",
        "group",
        "kind",
        "leverage",
        "method",
        "node",
        "override",
        "payment_status",
        "purpose",
        "server",
        "sha256",
        "status",
        "system_tags",
        "type",
    }
)
_CLIENT, DELETED = "client", "client_deleted"


def personal(said: Item) -> Item:
    """What of a record names its client: facts, and who acted where that was the client."""
    facts = {
        name: {key: one for key, one in (said.get(name) or {}).items() if key not in KEPT_FACTS}
        for name in ("before", "after")
    }
    if said.get("actor_realm") != _CLIENT:
        return facts
    return facts | {name: said.get(name, "") for name in ("actor_name", "ip", "device")}


def seal_of(said: Item) -> str:
    """The digest that stands for what names the client; nobody guesses it without the salt."""
    return digest({"salt": said["salt"], "personal": personal(said)})


def committed(said: Item) -> Item:
    """What a link's digest is of: all that a record says, what names its client as its seal.

    Records that name no client, and those of releases that knew no seals, are digested as they are.
    """
    if not said.get("salt") and not said.get("seal"):
        return said
    kept = {
        name: {key: one for key, one in (said.get(name) or {}).items() if key in KEPT_FACTS}
        for name in ("before", "after")
    }
    named = {*personal(said), "salt", "seal"}
    stays = {name: one for name, one in said.items() if name not in named}
    return stays | kept | {"seal": said.get("seal") or seal_of(said)}


def is_erased(said: Item) -> bool:
    """Whether what named the client is gone from a record."""
    return bool(said.get("seal"))


def erased(said: Item) -> Item:
    """The fields of a record without what names its client; its digest stays as it was."""
    gone = {
        name: {key: one for key, one in (said.get(name) or {}).items() if key in KEPT_FACTS}
        if name in ("before", "after")
        else ""
        for name in personal(said)
    }
    return said | gone | {"seal": said.get("seal") or seal_of(said), "salt": ""}


def client_of(said: Item) -> str:
    """The client whom a record names; empty when none."""
    own = said.get("actor_id") if said.get("actor_realm") == _CLIENT else None
    return str(said.get("client_id") or own or "")
