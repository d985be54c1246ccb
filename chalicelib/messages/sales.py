"""What sales tells: that somebody has something to do."""

from datetime import datetime
from typing import ClassVar

from chalicelib.core.nouns import dataclass
from chalicelib.messages import Message


@dataclass(frozen=True, kw_only=True)
class TaskMessage(Message):
    """News of a task for ``staff_ids``. ``title`` is empty where it is about a client.

    Titles are free words and may name the client; the client is named by their id alone.
    """

    task_id: str
    staff_ids: tuple[str, ...]
    kind: str
    due_at: datetime
    title: str = ""
    client_id: str = ""


@dataclass(frozen=True, kw_only=True)
class TaskAssigned(TaskMessage):
    """A colleague has given them a task."""

    NAME: ClassVar[str] = "sales.task_assigned"


@dataclass(frozen=True, kw_only=True)
class TaskDue(TaskMessage):
    """The time has come of which they wanted to be reminded."""

    NAME: ClassVar[str] = "sales.task_due"
