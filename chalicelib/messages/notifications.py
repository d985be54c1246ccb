"""What notifications tells itself."""

from datetime import datetime
from typing import ClassVar

from chalicelib.core.nouns import dataclass
from chalicelib.messages import Message


@dataclass(frozen=True, kw_only=True)
class MailRepeated(Message):
    """Staff want a mail sent again: of the message ``message_id``, to the same person."""

    NAME: ClassVar[str] = "notifications.mail_repeated"

    message_id: str
    event: str
    recipient: str


@dataclass(frozen=True, kw_only=True)
class MailReturned(Message):
    """The vendor reports that a mail came back for good, or was called spam by its reader.

    ``message_key`` is what the mail carried; ``kind`` is ``bounced`` or ``complained``.
    """

    NAME: ClassVar[str] = "notifications.mail_returned"

    message_key: str
    kind: str
    reason: str
    returned_at: datetime


@dataclass(frozen=True, kw_only=True)
class TestMailRequested(Message):
    """A member of staff wants to see the mail of an event in their own mailbox, in these words."""

    NAME: ClassVar[str] = "notifications.test_mail_requested"

    staff_id: str
    event: str
    language: str
    subject: str
    heading: str
    body: tuple[str, ...]
