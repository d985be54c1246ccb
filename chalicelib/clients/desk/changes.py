"""What staff change about clients: belonging, tags, referrer; their notes; and the tree."""

from chalice.app import Blueprint

from chalicelib.clients.model import Comment
from chalicelib.clients.model.changes import Reparenting
from chalicelib.clients.model.groups import ClientGroup
from chalicelib.clients.schemas.changes import (
    AssignmentForm,
    ClientCommentView,
    ClientGroupView,
    CommentForm,
    CorrectionForm,
    PortalVisitView,
    ReferralCodeForm,
    ReferrerForm,
    TagsForm,
    TagView,
)
from chalicelib.clients.schemas.clients import ClientView
from chalicelib.clients.service import (
    assigning,
    comments,
    correcting,
    deleting,
    groups,
    overview,
    recoding,
    referring,
    resetting,
    visiting,
)
from chalicelib.clients.service.overview import ClientSheet
from chalicelib.core.confirmation import Operation
from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing, PageQuery, PageView
from chalicelib.identity.public import Opened

changes = Blueprint(__name__)
_READ = staff(Permission.READ_CLIENTS)
_UPDATE = staff(Permission.UPDATE_CLIENTS)


@changes.route("/api/desk/clients/{client_id}/assignment", methods=["PATCH"])
@endpoint(access=_UPDATE, body=AssignmentForm, returns=ClientView)
def assign_client(call: Call[AssignmentForm, Nothing], client_id: str) -> ClientSheet:
    """Change owner, participants, group or kind of a client."""
    changed = assigning.assign(call.actor, client_id, call.body.assignment())
    return overview.sheet_of(call.actor, changed)


@changes.route("/api/desk/clients/{client_id}/profile", methods=["PATCH"])
@endpoint(access=_UPDATE, body=CorrectionForm, returns=ClientView)
def correct_client(call: Call[CorrectionForm, Nothing], client_id: str) -> ClientSheet:
    """Correct what the client gave at registration; the log keeps what it was."""
    changed = correcting.correct(call.actor, client_id, call.body.correction())
    return overview.sheet_of(call.actor, changed)


@changes.route("/api/desk/clients/{client_id}/returned-mail", methods=["DELETE"])
@endpoint(access=_UPDATE, returns=ClientView)
def write_to_client_again(call: Call[Nothing, Nothing], client_id: str) -> ClientSheet:
    """Let mails go to the client's address again though some came back from there."""
    return overview.write_again(call.actor, client_id)


@changes.route("/api/desk/clients/{client_id}/tags", methods=["PUT"])
@endpoint(access=_UPDATE, body=TagsForm, returns=ClientView)
def tag_client(call: Call[TagsForm, Nothing], client_id: str) -> ClientSheet:
    """Let a client have exactly these tags."""
    changed = assigning.tag(call.actor, client_id, call.body.tagging())
    return overview.sheet_of(call.actor, changed)


@changes.route("/api/desk/clients/{client_id}/referrer", methods=["PUT"])
@endpoint(access=_UPDATE, body=ReferrerForm, returns=ClientView)
def change_client_referrer(call: Call[ReferrerForm, Nothing], client_id: str) -> ClientSheet:
    """Give a client another referrer, with or without their own downlines."""
    named = call.body.referrer
    referrer_id = referring.referrer_called(call.actor, named) if named else ""
    wanted = Reparenting(referrer_id, call.body.bring_downlines)
    changed = referring.change_referrer(call.actor, client_id, wanted)
    return overview.sheet_of(call.actor, changed)


@changes.route("/api/desk/clients/{client_id}/referral-code", methods=["PUT"])
@endpoint(access=_UPDATE, body=ReferralCodeForm, returns=ClientView)
def change_client_referral_code(
    call: Call[ReferralCodeForm, Nothing], client_id: str
) -> ClientSheet:
    """Give a client another referral code; the former one refers nobody, and nobody gets it."""
    changed = recoding.recode(call.actor, client_id, call.body.recoding())
    return overview.sheet_of(call.actor, changed)


@changes.route("/api/desk/clients/{client_id}", methods=["DELETE"])
@endpoint(access=staff(Permission.DELETE_CLIENTS), status=204)
def delete_client(call: Call[Nothing, Nothing], client_id: str) -> None:
    """Delete a client who has nothing left; the books stay and name nobody."""
    deleting.delete(call.actor, client_id)


@changes.route("/api/desk/clients/{client_id}/password-resets", methods=["POST"])
@endpoint(
    access=staff(Permission.RESET_CLIENT_PASSWORDS),
    status=204,
    confirms=Operation.ACCESS_RESET,
)
def reset_client_password(call: Call[Nothing, Nothing], client_id: str) -> None:
    """End the client's sessions and send them a code to choose a new password."""
    resetting.reset_password(call.actor, client_id, call.command)


@changes.route("/api/desk/clients/{client_id}/comments", methods=["GET"])
@endpoint(access=_READ, query=PageQuery, returns=PageView[ClientCommentView])
def list_client_comments(call: Call[Nothing, PageQuery], client_id: str) -> Page[Comment]:
    """What staff have noted about the client, newest first."""
    return comments.comments(call.actor, client_id, call.query.page)


@changes.route("/api/desk/clients/{client_id}/comments", methods=["POST"])
@endpoint(access=_READ, body=CommentForm, returns=ClientCommentView, status=201, once=True)
def comment_on_client(call: Call[CommentForm, Nothing], client_id: str) -> Comment:
    """Note something about the client."""
    return comments.comment(call.actor, client_id, call.body.text, call.command)


@changes.route("/api/desk/client-groups", methods=["GET"])
@endpoint(access=_READ, returns=ItemsView[ClientGroupView])
def list_client_groups(_call: Call[Nothing, Nothing]) -> tuple[ClientGroup, ...]:
    """All groups of clients."""
    return groups.groups()


@changes.route("/api/desk/client-tags", methods=["GET"])
@endpoint(access=_READ, returns=ItemsView[TagView])
def list_client_tags(_call: Call[Nothing, Nothing]) -> tuple[str, ...]:
    """The broker's public tags."""
    return groups.public_tags()


@changes.route("/api/desk/clients/{client_id}/portal-visits", methods=["POST"])
@endpoint(access=staff(Permission.VISIT_PORTALS), returns=PortalVisitView, status=201)
def open_client_portal(call: Call[Nothing, Nothing], client_id: str) -> Opened:
    """Open the portal as the client sees it, to look around for a quarter of an hour."""
    return visiting.open_portal(call.actor, client_id)
