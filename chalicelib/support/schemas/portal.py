"""What clients send and see."""

from dataclasses import replace
from typing import Any, Self, cast

from chalicelib.edge.schemas import Body, Instant, PageQuery, View
from chalicelib.support.model import Party, TicketDraft, TicketEvent, TicketFilter, TicketStatus
from chalicelib.support.schemas.shared import FileIds, NewTicketForm, PostedFileView, PostText
from chalicelib.support.service.reading import OwnTicket


class TicketForm(NewTicketForm):
    """A question to the broker."""

    files: FileIds = []

    @property
    def draft(self) -> TicketDraft:
        """As the use case takes it."""
        return replace(super().draft, file_ids=tuple(self.files))


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
