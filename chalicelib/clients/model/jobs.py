"""Jobs: one order for many clients, carried out in the background, with an outcome per client."""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from chalicelib.clients.model.changes import Assignment, Reparenting, Tagging
from chalicelib.clients.model.imports import BlacklistImport, ClientImport
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting

MAX_ROWS = 1000


class JobStatus(StrEnum):
    """How far a job is."""

    RUNNING = "running"
    FINISHED = "finished"


@dataclass(frozen=True)
class Said:
    """A message in one language: what it is about, and its text; empty lines part paragraphs."""

    language: str
    subject: str
    text: str


@dataclass(frozen=True)
class MessageDraft:
    """A message that staff often send: ``subject`` and ``text`` by language, ``en`` at least."""

    name: str
    subject: dict[str, str]
    text: dict[str, str]


MESSAGE_DRAFTS: Setting[tuple[MessageDraft, ...]] = Setting(
    key="clients.message_drafts", type=tuple[MessageDraft, ...], default=(), group="clients"
)


@dataclass(frozen=True)
class Announcement:
    """What each client is told, in their language or the first one, and by which ways."""

    said: tuple[Said, ...]
    email: bool
    popup: bool

    def in_language(self, language: str) -> Said:
        """The message for somebody who reads ``language``."""
        return next((one for one in self.said if one.language == language), self.said[0])


@dataclass(frozen=True)
class Order:
    """What is to be done to each client, or with each row of a file; exactly one part is given."""

    assignment: Assignment | None = None
    tagging: Tagging | None = None
    reparenting: Reparenting | None = None
    deletion: bool = False
    clients: ClientImport | None = None
    blacklist: BlacklistImport | None = None
    announcement: Announcement | None = None

    @property
    def name(self) -> str:
        """The one word for it: assign, tag, refer, message, delete, import or block."""
        parts = {
            "assign": self.assignment,
            "tag": self.tagging,
            "refer": self.reparenting,
            "message": self.announcement,
            "import": self.clients,
            "block": self.blacklist,
        }
        return next((name for name, part in parts.items() if part is not None), "delete")


@dataclass(frozen=True)
class Job:
    """An order by ``staff_id`` for ``client_ids``, or for the rows of a file with ``columns``.

    ``size`` counts them; ``next_row`` is the first not worked through.
    """

    id: str
    staff_id: str
    staff_name: str
    order: Order
    size: int
    created_at: datetime
    client_ids: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    next_row: int = 0
    done: int = 0
    refused: int = 0
    finished_at: datetime | None = None
    version: int = 0

    @property
    def status(self) -> JobStatus:
        """Whether all rows are worked through."""
        return JobStatus.FINISHED if self.finished_at else JobStatus.RUNNING


@dataclass(frozen=True)
class Campaign:
    """A message to many clients, as others than its author find it: the job ``job_id`` sends it."""

    job_id: str
    staff_id: str
    created_at: datetime
    version: int = 0


@dataclass(frozen=True)
class JobRow:
    """What came of one client, or of the row of a file that begins in ``line``.

    ``code`` says why nothing, ``column`` where the fault is, with the refusal's ``facts``. Of a
    row that made no client the ``client_id`` is empty.
    """

    job_id: str
    number: int
    client_id: str
    at: datetime
    code: str | None = None
    column: str = ""
    line: int = 0
    facts: dict[str, str] = field(default_factory=dict)
    version: int = 0
