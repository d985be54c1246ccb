"""What the clients capability tells others. Ids only: whoever needs a name or address asks for it.

Order is not promised: a consumer that keeps a copy reads the client as it stands.
"""

from datetime import datetime
from typing import ClassVar

from chalicelib.core.nouns import dataclass
from chalicelib.messages import Message


@dataclass(frozen=True, kw_only=True)
class ClientRegistered(Message):
    """Somebody has registered; unless ``active``, they wait for staff to decide ``request_id``."""

    NAME: ClassVar[str] = "clients.client_registered"

    client_id: str
    kind: str
    request_id: str
    referrer_id: str | None = None
    owner_id: str | None = None
    active: bool = False


@dataclass(frozen=True, kw_only=True)
class ClientActivated(Message):
    """The client may sign in and trade from now on."""

    NAME: ClassVar[str] = "clients.client_activated"

    client_id: str
    kind: str
    referrer_id: str | None = None
    owner_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class ClientRejected(Message):
    """The registration was refused for good; e-mail address and phone number are free again."""

    NAME: ClassVar[str] = "clients.client_rejected"

    client_id: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ClientSuspended(Message):
    """Staff have shut the client out; all sessions have ended."""

    NAME: ClassVar[str] = "clients.client_suspended"

    client_id: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ClientReinstated(Message):
    """Staff have let a suspended client in again."""

    NAME: ClassVar[str] = "clients.client_reinstated"

    client_id: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ClientChanged(Message):
    """Something by which the client is found (name, address, number) is another now."""

    NAME: ClassVar[str] = "clients.client_changed"

    client_id: str


@dataclass(frozen=True, kw_only=True)
class ClientRecoded(Message):
    """Staff gave the client another referral code; with ``tells`` the client hears of it."""

    NAME: ClassVar[str] = "clients.client_recoded"

    client_id: str
    referral_code: str
    tells: bool


@dataclass(frozen=True, kw_only=True)
class PhoneChanged(Message):
    """The client has proven another phone number, which is theirs from now on."""

    NAME: ClassVar[str] = "clients.phone_changed"

    client_id: str


@dataclass(frozen=True, kw_only=True)
class ClientReassigned(Message):
    """The client has another owner or other participants, and all that is theirs with them."""

    NAME: ClassVar[str] = "clients.client_reassigned"

    client_id: str
    owner_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class ClientReferrerChanged(Message):
    """The client stands elsewhere in the tree; without ``brings_downlines`` theirs stay behind.

    ``at`` is from when on, where that is not the moment of the message.
    """

    NAME: ClassVar[str] = "clients.client_referrer_changed"

    client_id: str
    referrer_id: str | None = None
    previous_referrer_id: str | None = None
    brings_downlines: bool = True
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class DownlinesChanged(Message):
    """``change`` more clients (or less, below zero) are below ``client_id`` and all above them."""

    NAME: ClassVar[str] = "clients.downlines_changed"

    client_id: str
    change: int


@dataclass(frozen=True, kw_only=True)
class DownlineArrived(Message):
    """A new client is below others, who hear of it from the upline at ``level`` on (1: direct)."""

    NAME: ClassVar[str] = "clients.downline_arrived"

    client_id: str
    level: int = 1


@dataclass(frozen=True, kw_only=True)
class DownlineJoined(Message):
    """``client_id`` has a new downline, ``level`` below them; 1 is a direct one."""

    NAME: ClassVar[str] = "clients.downline_joined"

    client_id: str
    downline_id: str
    level: int


@dataclass(frozen=True, kw_only=True)
class LineChanged(Message):
    """Others are above the client now, and so above everybody below."""

    NAME: ClassVar[str] = "clients.line_changed"

    client_id: str


@dataclass(frozen=True, kw_only=True)
class ClientDeleted(Message):
    """The client has left: login and profile are gone, and what is kept names nobody."""

    NAME: ClassVar[str] = "clients.client_deleted"

    client_id: str


@dataclass(frozen=True, kw_only=True)
class ClientJobAdvanced(Message):
    """The rows of a job from ``first`` on are next."""

    NAME: ClassVar[str] = "clients.client_job_advanced"

    job_id: str
    first: int


@dataclass(frozen=True, kw_only=True)
class ClientMessaged(Message):
    """Staff have written to the client, in a language that the client reads."""

    NAME: ClassVar[str] = "clients.client_messaged"

    client_id: str
    language: str
    subject: str
    text: str
    email: bool
    popup: bool
