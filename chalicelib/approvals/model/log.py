"""The log of a request: system lines that never change, and comments of the staff."""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from chalicelib.approvals.model.review import AttachedFile
from chalicelib.core.nouns import dataclass
from chalicelib.messages.approvals import Summary


class LogCode(StrEnum):
    """What a line tells; the screens have the words."""

    OPENED = "request_opened"
    PAYMENT_RECEIVED = "payment_received"
    RELEASED = "request_released"
    NODE_APPROVED = "node_approved"
    APPROVED = "request_approved"
    REJECTED = "request_rejected"
    REJECTED_AFTERWARDS = "request_rejected_afterwards"
    CANCELLED = "request_cancelled"
    RETURNED = "request_returned"
    COMPLETED = "request_completed"
    MARKED = "statuses_marked"
    EDITED = "request_edited"
    RESTARTED = "review_restarted"
    PAUSED = "clock_paused"
    RESUMED = "clock_resumed"
    REMINDED = "deadline_near"
    OVERDUE = "deadline_missed"
    OWNER_MOVED = "owner_moved"
    COMMENTED = "commented"
    COMMENT_EDITED = "comment_edited"
    COMMENT_DELETED = "comment_deleted"


FOR_THE_CLIENT = frozenset(
    {
        LogCode.OPENED,
        LogCode.PAYMENT_RECEIVED,
        LogCode.RELEASED,
        LogCode.NODE_APPROVED,
        LogCode.RESTARTED,
        LogCode.EDITED,
        LogCode.PAUSED,
        LogCode.RESUMED,
        LogCode.APPROVED,
        LogCode.REJECTED,
        LogCode.REJECTED_AFTERWARDS,
        LogCode.CANCELLED,
        LogCode.RETURNED,
        LogCode.COMPLETED,
    }
)


@dataclass(frozen=True)
class LogLine:
    """One line. A ``system`` line is written with the act itself and never changes.

    A comment can be edited and deleted by whoever wrote it: what it said before is in the audit
    log, and that it was changed stays to be seen.
    """

    id: str
    request_id: str
    at: datetime
    by_realm: str
    by_id: str
    by_name: str
    code: LogCode
    text: str | None = None
    system: bool = True
    facts: Summary = field(default_factory=dict)
    files: tuple[AttachedFile, ...] = ()
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    version: int = 0
