"""The nouns of signing in: logins, addresses, and who people are to others."""

from datetime import datetime
from enum import StrEnum
from typing import Literal, Protocol

from chalicelib.core.actor import Realm
from chalicelib.core.nouns import dataclass

Theme = Literal["system", "light", "dark"]


class LoginStatus(StrEnum):
    """Whether a login may be used, and why not."""

    PENDING_APPROVAL = "pending_approval"
    ACTIVE = "active"
    REJECTED = "rejected"
    SUSPENDED = "suspended"


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
