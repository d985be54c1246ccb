"""Where a client's commissions go, for the staff: setting it, and what became of each day's."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageQuery, PageView
from chalicelib.partners.model.onward import OnwardShown, TargetShown, TargetsSheet
from chalicelib.partners.schemas.onward import (
    OnwardDayView,
    TargetForm,
    TargetsView,
    TargetView,
)
from chalicelib.partners.service import onward as service
from chalicelib.partners.service import targets

onward = Blueprint(__name__)
_READ = staff(Permission.READ_COMMISSIONS)
_PATH = "/api/desk/clients/{client_id}/payout-targets"


@onward.route(_PATH, methods=["GET"])
@endpoint(access=_READ, returns=TargetsView)
def read_payout_targets(call: Call[Nothing, Nothing], client_id: str) -> TargetsSheet:
    """Where a client's commissions go, by currency."""
    return targets.sheet(call.actor, client_id)


@onward.route(f"{_PATH}/{{currency}}", methods=["PUT"])
@endpoint(access=staff(Permission.UPDATE_COMMISSION_TERMS), body=TargetForm, returns=TargetView)
def set_payout_target(
    call: Call[TargetForm, Nothing], client_id: str, currency: str
) -> TargetShown:
    """Let a client's commissions of today and later go to an account of theirs, or stay."""
    return targets.put(call.actor, client_id, currency, call.body.account_id)


@onward.route("/api/desk/clients/{client_id}/commissions/onward", methods=["GET"])
@endpoint(access=_READ, query=PageQuery, returns=PageView[OnwardDayView])
def list_onward_commissions(call: Call[Nothing, PageQuery], client_id: str) -> Page[OnwardShown]:
    """What became of a client's commissions that go on to trading accounts, day by day."""
    return service.page(call.actor, client_id, call.query.page)
