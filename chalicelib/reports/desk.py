"""Routes of the back office for the logs of logins and mails, and the Download Centre."""

from chalice.app import Blueprint

from chalicelib.core.actor import Realm
from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageQuery, PageView
from chalicelib.reports.model import Export, Link
from chalicelib.reports.schemas.logs import (
    ExportForm,
    ExportLinkView,
    ExportView,
    LoginQuery,
    LoginView,
    MailQuery,
    MailView,
)
from chalicelib.reports.schemas.statements import DeskStatementView, StatementQuery
from chalicelib.reports.service import exports, logs, statements
from chalicelib.reports.service.logs import NamedLogin, NamedMail
from chalicelib.reports.service.statements import Statement

desk = Blueprint(__name__)
_EXPORTS = staff(Permission.EXPORT_LISTS)
_MAILS = staff(Permission.READ_MAIL_LOG)


@desk.route("/api/desk/client-logins", methods=["GET"])
@endpoint(
    access=staff(Permission.READ_CLIENT_LOGINS), query=LoginQuery, returns=PageView[LoginView]
)
def list_logins_of_clients(call: Call[Nothing, LoginQuery]) -> Page[NamedLogin]:
    """Logins of clients in the caller's scope; without person or address, at most 92 days back."""
    return logs.logins(call.actor, call.query.wanted(Realm.CLIENT), call.query.page)


@desk.route("/api/desk/staff-logins", methods=["GET"])
@endpoint(access=staff(Permission.READ_STAFF_LOGINS), query=LoginQuery, returns=PageView[LoginView])
def list_logins_of_staff(call: Call[Nothing, LoginQuery]) -> Page[NamedLogin]:
    """Logins of staff, for who sees the company; else as those of clients."""
    return logs.logins(call.actor, call.query.wanted(Realm.STAFF), call.query.page)


@desk.route("/api/desk/mails", methods=["GET"])
@endpoint(access=_MAILS, query=MailQuery, returns=PageView[MailView])
def list_mails(call: Call[Nothing, MailQuery]) -> Page[NamedMail]:
    """Mails that were tried, in the caller's scope; without a person, at most 92 days back."""
    return logs.mails(call.actor, call.query.wanted, call.query.page)


@desk.route("/api/desk/mails/{mail_id}/repeats", methods=["POST"])
@endpoint(access=staff(Permission.REPEAT_MAILS), returns=MailView, status=202)
def repeat_mail(call: Call[Nothing, Nothing], mail_id: str) -> NamedMail:
    """Send a mail again that carries no code and no credentials; it becomes a mail of its own."""
    return logs.repeat(call.actor, mail_id)


@desk.route("/api/desk/clients/{client_id}/mails", methods=["GET"])
@endpoint(access=_MAILS, query=PageQuery, returns=PageView[MailView])
def list_client_mails(call: Call[Nothing, PageQuery], client_id: str) -> Page[NamedMail]:
    """Mails to one client, newest first."""
    return logs.mails_of_client(call.actor, client_id, call.query.page)


@desk.route("/api/desk/clients/{client_id}/statement", methods=["GET"])
@endpoint(access=staff(Permission.READ_WALLETS), query=StatementQuery, returns=DeskStatementView)
def read_client_statement(call: Call[Nothing, StatementQuery], client_id: str) -> Statement:
    """A client's wallets, accounts, rates and place as they stood at a moment."""
    return statements.statement(call.actor, client_id, call.query.moment)


@desk.route("/api/desk/exports", methods=["GET"])
@endpoint(access=_EXPORTS, query=PageQuery, returns=PageView[ExportView])
def list_exports(call: Call[Nothing, PageQuery]) -> Page[Export]:
    """The caller's own exports, newest first."""
    return exports.exports(call.actor, call.query.page)


@desk.route("/api/desk/exports", methods=["POST"])
@endpoint(access=_EXPORTS, body=ExportForm, returns=ExportView, status=202, once=True)
def ask_for_export(call: Call[ExportForm, Nothing]) -> Export:
    """Have a list written to a file, as the caller may see it while it is written."""
    form = call.body
    return exports.ask(call.actor, form.kind, form.format, form.filters, call.command)


@desk.route("/api/desk/exports/{export_id}", methods=["GET"])
@endpoint(access=_EXPORTS, returns=ExportView)
def read_export(call: Call[Nothing, Nothing], export_id: str) -> Export:
    """One of the caller's own exports."""
    return exports.export(call.actor, export_id)


@desk.route("/api/desk/exports/{export_id}/links", methods=["POST"])
@endpoint(access=_EXPORTS, returns=ExportLinkView, status=201)
def open_export(call: Call[Nothing, Nothing], export_id: str) -> Link:
    """A link to the file that works for a minute; that it was given is on the record."""
    return exports.open_file(call.actor, export_id)
