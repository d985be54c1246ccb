"""Flows as data: nodes, their approvers, the decisions taken at them, and automation."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from chalicelib.approvals.model.kinds import Mode, Verdict
from chalicelib.core.nouns import dataclass
from chalicelib.core.permissions import Permission

MAX_NODES = 10
MAX_APPROVERS = 20

StaffIds = Annotated[tuple[str, ...], Field(max_length=MAX_APPROVERS)]
RoleIds = Annotated[tuple[str, ...], Field(max_length=MAX_APPROVERS)]


@dataclass(frozen=True)
class Node:
    """One step of a flow: any one of these users, or holders of these roles, decides it.

    With neither, it is decided by whoever holds the permission that decides the type.
    """

    user_ids: StaffIds = ()
    role_ids: RoleIds = ()

    def approver_keys(self, permission: Permission) -> tuple[str, ...]:
        """``user:…``, ``role:…`` or ``permission:…``: in whose queue this node stands."""
        users = [f"user:{user}" for user in self.user_ids]
        roles = [f"role:{role}" for role in self.role_ids]
        return tuple(dict.fromkeys(users + roles)) or (f"permission:{permission}",)


@dataclass(frozen=True)
class Flow:
    """The approval path of a type: its nodes in order. No nodes means the one default node.

    A request carries the whole flow it started with; ``version`` is then the number of the
    publication it took along, 0 where none was ever published. In a setting it says nothing.
    """

    version: Annotated[int, Field(ge=0)] = 0
    nodes: Annotated[tuple[Node, ...], Field(max_length=MAX_NODES)] = ()

    @property
    def path(self) -> tuple[Node, ...]:
        """The nodes that a request really passes: at least one."""
        return self.nodes or (Node(),)


@dataclass(frozen=True)
class Automation:
    """Who decides a type. ``threshold`` (whole units of the base currency, exact text) is for
    partial mode: amounts below it are approved by the system, from it on staff decide."""

    mode: Mode = Mode.MANUAL
    threshold: Annotated[str, Field(pattern=r"^[0-9]{1,15}(\.[0-9]{1,8})?$")] = "0"


@dataclass(frozen=True)
class Decision:
    """What one approver said at one node. It no longer ``stands`` once the request came back."""

    node: int
    by: str
    by_name: str
    verdict: Verdict
    at: datetime
    comment: str = ""
    stands: bool = True
