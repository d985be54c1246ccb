"""Exchange rates for the staff: what every pair costs now, and the sources they come from."""

from chalice.app import Blueprint

from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing
from chalicelib.funds.schemas.rates import (
    RateRowView,
    RateSourceView,
    RatesQuery,
    RateTestForm,
)
from chalicelib.funds.service import rate_board, rate_feeds
from chalicelib.funds.service.rate_feeds import SourceState
from chalicelib.funds.service.rates import Found

desk = Blueprint(__name__)
_READ = staff(Permission.READ_SETTINGS)


@desk.route("/api/desk/rates", methods=["GET"])
@endpoint(access=_READ, query=RatesQuery, returns=ItemsView[RateRowView])
def list_rates(call: Call[Nothing, RatesQuery]) -> list[Found]:
    """What every pair costs a group of clients now, each with its explanation."""
    return rate_board.board(call.query.direction, call.query.group)


@desk.route("/api/desk/rate-sources", methods=["GET"])
@endpoint(access=_READ, returns=ItemsView[RateSourceView])
def list_rate_sources(_call: Call[Nothing, Nothing]) -> list[SourceState]:
    """The sources of rates, with what each last said."""
    return rate_feeds.states()


@desk.route("/api/desk/rate-sources", methods=["POST"])
@endpoint(access=staff(Permission.UPDATE_SETTINGS), body=RateTestForm, returns=RateSourceView)
def test_rate_source(call: Call[RateTestForm, Nothing]) -> SourceState:
    """Ask a source now; the answer says what it knows, or why it could not be read."""
    return rate_feeds.test(call.actor, call.body.source_id)
