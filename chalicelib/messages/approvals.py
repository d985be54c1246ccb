"""What approvals tells: a request was opened, moved, decided, returned, carried out.

Every message names the ``type`` of the request (a value of approvals' ``RequestType``), so that a
consumer picks its own. ``summary`` holds the few facts worth showing (amount, currency, method,
account…); amounts in it are exact text in whole units.
"""

from dataclasses import field
from datetime import datetime
from typing import ClassVar

from chalicelib.core.nouns import dataclass
from chalicelib.messages import Message

Summary = dict[str, str | int]


@dataclass(frozen=True)
class Notify:
    """How the client is to be told of a decision; an empty ``language`` means the client's own."""

    email: bool = True
    popup: bool = True
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class RequestMessage:
    """What all messages about a request carry."""

    request_id: str
    type: str
    client_id: str
    client_name: str = ""
    summary: Summary = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ForApprovers(RequestMessage):
    """What messages carry that call the approvers of a request's node.

    ``approvers`` are keys such as ``permission:decide_deposits``, ``role:rol_…``, ``user:stf_…``;
    whoever decides must hold ``permission`` as well and have the owner or a participant in scope.
    ``barred`` are staff who may not decide this one (its creator, deciders of other nodes).
    """

    permission: str
    approvers: tuple[str, ...]
    owner_id: str | None = None
    participant_ids: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    node: int = 1


@dataclass(frozen=True, kw_only=True)
class RequestQueued(ForApprovers, Message):
    """A request waits for staff: it is new, has reached its next node, or came back."""

    NAME: ClassVar[str] = "approvals.request_queued"


@dataclass(frozen=True, kw_only=True)
class RequestDueSoon(ForApprovers, Message):
    """The deadline of a request is near, and it still waits for its approvers."""

    NAME: ClassVar[str] = "approvals.request_due_soon"
    deadline_at: datetime


@dataclass(frozen=True, kw_only=True)
class RequestOverdue(ForApprovers, Message):
    """The deadline of a request has passed: its approvers and their supervisors are called."""

    NAME: ClassVar[str] = "approvals.request_overdue"
    deadline_at: datetime


@dataclass(frozen=True, kw_only=True)
class RequestOpened(RequestMessage, Message):
    """A request exists. ``automatic`` when nobody has to decide it.

    ``held`` when others, that were opened with it, have to be approved first.
    """

    NAME: ClassVar[str] = "approvals.request_opened"
    automatic: bool = False
    held: bool = False


@dataclass(frozen=True, kw_only=True)
class RequestApproved(RequestMessage, Message):
    """The last node approved (or the system did): its owner now carries out the effect.

    Followed by exactly one of ``complete``, ``send_back`` or ``cancel`` from that owner.
    ``round`` counts the times it was approved: 2 after it was sent back and approved again.
    """

    NAME: ClassVar[str] = "approvals.request_approved"
    decided_by: str
    notify: Notify = field(default_factory=Notify)
    round: int = 1


@dataclass(frozen=True, kw_only=True)
class RequestRejected(RequestMessage, Message):
    """A node rejected it, or an approved withdrawal was rejected afterwards (``after_approval``).

    ``reason`` is the text that the client reads.
    """

    NAME: ClassVar[str] = "approvals.request_rejected"
    decided_by: str
    reason: str
    notify: Notify = field(default_factory=Notify)
    after_approval: bool = False


@dataclass(frozen=True, kw_only=True)
class RequestCancelled(RequestMessage, Message):
    """It was withdrawn by its client (``cancelled_by_client``) or ended by the system."""

    NAME: ClassVar[str] = "approvals.request_cancelled"
    reason_code: str


@dataclass(frozen=True, kw_only=True)
class RequestReturned(RequestMessage, Message):
    """A vendor refused the effect of an approved request: it waits for a decision again."""

    NAME: ClassVar[str] = "approvals.request_returned"
    reason_code: str
    facts: Summary = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RequestCompleted(RequestMessage, Message):
    """The effect has happened. ``outcome`` is ``approved``."""

    NAME: ClassVar[str] = "approvals.request_completed"
    outcome: str = "approved"
    automatic: bool = False
    notify: Notify = field(default_factory=Notify)
