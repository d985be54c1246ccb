"""What support tells: that a ticket needs somebody's eyes."""

from typing import ClassVar

from chalicelib.core.nouns import dataclass
from chalicelib.messages import Message


@dataclass(frozen=True, kw_only=True)
class TicketMessage(Message):
    """News of one ticket. Whose the client is says which staff may hear of it.

    ``by`` is ``client``, ``staff`` or ``system``; ``assignee_id`` is empty while it is nobody's.
    """

    ticket_id: str
    client_id: str
    subject: str
    by: str
    assignee_id: str = ""
    owner_id: str | None = None
    participant_ids: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TicketOpened(TicketMessage):
    """A client has asked something, or staff have written to one about something new."""

    NAME: ClassVar[str] = "support.ticket_opened"


@dataclass(frozen=True, kw_only=True)
class TicketAnswered(TicketMessage):
    """A message of one side waits for the other."""

    NAME: ClassVar[str] = "support.ticket_answered"


@dataclass(frozen=True, kw_only=True)
class TicketResolved(TicketMessage):
    """Nothing is left to do: one side says so, or the client has been silent."""

    NAME: ClassVar[str] = "support.ticket_resolved"


@dataclass(frozen=True, kw_only=True)
class TicketReopened(TicketMessage):
    """A resolved ticket is taken up again."""

    NAME: ClassVar[str] = "support.ticket_reopened"


@dataclass(frozen=True, kw_only=True)
class TicketAssigned(TicketMessage):
    """A ticket was given to ``assignee_id`` by ``by_id``."""

    NAME: ClassVar[str] = "support.ticket_assigned"

    by_id: str
