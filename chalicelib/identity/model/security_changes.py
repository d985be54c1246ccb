"""The last change of what a login depends on: payouts may wait for a while after it."""

from datetime import datetime
from enum import StrEnum

from chalicelib.core.actor import Realm
from chalicelib.core.nouns import dataclass


class SecuredBy(StrEnum):
    """What a login depends on. Codes are stable and part of the API."""

    PASSWORD = "password"  # noqa: S105 - the name of a thing, not a password
    EMAIL = "email"
    PHONE = "phone"
    SECOND_FACTOR = "second_factor"


@dataclass(frozen=True)
class SecurityChange:
    """What was changed last of somebody's ways in, and when."""

    realm: Realm
    subject_id: str
    what: SecuredBy
    at: datetime
    version: int = 0
