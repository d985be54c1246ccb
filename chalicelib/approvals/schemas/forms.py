"""What clients and staff send about requests."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from chalicelib.approvals.model import PauseReason, RequestStatus, RequestType, Verdict
from chalicelib.approvals.rules import Review
from chalicelib.approvals.service.comments import MAX_FILES
from chalicelib.edge.schemas import Body, LanguageCode, PageQuery
from chalicelib.edge.uploads import FileForm
from chalicelib.messages.approvals import Notify


class RequestFilter(PageQuery):
    """Which requests to list."""

    type: RequestType | None = None
    status: RequestStatus | None = None


class QueueFilter(RequestFilter):
    """Which requests to list for staff: what they must decide now, or all in their scope."""

    view: Literal["todo", "all"] = "todo"


class TakeBackForm(Body):
    """A client takes a request back: the only change they can make."""

    status: Annotated[str, Field(pattern=r"^cancelled$")]


class NotifyForm(Body):
    """How the client is told; nothing is sent when neither is ticked."""

    email: bool = False
    popup: bool = False
    language: LanguageCode | None = None

    def notify(self) -> Notify:
        """The same as the messages carry it."""
        return Notify(self.email, self.popup, self.language or "")


class ReviewForm(Body):
    """A decision at the current node. ``node`` and ``round`` are what was on the screen, if told:
    what has gone on or has been corrected since is not decided."""

    decision: Verdict
    reason: Annotated[str, Field(max_length=1000)] = ""
    comment: Annotated[str, Field(max_length=2000)] = ""
    notify: NotifyForm = Field(default_factory=NotifyForm)
    node: Annotated[int, Field(ge=1)] | None = None
    round: Annotated[int, Field(ge=1)] | None = None

    def review(self) -> Review:
        """The same for the rules."""
        notify = self.notify.notify()
        return Review(self.decision, self.reason, self.comment, notify, self.node, self.round)


class RestartForm(Body):
    """Why the review begins anew; the staff read it in the log."""

    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class EditForm(Body):
    """Corrections: ``values`` by the codes of fields, and the ``round`` that was on the screen."""

    values: Annotated[dict[str, Annotated[str, Field(max_length=200)]], Field(min_length=1)]
    round: Annotated[int, Field(ge=1)]
    reason: Annotated[str, Field(max_length=1000)] = ""


class ClockForm(Body):
    """A pause with its reason, which the client sees, or its end: then there is no reason."""

    paused: PauseReason | None
    note: Annotated[str, Field(max_length=1000)] = ""


class TimesQuery(Body):
    """The days whose decisions count, both included, by UTC; without them the last thirty."""

    since: Annotated[date | None, Field(alias="from")] = None
    until: Annotated[date | None, Field(alias="to")] = None


class CommentForm(Body):
    """A comment of the staff, with files that were sent for it."""

    text: Annotated[str, Field(min_length=1, max_length=2000)]
    file_ids: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=MAX_FILES)] = (
        Field(default_factory=list)
    )


class CommentChangeForm(Body):
    """What a comment says from now on."""

    text: Annotated[str, Field(min_length=1, max_length=2000)]


class NoteUploadForm(FileForm):
    """A file that is about to be sent, to be attached to a comment."""
