"""What both sides of a ticket send and see."""

from typing import Annotated

from pydantic import Field

from chalicelib.edge.schemas import Body, View
from chalicelib.support.model import (
    MAX_FILES,
    MAX_SUBJECT,
    MAX_TEXT,
    CategoryId,
    TicketDraft,
)

PostText = Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
FileIds = Annotated[list[Annotated[str, Field(max_length=80)]], Field(max_length=MAX_FILES)]


class NewTicketForm(Body):
    """A ticket with its first message."""

    category_id: CategoryId
    subject: Annotated[str, Field(min_length=1, max_length=MAX_SUBJECT)]
    text: PostText

    @property
    def draft(self) -> TicketDraft:
        """As the use cases take it."""
        return TicketDraft(self.category_id, self.subject, self.text)


class TicketCategoryView(View):
    """What a ticket can be about; ``name`` is by language."""

    id: str
    name: dict[str, str]


class PostedFileView(View):
    """A file that hangs on a message."""

    file_id: str
    file_name: str
