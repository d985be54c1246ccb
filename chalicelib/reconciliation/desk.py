"""Routes of the back office: breaks, their repairs, and how far everything is compared."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageView
from chalicelib.reconciliation.model.repairs import Repair
from chalicelib.reconciliation.schemas.breaks import (
    AssignForm,
    BreakQuery,
    BreakStoryView,
    MovementBreakView,
)
from chalicelib.reconciliation.schemas.repairs import RepairDecisionForm, RepairForm, RepairView
from chalicelib.reconciliation.schemas.sides import ReconciledView, ReconciliationView
from chalicelib.reconciliation.service import reading, repairs, walking
from chalicelib.reconciliation.service.reading import BreakStory, NamedBreak, Overview, Reconciled

desk = Blueprint(__name__)
_READ = staff(Permission.READ_RECONCILIATION)


@desk.route("/api/desk/reconciliation", methods=["GET"])
@endpoint(access=_READ, returns=ReconciliationView)
def read_reconciliation(_call: Call[Nothing, Nothing]) -> Overview:
    """How far every side is compared, what is open per currency, and the newest walks."""
    return reading.overview()


@desk.route("/api/desk/reconciliation/runs", methods=["POST"])
@endpoint(access=_READ, status=202)
def request_reconciliation(call: Call[Nothing, Nothing]) -> None:
    """Have everything compared once more; read the result a little later."""
    walking.ask(call.actor)


@desk.route("/api/desk/accounts/{account_id}/reconciliation", methods=["GET"])
@endpoint(access=_READ, returns=ReconciledView)
def read_account_reconciliation(call: Call[Nothing, Nothing], account_id: str) -> Reconciled:
    """Until when a trading account is reconciled, and how many breaks of it are open."""
    return reading.of_account(call.actor, account_id)


@desk.route("/api/desk/clients/{client_id}/reconciliation", methods=["GET"])
@endpoint(access=_READ, returns=ReconciledView)
def read_client_reconciliation(call: Call[Nothing, Nothing], client_id: str) -> Reconciled:
    """Until when all that moves a client's money is reconciled, and the client's open breaks."""
    return reading.of_client(call.actor, client_id)


@desk.route("/api/desk/reconciliation/breaks", methods=["GET"])
@endpoint(access=_READ, query=BreakQuery, returns=PageView[MovementBreakView])
def list_breaks(call: Call[Nothing, BreakQuery]) -> Page[NamedBreak]:
    """Breaks in the caller's scope: open ones oldest first, closed ones newest first."""
    return reading.listed(call.actor, call.query.wanted, call.query.page)


@desk.route("/api/desk/reconciliation/breaks/{break_id}", methods=["GET"])
@endpoint(access=_READ, returns=BreakStoryView)
def read_break(call: Call[Nothing, Nothing], break_id: str) -> tuple[BreakStory, str]:
    """One break with both sides, its repairs and its history."""
    return reading.story(call.actor, break_id), call.actor.ref


@desk.route("/api/desk/reconciliation/breaks/{break_id}", methods=["PATCH"])
@endpoint(access=_READ, body=AssignForm, returns=BreakStoryView)
def assign_break(call: Call[AssignForm, Nothing], break_id: str) -> tuple[BreakStory, str]:
    """Give a break to a colleague, or to nobody."""
    reading.assign(call.actor, break_id, call.body.owner_id)
    return reading.story(call.actor, break_id), call.actor.ref


@desk.route("/api/desk/reconciliation/breaks/{break_id}/repairs", methods=["POST"])
@endpoint(
    access=staff(Permission.PROPOSE_REPAIRS),
    body=RepairForm,
    returns=RepairView,
    status=201,
    once=True,
)
def propose_repair(call: Call[RepairForm, Nothing], break_id: str) -> Repair:
    """Propose what is to be done about a break; somebody else approves it."""
    return repairs.propose(call.actor, break_id, call.body.proposal, call.command)


@desk.route("/api/desk/reconciliation/breaks/{break_id}/repairs/{repair_id}", methods=["PATCH"])
@endpoint(access=staff(Permission.APPROVE_REPAIRS), body=RepairDecisionForm, returns=RepairView)
def decide_repair(call: Call[RepairDecisionForm, Nothing], break_id: str, repair_id: str) -> Repair:
    """Approve a colleague's proposal, and so have it done; or decline it."""
    approve = call.body.decision == "approve"
    return repairs.decide(call.actor, break_id, repair_id, call.body.note, approve=approve)
