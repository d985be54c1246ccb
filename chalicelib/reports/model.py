"""The nouns of the Download Centre, and of what clients have written for them."""

from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.core.actor import Realm
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.nouns import dataclass

FILE_KEPT = timedelta(days=7)
"""As the lifecycle of the exports bucket has it."""
LISTED = timedelta(days=90)


class ExportKind(StrEnum):
    """Which list is written."""

    AUDIT = "audit"
    CLIENT_LOGINS = "client_logins"
    STAFF_LOGINS = "staff_logins"
    MAILS = "mails"
    COMMISSIONS = "commissions"
    TRANSACTIONS = "transactions"
    TICKETS = "tickets"
    TASKS = "tasks"
    COMMISSION_STATEMENT = "commission_statement"


class ExportFormat(StrEnum):
    """What kind of file is written; the value is how its name ends."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


MOST_ROWS: dict[ExportFormat, int] = {ExportFormat.XLSX: 1_048_575, ExportFormat.PDF: 5_000}
"""What a sheet holds beside its headings; what a document is set of in the memory of a function."""


class ExportStatus(StrEnum):
    """Where an export stands."""

    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True)
class Owner:
    """Whose exports are meant: a member of staff's, or a client's."""

    realm: Realm
    id: str


@dataclass(frozen=True)
class Export:
    """One list asked for as a file by ``staff_id``, or by the client ``client_id``.

    ``filters`` are as the list's own query takes them. ``slices`` have been written with ``rows``
    rows; the next begins at ``cursor`` (None and some slices: all is read). ``problem`` is the
    code of what a failed one failed of.
    """

    id: str
    staff_id: str
    kind: ExportKind
    filters: dict[str, str]
    requested_at: datetime
    status: ExportStatus = ExportStatus.QUEUED
    slices: int = 0
    rows: int = 0
    size_bytes: int = 0
    cursor: str | None = None
    is_read: bool = False
    ended_at: datetime | None = None
    problem: str = ""
    format: ExportFormat = ExportFormat.CSV
    client_id: str = ""
    version: int = 0

    @property
    def owner(self) -> Owner:
        """Whose it is: nobody else sees it."""
        if self.client_id:
            return Owner(Realm.CLIENT, self.client_id)
        return Owner(Realm.STAFF, self.staff_id)

    @property
    def most_rows(self) -> int | None:
        """How many rows a file of its format can have; None where only its size counts."""
        return MOST_ROWS.get(self.format)

    @property
    def file_name(self) -> str:
        """What the file is called where it is downloaded."""
        return f"{self.kind.replace('_', '-')}-{self.requested_at:%Y%m%d-%H%M%S}.{self.format}"

    @property
    def file_until(self) -> datetime | None:
        """When the file is forgotten; None while there is none."""
        if self.status is not ExportStatus.READY or self.ended_at is None:
            return None
        return self.ended_at + FILE_KEPT


@dataclass(frozen=True)
class Link:
    """Where a file can be fetched until ``expires_at``."""

    url: str = field(repr=False)
    expires_at: datetime


class ExportNotReady(Conflict):
    """There is no file: the export is still being written, failed, or its file is forgotten."""

    code = "export_not_ready"


class FormatUnknown(Invalid):
    """This list is not written in that format; the fact ``formats`` has those that it is."""

    code = "export_format_unknown"


class FilterUnknown(Invalid):
    """This list is not cut by that."""

    code = "filter_unknown"


class FilterMissing(Invalid):
    """What is asked for cannot be had without that."""

    code = "missing"


class FilterMalformed(Invalid):
    """A filter's value is none that the list takes; ``takes`` and further facts say what it is."""

    code = "filter_malformed"
