"""Withdrawal details: a client's saved payout profiles, one set of fields per method."""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from chalicelib.core.errors import Conflict, Invalid, Limited
from chalicelib.core.nouns import dataclass


class DetailsStatus(StrEnum):
    """Whether a profile may be paid to. Cancelled and deleted ones stay readable for staff."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    DELETED = "deleted"


class DetailsNotApproved(Conflict):
    """The profile is not approved (yet, or any more)."""

    code = "withdrawal_details_not_approved"


class TooManyDetails(Limited):
    """The client has saved as many profiles for the method as allowed; fact ``limit``."""

    code = "withdrawal_details_limit"


class DetailsInUse(Conflict):
    """A withdrawal to the profile waits for its decision; fact ``waiting`` counts them."""

    code = "withdrawal_details_in_use"


class DetailsInvalid(Invalid):
    """A field of a profile is wrong; ``field`` names it, the fact ``problem`` says how."""

    code = "withdrawal_details_invalid"


@dataclass(frozen=True)
class WithdrawalDetails:
    """One profile; ``id`` is the request's id. It is never changed: another one takes its place.

    ``fields`` are in their plain, normal form. ``waiting`` counts withdrawals to it that nobody
    has decided yet.
    """

    id: str
    client_id: str
    method_id: str
    label: str
    created_at: datetime
    fields: dict[str, str] = field(default_factory=dict, repr=False)
    sensitive: tuple[str, ...] = ()
    status: DetailsStatus = DetailsStatus.PENDING
    waiting: int = 0
    version: int = 0


@dataclass(frozen=True)
class DefaultDetails:
    """The profile that a client is paid to by a method unless they choose another."""

    client_id: str
    method_id: str
    details_id: str
    version: int = 0


@dataclass(frozen=True)
class DetailsDraft:
    """What a client saves."""

    method_id: str
    label: str
    fields: dict[str, str] = field(repr=False)
