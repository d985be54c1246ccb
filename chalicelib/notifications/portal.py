"""The bell of the client portal: the list, the count, marking as read."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.edge.auth import CLIENT
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageView
from chalicelib.notifications.schemas.bell import (
    NotificationFilter,
    NotificationView,
    ReadForm,
    UnreadView,
)
from chalicelib.notifications.service import bell
from chalicelib.notifications.service.bell import Told

portal = Blueprint(__name__)


@portal.route("/api/portal/notifications", methods=["GET"])
@endpoint(access=CLIENT, query=NotificationFilter, returns=PageView[NotificationView])
def list_portal_notifications(call: Call[Nothing, NotificationFilter]) -> Page[Told]:
    """The notices of the client who asks, newest first."""
    return bell.listed(call.actor, call.query.page, call.query.state)


@portal.route("/api/portal/notifications", methods=["PATCH"])
@endpoint(access=CLIENT, body=ReadForm, returns=UnreadView)
def read_all_portal_notifications(call: Call[ReadForm, Nothing]) -> int:
    """Mark all of them as read."""
    return bell.mark_all_read(call.actor)


@portal.route("/api/portal/notifications/count", methods=["GET"])
@endpoint(access=CLIENT, returns=UnreadView)
def count_portal_notifications(call: Call[Nothing, Nothing]) -> int:
    """How many of them are unread."""
    return bell.unread(call.actor)


@portal.route("/api/portal/notifications/{notification_id}", methods=["PATCH"])
@endpoint(access=CLIENT, body=ReadForm, returns=NotificationView)
def read_portal_notification(call: Call[ReadForm, Nothing], notification_id: str) -> Told:
    """Mark one of them as read."""
    return bell.mark_read(call.actor, notification_id)
