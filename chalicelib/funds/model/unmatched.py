"""Payments that could not be credited by themselves: what came, why it waits, what becomes of it.

Their money lies in suspense until two people of the staff have settled it: one proposes, another
agrees. Nothing is credited or returned by one person alone.
"""

from datetime import datetime
from enum import StrEnum

from chalicelib.core.errors import Conflict, Forbidden
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.ledger import Cause


class UnmatchedMoved(Conflict):
    """It is not at the stage at which this can be done; fact ``stage``."""

    code = "unmatched_payment_moved"


class OwnProposal(Forbidden):
    """Who proposed how to settle a payment cannot agree to it."""

    code = "own_proposal"


class SettlementNotPossible(Conflict):
    """This payment cannot be settled so; fact ``settlement``."""

    code = "settlement_not_possible"


class UnmatchedStage(StrEnum):
    """Open; proposed: a second person is due; returning: the provider sends it back; settled."""

    OPEN = "open"
    PROPOSED = "proposed"
    RETURNING = "returning"
    SETTLED = "settled"


class Settlement(StrEnum):
    """Into a client's wallet; back to the payer; or noted, where no money of ours is concerned."""

    CREDIT = "credit"
    RETURN = "return"
    NOTE = "note"


REVERSED = "reversed"


@dataclass(frozen=True)
class Proposal:
    """How somebody wants to settle it, and why. ``client_id`` is who is credited."""

    settlement: Settlement
    reason: str
    by: str
    by_name: str
    at: datetime
    client_id: str | None = None


@dataclass(frozen=True)
class Unmatched:
    """One payment. ``problem`` is as in `messages.funds.PaymentUnmatched`.

    ``cause`` is what its entry in suspense comes from; ``attempt`` numbers the settlements of a
    payment whose return has failed. ``agreed_by_name`` is the second person.
    """

    id: str
    problem: str
    provider: str
    psp_reference: str
    received: Money
    at: datetime
    cause: Cause
    deposit_id: str | None = None
    client_id: str | None = None
    stage: UnmatchedStage = UnmatchedStage.OPEN
    proposal: Proposal | None = None
    attempt: int = 1
    failure: str = ""
    agreed_by_name: str = ""
    settled_at: datetime | None = None
    refund_id: str | None = None
    entry_id: str | None = None
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Whether somebody of the staff is due."""
        return self.stage in (UnmatchedStage.OPEN, UnmatchedStage.PROPOSED)
