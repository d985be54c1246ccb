"""Devices signed in, and the log of attempts."""

from datetime import datetime
from enum import StrEnum

from chalicelib.core.actor import Realm
from chalicelib.core.nouns import dataclass


class Outcome(StrEnum):
    """How an attempt to sign in, or a use of a session, ended; the login log holds these."""

    SIGNED_IN = "signed_in"
    PASSWORD_WRONG = "password_wrong"  # noqa: S105 - the name of an outcome, not a password
    SUSPENDED = "suspended"
    REFUSED_PENDING = "refused_pending"
    REFUSED_REJECTED = "refused_rejected"
    REFUSED_ADDRESS = "refused_address"
    SESSION_REUSED = "session_reused"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - see above
    PASSWORD_RESET = "password_reset"  # noqa: S105 - see above
    FACTOR_WRONG = "factor_wrong"
    EMAIL_CHANGED = "email_changed"
    EMAIL_RESTORED = "email_restored"


@dataclass(frozen=True)
class Stranger:
    """Failed attempts on an address nobody has: counted like a real one, so it looks like one.

    ``digest`` stands for the address, which is not ours to keep.
    """

    realm: Realm
    digest: str
    failed_attempts: int
    forget_at: datetime
    version: int = 0


@dataclass(frozen=True)
class Session:
    """One device signed in. ``generation`` is that of the one refresh token still good;
    ``seed`` is its share of the secret from which the tokens are made. ``remote`` says that city
    and device were new when it began.
    """

    id: str
    realm: Realm
    subject_id: str
    epoch: int
    seed: str
    created_at: datetime
    last_seen_at: datetime
    rotated_at: datetime
    ends_at: datetime
    generation: int = 1
    ip: str = ""
    device: str = ""
    city: str = ""
    remote: bool = False
    version: int = 0


@dataclass(frozen=True)
class LoginEvent:
    """One line of the login log."""

    id: str
    realm: Realm
    subject_id: str
    at: datetime
    outcome: Outcome
    ip: str = ""
    device: str = ""
    city: str = ""
    version: int = 0
