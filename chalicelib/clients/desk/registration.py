"""Coming in by the hand of staff; and what clients answered in coming in or in asking for more."""

from chalice.app import Blueprint

from chalicelib.clients.model import Client, ClientKind
from chalicelib.clients.schemas.creation import NewClientForm, NewClientView
from chalicelib.clients.schemas.registration import RegistrationFormView
from chalicelib.clients.schemas.upgrades import (
    AnsweredFormView,
    AnswersCorrection,
    UpgradeCorrection,
)
from chalicelib.clients.service import answering, creating, upgrading
from chalicelib.clients.service.answering import AnsweredForm, OfferedForm
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing

desk = Blueprint(__name__)
_CREATE = staff(Permission.CREATE_CLIENTS)


@desk.route("/api/desk/registration-forms", methods=["GET"])
@endpoint(access=_CREATE, returns=ItemsView[RegistrationFormView])
def list_desk_registration_forms(_call: Call[Nothing, Nothing]) -> list[OfferedForm]:
    """What the broker asks newcomers of each kind beside the fixed fields."""
    return [answering.offered(kind) for kind in ClientKind]


@desk.route("/api/desk/clients", methods=["POST"])
@endpoint(access=_CREATE, body=NewClientForm, returns=NewClientView, status=201, once=True)
def create_client(call: Call[NewClientForm, Nothing]) -> Client:
    """Bring in a client, who is active at once."""
    return creating.create(call.actor, call.body.draft(), call.command)


@desk.route("/api/desk/clients/{client_id}/registration", methods=["GET"])
@endpoint(access=staff(Permission.READ_CLIENTS), returns=ItemsView[AnsweredFormView])
def list_registration_answers(
    call: Call[Nothing, Nothing], client_id: str
) -> tuple[AnsweredForm, ...]:
    """What the client answered, each to the form as it was then."""
    return answering.of_client(call.actor, client_id)


@desk.route("/api/desk/clients/{client_id}/registration", methods=["PATCH"])
@endpoint(
    access=staff(Permission.UPDATE_CLIENTS),
    body=AnswersCorrection,
    returns=ItemsView[AnsweredFormView],
)
def correct_registration_answers(
    call: Call[AnswersCorrection, Nothing], client_id: str
) -> tuple[AnsweredForm, ...]:
    """Correct answers of the client; the log keeps what they were."""
    body = call.body
    answering.correct(call.actor, client_id, body.kind, body.answers)
    return answering.of_client(call.actor, client_id)


@desk.route("/api/desk/upgrades/{upgrade_id}", methods=["GET"])
@endpoint(access=staff(Permission.READ_REQUESTS), returns=AnsweredFormView)
def read_upgrade_answers(call: Call[Nothing, Nothing], upgrade_id: str) -> AnsweredForm:
    """What a client answered in asking to become an introducing broker."""
    return upgrading.asked_for(call.actor, upgrade_id)


@desk.route("/api/desk/upgrades/{upgrade_id}", methods=["PATCH"])
@endpoint(
    access=staff(Permission.DECIDE_REGISTRATIONS), body=UpgradeCorrection, returns=AnsweredFormView
)
def correct_upgrade_answers(
    call: Call[UpgradeCorrection, Nothing], upgrade_id: str
) -> AnsweredForm:
    """Correct the answers before the request is decided."""
    upgrading.correct(call.actor, upgrade_id, call.body.answers)
    return upgrading.asked_for(call.actor, upgrade_id)
