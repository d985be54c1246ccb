"""What proves that somebody reads an address or is no machine: codes and slide puzzles."""

from datetime import datetime
from enum import StrEnum

from chalicelib.core.actor import Realm
from chalicelib.core.nouns import dataclass


class CodePurpose(StrEnum):
    """What an e-mailed code is good for; a code for one purpose is worthless for another."""

    REGISTRATION = "registration"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - the name of a purpose, not a password
    EMAIL_CHANGE = "email_change"


class SlidePurpose(StrEnum):
    """What a solved slide puzzle is good for; a token for one purpose is worthless for another."""

    REGISTRATION = "registration"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - the name of a purpose, not a password
    SIGN_IN = "sign_in"
    PHONE = "phone"


@dataclass(frozen=True)
class Code:
    """A six-digit code sent to an address, kept as a keyed hash. ``digest`` empty: nothing sent."""

    realm: Realm
    purpose: CodePurpose
    email: str
    digest: str
    sent_at: datetime
    ends_at: datetime
    tries_left: int
    used: bool = False
    version: int = 0


@dataclass(frozen=True)
class Slide:
    """A slide puzzle. ``left`` is where the piece belongs, in pixels, and never leaves the server.

    ``digest`` is that of the token that solving it earned; empty while it is unsolved.
    """

    id: str
    realm: Realm
    purpose: SlidePurpose
    left: int
    tries_left: int
    ends_at: datetime
    digest: str = ""
    version: int = 0


@dataclass(frozen=True)
class CodeSent:
    """A code is on its way (or, for who must not know, is said to be)."""

    expires_at: datetime
    resend_at: datetime
