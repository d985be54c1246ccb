"""Where the rows of each export come from: its permission, its columns, a page of it."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.clock import iso
from chalicelib.core.filters import Filters
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.core.veil import SOMEBODY, SensitiveField, Veil
from chalicelib.funds.public import TransactionFilters
from chalicelib.partners.public import CommissionFilters
from chalicelib.reports import rules
from chalicelib.reports.model import ExportKind
from chalicelib.reports.service import earned, logs, moved, statement_lines, work
from chalicelib.reports.service.log_filters import LoginFilters, MailFilters
from chalicelib.reports.service.logs import NamedLogin, NamedMail
from chalicelib.reports.service.statement_lines import StatementFilters
from chalicelib.sales.public import TaskFilters
from chalicelib.staff import public as staff
from chalicelib.staff.public import AuditFilters
from chalicelib.storage.audit import AuditRecord
from chalicelib.support.public import TicketFilters

Row = tuple[str, ...]


def _any(_actor: Actor, _filters: Any) -> None:
    """Whatever is asked can be read."""


@dataclass(frozen=True)
class Source:
    """One list that can be written: who may read it, what its columns are, and a page of it.

    ``filters`` are those of the list's own query. ``check`` refuses what cannot be asked although
    each filter is as it should be. What ``is_for_clients`` they have of themselves.
    """

    permission: Permission
    columns: Row
    filters: type[Filters]
    page: Callable[[Actor, Any, PageRequest], Page[Row]]
    check: Callable[[Actor, Any], None] = _any
    is_for_clients: bool = False


def _audit(actor: Actor, filters: AuditFilters, request: PageRequest) -> Page[Row]:
    page = staff.audit_records(filters.wanted(), request)
    seen = _through(actor, (one.client_id for one in page.items))
    return page.map(lambda one: _audit_row(one, seen(one.client_id)))


def _through(actor: Actor, client_ids: Iterable[str | None]) -> Callable[[str | None], Veil]:
    """The veil through which ``actor`` sees what concerns each of the clients of a page."""
    known = clients.veils_over(actor, {one for one in client_ids if one})
    return lambda client_id: known.get(client_id or "", actor.veil)


def _audit_row(one: AuditRecord, veil: Veil) -> Row:
    return (
        iso(one.at),
        one.id,
        f"{one.actor_realm}:{one.actor_id}",
        one.actor_name,
        one.action,
        one.object_type,
        one.object_id,
        one.client_id or "",
        _facts(one.before, veil),
        _facts(one.after, veil),
        veil.text(SensitiveField.IP_ADDRESS, one.ip),
        one.device,
        one.request_id,
    )


def _facts(facts: dict[str, Any], veil: Veil) -> str:
    return json.dumps(veil.facts(facts), ensure_ascii=False) if facts else ""


def _logins(realm: Realm) -> Callable[[Actor, LoginFilters, PageRequest], Page[Row]]:
    def page(actor: Actor, filters: LoginFilters, request: PageRequest) -> Page[Row]:
        lines = logs.logins(actor, filters.wanted(realm), request)
        seen = _through(actor, (one.event.subject_id for one in lines.items))
        return lines.map(lambda one: _login_row(one, seen(one.event.subject_id)))

    return page


def _login_row(one: NamedLogin, veil: Veil) -> Row:
    event = one.event
    return (
        iso(event.at),
        event.subject_id,
        one.name,
        event.outcome.value,
        veil.text(SensitiveField.IP_ADDRESS, event.ip),
        veil.text(SensitiveField.IP_ADDRESS, event.city),
        event.device,
    )


def _mails(actor: Actor, filters: MailFilters, request: PageRequest) -> Page[Row]:
    page = logs.mails(actor, filters.wanted, request)
    seen = _through(actor, (one.mail.subject_id or SOMEBODY for one in page.items))
    return page.map(lambda one: _mail_row(one, seen(one.mail.subject_id or SOMEBODY)))


def _mail_row(one: NamedMail, veil: Veil) -> Row:
    mail = one.mail
    return (
        iso(mail.at) if mail.at else "",
        f"{mail.realm}:{mail.subject_id}" if mail.subject_id else "",
        one.name,
        veil.text(SensitiveField.EMAIL, mail.address),
        mail.event,
        mail.language,
        mail.subject,
        mail.state.value,
        str(mail.attempts),
        mail.problem,
        f"{mail.link.type}:{mail.link.id}" if mail.link else "",
    )


_LOGIN_COLUMNS = ("at", "id", "name", "outcome", "ip", "city", "device")

SOURCES: dict[ExportKind, Source] = {
    ExportKind.AUDIT: Source(
        Permission.READ_AUDIT,
        (
            "at",
            "id",
            "actor",
            "actor_name",
            "action",
            "object_type",
            "object_id",
            "client_id",
            "before",
            "after",
            "ip",
            "device",
            "request_id",
        ),
        AuditFilters,
        _audit,
    ),
    ExportKind.CLIENT_LOGINS: Source(
        Permission.READ_CLIENT_LOGINS, _LOGIN_COLUMNS, LoginFilters, _logins(Realm.CLIENT)
    ),
    ExportKind.STAFF_LOGINS: Source(
        Permission.READ_STAFF_LOGINS, _LOGIN_COLUMNS, LoginFilters, _logins(Realm.STAFF)
    ),
    ExportKind.MAILS: Source(
        Permission.READ_MAIL_LOG,
        (
            "at",
            "recipient",
            "name",
            "address",
            "event",
            "language",
            "subject",
            "status",
            "attempts",
            "problem",
            "cause",
        ),
        MailFilters,
        _mails,
    ),
    ExportKind.TASKS: Source(Permission.READ_TASKS, work.TASK_COLUMNS, TaskFilters, work.tasks),
    ExportKind.COMMISSIONS: Source(
        Permission.READ_COMMISSIONS,
        earned.COMMISSION_COLUMNS,
        CommissionFilters,
        earned.commissions,
    ),
    ExportKind.TRANSACTIONS: Source(
        Permission.READ_TRANSACTIONS,
        moved.TRANSACTION_COLUMNS,
        TransactionFilters,
        moved.transactions,
        moved.check_transactions,
    ),
    ExportKind.TICKETS: Source(
        Permission.READ_TICKETS, work.TICKET_COLUMNS, TicketFilters, work.tickets
    ),
    ExportKind.COMMISSION_STATEMENT: Source(
        Permission.READ_COMMISSIONS,
        statement_lines.COLUMNS,
        StatementFilters,
        statement_lines.page,
        statement_lines.check,
        is_for_clients=True,
    ),
}


def asked(kind: ExportKind, filters: Mapping[str, str]) -> Any:
    """The filters of an export as its list knows them, the same when it is asked for and written.

    Raises:
        FilterUnknown, FilterMissing, FilterMalformed: with the field and what it takes.
    """
    return rules.taken(SOURCES[kind].filters, filters)
