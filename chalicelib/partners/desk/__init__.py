"""Commission plans for the staff: lists, versions, decisions, and what an example would pay."""

from chalice.app import Blueprint

from chalicelib.core.errors import NotFound
from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageQuery, PageView
from chalicelib.partners.model.plans import PlanKind
from chalicelib.partners.model.receipts import Settlement
from chalicelib.partners.model.versions import PlanSheet
from chalicelib.partners.schemas.plans import (
    ExampleForm,
    PlanDecisionForm,
    PlanForm,
    PlanRowView,
    PlanView,
)
from chalicelib.partners.schemas.receipts import SettlementView
from chalicelib.partners.service import examples, plans

desk = Blueprint(__name__)
_READ = staff(Permission.READ_COMMISSION_PLANS)
_UPDATE = staff(Permission.UPDATE_COMMISSION_PLANS)
_ONE = "/api/desk/commission-plans/{kind}/{plan_id}"


def _kind(text: str) -> PlanKind:
    try:
        return PlanKind(text)
    except ValueError:
        raise NotFound(what="commission_plan") from None


@desk.route("/api/desk/commission-plans/{kind}", methods=["GET"])
@endpoint(access=_READ, query=PageQuery, returns=PageView[PlanRowView])
def list_commission_plans(call: Call[Nothing, PageQuery], kind: str) -> Page[PlanSheet]:
    """Rank structures, symbol groups, fixed or flexible schemes, the newest first."""
    return plans.listed(_kind(kind), call.query.page)


@desk.route("/api/desk/commission-plans/{kind}", methods=["POST"])
@endpoint(access=_UPDATE, body=PlanForm, returns=PlanView, status=201, once=True)
def create_commission_plan(call: Call[PlanForm, Nothing], kind: str) -> PlanSheet:
    """Propose a plan that there is not yet; a second person agrees."""
    return plans.create(call.actor, _kind(kind), call.body.proposal(), call.command)


@desk.route(_ONE, methods=["GET"])
@endpoint(access=_READ, returns=PlanView)
def read_commission_plan(call: Call[Nothing, Nothing], kind: str, plan_id: str) -> PlanSheet:
    """One plan with its versions, the newest first."""
    return plans.sheet(_kind(kind), plan_id)


@desk.route(_ONE, methods=["POST"])
@endpoint(access=_UPDATE, body=PlanForm, returns=PlanView, status=201, once=True)
def propose_commission_plan(call: Call[PlanForm, Nothing], kind: str, plan_id: str) -> PlanSheet:
    """Propose another version of a plan; a second person agrees."""
    return plans.propose(call.actor, _kind(kind), plan_id, call.body.proposal(), call.command)


@desk.route(_ONE, methods=["PATCH"])
@endpoint(
    access=staff(Permission.APPROVE_COMMISSION_PLANS), body=PlanDecisionForm, returns=PlanView
)
def decide_commission_plan(
    call: Call[PlanDecisionForm, Nothing], kind: str, plan_id: str
) -> PlanSheet:
    """Agree to the version that waits, or reject it."""
    body = call.body
    return plans.decide(call.actor, _kind(kind), plan_id, body.decision, body.comment)


@desk.route("/api/desk/commission-examples", methods=["POST"])
@endpoint(access=_READ, body=ExampleForm, returns=SettlementView)
def compute_commission_example(call: Call[ExampleForm, Nothing]) -> Settlement:
    """What a scheme would pay for a trade that is made up, step by step."""
    return examples.computed(call.body.example())
