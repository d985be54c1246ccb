"""What partners tell: commissions that wait, what is left to be written, and tiers that changed."""

from datetime import date, datetime
from typing import ClassVar

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.messages import Message


@dataclass(frozen=True, kw_only=True)
class CommissionsEarned(Message):
    """Commissions wait to be paid now: pairs of recipient and currency. Daily ones are not told."""

    NAME: ClassVar[str] = "partners.commissions_earned"

    recipients: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class RunAdvanced(Message):
    """The next part of a run over past deals is to be done."""

    NAME: ClassVar[str] = "partners.run_advanced"

    run_id: str
    part: int


@dataclass(frozen=True, kw_only=True)
class CommissionsLeft(Message):
    """More brokers stand above a trader than one unit holds: the next of them are to be written."""

    NAME: ClassVar[str] = "partners.commissions_left"

    server_id: str
    deal_id: str
    revision: int = 0


@dataclass(frozen=True, kw_only=True)
class DepositLeft(Message):
    """A deposit at ``at`` is still to be counted for those who were above ``level`` then.

    One that was taken back has an amount below zero, and ``credited_at``: who was above then is
    meant; one that came again has it too.
    """

    NAME: ClassVar[str] = "partners.deposit_left"

    client_id: str
    amount: Money
    at: datetime
    level: int
    credited_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class CommissionsHeld(Message):
    """Amounts of the broker ``client_id`` are held for trades of clients not under review before.

    ``reviews`` is how many of those there are; ``owner_id`` and ``participant_ids`` are the
    broker's.
    """

    NAME: ClassVar[str] = "partners.commissions_held"

    client_id: str
    reviews: int
    owner_id: str | None = None
    participant_ids: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReviewDecided(Message):
    """Staff have decided what becomes of what is held of a broker for the trades of a client."""

    NAME: ClassVar[str] = "partners.review_decided"

    recipient_id: str
    client_id: str


@dataclass(frozen=True, kw_only=True)
class TierChanged(Message):
    """A broker has another tier by a rule; ``direction`` is ``up`` or ``down``.

    Names are those of the rank structure; ``before`` is empty for none.
    """

    NAME: ClassVar[str] = "partners.tier_changed"

    client_id: str
    before: str
    after: str
    direction: str
    rule: str


@dataclass(frozen=True, kw_only=True)
class PayoutDayOver(Message):
    """A ``day`` of the broker's clock is over for a client who has said where commissions of a
    currency are to go: what was paid on it is to be sent on."""

    NAME: ClassVar[str] = "partners.payout_day_over"

    client_id: str
    currency: str
    day: date
