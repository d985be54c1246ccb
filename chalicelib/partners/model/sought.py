"""Which commissions somebody looks for, and what those found come to."""

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.earnings import CommissionState, SchemeKind
from chalicelib.partners.model.plans import Frequency


@dataclass(frozen=True)
class Sought:
    """Which commissions: None is all. ``client_id`` is the trader, ``deal_id`` a ticket."""

    kind: SchemeKind | None = None
    state: CommissionState | None = None
    frequency: Frequency | None = None
    server_id: str | None = None
    recipient_id: str | None = None
    client_id: str | None = None
    login: int | None = None
    currency: str | None = None
    symbol: str | None = None
    deal_id: str | None = None


@dataclass(frozen=True)
class CommissionSum:
    """What commissions in one state come to in one currency, and how many they are."""

    state: CommissionState
    amount: Money
    count: int


@dataclass(frozen=True)
class SumsPart:
    """The sums of some commissions; ``next_cursor`` is where the next part begins."""

    deals: int
    sums: tuple[CommissionSum, ...]
    next_cursor: str | None
