"""The nouns of tickets: the ticket, what is posted to it, its categories; and the settings."""

from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from chalicelib.core.errors import Conflict
from chalicelib.core.filters import Filters
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting

MAX_FILES = 5
MAX_SUBJECT = 150
MAX_TEXT = 4000
NOBODY = "nobody"

CategoryId = Annotated[str, Field(max_length=40)]
StaffId = Annotated[str, Field(max_length=80)]


class TicketStatus(StrEnum):
    """Where a ticket stands. All but ``resolved`` are unresolved."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting_for_client"
    RESOLVED = "resolved"


_LIVE, _RESOLVED = "live", "resolved"


def half_of(status: TicketStatus) -> str:
    """The half of each list in which tickets of ``status`` stand."""
    return _RESOLVED if status is TicketStatus.RESOLVED else _LIVE


class Party(StrEnum):
    """Who posted, resolved or reopened; ``system`` is the clock."""

    CLIENT = "client"
    STAFF = "staff"
    SYSTEM = "system"


class PostKind(StrEnum):
    """A message is for both sides, a note for staff alone; an event says what was done."""

    MESSAGE = "message"
    NOTE = "note"
    EVENT = "event"


class TicketEvent(StrEnum):
    """What was done to a ticket beside writing to it."""

    RESOLVED = "resolved"
    REOPENED = "reopened"
    STATUS = "status_changed"
    ASSIGNED = "assigned"
    RELEASED = "released"
    MOVED = "category_changed"


SEEN_BY_CLIENTS = frozenset({TicketEvent.RESOLVED, TicketEvent.REOPENED})
"""The events that a client is shown; the others are between staff."""


@dataclass(frozen=True)
class TicketCategory:
    """What a ticket can be about. ``staff_id`` gets its tickets first, if they see the client."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    name: Annotated[dict[str, str], Field(min_length=1)]
    staff_id: Annotated[str, Field(max_length=80)] = ""


@dataclass(frozen=True)
class Ticket:
    """One question of a client, and how it stands.

    ``owner_id`` and ``participant_ids`` are those of the client, by which staff scopes are judged.
    ``posted_at`` and ``posted_by`` are of the newest message. ``waiting_since`` is set while it is
    the client's turn: silence counts from then.
    """

    id: str
    client_id: str
    category_id: str
    subject: str
    opened_at: datetime
    posted_at: datetime
    posted_by: Party = Party.CLIENT
    status: TicketStatus = TicketStatus.OPEN
    assignee_id: str = ""
    owner_id: str | None = None
    participant_ids: tuple[str, ...] = ()
    waiting_since: datetime | None = None
    resolved_at: datetime | None = None
    resolved_by: Party | None = None
    version: int = 0

    @property
    def is_resolved(self) -> bool:
        """Whether nothing is left to do."""
        return self.status is TicketStatus.RESOLVED


@dataclass(frozen=True)
class TicketDraft:
    """A ticket that somebody wants to open, with its first message."""

    category_id: str
    subject: str
    text: str
    file_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class PostedFile:
    """A file that hangs on a post."""

    file_id: str
    file_name: str


@dataclass(frozen=True)
class Post:
    """One line of a ticket's thread; it never changes.

    An event has no text: ``event`` and ``facts`` say what was done.
    """

    id: str
    ticket_id: str
    client_id: str
    kind: PostKind
    at: datetime
    by: Party
    by_id: str
    by_name: str
    text: str = ""
    files: tuple[PostedFile, ...] = ()
    event: TicketEvent | None = None
    facts: dict[str, str] = field(default_factory=dict)
    version: int = 0

    @property
    def is_for_client(self) -> bool:
        """Whether the client may see it."""
        return self.kind is PostKind.MESSAGE or self.event in SEEN_BY_CLIENTS


@dataclass(frozen=True)
class TicketFilter:
    """Which tickets are wanted; None leaves open. ``assignee_id`` empty is nobody.

    ``resolved`` None are both, the unresolved and the resolved.
    """

    status: TicketStatus | None = None
    resolved: bool | None = None
    category_id: str | None = None
    assignee_id: str | None = None

    @property
    def states(self) -> tuple[str, ...]:
        """The halves of a list that can hold them."""
        if self.status is not None:
            return (half_of(self.status),)
        if self.resolved is None:
            return (_LIVE, _RESOLVED)
        return (_RESOLVED,) if self.resolved else (_LIVE,)

    def fits(self, ticket: Ticket) -> bool:
        """Whether ``ticket`` is one of them."""
        return (
            self.status in (None, ticket.status)
            and self.resolved in (None, ticket.is_resolved)
            and self.category_id in (None, ticket.category_id)
            and self.assignee_id in (None, ticket.assignee_id)
        )


class TicketFilters(Filters):
    """What the list is cut by; ``assignee_id`` may be ``nobody``."""

    status: TicketStatus | None = None
    resolved: bool | None = None
    category_id: CategoryId | None = None
    assignee_id: StaffId | None = None

    @property
    def wanted(self) -> TicketFilter:
        """The filter as the use case knows it."""
        return TicketFilter(
            status=self.status,
            resolved=self.resolved,
            category_id=self.category_id,
            assignee_id="" if self.assignee_id == NOBODY else self.assignee_id,
        )


class TicketIsResolved(Conflict):
    """Nothing is written to a resolved ticket: it has to be reopened first."""

    code = "ticket_resolved"


class ReopenTooLate(Conflict):
    """A client reopens a ticket only some days long; ``days`` says how many."""

    code = "ticket_reopen_too_late"


CATEGORIES: "Setting[tuple[TicketCategory, ...]]" = Setting(
    key="support.categories",
    type=Annotated[tuple[TicketCategory, ...], Field(min_length=1, max_length=50)],
    default=(
        TicketCategory(
            "account", {"en": "Trading account", "zh": "交易账户", "ar": "حساب التداول"}
        ),
        TicketCategory(
            "money",
            {"en": "Deposits and withdrawals", "zh": "入金与出金", "ar": "الإيداع والسحب"},
        ),
        TicketCategory(
            "identity", {"en": "Identity check", "zh": "身份验证", "ar": "التحقق من الهوية"}
        ),
        TicketCategory(
            "platform", {"en": "Trading platform", "zh": "交易平台", "ar": "منصة التداول"}
        ),
        TicketCategory("other", {"en": "Something else", "zh": "其他", "ar": "شيء آخر"}),
    ),
    group="support",
)
SILENCE_DAYS = Setting(
    key="support.silence_days",
    type=Annotated[int, Field(ge=1, le=90)],
    default=7,
    group="support",
)
REOPEN_DAYS = Setting(
    key="support.reopen_days",
    type=Annotated[int, Field(ge=0, le=365)],
    default=14,
    group="support",
)
