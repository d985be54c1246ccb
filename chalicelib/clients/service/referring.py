"""Who referred whom: the tree as staff see it, and moving a client to another place in it.

Nobody becomes their own upline: moves pass one after the other through one row, so two that would
close a circle together meet there. A tree may be as deep as it likes.
"""

from dataclasses import replace
from datetime import datetime
from functools import partial

from chalicelib import ports
from chalicelib.clients import rules, store
from chalicelib.clients.model import Client, ClientStatus, FormerReferrer
from chalicelib.clients.model.changes import Reparenting
from chalicelib.clients.service import lineage, reading
from chalicelib.clients.service.assigning import changeable
from chalicelib.clients.store import moves, tally
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.messages.clients import (
    ClientReferrerChanged,
    DownlinesChanged,
    LineChanged,
)
from chalicelib.storage import audit, sealing
from chalicelib.storage.unit import Unit

NOBODY = "nobody"
_PAGE = 50


@dataclass(frozen=True)
class TreeNode:
    """A place in the tree. ``key`` opens it for whoever may see the tree, and tells nobody's id.

    Whoever shows it shows id and name only where ``in_scope``.
    """

    client: Client
    in_scope: bool
    direct_downlines: int
    key: str


@dataclass(frozen=True)
class Tree:
    """Around one client: uplines from the nearest to the root, and downlines counted."""

    uplines: tuple[TreeNode, ...]
    direct_downlines: int
    indirect_downlines: int


def tree(actor: Actor, client_id: str, at: datetime | None = None) -> Tree:
    """The places above the client now, or at ``at``, and how many are below now.

    Raises:
        NotFound: the actor may not see the client.
    """
    client = reading.client(actor, client_id)
    above = _nodes(actor, client, list(lineage.uplines(client, at)))
    counts = tally.all_counts([client.id])[client.id]
    return Tree(tuple(above), counts.direct, max(0, counts.below - counts.direct))


def downlines(
    actor: Actor, client_id: str, under: str | None, request: PageRequest
) -> Page[TreeNode]:
    """The places directly below a client, or below the place that ``under`` opens; newest first.

    Raises:
        NotFound: the actor may not see the client. Invalid: ``cursor_invalid`` for a key that was
            not given to the actor in this client's tree.
    """
    client = reading.client(actor, client_id)
    target = _opened(actor, client, under) if under else client.id
    page = store.downlines(target, request)
    return Page(tuple(_nodes(actor, client, list(page.items))), page.next_cursor)


def found_in_tree(actor: Actor, client_id: str, text: str, limit: int) -> list[list[TreeNode]]:
    """Clients below one whom the actor finds by ``text``, each with the way down to them.

    Raises:
        NotFound: the actor may not see the client.
    """
    root = reading.client(actor, client_id)
    ways = []
    for one in reading.search(actor, text, limit) if text else ():
        chain = [one, *lineage.uplines(one)]
        ids = [each.id for each in chain]
        if root.id in ids[1:]:
            way = chain[: ids.index(root.id)]
            ways.append(_nodes(actor, root, way[::-1]))
    return ways


def _nodes(actor: Actor, root: Client, clients: list[Client]) -> list[TreeNode]:
    counts = tally.counts(one.id for one in clients)
    return [
        TreeNode(one, reading.may_see(actor, one), counts[one.id], _key(actor, root, one))
        for one in clients
    ]


def _key(actor: Actor, root: Client, one: Client) -> str:
    """How a place is asked for; of it nobody can tell, or make, the id."""
    return sealing.seal(one.id, purpose="tree", context=f"{actor.ref} {root.id}")


def _opened(actor: Actor, root: Client, key: str) -> str:
    try:
        return sealing.unseal(key, purpose="tree", context=f"{actor.ref} {root.id}")
    except sealing.SealBroken as error:
        raise Invalid("open the tree again", code="cursor_invalid", field="under") from error


def change_referrer(actor: Actor, client_id: str, wanted: Reparenting) -> Client:
    """Give a client another referrer, or none.

    Their own downlines come along, or go to the referrer they are leaving: those are moved one by
    one when the message of the change arrives.

    Raises:
        NotFound: the client or the referrer. Conflict: ``client_not_active``.
        Invalid: ``referrer_cycle``, ``referrer_not_active``.
    """
    return ports.transact(actor, lambda unit: change_referrer_in(unit, client_id, wanted))


def judged(unit: Unit, client_id: str, wanted: Reparenting) -> tuple[Client, Client | None]:
    """The client who is to be moved, and the new referrer, held as they are until ``unit`` is
    through; call it once no other move can come between.

    Raises:
        As `change_referrer`.
    """
    before = changeable(unit.actor, client_id)
    return before, _referrer(unit, before, wanted) if wanted.referrer_id else None


def change_referrer_in(
    unit: Unit, client_id: str, wanted: Reparenting, at: datetime | None = None
) -> Client:
    """See `change_referrer`; in ``unit``, by its actor, dated ``at`` a moment or now."""
    moves.pass_through(unit)
    before, referrer = judged(unit, client_id, wanted)
    after = replace(before, referrer_id=referrer.id if referrer else None)
    if after.referrer_id == before.referrer_id:
        return before
    unit.publish(
        ClientReferrerChanged(
            client_id=before.id,
            referrer_id=after.referrer_id,
            previous_referrer_id=before.referrer_id,
            brings_downlines=wanted.bring_downlines,
            at=at,
        )
    )
    return _moved(unit, before, after, at)


def _referrer(unit: Unit, client: Client, wanted: Reparenting) -> Client:
    """The new referrer, who stays as they are until the unit is through."""
    referrer = reading.client(unit.actor, wanted.referrer_id)
    if referrer.status is not ClientStatus.ACTIVE:
        raise Invalid("not an active client", code="referrer_not_active", field="referrer_id")
    if _would_close(client, referrer):
        raise Invalid("nobody can be their own upline", code="referrer_cycle", field="referrer_id")
    store.require(unit, referrer)
    return referrer


def _would_close(client: Client, referrer: Client) -> bool:
    return client.id in {referrer.id, *(one.id for one in lineage.uplines(referrer))}


def _moved(unit: Unit, before: Client, after: Client, at: datetime | None) -> Client:
    """Store a client at another place, and count them and theirs there instead of here.

    The former edge ends ``at`` that moment, or now; never before the one that was there before it.
    """
    if before.activated_at is not None:
        _count_moved(unit, before, after)
    audit.record(
        unit,
        "client_referrer_changed",
        "client",
        before.id,
        client_id=before.id,
        before={"referrer_id": before.referrer_id},
        after={"referrer_id": after.referrer_id},
    )
    unit.publish(LineChanged(client_id=before.id))
    referrer = store.find(after.referrer_id) if after.referrer_id else None
    last = before.former_referrers[-1].until if before.former_referrers else unit.now
    former = FormerReferrer(before.referrer_id, max(at or unit.now, last))
    placed = replace(
        after,
        line=lineage.below(referrer),
        former_referrers=(*before.former_referrers, former),
    )
    return store.change(unit, before, placed)


def _count_moved(unit: Unit, before: Client, after: Client) -> None:
    number = 1 + tally.held_below(unit, before.id)
    for referrer_id, sign in ((before.referrer_id, -1), (after.referrer_id, 1)):
        if referrer_id:
            tally.count(unit, referrer_id, sign)
            unit.publish(DownlinesChanged(client_id=referrer_id, change=sign * number))


def leave_downlines(actor: Actor, message: ClientReferrerChanged) -> None:
    """Move the downlines that a client left behind to the referrer that the client has left.

    Each is moved in a unit of its own; whoever has been moved is passed over, so doing it again, or
    going on after an interruption, moves nobody twice. Who meanwhile stands above that referrer
    stays where they are.
    """
    request: PageRequest | None = PageRequest(_PAGE)
    while request is not None:
        page = store.downlines(message.client_id, request)
        for one in page.items:
            ports.transact(actor, partial(_left_behind, downline_id=one.id, message=message))
        request = PageRequest(_PAGE, page.next_cursor) if page.next_cursor else None


def _left_behind(unit: Unit, downline_id: str, message: ClientReferrerChanged) -> None:
    moves.pass_through(unit)
    before = store.find(downline_id)
    if before is None or before.referrer_id != message.client_id:
        return
    left = message.previous_referrer_id
    referrer = store.find(left) if left else None
    if referrer is not None and _would_close(before, referrer):
        return
    _moved(unit, before, replace(before, referrer_id=left), message.at)


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
    found = store.find(text) or store.of_referral_code(rules.written_code(text))
    if found is None or not reading.may_see(actor, found):
        raise NotFound("no such client", what="client", field="referrer")
    return found.id
