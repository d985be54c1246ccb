"""Payouts that a provider makes: approved by one, confirmed by another, followed to the end."""

from datetime import datetime
from enum import StrEnum

from chalicelib.core.errors import Conflict, Forbidden
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.methods import PayoutRoute


class PayoutStage(StrEnum):
    """How far a payout has come.

    ``refused`` and ``cancelled`` are not paid and can be confirmed again, or refunded. ``stopped``:
    the withdrawal was refunded. ``paid_after_refund``: it was paid all the same, for people to act.
    """

    AWAITING_CONFIRMATION = "awaiting_confirmation"
    ORDERING = "ordering"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    STOPPED = "stopped"
    PAID_AFTER_REFUND = "paid_after_refund"


CONFIRMABLE = frozenset(
    {PayoutStage.AWAITING_CONFIRMATION, PayoutStage.CANCELLED, PayoutStage.REFUSED}
)
UNDER_WAY = frozenset({PayoutStage.ORDERING, PayoutStage.IN_PROGRESS})
NEEDS_STAFF = CONFIRMABLE | {PayoutStage.PAID_AFTER_REFUND}


class PayoutNotWaiting(Conflict):
    """It does not wait for a confirmation (any more); fact ``stage``."""

    code = "payout_not_waiting"


class PayoutUnderWay(Conflict):
    """The provider is paying it, or may be: it cannot be stopped or refunded; fact ``stage``."""

    code = "payout_under_way"


class PayoutWalletShort(Conflict):
    """The wallet that pays has not enough; facts ``needed``, ``available`` and ``coin``."""

    code = "payout_wallet_short"


class SecondPersonNeeded(Forbidden):
    """Whoever asked for a withdrawal or approved it does not confirm its payout."""

    code = "second_person_needed"


@dataclass(frozen=True)
class Payout:
    """The payout of one withdrawal, whose id it bears.

    ``aside`` is the provider's reference of the money set aside, ``payout_reference`` that of the
    payout of this ``attempt``. ``needed`` and ``available`` are coins as they were when it was
    confirmed, at ``coin_rate``; ``coins`` is what the provider pays, ``transaction`` where it can
    be looked up. ``check_at`` is when the provider is asked again unasked. ``failure`` is the
    provider's code for not paying.
    """

    id: str
    client_id: str
    route: PayoutRoute
    amount: Money
    details_id: str
    created_at: datetime
    stage: PayoutStage = PayoutStage.AWAITING_CONFIRMATION
    attempt: int = 1
    aside: str | None = None
    payout_reference: str | None = None
    confirmed_by: str = ""
    confirmed_by_name: str = ""
    confirmed_at: datetime | None = None
    coin: str = ""
    coin_rate: str = ""
    needed: str = ""
    available: str = ""
    coins: str = ""
    transaction: str = ""
    failure: str = ""
    changed_at: datetime | None = None
    check_at: datetime | None = None
    version: int = 0
