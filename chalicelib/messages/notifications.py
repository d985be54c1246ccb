"""What notifications tells itself."""

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
class TestMailRequested(Message):
    """A member of staff wants to see the mail of an event in their own mailbox, in these words."""

    NAME: ClassVar[str] = "notifications.test_mail_requested"

    staff_id: str
    event: str
    language: str
    subject: str
    heading: str
    body: tuple[str, ...]
