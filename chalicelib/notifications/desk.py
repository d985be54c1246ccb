"""The bell of the back office: the list, the count, marking as read."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.edge.auth import ANY_STAFF
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageView
from chalicelib.notifications.schemas import (
    NotificationFilter,
    NotificationView,
    ReadForm,
    UnreadView,
)
from chalicelib.notifications.service import bell
from chalicelib.notifications.service.bell import Told

desk = Blueprint(__name__)


@desk.route("/api/desk/notifications", methods=["GET"])
@endpoint(access=ANY_STAFF, query=NotificationFilter, returns=PageView[NotificationView])
def list_desk_notifications(call: Call[Nothing, NotificationFilter]) -> Page[Told]:
    """The notices of the member of staff who asks, newest first."""
    return bell.listed(call.actor, call.query.page, call.query.state)


@desk.route("/api/desk/notifications", methods=["PATCH"])
@endpoint(access=ANY_STAFF, body=ReadForm, returns=UnreadView)
def read_all_desk_notifications(call: Call[ReadForm, Nothing]) -> int:
    """Mark all of them as read."""
    return bell.mark_all_read(call.actor)


@desk.route("/api/desk/notifications/count", methods=["GET"])
@endpoint(access=ANY_STAFF, returns=UnreadView)
def count_desk_notifications(call: Call[Nothing, Nothing]) -> int:
    """How many of them are unread."""
    return bell.unread(call.actor)


@desk.route("/api/desk/notifications/{notification_id}", methods=["PATCH"])
@endpoint(access=ANY_STAFF, body=ReadForm, returns=NotificationView)
def read_desk_notification(call: Call[ReadForm, Nothing], notification_id: str) -> Told:
    """Mark one of them as read."""
    return bell.mark_read(call.actor, notification_id)
