"""What clients and staff send and get about requests."""

from chalicelib.approvals.schemas.desk import CountsView, DeskRequestView, ReviewedRequestView
from chalicelib.approvals.schemas.forms import (
    CommentForm,
    QueueFilter,
    RequestFilter,
    RestartForm,
    ReviewForm,
    TakeBackForm,
)
from chalicelib.approvals.schemas.portal import RequestView, RequestWithTimelineView

__all__ = [
    "CommentForm",
    "CountsView",
    "DeskRequestView",
    "QueueFilter",
    "RequestFilter",
    "RequestView",
    "RequestWithTimelineView",
    "RestartForm",
    "ReviewForm",
    "ReviewedRequestView",
    "TakeBackForm",
]
