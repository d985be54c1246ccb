"""Adjustments: staff add to a wallet or take from it, effective at once, with a reason."""

from datetime import datetime

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.ledger import Cause, CauseType


@dataclass(frozen=True)
class Adjustment:
    """One adjustment; ``amount`` is signed. ``comment`` is for staff alone."""

    id: str
    client_id: str
    amount: Money
    comment: str
    by: str
    at: datetime
    entry_id: str
    available_after: Money
    version: int = 0

    @property
    def cause(self) -> Cause:
        """What its entry comes from."""
        return Cause(CauseType.ADJUSTMENT, self.id)
