"""What clients and staff send and get about requests."""

from chalicelib.approvals.schemas.desk import (
    CountsView,
    DeskRequestView,
    NoteUploadView,
    ReviewedRequestView,
)
from chalicelib.approvals.schemas.forms import (
    CommentChangeForm,
    CommentForm,
    EditForm,
    NoteUploadForm,
    QueueFilter,
    RequestFilter,
    RestartForm,
    ReviewForm,
    TakeBackForm,
)
from chalicelib.approvals.schemas.portal import RequestView, RequestWithTimelineView

__all__ = [
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
]
