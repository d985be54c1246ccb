"""Statements of commissions say what the list says, to the minor unit, to whoever earned it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app import app
from chalicelib import ports
from chalicelib.clients.model import Client, ClientKind, ClientStatus
from chalicelib.clients.model.uplines import (
    DOWNLINE_LEVELS,
    REPORT_RANGE,
    DownlineLevels,
    RangeUnit,
    ReportRange,
)
from chalicelib.core.actor import Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.money import Money
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.partners.model.earnings import CommissionState
from chalicelib.partners.model.sought import Sought
from chalicelib.partners.model.trades import Reason
from chalicelib.partners.service import own_lists
from chalicelib.partners.service.explaining import Days
from chalicelib.reports import store as rows
from chalicelib.reports.events import reports_events
from chalicelib.reports.model import MOST_ROWS, ExportFormat, Owner
from chalicelib.reports.service import statement_lines
from chalicelib.reports.service.keeping import KEEPER
from chalicelib.reports.service.statement_words import _texts
from chalicelib.settings import public as settings
from chalicelib.staff.public import DataScope
from chalicelib.storage import aws
from tests.kit import people
from tests.kit.audit import brought
from tests.kit.clients import acting, active_client, become, give_to
from tests.kit.courier import Courier
from tests.kit.earnings import settled
from tests.kit.exports import Failing
from tests.kit.http import Caller
from tests.kit.settings import settings_of
from tests.kit.statements import file_of, pages_of, sheets_of

pytestmark = pytest.mark.usefixtures("store")
ROOT = "/api/portal/commission-statements"
DAYS = {"from": "2026-03-01", "to": "2026-03-02"}


@pytest.fixture
def ina(clock: FixedClock) -> Client:
    """An introducing broker."""
    return active_client(kind=ClientKind.IB, name="Ina Broker", email="ina@example.com")


def signed_in(client: Client) -> Caller:
    return people.signed_in(app, "portal", people.Person(client.id, client.email))


def asked(caller: Caller, **form: str) -> dict:
    answer = caller.post(ROOT, DAYS | {"language": "en"} | form)
    assert answer.status == 202, answer.body
    return dict(answer.body)


def written(caller: Caller, **form: str) -> dict:
    """A statement when it is ready."""
    statement = asked(caller, **form)
    Courier((reports_events,)).deliver_all()
    found = caller.get(f"{ROOT}/{statement['id']}").body
    assert found["status"] == "ready", found
    return dict(found)


def earned(ina: Client) -> None:
    """Deals in several states: USD 6.00 each."""
    for ticket, state in enumerate(
        (
            CommissionState.PAID,
            CommissionState.PAID,
            CommissionState.HELD,
            CommissionState.WAITING,
            CommissionState.FAILED,
        ),
        start=7001,
    ):
        settled(ina.id, "20000001", ticket, state=state)
    settled(
        ina.id,
        "20000001",
        7009,
        state=CommissionState.NONE,
        amount=None,
        reason=Reason.HELD_TOO_SHORT,
        due_at=None,
    )


def test_a_document_says_who_earned_what_and_where_each_amount_stands(ina):
    earned(ina)
    caller = signed_in(ina)
    statement = written(caller, format="pdf")
    text = " ".join(" ".join(pages_of(file_of(statement))).split())
    assert "Commission statement" in text
    assert "Ina Broker" in text
    assert "2026-03-01 to 2026-03-02" in text
    assert "6, of which 1 paid nothing" in text
    assert "Received 12.00 USD" in text
    assert "Open when this was made 18.00 USD" in text
    assert "mt5~7001" in text
    assert "6 USD a lot" in text
    assert "Under review" in text
    assert "The position was open for too short a time" in text
    assert statement["rows"] == 6
    assert statement["file_name"] == "commission-statement-20260302-090000.pdf"


def test_a_workbook_says_of_what_each_amount_is_made_and_when_it_was_paid(ina):
    settled(ina.id, "20000001", 7001, state=CommissionState.PAID, paid_at=ports.now())
    heading, line, *_ = sheets_of(file_of(written(signed_in(ina), format="xlsx")))["Deal by deal"]
    said = dict(zip(heading, line, strict=True))
    assert said["Rate"] == "6 USD a lot"
    assert (said["Made of"], said["Scheme"]) == ("Basic 6.00", "Scheme of the tree")
    assert (said["Level"], said["Paid"]) == ("1", "2026-03-02 09:00:00")


def test_rows_that_were_gathered_before_a_column_was_there_are_lines_all_the_same():
    row = dict.fromkeys(statement_lines.COLUMNS, "") | {
        "deal": "mt5~1",
        "closed_at": "2026-03-02T09:00:00.000Z",
        "kind": "fixed",
        "login": "0",
        "level": "1",
        "lots": "1",
        "state": "none",
        "cancelled": "0",
        "taken": "0",
        "revision": "0",
        "cause": "settled",
    }
    whole = list(statement_lines.lines([tuple(row), tuple(row.values())]))
    row.pop("components")
    assert list(statement_lines.lines([tuple(row), tuple(row.values())])) == whole
    assert [one.components for one in whole] == [()]


def test_the_sums_of_a_workbook_are_those_of_the_list_to_the_minor_unit(ina):
    earned(ina)
    book = sheets_of(file_of(written(signed_in(ina), format="xlsx")))
    lines = book["Deal by deal"]
    amounts = [row[7] for row in lines[1:] if row[0]]
    total = sum(
        one.amount.minor for one in own_lists.sums(acting(ina), Sought(), Days(), None).sums
    )
    assert Money.parse("30.00", "USD").minor == total
    assert sum(round(100 * one) for one in amounts if one != "") == total
    assert lines[-1][6:9] == ["Sum", 30, "USD"]
    summary = {row[0]: row[1] for row in book["Summary"] if len(row) == 2}
    assert summary["Earned when the deals were settled"] == 30
    assert summary["Comes to"] == 30
    assert summary["Paid"] == 12
    assert summary["Under review"] == 6
    assert summary["Could not be paid yet"] == 6
    assert summary["Waiting to be paid"] == 6


@pytest.mark.parametrize(
    ("language", "title", "paid"),
    [("zh", "佣金结算单", "已支付"), ("ar", "كشف العمولات", "مدفوعة")],
)
def test_a_statement_is_in_the_language_asked_for(ina, language, title, paid):
    earned(ina)
    book = sheets_of(file_of(written(signed_in(ina), format="xlsx", language=language)))
    first, second = book
    assert book[first][0] == [title]
    assert paid in {row[9] for row in book[second][1:] if len(row) > 9}
    pages = pages_of(file_of(written(signed_in(ina), format="pdf", language=language)))
    assert "7001" in "\n".join(pages)


def test_days_without_deals_make_a_statement_that_says_so(ina):
    statement = written(signed_in(ina))
    assert statement["rows"] == 0
    assert "No deal was closed in these days." in "\n".join(pages_of(file_of(statement)))


def test_deals_of_other_days_are_not_in_it(ina, clock: FixedClock):
    settled(ina.id, "20000001", 7001)
    clock.advance(days=1)
    settled(ina.id, "20000001", 7002)
    statement = written(signed_in(ina), **{"from": "2026-03-03", "to": "2026-03-03"})
    text = "\n".join(pages_of(file_of(statement)))
    assert "7002" in text
    assert "7001" not in text


def test_nobody_is_named_beyond_the_levels_that_are_shown(ina):
    settled(ina.id, "20000001", 7001, level=1)
    settled(ina.id, "20000002", 7002, level=2)
    with settings_of(DOWNLINE_LEVELS, DownlineLevels(1)):
        text = "\n".join(pages_of(file_of(written(signed_in(ina)))))
    assert "20000001" in text
    assert "20000002" not in text
    assert "Not shown" in text


@pytest.mark.parametrize(
    ("days", "code", "field"),
    [
        (("2026-03-02", "2026-03-01"), "period_reversed", "to"),
        (("2026-03-01", "2026-03-03"), "period_in_future", "to"),
        (("2025-03-01", "2026-03-02"), "period_too_long", "from"),
    ],
)
def test_days_that_make_no_period_are_refused(ina, days, code, field):
    form = {"from": days[0], "to": days[1], "language": "en"}
    answer = signed_in(ina).post(ROOT, form)
    assert (answer.status, answer.body["code"], answer.body["field"]) == (400, code, field)


def test_a_statement_reaches_no_further_back_than_reports(ina):
    with settings_of(REPORT_RANGE, ReportRange(1, RangeUnit.WEEKS)):
        caller = signed_in(ina)
        answer = caller.post(ROOT, {"from": "2026-02-22", "to": "2026-03-01", "language": "en"})
        assert (answer.status, answer.body["code"]) == (400, "period_before_reports")
        assert answer.body["facts"] == {"earliest": "2026-02-23"}
        asked(caller, **{"from": "2026-02-23"})


def test_a_document_of_too_many_lines_fails_and_says_how_many_it_can_have(ina):
    earned(ina)
    caller = signed_in(ina)
    statement = asked(caller)
    before = rows.export(Owner(Realm.CLIENT, ina.id), statement["id"])
    most = MOST_ROWS[ExportFormat.PDF]
    ports.transact(
        system("test"), lambda unit: rows.change(unit, before, replace(before, rows=most - 5))
    )
    Courier((reports_events,)).deliver_all()
    found = caller.get(f"{ROOT}/{statement['id']}").body
    told = (found["status"], found["problem"], found["most_rows"])
    assert told == ("failed", "pdf_too_long", most)


def test_a_statement_is_its_brokers_alone_and_its_link_is_on_record(ina):
    caller, other = signed_in(ina), signed_in(active_client(email="other@example.com"))
    statement = asked(caller)
    path = f"{ROOT}/{statement['id']}"
    assert caller.post(f"{path}/links").body["code"] == "export_not_ready"
    Courier((reports_events,)).deliver_all()
    assert other.get(path).status == 404
    assert other.post(f"{path}/links").status == 404
    assert other.get(ROOT).body["items"] == []
    assert [one["id"] for one in caller.get(ROOT).body["items"]] == [statement["id"]]
    assert f"{statement['id']}.pdf" in caller.post(f"{path}/links").body["url"]
    records = [one for one in brought() if one["object_id"] == statement["id"]]
    assert [one["action"] for one in records] == [
        "export_requested",
        "export_written",
        "export_opened",
    ]
    assert {one["client_id"] for one in records} == {ina.id}


def test_who_is_suspended_meanwhile_gets_no_file(ina):
    caller = signed_in(ina)
    statement = asked(caller)
    become(ina.id, ClientStatus.SUSPENDED)
    Courier((reports_events,)).deliver_all()
    become(ina.id, ClientStatus.ACTIVE)
    found = caller.get(f"{ROOT}/{statement['id']}").body
    assert (found["status"], found["problem"]) == ("failed", "permission_missing")


def test_a_run_that_dies_after_any_step_leaves_one_whole_statement(ina):
    earned(ina)
    with ports.use(export_files=Failing()):
        statement = written(signed_in(ina), format="xlsx")
    assert statement["rows"] == 6
    lines = sheets_of(file_of(statement))["Deal by deal"]
    assert len({row[0] for row in lines[1:] if row[0]}) == 6
    assert lines[-1][6:9] == ["Sum", 30, "USD"]


def kept() -> list[str]:
    """What lies in the bucket of exports."""
    found = aws.client("s3").list_objects_v2(Bucket=aws.resource("exports"))
    return [one["Key"] for one in found.get("Contents", [])]


def test_of_an_erased_broker_no_statement_is_left_and_a_copy_names_what_there_was(ina):
    earned(ina)
    statement = written(signed_in(ina))
    assert any(statement["id"] in key for key in kept())
    assert KEEPER.copy is not None
    ((name, (line,)),) = [(one.name, one.lines) for one in KEEPER.copy(ina.id)]
    assert (name, line["id"], line["filters"]["from"]) == (
        "commission_statements",
        statement["id"],
        "2026-03-01",
    )

    def run(work: Callable[[Any], Any]) -> Any:
        return ports.transact(system("test"), work)

    for erase in KEEPER.erasers:
        for _ in range(2):
            assert erase(run, ina.id, None) is None
    assert kept() == []
    assert rows.exports(Owner(Realm.CLIENT, ina.id), PageRequest()).items == ()


def test_staff_have_a_brokers_statement_written_with_traders_of_their_scope_alone(ina):
    role = people.role(
        Permission.EXPORT_LISTS, Permission.READ_COMMISSIONS, scope=DataScope(own=True)
    )
    kay_person = people.member(role, name="Kay Keeper")
    lin, sam = active_client(), active_client()
    settled(ina.id, lin.id, 7001)
    settled(ina.id, sam.id, 7002)
    give_to(lin.id, kay_person.id)
    kay = people.signed_in(app, "desk", kay_person)
    form = {
        "kind": "commission_statement",
        "format": "pdf",
        "filters": DAYS | {"recipient": ina.id, "language": "en"},
    }
    assert kay.post("/api/desk/exports", form).status == 404
    give_to(ina.id, kay_person.id)
    export = kay.post("/api/desk/exports", form).body
    Courier((reports_events,)).deliver_all()
    text = "\n".join(pages_of(file_of(export)))
    assert lin.id in text
    assert sam.id not in text
    assert signed_in(ina).get(f"{ROOT}/{export['id']}").status == 404


def test_lists_are_no_documents_and_a_statement_is_no_csv(ina):
    ada = people.signed_in(app, "desk", people.member(people.role(*Permission)))
    for kind, wrong in (("audit", "pdf"), ("commission_statement", "csv")):
        answer = ada.post("/api/desk/exports", {"kind": kind, "format": wrong, "filters": {}})
        assert (answer.body["code"], answer.body["field"]) == ("export_format_unknown", "format")


@pytest.mark.parametrize("language", ["en", "zh", "ar"])
def test_the_words_are_those_of_the_portals_list(language):
    path = Path(__file__).parents[2] / "frontend/src/locales" / language / "commissions.json"
    portal = json.loads(path.read_text(encoding="utf-8"))
    ours = _texts()[language]
    for name in ("states", "kinds", "components", "causes", "failures", "reasons"):
        assert ours[name] == portal[name], name
    assert ours["rates"] == {
        name: words.replace("{{", "{").replace("}}", "}") for name, words in portal["rates"].items()
    }


def test_a_statement_of_a_day_is_by_the_brokers_clock(ina, clock: FixedClock):
    clock.advance(hours=13)
    settled(ina.id, "20000001", 7001)
    assert ports.now().hour == 22
    with settings_of(settings.BRAND_TIME_ZONE, "Asia/Shanghai"):
        clock.advance(hours=3)
        second = written(signed_in(ina), **{"from": "2026-03-02", "to": "2026-03-02"})
        third = written(signed_in(ina), **{"from": "2026-03-03", "to": "2026-03-03"})
    assert (second["rows"], third["rows"]) == (0, 1)
