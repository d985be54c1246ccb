"""What clients send and see."""

from typing import Annotated, Any, Self, cast

from pydantic import Field

from chalicelib.edge.schemas import Body, Instant, PageQuery, View
from chalicelib.support.model import MAX_SUBJECT, Party, TicketEvent, TicketFilter, TicketStatus
from chalicelib.support.schemas.shared import CategoryId, FileIds, PostedFileView, PostText
from chalicelib.support.service.asking import TicketDraft
from chalicelib.support.service.reading import OwnTicket


class TicketForm(Body):
    """A question to the broker."""

    category_id: CategoryId
    subject: Annotated[str, Field(min_length=1, max_length=MAX_SUBJECT)]
    text: PostText
    files: FileIds = []

    @property
    def draft(self) -> TicketDraft:
        """As the use case takes it."""
        return TicketDraft(self.category_id, self.subject, self.text, tuple(self.files))


class TicketPostForm(Body):
    """A further message."""

    text: PostText
    files: FileIds = []


class TicketClosingForm(Body):
    """Whether nothing is left to do."""

    resolved: bool


class OwnTicketQuery(PageQuery):
    """``resolved`` leaves out the others."""

    resolved: bool | None = None

    @property
    def wanted(self) -> TicketFilter:
        """The filter that it asks for."""
        return TicketFilter(resolved=self.resolved)


class OwnTicketView(View):
    """One's own ticket. ``resolves_at``: then it resolves itself unless one answers."""

    id: str
    category: dict[str, str]
    subject: str
    status: TicketStatus
    opened_at: Instant
    posted_at: Instant
    posted_by: Party
    resolved_at: Instant | None
    resolved_by: Party | None
    can_reopen: bool
    resolves_at: Instant | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        shown = cast("OwnTicket", noun)
        around = {name: getattr(shown, name) for name in ("category", "can_reopen", "resolves_at")}
        own = {name: getattr(shown.ticket, name) for name in cls.model_fields if name not in around}
        return cls(**own | around)


class OwnPostView(View):
    """One line of the thread: a message, or that the ticket was resolved or reopened."""

    id: str
    at: Instant
    by: Party
    text: str
    files: list[PostedFileView]
    event: TicketEvent | None
