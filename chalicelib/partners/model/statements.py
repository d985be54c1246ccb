"""What a broker's statement of a period says: its lines, and what they come to.

Owns: the figures and that they agree with one another. Refuses: words, and how it is printed.
"""

from datetime import datetime
from decimal import Decimal

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.earnings import (
    Cause,
    CommissionState,
    PayoutFailure,
    SchemeKind,
)
from chalicelib.partners.model.receipts import Component, Rate
from chalicelib.partners.model.trades import Reason


@dataclass(frozen=True)
class StatementLine:
    """One commission, an adjustment, or a deal that paid nothing, as its broker sees it.

    ``client_id`` is empty and ``login`` 0 where the trader is not shown. ``amount`` is what the
    commission was, ``cancelled`` (never negative) what of it never counted, ``taken`` what was
    taken back of a claw-back. ``payout_id`` is the payout that it was part of. ``components`` are
    what each of them comes to.
    """

    deal: str
    closed_at: datetime
    kind: SchemeKind
    client_id: str
    login: int
    level: int
    symbol: str
    lots: Decimal
    rates: tuple[Rate, ...]
    state: CommissionState
    amount: Money | None = None
    cancelled: int = 0
    taken: int = 0
    revision: int = 0
    cause: Cause = Cause.SETTLED
    failure: PayoutFailure | None = None
    set_off: bool = False
    reasons: tuple[Reason, ...] = ()
    paid_at: datetime | None = None
    payout_id: str = ""
    components: tuple[tuple[Component, Money], ...] = ()

    @property
    def moves(self) -> int:
        """What of the amount counts, in minor units: all but what was cancelled."""
        if self.amount is None:
            return 0
        sign = 1 if self.amount.minor > 0 else -1
        return self.amount.minor - sign * self.cancelled


@dataclass(frozen=True)
class Figures:
    """What the lines of one currency come to, in minor units.

    ``earned`` is what deals came to when they were settled first, ``adjusted`` what was added or
    taken off later, ``cancelled`` what the two left uncounted before it was paid; the three are the
    ``total``. The rest says where the total stands, and adds up to it: ``paid`` less ``taken`` is
    what the broker got, ``waived`` is never taken back, ``to_take`` is still to be.
    """

    currency: str
    earned: int = 0
    adjusted: int = 0
    cancelled: int = 0
    paid: int = 0
    taken: int = 0
    waiting: int = 0
    held: int = 0
    failed: int = 0
    refused: int = 0
    to_take: int = 0
    waived: int = 0

    @property
    def total(self) -> int:
        """What the deals of the period come to."""
        return self.earned + self.adjusted + self.cancelled

    @property
    def received(self) -> int:
        """What the broker got of it."""
        return self.paid + self.taken

    @property
    def open(self) -> int:
        """What is still to be paid or taken back; negative where more is to be taken."""
        return self.waiting + self.held + self.failed + self.to_take


@dataclass(frozen=True)
class Share:
    """What one scheme, or the trades of one account, came to in one currency.

    ``deals`` are those that paid something, ``lots`` their volume.
    """

    key: tuple[str, ...]
    currency: str
    deals: int
    lots: Decimal
    earned: int
    adjusted: int
    total: int


@dataclass(frozen=True)
class Summary:
    """All that is said of the lines together; ``unpaid_deals`` paid their broker nothing."""

    deals: int
    unpaid_deals: int
    lines: int
    figures: tuple[Figures, ...]
    by_kind: tuple[Share, ...]
    by_account: tuple[Share, ...]
