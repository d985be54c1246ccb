"""Holds: money set aside for a request, resolved once and only once."""

from datetime import datetime
from enum import StrEnum

from chalicelib.core.errors import Conflict
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.ledger import Cause


class HoldResolved(Conflict):
    """The hold has been posted or voided; the fact ``state`` says which."""

    code = "hold_resolved"


class HoldState(StrEnum):
    """The life of a hold: pending, then one of the others for ever."""

    PENDING = "pending"
    POSTED = "posted"
    VOIDED = "voided"


@dataclass(frozen=True)
class Hold:
    """``amount`` of one client's wallet, set aside for ``cause``.

    ``id`` is its entry's id, or, where money came straight into the hold, what that would be.
    """

    id: str
    client_id: str
    amount: Money
    cause: Cause
    at: datetime
    state: HoldState = HoldState.PENDING
    resolved_at: datetime | None = None
    resolved_by: str | None = None
    version: int = 0
