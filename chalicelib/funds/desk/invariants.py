"""The health of the books, for the staff."""

from chalice.app import Blueprint

from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing
from chalicelib.funds.schemas.invariants import InvariantsView, ReportAndSeals
from chalicelib.funds.service.invariants import passes

desk = Blueprint(__name__)
_READ = staff(Permission.READ_INVARIANTS)


@desk.route("/api/desk/invariants", methods=["GET"])
@endpoint(access=_READ, returns=InvariantsView)
def read_invariants(_call: Call[Nothing, Nothing]) -> ReportAndSeals:
    """What the last checks have found, oldest break first, and the newest seals."""
    return passes.report(), passes.seals()


@desk.route("/api/desk/invariants/runs", methods=["POST"])
@endpoint(access=_READ, status=202)
def request_invariants_run(call: Call[Nothing, Nothing]) -> None:
    """Have the books checked now; read the result a little later."""
    passes.request_run(call.actor)
