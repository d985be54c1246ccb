"""Who referred whom: the tree as staff see it, and moving a client to another place in it.

Nobody becomes their own upline. The chain above the new referrer is required unchanged in the unit
that moves somebody, so two moves that would close a circle together meet on a row.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from chalicelib import ports
from chalicelib.clients import store
from chalicelib.clients.model import Client, ClientKind, ClientStatus
from chalicelib.clients.model.changes import Reparenting
from chalicelib.clients.service import reading
from chalicelib.clients.service.assigning import changeable
from chalicelib.clients.store import tally
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.messages.clients import ClientReferrerChanged
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

MAX_UPLINES = 80
COUNTED_AT_MOST = 500
NOBODY = "nobody"
_COUNTED = frozenset({ClientStatus.ACTIVE, ClientStatus.SUSPENDED})
_PAGE = 50


@dataclass(frozen=True)
class TreeNode:
    """A place in the tree. Only clients in scope have an id and a name."""

    id: str | None
    name: str | None
    kind: ClientKind
    direct_downlines: int


@dataclass(frozen=True)
class Tree:
    """Around one client: uplines from the nearest to the root, and downlines counted.

    ``indirect_downlines`` counts all levels below the direct ones, and stops where `capped`.
    """

    uplines: tuple[TreeNode, ...]
    direct_downlines: int
    indirect_downlines: int
    capped: bool


def tree(actor: Actor, client_id: str) -> Tree:
    """The places above the client, and how many are below.

    Raises:
        NotFound: the actor may not see the client.
    """
    client = reading.client(actor, client_id)
    above = _nodes(actor, list(_uplines(client)))
    direct = tally.counts([client.id])[client.id]
    below, capped = _count_below(client.id)
    return Tree(tuple(above), direct, max(0, below - direct), capped)


def downlines(actor: Actor, client_id: str, request: PageRequest) -> Page[TreeNode]:
    """The places directly below a client, newest first.

    Raises:
        NotFound: the actor may not see the client.
    """
    page = reading.downlines(actor, client_id, request)
    return Page(tuple(_nodes(actor, list(page.items))), page.next_cursor)


def _nodes(actor: Actor, clients: list[Client]) -> list[TreeNode]:
    counts = tally.counts(one.id for one in clients)
    return [_node(actor, one, counts[one.id]) for one in clients]


def _node(actor: Actor, client: Client, count: int) -> TreeNode:
    if not reading.may_see(actor, client):
        return TreeNode(None, None, client.kind, count)
    return TreeNode(client.id, client.name, client.kind, count)


def _uplines(client: Client) -> Iterator[Client]:
    """Those above ``client``, the nearest first."""
    for _ in range(MAX_UPLINES):
        above = store.find(client.referrer_id) if client.referrer_id else None
        if above is None:
            return
        yield above
        client = above


def uplines(client: Client) -> tuple[Client, ...]:
    """Everybody above ``client``, the nearest first, as the tree stands now."""
    return tuple(_uplines(client))


def _count_below(client_id: str) -> tuple[int, bool]:
    """How many are below a client at any distance, and whether the count was broken off."""
    waiting, counted = [client_id], 0
    while waiting:
        page = store.downlines(waiting.pop(), PageRequest(COUNTED_AT_MOST - counted))
        counted += len(page.items)
        if counted >= COUNTED_AT_MOST:
            return counted, True
        parents = tally.counts(one.id for one in page.items)
        waiting += [one for one, direct in parents.items() if direct]
    return counted, False


def change_referrer(actor: Actor, client_id: str, wanted: Reparenting) -> Client:
    """Give a client another referrer, or none.

    Their own downlines come along, or go to the referrer they are leaving: those are moved one by
    one when the message of the change arrives.

    Raises:
        NotFound: the client or the referrer. Conflict: ``client_not_active``.
        Invalid: ``referrer_cycle``, ``referrer_not_active``, ``tree_too_deep``.
    """
    return ports.transact(actor, lambda unit: change_referrer_in(unit, client_id, wanted))


def change_referrer_in(unit: Unit, client_id: str, wanted: Reparenting) -> Client:
    """See `change_referrer`; in ``unit``, by its actor."""
    before = changeable(unit.actor, client_id)
    referrer = _referrer(unit, before, wanted) if wanted.referrer_id else None
    after = replace(before, referrer_id=referrer.id if referrer else None)
    if after.referrer_id == before.referrer_id:
        return before
    unit.publish(
        ClientReferrerChanged(
            client_id=before.id,
            referrer_id=after.referrer_id,
            previous_referrer_id=before.referrer_id,
            brings_downlines=wanted.bring_downlines,
        )
    )
    return _moved(unit, before, after)


def _referrer(unit: Unit, client: Client, wanted: Reparenting) -> Client:
    """The new referrer, whose chain above stays as it is until the unit is through."""
    referrer = reading.client(unit.actor, wanted.referrer_id)
    if referrer.status is not ClientStatus.ACTIVE:
        raise Invalid("not an active client", code="referrer_not_active", field="referrer_id")
    chain = [referrer, *_uplines(referrer)]
    if client.id in {one.id for one in chain}:
        raise Invalid("nobody can be their own upline", code="referrer_cycle", field="referrer_id")
    if len(chain) > MAX_UPLINES:
        raise Invalid("the tree is too deep there", code="tree_too_deep", field="referrer_id")
    for one in chain:
        store.require(unit, one)
    return referrer


def _moved(unit: Unit, before: Client, after: Client) -> Client:
    """Store a client at another place, and count them there instead of here."""
    if before.status in _COUNTED:
        if before.referrer_id:
            tally.count(unit, before.referrer_id, -1)
        if after.referrer_id:
            tally.count(unit, after.referrer_id)
    audit.record(
        unit,
        "client_referrer_changed",
        "client",
        before.id,
        client_id=before.id,
        before={"referrer_id": before.referrer_id},
        after={"referrer_id": after.referrer_id},
    )
    return store.change(unit, before, after)


def leave_downlines(actor: Actor, message: ClientReferrerChanged) -> None:
    """Move the downlines that a client left behind to the referrer that the client has left.

    Each is moved in a unit of its own; whoever has been moved is no longer found, so doing it
    again, or going on after an interruption, moves nobody twice.
    """
    while page := store.downlines(message.client_id, PageRequest(_PAGE)).items:
        for one in page:
            ports.transact(actor, partial(_left_behind, downline_id=one.id, message=message))


def _left_behind(unit: Unit, downline_id: str, message: ClientReferrerChanged) -> None:
    before = store.find(downline_id)
    if before is None or before.referrer_id != message.client_id:
        return
    _moved(unit, before, replace(before, referrer_id=message.previous_referrer_id))


def referrer_meant(actor: Actor, text: str) -> str:
    """The id whom a filter means; of what names nobody in the actor's scope, an id of nobody."""
    try:
        return referrer_called(actor, text)
    except NotFound:
        return NOBODY


def referrer_called(actor: Actor, text: str) -> str:
    """The id of the client whom ``text`` names: their id or their referral code.

    Raises:
        NotFound: nobody in the actor's scope.
    """
    found = store.find(text) or store.of_referral_code(text.strip().upper())
    if found is None or not reading.may_see(actor, found):
        raise NotFound("no such client", what="client", field="referrer")
    return found.id
