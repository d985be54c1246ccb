"""The nouns of signing in: logins, sessions, codes, the log of attempts; and the settings."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, Protocol

from pydantic import Field

from chalicelib.core.actor import Realm
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting

Theme = Literal["system", "light", "dark"]


class LoginStatus(StrEnum):
    """Whether a login may be used, and why not."""

    PENDING_APPROVAL = "pending_approval"
    ACTIVE = "active"
    REJECTED = "rejected"
    SUSPENDED = "suspended"


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
class PasswordRules:
    """What a new password must have. Lengths count characters."""

    min_length: Annotated[int, Field(ge=8, le=32)] = 10
    upper: bool = True
    lower: bool = True
    digit: bool = True
    symbol: bool = False


PASSWORD_RULES = Setting(
    key="identity.password_rules",
    type=PasswordRules,
    default=PasswordRules(),
    group="security",
    public=True,
)
FAILED_ATTEMPT_LIMIT = Setting(
    key="identity.failed_attempt_limit",
    type=Annotated[int, Field(ge=3, le=20)],
    default=5,
    group="security",
)
_Hours = Annotated[int, Field(ge=3, le=168)]
INACTIVITY_HOURS = Setting(
    key="identity.inactivity_hours", type=_Hours, default=12, group="security"
)
STAFF_INACTIVITY_HOURS = Setting(
    key="identity.staff_inactivity_hours", type=_Hours, default=12, group="security"
)
SESSION_DAYS = Setting(
    key="identity.session_days",
    type=Annotated[int, Field(ge=1, le=90)],
    default=30,
    group="security",
)
SIGN_INS_PER_ADDRESS = Setting(
    key="identity.sign_ins_per_address",
    type=Annotated[int, Field(ge=10, le=10_000)],
    default=100,
    group="security",
)

REMOTE_LOGIN_PROMPT = Setting(
    key="identity.remote_login_prompt", type=bool, default=True, group="security"
)


SLIDER = Setting(key="identity.slider", type=bool, default=True, group="security")


@dataclass(frozen=True)
class Login:
    """What lets one person in. ``subject_id`` is the client's or the member of staff's id.

    ``epoch`` counts how often all sessions were ended; a session of an earlier epoch is over.
    """

    realm: Realm
    subject_id: str
    email: str
    name: str
    language: str
    password_hash: str
    status: LoginStatus
    created_at: datetime
    theme: Theme = "system"
    reason: str = ""
    suspended_at: datetime | None = None
    suspended_by: str | None = None
    failed_attempts: int = 0
    epoch: int = 0
    last_login_at: datetime | None = None
    must_change_password: bool = False
    version: int = 0


@dataclass(frozen=True)
class EmailClaim:
    """Who an e-mail address belongs to in a realm. A released one may be claimed by another.

    One given up for another is held back until ``held_until``, in case its owner objects.
    """

    realm: Realm
    email: str
    subject_id: str
    released: bool = False
    held_until: datetime | None = None
    version: int = 0


@dataclass(frozen=True)
class Objection:
    """The right of whoever reads the mail of an old address to undo a change of address.

    ``digest`` is a keyed hash of the secret in the link that they were sent.
    """

    id: str
    realm: Realm
    subject_id: str
    old_email: str
    new_email: str
    digest: str
    ends_at: datetime
    used: bool = False
    version: int = 0


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


@dataclass(frozen=True)
class Contact:
    """Where and how somebody is written to."""

    subject_id: str
    name: str
    email: str
    language: str


@dataclass(frozen=True)
class LoginState:
    """How a login stands, as others may know it."""

    status: LoginStatus
    reason: str
    suspended_at: datetime | None
    suspended_by: str | None
    failed_attempts: int
    last_login_at: datetime | None
    created_at: datetime
    must_change_password: bool = False


@dataclass(frozen=True)
class CodeSent:
    """A code is on its way (or, for who must not know, is said to be)."""

    expires_at: datetime
    resend_at: datetime


@dataclass(frozen=True)
class ClientProfile:
    """What the client portal shows a client of themselves, from the capability that knows it.

    ``modules`` are the parts of the portal that the client has.
    """

    kind: Literal["trader", "ib"]
    phone: str
    nationality: str
    referral_code: str | None
    modules: tuple[str, ...] = ()


class Caller(Protocol):
    """Where a request comes from."""

    @property
    def ip(self) -> str:
        """The address."""
        ...

    @property
    def device(self) -> str:
        """What the browser says of itself."""
        ...

    @property
    def request_id(self) -> str:
        """The request's name in the logs."""
        ...
