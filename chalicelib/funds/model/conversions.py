"""Conversions between two wallets of one client: held at submission, booked at approval."""

from datetime import datetime
from enum import StrEnum

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.ledger import Cause, CauseType
from chalicelib.funds.model.rates import Quote

PREFIX = "cnv"


class ConversionStage(StrEnum):
    """Where the money of a conversion is: set aside, converted, or given back."""

    HELD = "held"
    CONVERTED = "converted"
    ENDED = "ended"


@dataclass(frozen=True)
class Conversion:
    """One conversion; ``id`` is the request's id. ``amount`` leaves one wallet, ``credit``, which
    is that at the rate of ``quote`` rounded down, arrives in the other."""

    id: str
    client_id: str
    amount: Money
    credit: Money
    quote: Quote
    hold_id: str
    submitted_at: datetime
    stage: ConversionStage = ConversionStage.HELD
    completed_at: datetime | None = None
    version: int = 0

    @property
    def cause(self) -> Cause:
        """What its entries come from."""
        return Cause(CauseType.CONVERSION, self.id)


@dataclass(frozen=True)
class ConversionDraft:
    """What a client asks for. ``shown`` is the credit as they were shown it: another one is not
    booked."""

    amount: Money
    into: str
    shown: str | None = None
