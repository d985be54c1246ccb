"""Refunds: money that goes back to where a payment came from, once per refund."""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.ledger import Cause, CauseType
from chalicelib.funds.model.sources import Returned


class RefundNotPossible(Conflict):
    """Not credited, not in one currency, or its provider makes no refunds."""

    code = "refund_not_possible"


class RefundTooLarge(Invalid):
    """More than what is left of the payment; facts ``left`` and ``currency``."""

    code = "refund_too_large"


class RefundStage(StrEnum):
    """Asked: set aside, the provider is due. Sent: it has left. Arrived: the provider says so.

    Refused: the provider would not, nothing has moved. Returned: it came back from the bank later.
    """

    ASKED = "asked"
    SENT = "sent"
    ARRIVED = "arrived"
    REFUSED = "refused"
    RETURNED = "returned"


@dataclass(frozen=True)
class Refund:
    """One refund. Its money comes out of the client's wallet, under ``hold_id``, or, where it is of
    an unmatched payment, ``unmatched_id``, out of suspense.

    ``failure`` is the provider's word for why it came to nothing. ``check_at`` is when the provider
    is asked next, unasked. ``returned`` is what of it counts as gone back to its source, and
    ``uncredited`` what of it was credited once: less than the amount where a fee goes back too.
    """

    id: str
    provider: str
    psp_reference: str
    amount: Money
    reason: str
    by: str
    by_name: str
    at: datetime
    deposit_id: str | None = None
    client_id: str | None = None
    unmatched_id: str | None = None
    hold_id: str | None = None
    stage: RefundStage = RefundStage.ASKED
    refund_reference: str | None = None
    failure: str = ""
    check_at: datetime | None = None
    returned: Returned = field(default_factory=dict)
    uncredited: Money | None = None
    version: int = 0

    @property
    def cause(self) -> Cause:
        """What its entries come from."""
        return Cause(CauseType.REFUND, self.id)
