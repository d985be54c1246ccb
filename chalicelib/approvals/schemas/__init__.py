"""What clients and staff send and get about requests."""

from chalicelib.approvals.schemas.desk import (
    CountsView,
    DeskRequestView,
    NoteUploadView,
    ReviewedRequestView,
    TimesView,
)
from chalicelib.approvals.schemas.forms import (
    ClockForm,
    CommentChangeForm,
    CommentForm,
    EditForm,
    NoteUploadForm,
    QueueFilter,
    RequestFilter,
    RestartForm,
    ReviewForm,
    TakeBackForm,
    TimesQuery,
)
from chalicelib.approvals.schemas.portal import RequestView, RequestWithTimelineView

__all__ = [
    "ClockForm",
    "CommentChangeForm",
    "CommentForm",
    "CountsView",
    "DeskRequestView",
    "EditForm",
    "NoteUploadForm",
    "NoteUploadView",
    "QueueFilter",
    "RequestFilter",
    "RequestView",
    "RequestWithTimelineView",
    "RestartForm",
    "ReviewForm",
    "ReviewedRequestView",
    "TakeBackForm",
    "TimesQuery",
    "TimesView",
]
