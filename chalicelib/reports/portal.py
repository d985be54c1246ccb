"""What a client reads across capabilities about themselves."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.edge.auth import CLIENT
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageQuery, PageView
from chalicelib.reports.model import Export, ExportKind, Link
from chalicelib.reports.schemas.commission_statements import (
    CommissionStatementForm,
    CommissionStatementView,
)
from chalicelib.reports.schemas.logs import ExportLinkView
from chalicelib.reports.schemas.statements import StatementQuery, StatementView
from chalicelib.reports.service import exports, statements
from chalicelib.reports.service.statements import Statement

portal = Blueprint(__name__)
_COMMISSIONS = "/api/portal/commission-statements"


@portal.route("/api/portal/statement", methods=["GET"])
@endpoint(access=CLIENT, query=StatementQuery, returns=StatementView)
def read_own_statement(call: Call[Nothing, StatementQuery]) -> Statement:
    """The caller's own wallets, accounts and rates as they stood at a moment."""
    return statements.statement(call.actor, call.actor.id, call.query.moment)


@portal.route(_COMMISSIONS, methods=["GET"])
@endpoint(access=CLIENT, query=PageQuery, returns=PageView[CommissionStatementView])
def list_commission_statements(call: Call[Nothing, PageQuery]) -> Page[Export]:
    """The caller's own statements of commissions, newest first."""
    return exports.exports(call.actor, call.query.page)


@portal.route(_COMMISSIONS, methods=["POST"])
@endpoint(
    access=CLIENT,
    body=CommissionStatementForm,
    returns=CommissionStatementView,
    status=202,
    once=True,
)
def ask_for_commission_statement(call: Call[CommissionStatementForm, Nothing]) -> Export:
    """Have what deals of some days earned the caller written as a document or a workbook."""
    form, kind = call.body, ExportKind.COMMISSION_STATEMENT
    return exports.ask(call.actor, kind, form.wanted_format, form.filters, call.command)


@portal.route(f"{_COMMISSIONS}/{{statement_id}}", methods=["GET"])
@endpoint(access=CLIENT, returns=CommissionStatementView)
def read_commission_statement(call: Call[Nothing, Nothing], statement_id: str) -> Export:
    """One of the caller's own statements, and how far it is."""
    return exports.export(call.actor, statement_id)


@portal.route(f"{_COMMISSIONS}/{{statement_id}}/links", methods=["POST"])
@endpoint(access=CLIENT, returns=ExportLinkView, status=201)
def open_commission_statement(call: Call[Nothing, Nothing], statement_id: str) -> Link:
    """A link to the file that works for a minute; that it was given is on the record."""
    return exports.open_file(call.actor, statement_id)
