"""What staff send and see."""

from typing import Any, Literal, Self, cast

from chalicelib.edge.schemas import Body, Instant, OfClient, PageQuery, View
from chalicelib.edge.uploads import FileForm, FileTargetView
from chalicelib.support.model import (
    CategoryId,
    Party,
    PostKind,
    StaffId,
    TicketEvent,
    TicketFilter,
    TicketFilters,
    TicketStatus,
)
from chalicelib.support.schemas.shared import FileIds, PostedFileView, PostText
from chalicelib.support.service.answering import StaffPost, TicketChange
from chalicelib.support.service.reading import NamedTicket


class TicketQuery(TicketFilters, PageQuery):
    """A page of tickets."""


class ClientTicketQuery(PageQuery):
    """``resolved`` leaves out the others."""

    resolved: bool | None = None

    @property
    def wanted(self) -> TicketFilter:
        """The filter that it asks for."""
        return TicketFilter(resolved=self.resolved)


class TicketUploadForm(FileForm):
    """A file that is about to be sent, for a message to the client or for a note."""

    for_note: bool = False


class TicketUploadView(FileTargetView):
    """Where to post the file, as a multipart form: ``fields`` first, then ``file``."""


class StaffPostForm(Body):
    """An answer, after which the ticket stands at ``status_after``; or a note for staff alone."""

    text: PostText
    files: FileIds = []
    is_note: bool = False
    status_after: Literal["waiting_for_client", "in_progress", "resolved"] = "waiting_for_client"

    @property
    def said(self) -> StaffPost:
        """As the use case takes it."""
        return StaffPost(
            self.text, tuple(self.files), self.is_note, TicketStatus(self.status_after)
        )


class TicketChangeForm(Body):
    """What is to change; what is left out stays. An empty ``assignee_id`` is nobody."""

    status: TicketStatus | None = None
    assignee_id: StaffId | None = None
    category_id: CategoryId | None = None

    @property
    def wanted(self) -> TicketChange:
        """As the use case takes it."""
        return TicketChange(self.status, self.assignee_id, self.category_id)


class TicketView(OfClient):
    """A ticket with the names that staff read."""

    id: str
    client_id: str
    client_name: str
    category_id: str
    category: dict[str, str]
    subject: str
    status: TicketStatus
    assignee_id: str
    assignee_name: str
    opened_at: Instant
    posted_at: Instant
    posted_by: Party
    waiting_since: Instant | None
    resolved_at: Instant | None
    resolved_by: Party | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        named = cast("NamedTicket", noun)
        names = {
            name: getattr(named, name) for name in ("category", "client_name", "assignee_name")
        }
        own = {name: getattr(named.ticket, name) for name in cls.model_fields if name not in names}
        return cls(**own | names)


class TicketPostView(View):
    """One line of the thread: a message, a note, or what was done to the ticket."""

    id: str
    kind: PostKind
    at: Instant
    by: Party
    by_name: str
    text: str
    files: list[PostedFileView]
    event: TicketEvent | None
    facts: dict[str, str]


class AssignableView(View):
    """A colleague who can be put in charge."""

    id: str
    name: str
