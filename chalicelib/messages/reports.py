"""What reports tells itself."""

from typing import ClassVar

from chalicelib.core.nouns import dataclass
from chalicelib.messages import Message


@dataclass(frozen=True, kw_only=True)
class ExportContinued(Message):
    """An export has come to ``slice`` (from 0): this one is to be written next.

    It is a client's where there is a ``client_id``, else of a member of staff.
    """

    NAME: ClassVar[str] = "reports.export_continued"

    staff_id: str
    export_id: str
    slice: int
    client_id: str = ""
