"""What a client reads across capabilities about themselves."""

from chalice.app import Blueprint

from chalicelib.edge.auth import CLIENT
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing
from chalicelib.reports.schemas.statements import StatementQuery, StatementView
from chalicelib.reports.service import statements
from chalicelib.reports.service.statements import Statement

portal = Blueprint(__name__)


@portal.route("/api/portal/statement", methods=["GET"])
@endpoint(access=CLIENT, query=StatementQuery, returns=StatementView)
def read_own_statement(call: Call[Nothing, StatementQuery]) -> Statement:
    """The caller's own wallets, accounts and rates as they stood at a moment."""
    return statements.statement(call.actor, call.actor.id, call.query.moment)
