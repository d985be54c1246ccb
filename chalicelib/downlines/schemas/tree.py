"""The tree around a client as staff see it."""

from typing import Annotated, Any, Self

from pydantic import AwareDatetime, ConfigDict, Field

from chalicelib.clients.public import ClientKind
from chalicelib.downlines.service.tree import Place
from chalicelib.edge.schemas import Body, PageQuery, View


class TreeQuery(Body):
    """As of which moment; the present without one."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    at: AwareDatetime | None = None


class PlacesQuery(PageQuery):
    """Below which place: its ``key``; without one, below the client themself."""

    under: Annotated[str, Field(max_length=200)] | None = None


class FindQuery(Body):
    """Whom to find: the beginning of a name, an address, a number, an id, a code or a login."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    q: Annotated[str, Field(max_length=100)] = ""


class TreeNodeView(View):
    """A place in the tree; ``id`` and ``name`` are null for clients outside the reader's scope.

    ``key`` opens the place in this tree for this reader.
    """

    id: str | None
    name: str | None
    kind: ClientKind
    tier: str
    direct_downlines: int
    key: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        place: Place = noun
        node = place.node
        return cls(
            id=node.client.id if node.in_scope else None,
            name=node.client.name if node.in_scope else None,
            kind=node.client.kind,
            tier=place.tier,
            direct_downlines=node.direct_downlines,
            key=node.key,
        )


class TreeView(View):
    """Uplines from the nearest to the root, and counts of downlines."""

    uplines: list[TreeNodeView]
    direct_downlines: int
    indirect_downlines: int

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls(
            uplines=[TreeNodeView.of(one) for one in noun.uplines],
            direct_downlines=noun.direct_downlines,
            indirect_downlines=noun.indirect_downlines,
        )


class WayView(View):
    """Somebody who was found: the places on the way down from the client, themself the last."""

    way: list[TreeNodeView]

    @classmethod
    def of(cls, noun: list[Place]) -> Self:
        """See `View.of`."""
        return cls(way=[TreeNodeView.of(one) for one in noun])
