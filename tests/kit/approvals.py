"""Requests, and staff to decide them, as tests of several capabilities need them."""

from typing import Any

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.model import Automation, Flow, Node
from chalicelib.approvals.model.settings import AUTOMATIONS, FLOWS
from chalicelib.approvals.public import Mode, Request, RequestDraft, RequestType
from chalicelib.core.actor import EVERYTHING, Actor, Realm, Scope, system
from chalicelib.core.permissions import Permission
from chalicelib.settings import public as settings

CLIENT = Actor(Realm.CLIENT, "10000001", "Lin Wei")
OTHER_CLIENT = Actor(Realm.CLIENT, "10000002", "Sam Reed")
DECIDING = frozenset({Permission.READ_REQUESTS, *(p for p in Permission if p.startswith("decide"))})


def member(
    name: str,
    *,
    permissions: frozenset[Permission] = DECIDING,
    roles: tuple[str, ...] = (),
    scope: Scope = EVERYTHING,
) -> Actor:
    """A member of staff called ``name`` with the id ``stf_{name}``."""
    return Actor(
        Realm.STAFF,
        f"stf_{name.lower()}",
        name,
        role_ids=frozenset(roles),
        permissions=permissions,
        scope=scope,
    )


def draft(request_id: str = "acc_1", **changes: Any) -> RequestDraft:
    """A draft of client 10000001 that wants an account, unless ``changes`` say otherwise."""
    facts: dict[str, Any] = {
        "id": request_id,
        "type": RequestType.OPEN_ACCOUNT,
        "client_id": CLIENT.id,
        "client_name": CLIENT.name,
        "owner_id": "stf_owner",
        "summary": {"server": "Meridian Live", "leverage": 100},
    }
    return RequestDraft(**facts | changes)


def open_request(request_id: str = "acc_1", *, by: Actor = CLIENT, **changes: Any) -> Request:
    """A request, opened and stored."""
    asked = draft(request_id, **changes)
    return ports.transact(by, lambda unit: approvals.open_request(unit, asked))


def automate(kind: RequestType, mode: Mode, threshold: str = "0") -> None:
    """Let requests of ``kind`` be decided so."""
    settings.adopt(system("test"), AUTOMATIONS[kind], Automation(mode, threshold))


def publish_flow(kind: RequestType, *nodes: Node) -> None:
    """Let new requests of ``kind`` pass ``nodes``."""
    settings.adopt(system("test"), FLOWS[kind], Flow(nodes=nodes))
