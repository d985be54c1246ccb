"""An export is refused when it is asked for, at each filter that its list would not take."""

from urllib.parse import urlencode

import pytest

from app import app
from chalicelib.core.permissions import Permission
from chalicelib.edge.openapi import declarations
from chalicelib.reports.model import ExportKind
from chalicelib.reports.service.sources import SOURCES
from tests.kit import people
from tests.kit.http import Caller

ROOT = "/api/desk/exports"
LISTS = {
    ExportKind.AUDIT: "/api/desk/audit",
    ExportKind.CLIENT_LOGINS: "/api/desk/client-logins",
    ExportKind.STAFF_LOGINS: "/api/desk/staff-logins",
    ExportKind.MAILS: "/api/desk/mails",
    ExportKind.COMMISSIONS: "/api/desk/commission-report",
    ExportKind.TRANSACTIONS: "/api/desk/transactions",
    ExportKind.TICKETS: "/api/desk/tickets",
    ExportKind.TASKS: "/api/desk/tasks",
}
WRONG = {
    "action": ("Signed In", "like"),
    "actor": ("somebody", "like"),
    "assignee_id": ("x" * 81, "text"),
    "category_id": ("x" * 41, "text"),
    "client_id": ("x" * 41, "text"),
    "currency": ("$", "like"),
    "due_from": ("soon", "moment"),
    "due_until": ("later", "moment"),
    "event": ("A mail", "like"),
    "frequency": ("hourly", "choice"),
    "from": ("lately", "moment day"),
    "id": ("the last one", "like"),
    "ip": ("at home", "like"),
    "kind": ("gift", "choice"),
    "language": ("fr", "choice"),
    "least": ("NaN", "like"),
    "login": ("12a", "number"),
    "most": ("a lot", "like"),
    "object": ("withdrawal", "like"),
    "order": ("9" * 41, "text"),
    "outcome": ("well", "choice"),
    "owner": ("x" * 501, "text"),
    "priority": ("top", "choice"),
    "q": ("x" * 101, "text"),
    "recipient": ("Ina", "like"),
    "referrer": ("Ina", "like"),
    "resolved": ("perhaps", "yes_no"),
    "server": ("x" * 101, "text"),
    "state": ("lost", "choice"),
    "status": ("lost", "choice"),
    "symbol": ("x" * 41, "text"),
    "to": ("2026-13-01", "moment day"),
    "touched": ("air", "choice"),
    "trader": ("Tim", "like"),
    "who": ("x" * 91, "text like"),
}
LONGEST = 500
"""What an export takes as any filter."""


def names_of(kind: ExportKind) -> list[str]:
    return [field.alias or name for name, field in SOURCES[kind].filters.model_fields.items()]


@pytest.fixture
def ada(store: None) -> Caller:
    may = {source.permission for source in SOURCES.values()}
    role = people.role(*may, Permission.EXPORT_LISTS)
    return people.signed_in(app, "desk", people.member(role))


@pytest.mark.parametrize("kind", SOURCES)
def test_each_filter_of_an_export_is_refused_at_its_field(ada: Caller, kind: ExportKind):
    is_statement = kind is ExportKind.COMMISSION_STATEMENT
    form = {"kind": kind, "format": "pdf" if is_statement else "csv"}
    days = {"from": "2026-03-01", "to": "2026-03-02"} if is_statement else {}
    for name in names_of(kind):
        value, takes = WRONG[name]
        answer = ada.post(ROOT, form | {"filters": {**days, name: value}})
        assert (answer.status, answer.body["field"]) == (400, f"filters.{name}")
        if len(value) > LONGEST:
            assert answer.body["code"] == "input_invalid"
            continue
        facts = answer.body["facts"]
        assert (answer.body["code"], name) == ("filter_malformed", name)
        assert facts["takes"] in takes, name
        assert [one["field"] for one in facts["errors"]] == [f"filters.{name}"]
    assert ada.get(ROOT).body["items"] == [], "nothing was begun"


def test_a_statement_says_of_which_days(ada: Caller):
    form = {"kind": "commission_statement", "format": "pdf", "filters": {"to": "2026-03-02"}}
    answer = ada.post(ROOT, form)
    assert (answer.status, answer.body["code"]) == (400, "missing")
    assert (answer.body["field"], answer.body["facts"]["takes"]) == ("filters.from", "day")


@pytest.mark.parametrize(("kind", "path"), LISTS.items())
def test_an_export_takes_what_the_query_of_its_list_takes(kind: ExportKind, path: str):
    (query,) = [
        one.query for at, method, _, one in declarations(app) if (at, method) == (path, "GET")
    ]
    assert issubclass(query, SOURCES[kind].filters)
    assert set(query.model_fields) - {"limit", "cursor"} == set(SOURCES[kind].filters.model_fields)


@pytest.mark.parametrize(("kind", "path"), LISTS.items())
def test_a_list_refuses_what_its_export_refuses_with_the_same_facts(
    ada: Caller, kind: ExportKind, path: str
):
    for name in names_of(kind):
        value, _ = WRONG[name]
        listed = ada.get(f"{path}?{urlencode({name: value})}").body
        assert (listed["code"], listed["field"]) == ("input_invalid", name)
        if len(value) <= LONGEST:
            asked = ada.post(ROOT, {"kind": kind, "filters": {name: value}}).body
            (told,) = listed["facts"]["errors"]
            assert asked["facts"]["errors"] == [told | {"field": f"filters.{name}"}]
