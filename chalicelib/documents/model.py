"""Documents: what is known of a file that passed the checks. Refuses: the bytes themselves."""

from datetime import datetime
from enum import StrEnum

from chalicelib.core.errors import NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.permissions import Permission


class Purpose(StrEnum):
    """What a file is handed in for."""

    DEPOSIT_PROOF = "deposit_proof"
    KYC_DOCUMENT = "kyc_document"
    STAFF_NOTE = "staff_note"
    TICKET = "ticket"
    TICKET_NOTE = "ticket_note"


OPENED_BY = {
    Purpose.DEPOSIT_PROOF: Permission.READ_REQUESTS,
    Purpose.STAFF_NOTE: Permission.READ_REQUESTS,
    Purpose.KYC_DOCUMENT: Permission.READ_KYC,
    Purpose.TICKET: Permission.READ_TICKETS,
    Purpose.TICKET_NOTE: Permission.READ_TICKETS,
}
"""What a member of staff must hold to open a document of each purpose."""


OF_THE_STAFF = frozenset({Purpose.STAFF_NOTE, Purpose.TICKET_NOTE})
"""What staff attach for each other: about a client, but neither sent nor seen by them."""


class DocumentMissing(NotFound):
    """There is no such document, not of this client, or not for this purpose."""

    code = "file_missing"


@dataclass(frozen=True)
class Document:
    """One accepted file of one client. ``sha256`` is of its content, in hex."""

    file_id: str
    client_id: str
    purpose: Purpose
    file_name: str
    content_type: str
    size_bytes: int
    sha256: str
    accepted_at: datetime
    version: int = 0


@dataclass(frozen=True)
class UploadDraft:
    """What a client wants to send; ``size_bytes`` is exact."""

    purpose: Purpose
    file_name: str
    content_type: str
    size_bytes: int


@dataclass(frozen=True)
class Link:
    """Where a document can be downloaded, and until when."""

    url: str
    expires_at: datetime
