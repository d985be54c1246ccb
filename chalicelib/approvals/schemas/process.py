"""The review process of a request: every node, who decides there, and what they said."""

from typing import Annotated

from pydantic import Field

from chalicelib.approvals.model import Decision, Node, Request, RequestStatus, Verdict
from chalicelib.core.actor import name_shown
from chalicelib.edge.schemas import Instant, View


class StaffRefView(View):
    """A member of staff; the system has no ``name``."""

    id: str
    name: str


class DecisionView(View):
    """What somebody said at a node."""

    node: int
    by: StaffRefView
    decision: Verdict
    at: Instant
    comment: str
    stands: bool

    @classmethod
    def of_decision(cls, decision: Decision) -> "DecisionView":
        """As it is shown."""
        return cls(
            node=decision.node,
            by=StaffRefView(id=decision.by, name=name_shown(decision.by, decision.by_name)),
            decision=decision.verdict,
            at=decision.at,
            comment=decision.comment,
            stands=decision.stands,
        )


class ProcessNodeView(View):
    """One node. ``permission`` is who decides it where no users and roles are named.

    ``state``: ``approved`` or ``rejected`` by the decision that stands; ``current`` when it is
    this node's turn; ``waiting`` when its turn is still to come; ``passed_over`` when the request
    ended without it.
    """

    index: int
    users: list[StaffRefView]
    roles: list[StaffRefView]
    permission: str | None
    state: Annotated[
        str,
        Field(pattern="^(approved|rejected|current|waiting|passed_over)$", examples=["current"]),
    ]
    decision: DecisionView | None


class ProcessView(View):
    """All nodes in their order, and which publication of the flow the request took along.

    ``permission`` is what its type takes to decide, at every node.
    """

    flow_version: int
    permission: str
    nodes: list[ProcessNodeView]


def process_of(request: Request, names: dict[str, str]) -> ProcessView:
    """The process of ``request``; ``names`` are those of the staff and roles in its flow."""
    return ProcessView(
        flow_version=request.flow.version,
        permission=request.permission.value,
        nodes=[_node(request, place, one, names) for place, one in enumerate(request.flow.path, 1)],
    )


def _node(request: Request, index: int, node: Node, names: dict[str, str]) -> ProcessNodeView:
    said = [one for one in request.decisions if one.stands and one.node == index]
    anybody = not node.user_ids and not node.role_ids
    return ProcessNodeView(
        index=index,
        users=[StaffRefView(id=one, name=names.get(one, one)) for one in node.user_ids],
        roles=[StaffRefView(id=one, name=names.get(one, one)) for one in node.role_ids],
        permission=request.permission.value if anybody else None,
        state=said[-1].verdict.value if said else _untouched(request, index),
        decision=DecisionView.of_decision(said[-1]) if said else None,
    )


def _untouched(request: Request, index: int) -> str:
    if request.status is not RequestStatus.PENDING:
        return "passed_over"
    return "current" if request.is_queued and index == request.node else "waiting"
