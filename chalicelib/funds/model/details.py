"""Withdrawal details: a client's saved payout profiles, one set of fields per method."""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from chalicelib.core.errors import Conflict, Invalid, Limited
from chalicelib.core.nouns import dataclass


class DetailsStatus(StrEnum):
    """Whether a profile may be paid to. A deleted one stays readable for staff."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    DELETED = "deleted"


class DetailsNotApproved(Conflict):
    """The profile is not approved (yet, or any more)."""

    code = "withdrawal_details_not_approved"


class TooManyDetails(Limited):
    """The client has saved as many profiles for the method as allowed; fact ``limit``."""

    code = "withdrawal_details_limit"


class DetailsInvalid(Invalid):
    """A field of a profile is wrong; ``field`` names it, the fact ``problem`` says how."""

    code = "withdrawal_details_invalid"


@dataclass(frozen=True)
class WithdrawalDetails:
    """One profile; ``id`` is the request's id. ``fields`` are in their plain, normal form."""

    id: str
    client_id: str
    method_id: str
    label: str
    created_at: datetime
    fields: dict[str, str] = field(default_factory=dict, repr=False)
    sensitive: tuple[str, ...] = ()
    status: DetailsStatus = DetailsStatus.PENDING
    version: int = 0


@dataclass(frozen=True)
class DetailsDraft:
    """What a client saves."""

    method_id: str
    label: str
    fields: dict[str, str] = field(repr=False)
