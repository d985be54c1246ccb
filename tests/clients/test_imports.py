"""Files of clients and of blacklist entries: every fault of every row, then each row once."""

from typing import Any

import pytest

from app import app
from chalicelib.clients import public as clients
from chalicelib.clients.events import clients_events
from chalicelib.clients.model import ClientKind
from chalicelib.clients.model.answers import REGISTRATION_FORMS
from chalicelib.clients.service import working
from chalicelib.clients.store import jobs as job_store
from chalicelib.core import sheets
from chalicelib.core.actor import Realm, system
from chalicelib.core.forms import Choice, FieldType, Form, FormField
from chalicelib.core.permissions import Permission
from chalicelib.identity import public as identity
from chalicelib.settings import public as settings
from chalicelib.staff.public import DataScope
from chalicelib.storage import aws
from tests.kit import people
from tests.kit.clients import active_client, published
from tests.kit.courier import Courier
from tests.kit.http import Answer, Caller

pytestmark = pytest.mark.usefixtures("store", "clock")
SYSTEM = system("test")
COURIER = Courier((clients_events,))
PATH = "/api/desk/client-imports"
MAY = (
    Permission.READ_CLIENTS,
    Permission.CREATE_CLIENTS,
    Permission.READ_BLACKLIST,
    Permission.UPDATE_BLACKLIST,
)


def staff(*permissions: Permission, scope: DataScope | None = None) -> Caller:
    role = people.role(*(permissions or MAY), scope=scope)
    return people.signed_in(app, "desk", people.member(role))


@pytest.fixture
def desk() -> Caller:
    return staff()


def table(*rows: str, columns: str = "name,email,phone") -> str:
    return "\n".join([columns, *rows])


def several(number: int) -> str:
    return table(*(f"Client {n},c{n}@example.com,+65 8765 {n:04d}" for n in range(number)))


def reviewed(desk: Caller, csv: str, **more: Any) -> dict[str, Any]:
    answer = desk.post(f"{PATH}/reviews", {"kind": "trader", "csv": csv} | more)
    assert answer.status == 200, answer
    return dict(answer.body)


def faults(desk: Caller, csv: str, **more: Any) -> dict[int, list[tuple[str, str]]]:
    """What is wrong, by line: columns and codes."""
    return {
        row["line"]: [(one["column"], one["code"]) for one in row["faults"]]
        for row in reviewed(desk, csv, **more)["rows"]
        if row["faults"]
    }


def started(desk: Caller, csv: str, **more: Any) -> str:
    answer = desk.post(PATH, {"kind": "trader", "csv": csv} | more)
    assert answer.status == 202, answer
    return str(answer.body["id"])


def finished(desk: Caller, job_id: str, *, twice: bool = False) -> tuple[Any, list[Any]]:
    COURIER.deliver_all(twice=twice)
    rows: Answer = desk.get(f"/api/desk/client-jobs/{job_id}/rows?limit=200")
    return desk.get(f"/api/desk/client-jobs/{job_id}").body, rows.body["items"]


def refused(desk: Caller, csv: str, **more: Any) -> tuple[str, str | None, dict[str, Any]]:
    answer = desk.post(f"{PATH}/reviews", {"kind": "trader", "csv": csv} | more)
    assert answer.status >= 400, answer
    return answer.body["code"], answer.body.get("field"), answer.body.get("facts", {})


def test_the_rows_of_a_file_become_clients_each_once(desk):
    job_id = started(desk, several(30), language="zh")
    job, rows = finished(desk, job_id, twice=True)
    assert (job["order"], job["clients"], job["done"], job["refused"]) == ("import", 30, 30, 0)
    assert (job["status"], job["from_file"]) == ("finished", True)
    assert [row["line"] for row in rows] == list(range(2, 32))
    made = [clients.client_for_system(row["client_id"]) for row in rows]
    assert [one.name for one in made] == [f"Client {n}" for n in range(30)]
    assert {one.status for one in made} == {"active"}
    assert len(published("identity.login_handed_over")) == 30
    assert identity.contact(Realm.CLIENT, made[0].id).language == "zh"


def test_a_part_that_died_half_way_goes_on_where_it_stopped(desk):
    job = job_store.find(started(desk, several(3)))
    assert job is not None
    working._take(working._acting(job, SYSTEM), job, working._steps(job, 0, 3)[0])
    job_view, rows = finished(desk, job.id)
    assert (job_view["done"], job_view["refused"], len(rows)) == (3, 0, 3)


def test_every_fault_of_every_row_is_told_before_anything_is_done(desk):
    lin = active_client(email="lin@example.com", country_code="+44", phone_number="07911 123456")
    entry = {"key": "email", "value": "bad@example.com", "reason": "other"}
    assert desk.post("/api/desk/blacklist", entry).status == 201
    csv = table(
        "Ada,ada@example.com,+65 8765 0001,SG,en,20480001,HARBOUR,",
        ",no address,12,XX,fr,12,a-b,nobody",
        f"Bea,lin@example.com,+447911123456,,,{lin.id},{lin.referral_code},",
        "Cy,ADA@example.com,+65 8765 0001,,,20480001,harbour,",
        "Dee,bad@example.com,+65 8765 0004,,,,,HARBOUR",
        f"Eve,eve@example.com,+65 8765 0005,,,,,{lin.referral_code.lower()}",
        columns="Name,EMAIL,Phone,Nationality,Language,ID,Referral code,Referrer",
    )
    assert faults(desk, csv) == {
        3: [
            ("name", "missing"),
            ("email", "email_malformed"),
            ("phone", "phone_invalid"),
            ("nationality", "nationality_unknown"),
            ("language", "not_offered"),
            ("id", "client_id_malformed"),
            ("referral_code", "referral_code_malformed"),
            ("referrer", "referrer_unknown"),
        ],
        4: [
            ("email", "email_taken"),
            ("phone", "phone_taken"),
            ("id", "client_id_taken"),
            ("referral_code", "referral_code_taken"),
        ],
        5: [
            ("email", "row_twice"),
            ("phone", "row_twice"),
            ("id", "row_twice"),
            ("referral_code", "row_twice"),
        ],
        6: [("email", "blacklisted")],
    }
    assert published("identity.login_handed_over") == [], "a review does nothing"


def test_a_referrer_may_stand_in_an_earlier_row(desk):
    csv = table(
        "Ada,ada@example.com,+65 8765 0001,HARBOUR,",
        "Bea,bea@example.com,+65 8765 0002,,harbour",
        columns="name,email,phone,referral_code,referrer",
    )
    assert faults(desk, csv) == {}
    _, rows = finished(desk, started(desk, csv))
    ada, bea = (clients.client_for_system(row["client_id"]) for row in rows)
    assert bea.referrer_id == ada.id


def test_faulty_rows_are_refused_by_the_job_and_can_be_fetched_corrected_and_sent_again(desk):
    csv = table(
        "=Ada,ada@example.com,+65 8765 0001,x",
        "Bea,bea@example.com,12,y",
        columns="name,email,phone,hobby",
    )
    job_id = started(desk, csv)
    job, rows = finished(desk, job_id)
    assert (job["done"], job["refused"]) == (1, 1)
    assert [(row["line"], row["column"], row["code"]) for row in rows] == [
        (2, "", None),
        (3, "phone", "phone_invalid"),
    ]
    file = desk.get(f"/api/desk/client-jobs/{job_id}/refused-rows").body
    assert file["name"] == "refused-rows.csv"
    assert file["text"].removeprefix(sheets.BYTE_ORDER_MARK).splitlines() == [
        "name,email,phone,error_column,error",
        "Bea,bea@example.com,12,phone,phone_invalid",
    ]
    again = file["text"].replace(",12,", ",+65 8765 0002,")
    assert reviewed(desk, again)["ignored"] == []
    job, _ = finished(desk, started(desk, again))
    assert job["done"] == 1


def test_what_is_fetched_is_no_formula(desk):
    job_id = started(desk, table("=1+1,nobody,+65 8765 0001"))
    finished(desk, job_id)
    text = desk.get(f"/api/desk/client-jobs/{job_id}/refused-rows").body["text"]
    assert text.splitlines()[1].startswith("'=1+1,nobody,'+65 8765 0001")


def test_of_rows_that_were_carried_out_nothing_is_kept(desk):
    job_id = started(desk, table("Ada,ada@example.com,+65 8765 0001", "Bea,bea@example.com,12"))
    other = started(desk, table("Cy,cy@example.com,+65 8765 0003"))
    COURIER.deliver_all()
    (part,) = job_store.parts(job_id, 10)
    assert [row.cells.get("name") for row in part.rows] == [None, "Bea"]
    assert part.expires_at > 0
    assert job_store.parts(other, 10) == []


def test_designed_fields_are_columns_read_as_people_write(desk):
    form = Form(
        (
            FormField("company", {"en": "Company"}),
            FormField("newsletter", {"en": "Newsletter"}, FieldType.YES_NO, required=False),
            FormField(
                "experience",
                {"en": "Experience"},
                FieldType.CHOICE,
                choices=(Choice("none", {"en": "None yet"}), Choice("some", {"en": "Some"})),
            ),
            FormField("name", {"en": "Nickname"}, required=False),
        )
    )
    settings.adopt(SYSTEM, REGISTRATION_FORMS[ClientKind.TRADER], form)
    told = desk.get(f"{PATH}?kind=trader").body
    assert [one["key"] for one in told["columns"]][-4:] == [
        "company",
        "newsletter",
        "experience",
        "answer_name",
    ]
    assert told["template"]["text"].splitlines()[0].endswith("experience,answer_name")
    columns = "name,email,phone,company,newsletter,experience,answer_name"
    good = "Ada,ada@example.com,+65 8765 0001,Harbour,Yes,none yet,Addie"
    bad = "Bea,bea@example.com,+65 8765 0002,,maybe,lots,"
    csv = table(good, bad, columns=columns)
    assert faults(desk, csv) == {
        3: [("company", "missing"), ("newsletter", "malformed"), ("experience", "not_offered")]
    }
    _, rows = finished(desk, started(desk, csv))
    (answered,) = desk.get(f"/api/desk/clients/{rows[0]['client_id']}/registration").body["items"]
    assert answered["answers"] == {
        "company": "Harbour",
        "newsletter": True,
        "experience": "none",
        "name": "Addie",
    }
    assert rows[1]["column"] == "company"


@pytest.mark.parametrize(
    ("csv", "code", "facts"),
    [
        ("name,phone\nAda,1", "sheet_column_missing", {"column": "email"}),
        ("name,email,phone\n" + "a,b,c\n" * 1001, "sheet_too_long", {"limit": 1000}),
        ("name,email,phone", "sheet_empty", {}),
    ],
)
def test_a_file_that_is_no_table_of_clients_is_refused(desk, csv, code, facts):
    assert refused(desk, csv) == (code, "csv", facts)


def test_columns_that_nothing_is_known_of_are_named(desk):
    csv = table("Ada,ada@example.com,+65 8765 0001,x", columns="name,email,phone,Shoe size")
    assert reviewed(desk, csv)["ignored"] == ["shoe_size"]


def test_staff_bring_in_only_whom_they_would_see():
    desk, other = staff(scope=DataScope(own=True)), people.member(people.role())
    assert refused(desk, several(1), owner_id=other.id)[:2] == ("client_out_of_scope", "owner_id")
    assert refused(desk, several(1), group_id="none")[0] == "not_found"


def test_a_review_reads_no_more_for_a_row_more(desk):
    def reads(number: int) -> int:
        counted: list[str] = []
        client = aws.client("dynamodb")
        client.meta.events.register(
            "before-call.dynamodb", lambda model, **_: counted.append(model.name), "count"
        )
        reviewed(desk, several(number))
        client.meta.events.unregister("before-call.dynamodb", unique_id="count")
        return len(counted)

    reads(1)  # the settings are known now
    assert reads(40) == reads(2)


def test_a_job_is_its_owners_alone(desk):
    job_id = started(desk, several(1))
    other = staff()
    for path in ("", "/rows", "/refused-rows"):
        assert other.get(f"/api/desk/client-jobs/{job_id}{path}").status == 404


def test_it_needs_a_permission_of_its_own():
    desk = staff(Permission.READ_CLIENTS, Permission.UPDATE_CLIENTS)
    for path in (PATH, f"{PATH}/reviews"):
        assert desk.post(path, {"kind": "trader", "csv": several(1)}).status == 403
    assert desk.post("/api/desk/blacklist-imports", {"csv": "key"}).status == 403


# ---- the blacklist


def entries(*rows: str) -> str:
    return table(*rows, columns="key,value,reason,name,blocks_accounts")


def test_a_file_of_entries_is_reviewed_and_entered(desk):
    active_client(email="lin@example.com")
    there = {"key": "nationality", "value": "KP", "reason": "other"}
    assert desk.post("/api/desk/blacklist", there).status == 201
    csv = entries(
        "email,Bad@Example.com,other,Bad Man,no",
        "phone,12,other,,",
        "nationality,kp,other,,",
        "email,lin@example.com,other,,",
        "email,bad@example.com,other,,",
        "face,x,ugly,,maybe",
        "identity,AB 12,improper_trading,,",
    )
    rows = desk.post("/api/desk/blacklist-imports/reviews", {"csv": csv}).body["rows"]
    assert {
        row["line"]: [(one["column"], one["code"]) for one in row["faults"]]
        for row in rows
        if row["faults"]
    } == {
        3: [("value", "phone_invalid")],
        4: [("value", "blacklist_entry_exists")],
        5: [("value", "blacklist_client_exists")],
        6: [("value", "row_twice")],
        7: [("key", "not_offered"), ("reason", "not_offered"), ("blocks_accounts", "not_offered")],
    }
    job_id = desk.post("/api/desk/blacklist-imports", {"csv": csv}).body["id"]
    job, outcomes = finished(desk, job_id, twice=True)
    assert (job["order"], job["done"], job["refused"]) == ("block", 2, 5)
    assert [row["code"] for row in outcomes][:2] == [None, "phone_invalid"]
    listed = desk.get("/api/desk/blacklist").body["items"]
    assert {(one["value"], one["blocks_accounts"]) for one in listed} == {
        ("KP", True),
        ("bad@example.com", False),
        ("AB12", True),
    }
    text = desk.get(f"/api/desk/client-jobs/{job_id}/refused-rows").body["text"]
    assert len(text.splitlines()) == 6


def test_whoever_keeps_the_blacklist_follows_their_file_without_seeing_clients():
    desk = staff(Permission.READ_BLACKLIST, Permission.UPDATE_BLACKLIST)
    template = desk.get("/api/desk/blacklist-imports").body["template"]["text"]
    answer = desk.post("/api/desk/blacklist-imports", {"csv": template})
    job, _ = finished(desk, answer.body["id"])
    assert job["done"] == 1
