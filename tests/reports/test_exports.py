"""Exports: as the member may see it while it is written, whole after any death, on the record."""

import csv
import io
import zipfile
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring

from app import app
from chalicelib import ports
from chalicelib.core import sheets
from chalicelib.core.actor import Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.veil import SensitiveField, Veil
from chalicelib.funds.service.movements import MOST_CLIENTS
from chalicelib.identity.service import colleagues
from chalicelib.messages.reports import ExportContinued
from chalicelib.reports import store as rows
from chalicelib.reports.model import Owner
from chalicelib.reports.service import writing
from chalicelib.reports.service.workbooks import workbook
from chalicelib.staff.public import MemberChange
from chalicelib.storage import aws
from chalicelib.storage.idempotency import Command
from tests.kit import funds, people
from tests.kit.audit import brought
from tests.kit.exports import Failing
from tests.reports.conftest import READING, Broker
from tests.reports.test_logs import tried

ROOT = "/api/desk/exports"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def asked(
    caller: Any, kind: str = "client_logins", format: str = "csv", **filters: str
) -> dict[str, Any]:
    answer = caller.post(ROOT, {"kind": kind, "format": format, "filters": filters})
    assert answer.status == 202, answer.body
    body: dict[str, Any] = answer.body
    return body


def state(caller: Any, export: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = caller.get(f"{ROOT}/{export['id']}").body
    return body


def content(export: dict[str, Any]) -> list[list[str]]:
    key = f"files/{export['id']}.csv"
    answer = aws.client("s3").get_object(Bucket=aws.resource("exports"), Key=key)
    text = answer["Body"].read().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def cells(export: dict[str, Any]) -> list[list[str]]:
    """What stands in the one sheet of a workbook, all of it being text."""
    key = f"files/{export['id']}.xlsx"
    answer = aws.client("s3").get_object(Bucket=aws.resource("exports"), Key=key)
    with zipfile.ZipFile(io.BytesIO(answer["Body"].read())) as book:
        sheet = fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert list(sheet.iter(f"{_SHEET}f")) == [], "a formula"
    rows = [list(row.iter(f"{_SHEET}c")) for row in sheet.iter(f"{_SHEET}row")]
    assert {cell.get("t") for row in rows for cell in row} <= {"inlineStr"}
    return [["".join(cell.itertext()) for cell in row] for row in rows]


def test_a_list_becomes_a_workbook_with_the_same_rows(broker: Broker):
    for _ in range(3):
        tried(broker.lin)
    as_text, as_book = asked(broker.ada), asked(broker.ada, format="xlsx")
    broker.courier.deliver_all()
    assert (as_book["format"], as_book["file_name"]) == (
        "xlsx",
        "client-logins-20260302-090000.xlsx",
    )
    assert cells(as_book) == content(as_text)
    link = broker.ada.post(f"{ROOT}/{as_book['id']}/links").body["url"]
    assert f"files/{as_book['id']}.xlsx" in link


def test_a_workbook_is_made_of_all_slices():
    slices = [
        (sheets.BYTE_ORDER_MARK + sheets.written([("name",), ("Lin",)])).encode(),
        sheets.written([("Sam",)]).encode(),
        sheets.written([("Ada",)]).encode(),
    ]
    book = zipfile.ZipFile(io.BytesIO(workbook(slices)))
    sheet = fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert [one.text for one in sheet.iter(f"{_SHEET}t")] == ["name", "Lin", "Sam", "Ada"]


def test_nothing_in_a_workbook_is_a_formula():
    text = sheets.written([("name",), ("=1+1",), ("http://meridian.example",), ("'quoted",)])
    book = zipfile.ZipFile(io.BytesIO(workbook([sheets.BYTE_ORDER_MARK.encode() + text.encode()])))
    sheet = fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert [one.text for one in sheet.iter(f"{_SHEET}t")] == [
        "name",
        "=1+1",
        "http://meridian.example",
        "'quoted",
    ]
    assert list(sheet.iter(f"{_SHEET}f")) == []
    assert list(sheet.iter(f"{_SHEET}hyperlink")) == []


def test_a_list_becomes_a_file_with_its_columns_and_all_its_rows(broker: Broker):
    for _ in range(3):
        tried(broker.lin)
    tried(broker.sam)
    export = asked(broker.ada)
    assert (export["status"], export["rows"]) == ("queued", 0)
    broker.courier.deliver_all()
    done = state(broker.ada, export)
    assert (done["status"], done["rows"]) == ("ready", 4)
    head, *lines = content(export)
    assert head == ["at", "id", "name", "outcome", "ip", "city", "device"]
    assert sorted(line[2] for line in lines) == ["Lin Chen"] * 3 + ["Sam Reed"]
    assert export["file_name"] == "client-logins-20260302-090000.csv"


@pytest.mark.parametrize("kind", ["audit", "client_logins", "staff_logins", "mails"])
def test_every_list_can_be_written(broker: Broker, kind: str):
    tried(broker.lin)
    export = asked(broker.ada, kind)
    broker.courier.deliver_all()
    assert state(broker.ada, export)["rows"] == len(content(export)) - 1 > 0


def test_the_file_obeys_the_filters(broker: Broker):
    tried(broker.lin, "wrong")
    tried(broker.lin)
    export = asked(broker.ada, outcome="password_wrong", who=broker.lin.id)
    broker.courier.deliver_all()
    assert [line[3] for line in content(export)[1:]] == ["password_wrong"]


def test_the_file_obeys_the_members_scope(broker: Broker):
    tried(broker.lin)
    tried(broker.sam)
    export = asked(broker.kay)
    broker.courier.deliver_all()
    assert [line[2] for line in content(export)[1:]] == ["Lin Chen"]


def test_the_file_is_masked_as_the_list_is(broker: Broker):
    veil = Veil(hidden=frozenset({SensitiveField.EMAIL, SensitiveField.IP_ADDRESS}))
    veiled = people.signed_in(app, "desk", people.member(people.role(*READING, veil=veil)))
    tried(broker.lin)
    exports = {kind: asked(veiled, kind) for kind in ("client_logins", "mails", "audit")}
    broker.courier.deliver_all()
    assert {line[4] for line in content(exports["client_logins"])[1:]} <= {"***", ""}
    assert {line[3] for line in content(exports["mails"])[1:]} == {"***"}
    assert broker.lin.email not in str(content(exports["audit"]))


def test_who_loses_the_permission_meanwhile_gets_no_file(broker: Broker):
    export = asked(broker.kay)
    colleagues.change(system("test"), broker.kay_person.id, MemberChange(active=False))
    broker.courier.deliver_all()
    found = rows.export(Owner(Realm.STAFF, broker.kay_person.id), export["id"])
    assert (found.status, found.problem) == ("failed", "permission_missing")


def test_a_message_that_comes_again_and_late_changes_nothing(broker: Broker):
    tried(broker.lin)
    export = asked(broker.ada)
    broker.courier.deliver_all(twice=True, reverse=True)
    before = content(export)
    late = ExportContinued(staff_id=broker.ada_person.id, export_id=export["id"], slice=0)
    writing.carry_on(system("test"), late, Command(key="late"))
    assert content(export) == before


def test_a_run_that_dies_after_any_step_leaves_one_whole_file(broker: Broker):
    tried(broker.lin)
    export = asked(broker.ada)
    with ports.use(export_files=Failing()):
        broker.courier.deliver_all()
    assert state(broker.ada, export)["rows"] == 1
    assert len(content(export)) == 2


def test_a_long_list_is_written_slice_by_slice(broker: Broker, clock: FixedClock):
    for _ in range(4):
        tried(broker.lin)
        clock.advance(days=20)
    export = asked(people.signed_in(app, "desk", broker.ada_person))
    with ports.use(clock=Hasty(clock)):
        broker.courier.deliver_all()
    done = rows.export(Owner(Realm.STAFF, broker.ada_person.id), export["id"])
    assert done.slices > 1
    assert (done.rows, len(content(export))) == (4, 5)


class Hasty(FixedClock):
    """Half a minute passes whenever it is looked at."""

    def __init__(self, clock: FixedClock) -> None:
        super().__init__(clock.now())

    def now(self) -> Any:
        self.advance(seconds=30)
        return super().now()


def test_a_link_is_given_on_the_record_and_only_to_ones_own_file(broker: Broker):
    export = asked(broker.ada)
    path = f"{ROOT}/{export['id']}/links"
    early = broker.ada.post(path)
    assert (early.status, early.body["code"]) == (409, "export_not_ready")
    broker.courier.deliver_all()
    answer = broker.ada.post(path)
    assert answer.status == 201
    assert "client-logins" in answer.body["url"]
    assert broker.kay.post(path).status == 404
    assert broker.kay.get(f"{ROOT}/{export['id']}").status == 404
    actions = [one["action"] for one in brought() if one["object_id"] == export["id"]]
    assert actions == ["export_requested", "export_written", "export_opened"]


def test_a_forgotten_file_is_not_opened(broker: Broker, clock: FixedClock):
    export = asked(broker.ada)
    broker.courier.deliver_all()
    clock.advance(days=7)
    again = people.signed_in(app, "desk", broker.ada_person)
    answer = again.post(f"{ROOT}/{export['id']}/links")
    assert (answer.status, answer.body["code"]) == (409, "export_not_ready")


def test_what_is_written_is_on_the_record_with_filters_and_number(broker: Broker):
    tried(broker.lin)
    export = asked(broker.ada, outcome="signed_in")
    broker.courier.deliver_all()
    (written,) = [one for one in brought() if one["action"] == "export_written"]
    assert written["after"] == {
        "kind": "client_logins",
        "rows": 1,
        "filters": {"outcome": "signed_in"},
    }
    assert written["object_id"] == export["id"]


def test_an_unknown_filter_and_a_list_one_may_not_read_are_refused(broker: Broker):
    answer = broker.ada.post(ROOT, {"kind": "mails", "filters": {"outcome": "signed_in"}})
    assert (answer.status, answer.body["code"]) == (400, "filter_unknown")
    assert answer.body["field"] == "filters.outcome"


def test_ones_exports_are_listed_newest_first(broker: Broker, clock: FixedClock):
    first = asked(broker.ada)
    clock.advance(minutes=1)
    second = asked(broker.ada, "mails")
    assert [one["id"] for one in broker.ada.get(ROOT).body["items"]] == [
        second["id"],
        first["id"],
    ]
    assert broker.kay.get(ROOT).body["items"] == []


def test_no_more_than_thirty_exports_in_an_hour(broker: Broker):
    for _ in range(30):
        asked(broker.ada)
    assert broker.ada.post(ROOT, {"kind": "audit", "filters": {}}).status == 429


def moved(client_id: str, amount: str) -> None:
    funds.credit(funds.usd(amount), client_id)


def test_transactions_become_a_file_with_the_rows_of_their_list(broker: Broker):
    for client, amount in ((broker.lin, "10.00"), (broker.sam, "20.00"), (broker.lin, "30.00")):
        moved(client.id, amount)
    of_all = asked(broker.ada, "transactions")
    of_one = asked(broker.ada, "transactions", q=broker.lin.id, least="15", currency="usd")
    of_own = asked(broker.kay, "transactions")
    broker.courier.deliver_all()
    header, *rows = content(of_all)
    listed = broker.ada.get("/api/desk/transactions").body["items"]
    at = {name: header.index(name) for name in ("id", "client", "type", "amount", "currency")}
    assert [[row[place] for place in at.values()] for row in rows] == [
        [one["id"], one["client"]["name"], one["kind"], *one["amount"].values()] for one in listed
    ]
    assert [row[at["amount"]] for row in rows] == ["30.00", "20.00", "10.00"]
    assert [row[at["amount"]] for row in content(of_one)[1:]] == ["30.00"]
    assert [row[at["client"]] for row in content(of_own)[1:]] == ["Lin Chen", "Lin Chen"]


@pytest.mark.parametrize(
    "filters", [{"kind": "gift"}, {"least": "NaN"}, {"login": "x"}, {"from": "lately"}]
)
def test_an_export_whose_filters_its_list_does_not_take_is_refused(broker: Broker, filters):
    answer = broker.ada.post(ROOT, {"kind": "transactions", "filters": filters})
    assert (answer.status, answer.body["code"]) == (400, "filter_malformed")


def test_an_export_that_its_list_has_come_to_refuse_fails_and_says_why(broker: Broker):
    export = asked(broker.ada, "transactions", q="ali")
    for number in range(MOST_CLIENTS + 1):
        funds.known(f"2000{number:04d}", name="Ali Same")
    answer = broker.ada.post(ROOT, {"kind": "transactions", "filters": {"q": "ali"}})
    assert (answer.status, answer.body["code"]) == (400, "search_too_broad")
    broker.courier.deliver_all()
    failed = state(broker.ada, export)
    assert (failed["status"], failed["problem"]) == ("failed", "search_too_broad")
