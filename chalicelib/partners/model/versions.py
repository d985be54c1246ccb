"""Plans as they are kept: a head per plan, and every version it had or was proposed to have."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.plans import Plan, PlanKind

PREFIXES: dict[PlanKind, str] = {
    PlanKind.RANK_STRUCTURE: "rnk",
    PlanKind.SYMBOL_GROUP: "sgr",
    PlanKind.FIXED_SCHEME: "fix",
    PlanKind.FLEXIBLE_SCHEME: "flx",
}


_KINDS = {prefix: kind for kind, prefix in PREFIXES.items()}


def kind_of(plan_id: str) -> PlanKind | None:
    """The kind of the plan called ``plan_id``, or None of what is no plan's id."""
    return _KINDS.get(plan_id.partition("_")[0])


class PlanState(StrEnum):
    """Where one version of a plan stands."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True)
class AgreedVersion:
    """A version that was agreed to, and from when on it counts."""

    number: int
    effective_at: datetime


@dataclass(frozen=True)
class PlanHead:
    """One plan. ``agreed`` has every version ever agreed to, ``pending`` the one that waits.

    ``in_use`` is set for good when a scheme that refers to it is agreed to.
    """

    id: str
    kind: PlanKind
    name: str
    latest: int = 0
    agreed: tuple[AgreedVersion, ...] = ()
    pending: int | None = None
    in_use: bool = False
    version: int = 0


@dataclass(frozen=True)
class PlanVersion:
    """What a plan says in one version. ``content`` is the JSON of a `Plan` of that kind."""

    plan_id: str
    number: int
    state: PlanState
    content: dict[str, Any]
    by_id: str
    by_name: str
    at: datetime
    effective_at: datetime | None = None
    comment: str = ""
    decided_by_id: str = ""
    decided_by_name: str = ""
    decided_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True)
class Proposal:
    """What somebody wants a plan to be. Without ``effective_at``: from the decision on."""

    plan: Plan
    effective_at: datetime | None = None
    comment: str = ""


@dataclass(frozen=True)
class PlanSheet:
    """A plan with its versions, the newest first, as of ``at``; what they say by their numbers."""

    head: PlanHead
    versions: tuple[PlanVersion, ...]
    at: datetime


@dataclass(frozen=True)
class PlanInForce:
    """What a plan says at a moment, and which version that is."""

    id: str
    number: int
    plan: Any
