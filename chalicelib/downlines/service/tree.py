"""The tree around one client as staff see it: all its shape, and who is who in their scope."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from chalicelib.clients import public as clients
from chalicelib.clients.public import TreeNode
from chalicelib.core.actor import Actor
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.partners import public as partners

FOUND_AT_MOST = 20


@dataclass(frozen=True)
class Place:
    """A place in the tree, with what the tier of whoever is there is called; empty for none."""

    node: TreeNode
    tier: str


@dataclass(frozen=True)
class Around:
    """The places above a client, the nearest first, and how many are below."""

    uplines: tuple[Place, ...]
    direct_downlines: int
    indirect_downlines: int


def around(actor: Actor, client_id: str, at: datetime | None) -> Around:
    """The places above the client now, or at ``at``, and how many are below now.

    Raises:
        NotFound: the actor may not see the client.
    """
    found = clients.tree(actor, client_id, at)
    above = tuple(_places(client_id, found.uplines))
    return Around(above, found.direct_downlines, found.indirect_downlines)


def below(actor: Actor, client_id: str, under: str | None, request: PageRequest) -> Page[Place]:
    """The places directly below a client, or below the place that ``under`` opens.

    Raises:
        NotFound: the actor may not see the client. Invalid: ``cursor_invalid``.
    """
    page = clients.tree_downlines(actor, client_id, under, request)
    return Page(tuple(_places(client_id, page.items)), page.next_cursor)


def found(actor: Actor, client_id: str, text: str) -> list[list[Place]]:
    """Clients below one whom the actor finds by ``text``, each at the end of the way down.

    Raises:
        NotFound: the actor may not see the client.
    """
    ways = clients.found_in_tree(actor, client_id, text, FOUND_AT_MOST)
    tiers = _tiers(client_id, (node for way in ways for node in way))
    return [[Place(node, tiers.get(node.client.id, "")) for node in way] for way in ways]


def _places(root_id: str, nodes: Sequence[TreeNode]) -> list[Place]:
    tiers = _tiers(root_id, nodes)
    return [Place(one, tiers.get(one.client.id, "")) for one in nodes]


def _tiers(root_id: str, nodes: Iterable[TreeNode]) -> dict[str, str]:
    return partners.tiers_below(root_id, {one.client.id for one in nodes})
