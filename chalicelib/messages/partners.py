"""What partners tell: that a deal has earned commissions, and that not all of them are written."""

from typing import ClassVar

from chalicelib.core.nouns import dataclass
from chalicelib.messages import Message


@dataclass(frozen=True, kw_only=True)
class CommissionsEarned(Message):
    """Commissions wait to be paid now: pairs of recipient and currency. Daily ones are not told."""

    NAME: ClassVar[str] = "partners.commissions_earned"

    recipients: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class CommissionsLeft(Message):
    """More brokers stand above a trader than one unit holds: the next of them are to be written."""

    NAME: ClassVar[str] = "partners.commissions_left"

    server_id: str
    deal_id: str
