"""Changing an open account: another leverage, or a new password that the client is told once."""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting
from chalicelib.gateways.trading.model import PasswordKind


class ChangeKind(StrEnum):
    """What of an account a client can have changed."""

    LEVERAGE = "leverage"
    MAIN = "main_password"
    INVESTOR = "investor_password"


PASSWORD_KINDS = {
    ChangeKind.MAIN: PasswordKind.MAIN,
    ChangeKind.INVESTOR: PasswordKind.INVESTOR,
}


class ChangeStatus(StrEnum):
    """Where a change stands. ``asked`` is entered before the server is asked."""

    SUBMITTED = "submitted"
    ASKED = "asked"
    DONE = "done"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class AccountChange:
    """A request to change an account; ``id`` is the request's id.

    ``leverage`` is the one wanted, 100 for 1:100, and ``leverage_before`` that of the moment of
    asking. A new password is sealed from the moment the server is asked until the client is told.
    """

    id: str
    kind: ChangeKind
    account_id: str
    client_id: str
    submitted_at: datetime
    leverage: int | None = None
    leverage_before: int | None = None
    status: ChangeStatus = ChangeStatus.SUBMITTED
    sealed_password: str = field(repr=False, default="")
    refusal_code: str = ""
    version: int = 0


@dataclass(frozen=True)
class UnderWay:
    """The one change of a kind that may be under way on an account."""

    account_id: str
    kind: ChangeKind
    change_id: str
    version: int = 0


MARGIN_WARNING_LEVEL = Setting(
    key="accounts.margin_warning_level",
    type=int,
    default=100,
    group="accounts",
)
"""Margin level in per cent (equity by used margin) below which no change may bring an account."""
