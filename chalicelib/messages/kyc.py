"""What kyc tells others. Decisions on records are told by approvals, as requests of type ``kyc``.

Ids only, and what a person is told; the case is read as it stands by whoever needs more.
"""

from datetime import date
from typing import ClassVar

from chalicelib.core.nouns import dataclass
from chalicelib.messages import Message


@dataclass(frozen=True, kw_only=True)
class StatusChanged(Message):
    """Where the client stands now; of two, that with the higher ``revision`` is the later one."""

    NAME: ClassVar[str] = "kyc.status_changed"

    client_id: str
    status: str
    revision: int


@dataclass(frozen=True, kw_only=True)
class VerdictAwaited(Message):
    """A vendor has something to say of a client, or should have: it is asked now."""

    NAME: ClassVar[str] = "kyc.verdict_awaited"

    vendor: str
    reference: str


@dataclass(frozen=True, kw_only=True)
class CheckRepeated(Message):
    """The vendor asks the client to try again; ``labels`` say what was wrong."""

    NAME: ClassVar[str] = "kyc.check_repeated"

    client_id: str
    labels: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseReopened(Message):
    """The vendor changed its mind: an approved client is looked at again as ``record_id``."""

    NAME: ClassVar[str] = "kyc.case_reopened"

    client_id: str
    record_id: str


@dataclass(frozen=True, kw_only=True)
class ExpiryNear(Message):
    """A document of the client expires in ``days`` days."""

    NAME: ClassVar[str] = "kyc.expiry_near"

    client_id: str
    expires_on: date
    days: int


@dataclass(frozen=True, kw_only=True)
class CaseExpired(Message):
    """The client's identity no longer counts. ``reason`` is given when staff decided so."""

    NAME: ClassVar[str] = "kyc.case_expired"

    client_id: str
    record_id: str
    reason: str = ""
