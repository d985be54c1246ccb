"""What both sides of a ticket send and see."""

from typing import Annotated

from pydantic import Field

from chalicelib.edge.schemas import View
from chalicelib.support.model import MAX_FILES, MAX_TEXT

PostText = Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
FileIds = Annotated[list[Annotated[str, Field(max_length=80)]], Field(max_length=MAX_FILES)]
CategoryId = Annotated[str, Field(max_length=40)]


class TicketCategoryView(View):
    """What a ticket can be about; ``name`` is by language."""

    id: str
    name: dict[str, str]


class PostedFileView(View):
    """A file that hangs on a message."""

    file_id: str
    file_name: str
