"""Routes of the back office: the bell of whoever reads, and the words of events."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import ANY_STAFF, staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing, PageQuery, PageView
from chalicelib.notifications.model import Mail, Text
from chalicelib.notifications.schemas.bell import (
    NotificationFilter,
    NotificationView,
    ReadForm,
    UnreadView,
)
from chalicelib.notifications.schemas.templates import (
    ChannelsForm,
    EditionView,
    EventSheetView,
    EventView,
    MailPreviewView,
    TextForm,
    TextView,
    TryForm,
)
from chalicelib.notifications.service import bell, templates
from chalicelib.notifications.service.bell import Told
from chalicelib.notifications.service.templates import EventLine, EventSheet, Version

desk = Blueprint(__name__)
_READ = staff(Permission.READ_TEMPLATES)
_UPDATE = staff(Permission.UPDATE_TEMPLATES)


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


@desk.route("/api/desk/message-templates", methods=["GET"])
@endpoint(access=_READ, returns=ItemsView[EventView])
def list_message_templates(call: Call[Nothing, Nothing]) -> list[EventLine]:
    """Every event that people are told, and how."""
    return templates.events()


@desk.route("/api/desk/message-templates/{event}", methods=["GET"])
@endpoint(access=_READ, returns=EventSheetView)
def read_message_template(call: Call[Nothing, Nothing], event: str) -> EventSheet:
    """One event with its words in every language and the variables that they may show."""
    return templates.sheet(event)


@desk.route("/api/desk/message-templates/{event}", methods=["PATCH"])
@endpoint(access=_UPDATE, body=ChannelsForm, returns=EventSheetView)
def switch_message_template(call: Call[ChannelsForm, Nothing], event: str) -> EventSheet:
    """Switch e-mail or bell of an event on or off, where it may be silenced."""
    return templates.switch(call.actor, event, email=call.body.email, popup=call.body.popup)


@desk.route("/api/desk/message-templates/{event}/texts/{language}", methods=["PUT"])
@endpoint(access=_UPDATE, body=TextForm, returns=TextView)
def write_message_template(call: Call[TextForm, Nothing], event: str, language: str) -> Version:
    """Change the words of one language, or take those of the release again."""
    words = call.body.words.words if call.body.words else None
    return templates.write(call.actor, event, language, words, call.body.edition)


@desk.route("/api/desk/message-templates/{event}/texts/{language}", methods=["GET"])
@endpoint(access=_READ, query=PageQuery, returns=PageView[EditionView])
def list_message_template_editions(
    call: Call[Nothing, PageQuery], event: str, language: str
) -> Page[Text]:
    """What staff have made of the words of one language, newest first."""
    return templates.editions(event, language, call.query.page)


@desk.route("/api/desk/message-templates/{event}/previews", methods=["POST"])
@endpoint(access=_READ, body=TryForm, returns=MailPreviewView)
def preview_message_template(call: Call[TryForm, Nothing], event: str) -> Mail:
    """The mail as it would be, filled with examples; nothing is kept."""
    return templates.preview(event, call.body.language, call.body.chosen)


@desk.route("/api/desk/message-templates/{event}/test-mails", methods=["POST"])
@endpoint(access=_UPDATE, body=TryForm, status=204)
def send_test_mail(call: Call[TryForm, Nothing], event: str) -> None:
    """Send the mail, filled with examples, to the caller's own address."""
    templates.ask_for_test(call.actor, event, call.body.language, call.body.chosen)
