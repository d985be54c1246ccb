"""A client's case and the records in it.

Owns: what is known of who a client is, and where it stands. Refuses: the client (clients has them)
and the approval of a record (approvals has the request, under the record's id).
"""

from datetime import date, datetime
from enum import StrEnum

from chalicelib.core.forms import Answers, LocalText
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.kyc.port import CheckOutcome

MAX_EDITS = 100


class KycStatus(StrEnum):
    """Where a client stands. Only an approved one passes a gate."""

    NONE = "none"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPIRED = "expired"


class RecordStatus(StrEnum):
    """Where one record stands.

    ``replaced`` by a later approved one; ``expired`` with a document in it, or by staff;
    ``reopened`` when the vendor changed its mind about an approved client.
    """

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    REPLACED = "replaced"
    EXPIRED = "expired"
    REOPENED = "reopened"


class Origin(StrEnum):
    """Who brought a record about."""

    CLIENT = "client"
    STAFF = "staff"
    VENDOR = "vendor"


@dataclass(frozen=True)
class VendorCheck:
    """What the vendor thinks of a client. ``as_of`` orders its verdicts; ``due_at`` is when we
    ask by ourselves, should no callback come, and None when nothing is awaited.

    ``labels`` are the vendor's words for what was wrong and ``comment`` its sentence for the
    client; ``staff_comment`` is never shown to the client.
    """

    vendor: str
    reference: str
    outcome: CheckOutcome
    as_of: datetime
    level: str = ""
    labels: tuple[str, ...] = ()
    comment: str = ""
    staff_comment: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True)
class Case:
    """Everything that is known of one client's identity.

    ``approved_id`` is the record in force and ``pending_id`` the one that waits: a client who
    hands in anew stays approved until that is decided. ``ended`` says how the last record ended
    while none is in force. ``expires_on`` is the first day on which the record in force no longer
    counts, and ``look_on`` the next day on which to warn or to expire.
    """

    client_id: str
    records: int = 0
    approved_id: str | None = None
    pending_id: str | None = None
    latest_id: str | None = None
    ended: KycStatus = KycStatus.NONE
    expires_on: date | None = None
    look_on: date | None = None
    check: VendorCheck | None = None
    version: int = 0

    @property
    def status(self) -> KycStatus:
        """Where the client stands."""
        if self.approved_id is not None:
            return KycStatus.APPROVED
        if self.pending_id is not None:
            return KycStatus.PENDING
        return self.ended


@dataclass(frozen=True)
class Edit:
    """One answer that staff corrected in review. Sensitive ones are kept masked."""

    at: datetime
    by_id: str
    by_name: str
    key: str
    before: str
    after: str


@dataclass(frozen=True)
class Record:
    """One version of what a client hands in: answers to version ``design`` of form ``form_id``.

    ``id`` is also that of its request. ``files`` are the ids of its documents. ``reason`` is what
    the client reads when it was refused or ended.
    """

    id: str
    client_id: str
    number: int
    form_id: str
    form_name: LocalText
    design: int
    answers: Answers
    status: RecordStatus
    origin: Origin
    submitted_at: datetime
    submitted_by: str
    submitted_by_name: str = ""
    files: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    decided_at: datetime | None = None
    reason: str = ""
    version: int = 0


@dataclass(frozen=True)
class Claim:
    """A value that no two clients may share: ``digest`` of the answer to the field ``key``."""

    key: str
    digest: str
    client_id: str
    record_id: str
    version: int = 0


@dataclass(frozen=True)
class Submission:
    """What somebody hands in: the form, and the answers as they were typed."""

    form_id: str
    answers: dict[str, object]


@dataclass(frozen=True)
class Callback:
    """A vendor's callback as it came, once per ``event_id``."""

    vendor: str
    event_id: str
    name: str
    reference: str
    happened_at: datetime
    received_at: datetime
    body: str
    version: int = 0
