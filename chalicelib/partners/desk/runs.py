"""Runs over past deals for the staff: recalculations, and simulations of plans not agreed to."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.core.reviewed import ImportColumn
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageQuery, PageView
from chalicelib.edge.sheets import ImportTemplateView
from chalicelib.partners.model.runs import RunKind, RunSheet
from chalicelib.partners.schemas.runs import (
    NamedSumView,
    RecalculationForm,
    RunDecisionForm,
    RunRowsQuery,
    RunRowView,
    RunSumsQuery,
    RunView,
    SimulationForm,
)
from chalicelib.partners.schemas.tickets import (
    ReviewedTicketsView,
    TicketSheetForm,
    TicketSheetQuery,
)
from chalicelib.partners.service import run_names, tickets
from chalicelib.partners.service import runs as service
from chalicelib.partners.service.run_names import NamedRow, NamedSum
from chalicelib.partners.service.tickets import ReviewedTickets

runs = Blueprint(__name__)
_RECALCULATE = staff(Permission.RECALCULATE_COMMISSIONS)
_SIMULATE = staff(Permission.SIMULATE_COMMISSION_PLANS)
_RECALCULATIONS = "/api/desk/recalculations"
_SHEETS = "/api/desk/ticket-sheets"
_SIMULATIONS = "/api/desk/simulations"
_ANEW, _TRIED = RunKind.RECALCULATION, RunKind.SIMULATION


@runs.route(_RECALCULATIONS, methods=["GET"])
@endpoint(access=_RECALCULATE, query=PageQuery, returns=PageView[RunView])
def list_recalculations(call: Call[Nothing, PageQuery]) -> Page[RunSheet]:
    """Recalculations, the newest first."""
    return service.listed(call.actor, _ANEW, call.query.page)


@runs.route(_RECALCULATIONS, methods=["POST"])
@endpoint(access=_RECALCULATE, body=RecalculationForm, returns=RunView, status=201, once=True)
def order_recalculation(call: Call[RecalculationForm, Nothing]) -> RunSheet:
    """Look at what past deals come to now; nothing is paid before it is applied."""
    return service.order(call.actor, _ANEW, call.body.order(), call.command)


@runs.route(_SHEETS, methods=["GET"])
@endpoint(access=_RECALCULATE, query=TicketSheetQuery, returns=ImportTemplateView)
def read_ticket_sheet_template(
    call: Call[Nothing, TicketSheetQuery],
) -> tuple[ImportColumn, ...]:
    """The columns of a sheet of deals of one server, and a file to begin with."""
    return tickets.columns(call.query.server_id)


@runs.route(f"{_SHEETS}/reviews", methods=["POST"])
@endpoint(access=_RECALCULATE, body=TicketSheetForm, returns=ReviewedTicketsView)
def review_ticket_sheet(call: Call[TicketSheetForm, Nothing]) -> ReviewedTickets:
    """The tickets in a sheet, and all that is wrong with its rows; a run is ordered by them."""
    return tickets.review(call.actor, call.body.server_id, call.body.table())


@runs.route(f"{_RECALCULATIONS}/{{recalculation_id}}", methods=["GET"])
@endpoint(access=_RECALCULATE, returns=RunView)
def read_recalculation(call: Call[Nothing, Nothing], recalculation_id: str) -> RunSheet:
    """One recalculation: how far it is, and what it comes to."""
    return service.sheet(call.actor, _ANEW, recalculation_id)


@runs.route(f"{_RECALCULATIONS}/{{recalculation_id}}", methods=["PATCH"])
@endpoint(access=_RECALCULATE, body=RunDecisionForm, returns=RunView)
def decide_recalculation(call: Call[RunDecisionForm, Nothing], recalculation_id: str) -> RunSheet:
    """Carry out the differences that were found, or stop."""
    return service.act(call.actor, _ANEW, recalculation_id, call.body.action)


@runs.route(f"{_RECALCULATIONS}/{{recalculation_id}}/rows", methods=["GET"])
@endpoint(access=_RECALCULATE, query=RunRowsQuery, returns=PageView[RunRowView])
def list_recalculated_deals(
    call: Call[Nothing, RunRowsQuery], recalculation_id: str
) -> Page[NamedRow]:
    """The deals that differ, the oldest first, with the difference for each broker.

    Of a run by tickets also those that are left as they are, for the reason that is asked for.
    """
    query = call.query
    return run_names.rows(call.actor, _ANEW, recalculation_id, query.page, query.skipped)


@runs.route(f"{_RECALCULATIONS}/{{recalculation_id}}/sums", methods=["GET"])
@endpoint(access=_RECALCULATE, query=RunSumsQuery, returns=PageView[NamedSumView])
def list_recalculation_sums(
    call: Call[Nothing, RunSumsQuery], recalculation_id: str
) -> Page[NamedSum]:
    """What it comes to by broker or symbol group."""
    return run_names.sums(call.actor, _ANEW, recalculation_id, call.query.by, call.query.page)


@runs.route(_SIMULATIONS, methods=["GET"])
@endpoint(access=_SIMULATE, query=PageQuery, returns=PageView[RunView])
def list_simulations(call: Call[Nothing, PageQuery]) -> Page[RunSheet]:
    """Simulations, the newest first."""
    return service.listed(call.actor, _TRIED, call.query.page)


@runs.route(_SIMULATIONS, methods=["POST"])
@endpoint(access=_SIMULATE, body=SimulationForm, returns=RunView, status=201, once=True)
def order_simulation(call: Call[SimulationForm, Nothing]) -> RunSheet:
    """Try a version of a plan that waits for a decision on past deals; nothing is ever paid."""
    return service.order(call.actor, _TRIED, call.body.order(), call.command)


@runs.route(f"{_SIMULATIONS}/{{simulation_id}}", methods=["GET"])
@endpoint(access=_SIMULATE, returns=RunView)
def read_simulation(call: Call[Nothing, Nothing], simulation_id: str) -> RunSheet:
    """One simulation: how far it is, and what the plan would cost."""
    return service.sheet(call.actor, _TRIED, simulation_id)


@runs.route(f"{_SIMULATIONS}/{{simulation_id}}", methods=["PATCH"])
@endpoint(access=_SIMULATE, body=RunDecisionForm, returns=RunView)
def cancel_simulation(call: Call[RunDecisionForm, Nothing], simulation_id: str) -> RunSheet:
    """Stop a simulation; there is nothing to apply."""
    return service.act(call.actor, _TRIED, simulation_id, call.body.action)


@runs.route(f"{_SIMULATIONS}/{{simulation_id}}/rows", methods=["GET"])
@endpoint(access=_SIMULATE, query=PageQuery, returns=PageView[RunRowView])
def list_simulated_deals(call: Call[Nothing, PageQuery], simulation_id: str) -> Page[NamedRow]:
    """The deals that would pay otherwise, the oldest first."""
    return run_names.rows(call.actor, _TRIED, simulation_id, call.query.page)


@runs.route(f"{_SIMULATIONS}/{{simulation_id}}/sums", methods=["GET"])
@endpoint(access=_SIMULATE, query=RunSumsQuery, returns=PageView[NamedSumView])
def list_simulation_sums(call: Call[Nothing, RunSumsQuery], simulation_id: str) -> Page[NamedSum]:
    """What each broker would gain or lose, or what each symbol group would cost."""
    return run_names.sums(call.actor, _TRIED, simulation_id, call.query.by, call.query.page)
