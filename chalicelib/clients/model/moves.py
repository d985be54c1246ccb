"""Moves in the tree that take effect later: planned, carried out once, or given up before."""

from datetime import datetime
from enum import StrEnum

from chalicelib.core.nouns import dataclass


class MoveState(StrEnum):
    """Where a planned move stands; ``refused``: when its moment came the tree did not allow it."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"
    REFUSED = "refused"


@dataclass(frozen=True)
class PlannedMove:
    """A client gets another referrer, or none, from ``effective_at`` on.

    ``code`` says why it was refused; ``ended_by_name`` who gave it up.
    """

    id: str
    client_id: str
    referrer_id: str | None
    bring_downlines: bool
    effective_at: datetime
    by_id: str
    by_name: str
    at: datetime
    comment: str = ""
    state: MoveState = MoveState.PLANNED
    code: str = ""
    ended_at: datetime | None = None
    ended_by_name: str = ""
    version: int = 0


@dataclass(frozen=True)
class MoveWish:
    """What staff want: the referrer by id (empty for none), from when on, and why."""

    referrer_id: str
    bring_downlines: bool
    effective_at: datetime
    comment: str = ""
