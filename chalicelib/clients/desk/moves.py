"""Moves in the tree from a later moment on, for the staff."""

from chalice.app import Blueprint

from chalicelib.clients.model.moves import PlannedMove
from chalicelib.clients.schemas.moves import MoveChangeForm, MoveForm, MoveView
from chalicelib.clients.service import planning, referring
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing

moves = Blueprint(__name__)
_PATH = "/api/desk/clients/{client_id}/moves"


@moves.route(_PATH, methods=["GET"])
@endpoint(access=staff(Permission.READ_CLIENTS), returns=ItemsView[MoveView])
def list_planned_moves(call: Call[Nothing, Nothing], client_id: str) -> list[PlannedMove]:
    """The moves that were planned for a client, the newest first."""
    return planning.listed(call.actor, client_id)


@moves.route(_PATH, methods=["POST"])
@endpoint(
    access=staff(Permission.UPDATE_CLIENTS), body=MoveForm, returns=MoveView, status=201, once=True
)
def plan_move(call: Call[MoveForm, Nothing], client_id: str) -> PlannedMove:
    """Let a client get another referrer from a moment on, with or without their downlines."""
    named = call.body.referrer
    referrer_id = referring.referrer_called(call.actor, named) if named else ""
    return planning.plan(call.actor, client_id, call.body.wish(referrer_id), call.command)


@moves.route(_PATH, methods=["PATCH"])
@endpoint(access=staff(Permission.UPDATE_CLIENTS), body=MoveChangeForm, returns=MoveView)
def cancel_move(call: Call[MoveChangeForm, Nothing], client_id: str) -> PlannedMove:
    """Give up the move that is planned for a client."""
    return planning.cancel(call.actor, client_id)
