"""Orders for many accounts: reviewed before, carried out once per row, cancelled, resumed."""

import base64
import io
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import Workbook

from app import app
from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts import store as accounts_store
from chalicelib.accounts.model import ACCOUNT_TYPES, Flags, TradingAccount
from chalicelib.bulk.service.working import WORK
from chalicelib.core.actor import system
from chalicelib.core.permissions import Permission
from chalicelib.funds.service import operation_saga
from chalicelib.jobs import public as jobs
from chalicelib.jobs import store as job_store
from chalicelib.settings import public as settings
from chalicelib.staff.public import DataScope
from tests.kit import people
from tests.kit.clients import published
from tests.kit.funds import SERVER_ID, SYSTEM, TradingSide, house_balances
from tests.kit.http import Answer, Caller
from tests.kit.trading import account_type

JOBS, FILES, PATH = "/api/desk/account-jobs", "/api/desk/account-imports", "/api/desk/jobs"
MONEY = (
    Permission.MOVE_MONEY_OF_MANY,
    Permission.DEPOSIT_TO_ACCOUNTS,
    Permission.WITHDRAW_FROM_ACCOUNTS,
    Permission.GIVE_CREDIT,
    Permission.TAKE_CREDIT,
)
ALL = (Permission.READ_ACCOUNTS, Permission.CHANGE_MANY_ACCOUNTS, *MONEY)
DEPOSIT: dict[str, Any] = {
    "kind": "deposit",
    "amount_each": "25.00",
    "comment": "compensation",
}


def staff(*permissions: Permission, scope: DataScope | None = None) -> Caller:
    role = people.role(*(permissions or ALL), scope=scope)
    return people.signed_in(app, "desk", people.member(role))


@pytest.fixture
def desk(trading: TradingSide) -> Caller:
    return staff()


def several(trading: TradingSide, number: int) -> list[TradingAccount]:
    return [trading.account() for _ in range(number)]


def begun(desk: Caller, path: str, body: dict[str, Any]) -> str:
    answer = desk.post(path, body)
    assert answer.status == 202, answer
    return str(answer.body["id"])


def came_of(desk: Caller, job_id: str) -> tuple[Any, list[Any]]:
    rows: Answer = desk.get(f"{PATH}/{job_id}/rows?limit=200")
    return desk.get(f"{PATH}/{job_id}").body, rows.body["items"]


def refused(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.body["code"]


def ids(some: list[TradingAccount]) -> list[str]:
    return [one.id for one in some]


def changed(account: TradingAccount, **changes: Any) -> None:
    after = replace(account, **changes)
    ports.transact(SYSTEM, lambda unit: accounts_store.change(unit, account, after))


# ---- ticked accounts


def test_every_account_gets_the_money_once_however_often_messages_come(trading, desk, courier):
    some = several(trading, 27)
    job_id = begun(desk, JOBS, DEPOSIT | {"account_ids": ids(some)})
    courier.deliver_all(twice=True, reverse=True)
    job, rows = came_of(desk, job_id)
    assert (job["status"], job["rows"], job["done"], job["refused"]) == ("finished", 27, 27, 0)
    assert [row["label"] for row in rows] == [str(one.login) for one in some]
    assert {row["state"] for row in rows} == {"done"}
    assert {tuple(trading.money_deals(one)) for one in some} == {("25.00",)}
    assert house_balances()["adjustments"] == "-675.00"


def test_a_row_that_is_refused_says_why_and_the_others_go_on(trading, desk, courier):
    rich, poor, closed = several(trading, 3)
    trading.fund(rich, "100.00")
    changed(closed, flags=Flags(withdrawal=False))
    body = DEPOSIT | {"kind": "withdrawal", "account_ids": ids([rich, poor, closed])}
    reviewed = desk.post(f"{JOBS}/reviews", body).body["items"]
    assert [one["code"] for one in reviewed] == [
        None,
        "operation_too_large",
        "account_not_allowed",
    ]
    job_id = begun(desk, JOBS, body)
    courier.deliver_all()
    job, rows = came_of(desk, job_id)
    assert (job["status"], job["done"], job["refused"]) == ("finished", 1, 2)
    assert [row["code"] for row in rows] == [None, "operation_too_large", "account_not_allowed"]
    assert trading.money_deals(rich) == ["100.00", "-25.00"]


def test_a_lost_answer_leaves_the_row_begun_until_the_server_was_searched(trading, desk, courier):
    some = several(trading, 2)
    trading.trouble("drop_after_commit")
    job_id = begun(desk, JOBS, DEPOSIT | {"account_ids": ids(some)})
    courier.deliver_all()
    job, rows = came_of(desk, job_id)
    assert (job["status"], job["done"]) == ("running", 1)
    assert sorted(row["state"] for row in rows) == ["begun", "done"]
    trading.advance(seconds=100)
    operation_saga.sweep(system("transfers-sweep"), ports.now(), lambda: 60)
    courier.deliver_all()
    assert came_of(desk, job_id)[0]["status"] == "finished"
    assert [trading.money_deals(one) for one in some] == [["25.00"], ["25.00"]]


def test_a_job_that_died_between_rows_goes_on_where_it_was(trading, desk, courier):
    some = several(trading, 3)
    job_id = begun(desk, JOBS, DEPOSIT | {"account_ids": ids(some)})
    job = job_store.find(job_id)
    assert job is not None

    class Dying(type(WORK)):
        """Dies before the third row."""

        def act(self, unit, job, target):
            if target.number == 2:
                raise KeyboardInterrupt
            return super().act(unit, job, target)

    with pytest.raises(KeyboardInterrupt):
        jobs.advance(SYSTEM, job_id, 0, Dying())
    assert [row["state"] for row in came_of(desk, job_id)[1]] == ["begun", "begun"]
    courier.deliver_all()
    assert came_of(desk, job_id)[0]["done"] == 3
    assert {tuple(trading.money_deals(one)) for one in some} == {("25.00",)}


def test_what_has_not_begun_can_be_cancelled(trading, desk, courier):
    some = several(trading, 27)
    job_id = begun(desk, JOBS, DEPOSIT | {"account_ids": ids(some)})
    jobs.advance(SYSTEM, job_id, 0, WORK)
    answer = desk.patch(f"{PATH}/{job_id}", {"status": "cancelled"})
    assert answer.body["status"] == "cancelled"
    courier.deliver_all()
    job, rows = came_of(desk, job_id)
    assert (job["status"], job["done"], len(rows)) == ("cancelled", 25, 25)
    assert trading.money_deals(some[26]) == []
    assert refused(desk.patch(f"{PATH}/{job_id}", {"status": "cancelled"})) == (409, "job_ended")


def test_leverage_is_changed_on_the_server_and_here_and_told(trading, desk, courier):
    some = several(trading, 2)
    body = {"kind": "leverage", "leverage": 200, "notify": {"email": True, "popup": True}}
    job_id = begun(desk, JOBS, body | {"account_ids": ids(some)})
    courier.deliver_all(twice=True)
    assert came_of(desk, job_id)[0]["done"] == 2
    gateway = accounts.server(SERVER_ID)
    assert [gateway.account(one.login).leverage for one in some] == [200, 200]
    assert [accounts.account_for_system(one.id).leverage for one in some] == [200, 200]
    told = published("accounts.account_steered")
    assert [(one.body["leverage"], one.body["notify"]["email"]) for one in told] == [
        (200, True)
    ] * 2


def test_states_are_switched_on_the_server(trading, desk, courier):
    (one,) = several(trading, 1)
    body = {"kind": "access", "may_sign_in": True, "may_trade": False, "account_ids": [one.id]}
    begun(desk, JOBS, body)
    courier.deliver_all()
    on_server = accounts.server(SERVER_ID).account(one.login)
    assert (on_server.may_sign_in, on_server.may_trade) == (True, False)


def test_a_type_brings_its_group_and_must_fit_the_account(trading, desk, courier):
    (one,) = several(trading, 1)
    pro = account_type("pro", server_id=SERVER_ID, group="real\\ecn-usd")
    euro = account_type("euro", server_id=SERVER_ID, currency="EUR")
    settings.adopt(SYSTEM, ACCOUNT_TYPES, (pro, euro))
    wrong = {"kind": "type", "account_type": "euro", "account_ids": [one.id]}
    reviewed = desk.post(f"{JOBS}/reviews", wrong).body["items"]
    assert reviewed[0]["code"] == "account_type_mismatch"
    job_id = begun(desk, JOBS, wrong | {"account_type": "pro"})
    courier.deliver_all()
    assert came_of(desk, job_id)[0]["done"] == 1
    after = accounts.account_for_system(one.id)
    assert (after.account_type_id, after.group) == ("pro", "real\\ecn-usd")
    assert accounts.server(SERVER_ID).account(one.login).group == "real\\ecn-usd"


def test_a_group_that_the_server_does_not_know_refuses_the_row(trading, desk, courier):
    (one,) = several(trading, 1)
    body = {"kind": "group", "group": "real\\nowhere", "account_ids": [one.id]}
    job_id = begun(desk, JOBS, body)
    courier.deliver_all()
    assert came_of(desk, job_id)[1][0]["code"] == "trading_group_unknown"
    assert accounts.account_for_system(one.id).group == trading.group


@pytest.mark.parametrize(
    ("body", "lacking"),
    [
        (DEPOSIT, Permission.MOVE_MONEY_OF_MANY),
        (DEPOSIT, Permission.DEPOSIT_TO_ACCOUNTS),
        (DEPOSIT | {"kind": "credit_out"}, Permission.TAKE_CREDIT),
        ({"kind": "leverage", "leverage": 50}, Permission.CHANGE_MANY_ACCOUNTS),
    ],
)
def test_each_order_needs_its_permissions(trading, body, lacking):
    desk = staff(*(one for one in ALL if one is not lacking))
    sent = body | {"account_ids": ids(several(trading, 1))}
    for path in (JOBS, f"{JOBS}/reviews"):
        answer = desk.post(path, sent)
        assert refused(answer) == (403, "permission_missing")
        assert answer.body["facts"]["permission"] == lacking.value


def test_whoever_loses_the_permission_meanwhile_orders_nothing_more(trading, courier):
    role = people.role(*ALL)
    desk = people.signed_in(app, "desk", people.member(role))
    owner = people.signed_in(app, "desk", people.owner())
    (one,) = several(trading, 1)
    job_id = begun(desk, JOBS, DEPOSIT | {"account_ids": [one.id]})
    assert owner.patch(f"/api/desk/roles/{role}", {"permissions": ["read_accounts"]}).status == 200
    courier.deliver_all()
    assert job_store.row(job_id, 0).code == "permission_missing"
    assert trading.money_deals(one) == []


def test_accounts_out_of_scope_are_not_there(trading):
    mine = DataScope(own=True)
    desk = staff(scope=mine)
    body = DEPOSIT | {"account_ids": ids(several(trading, 1))}
    assert refused(desk.post(JOBS, body)) == (400, "job_empty")


def test_jobs_are_their_givers_and_of_those_who_see_everybodys(trading, desk):
    job_id = begun(desk, JOBS, DEPOSIT | {"account_ids": ids(several(trading, 1))})
    assert staff().get(f"{PATH}/{job_id}").status == 404
    assert staff().get(PATH).body["items"] == []
    auditor = staff(Permission.READ_JOBS)
    assert [one["id"] for one in auditor.get(PATH).body["items"]] == [job_id]
    narrow = staff(Permission.READ_JOBS, scope=DataScope(own=True))
    assert narrow.get(f"{PATH}/{job_id}").status == 404


def test_jobs_are_found_by_kind_and_status(trading, desk, courier):
    some = ids(several(trading, 1))
    first = begun(desk, JOBS, DEPOSIT | {"account_ids": some})
    courier.deliver_all()
    second = begun(desk, JOBS, {"kind": "leverage", "leverage": 50, "account_ids": some})

    def found(query: str) -> list[str]:
        return [one["id"] for one in desk.get(f"{PATH}?{query}").body["items"]]

    assert found("") == [second, first]
    assert found("kind=account_deposit") == [first]
    assert found("status=running") == [second]
    assert found("kind=account_leverage&status=finished") == []


# ---- files


def table(*rows: str, columns: str = "login,amount,comment") -> str:
    return "\n".join([columns, *rows])


def workbook(*rows: list[object]) -> str:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return base64.b64encode(out.getvalue()).decode()


def test_a_review_finds_every_fault_of_every_row(trading, desk):
    one, two, closed = several(trading, 3)
    changed(closed, flags=Flags(deposit=False))
    csv = table(
        f"{one.login},10.00,first",
        "seven,10.00,x",
        "999999999,10.00,x",
        f"{two.login},10.005,",
        f"{two.login},,x",
        f"{one.login},5.00,again",
        f"{closed.login},5.00,x",
        f"{two.login},-3,x",
    )
    answer = desk.post(f"{FILES}/reviews", {"kind": "deposit", "csv": csv})
    assert answer.status == 200, answer
    faults = [[(f["column"], f["code"]) for f in row["faults"]] for row in answer.body["rows"]]
    assert faults == [
        [],
        [("login", "login_malformed")],
        [("login", "account_unknown")],
        [("comment", "missing")],
        [("amount", "missing"), ("login", "row_twice")],
        [("login", "row_twice")],
        [("login", "account_not_allowed")],
        [("login", "row_twice")],
    ]
    assert answer.body["faulty"] == 7


def test_the_rows_of_a_file_are_carried_out_once_and_refused_ones_come_back(trading, desk, courier):
    one, two = several(trading, 2)
    csv = table(f"{one.login},10.00,first", "12,1.00,x", f"{two.login},20.5,second")
    job_id = begun(desk, FILES, {"kind": "credit_in", "csv": csv})
    courier.deliver_all(twice=True)
    job, rows = came_of(desk, job_id)
    assert (job["kind"], job["done"], job["refused"]) == ("account_credit_in", 2, 1)
    assert [(row["line"], row["state"], row["column"], row["code"]) for row in rows] == [
        (2, "done", "", None),
        (3, "refused", "login", "account_unknown"),
        (4, "done", "", None),
    ]
    assert trading.money_deals(two) == ["20.50"]
    text = desk.get(f"{PATH}/{job_id}/result?only=refused").body["text"]
    assert text.splitlines()[1] == "12,1.00,x,login,account_unknown"
    whole = desk.get(f"{PATH}/{job_id}/result").body["text"].splitlines()
    assert len(whole) == 4
    assert whole[1].startswith(f"2,{one.login},{one.id},done,")


def test_a_row_about_an_account_that_an_earlier_one_is_about_is_refused_by_the_job_too(
    trading, desk, courier
):
    (one,) = several(trading, 1)
    csv = "\n".join(
        [
            "server,login,amount,comment",
            f",{one.login},10.00,first",
            f"Meridian Live,{one.login},5.00,second",
        ]
    )
    body = {"kind": "deposit", "csv": csv}
    (fault,) = desk.post(f"{FILES}/reviews", body).body["rows"][1]["faults"]
    assert (fault["code"], fault["facts"]["line"]) == ("row_twice", 2)
    job_id = begun(desk, FILES, body)
    courier.deliver_all()
    rows = came_of(desk, job_id)[1]
    assert [(row["code"], row["facts"]) for row in rows] == [
        (None, {}),
        ("row_twice", {"line": "2"}),
    ]
    assert trading.money_deals(one) == ["10.00"]


def test_a_workbook_is_read_like_a_table(trading, desk, courier):
    one, two = several(trading, 2)
    xlsx = workbook(
        ["Server", "Login", "Amount"],
        ["Meridian Live", one.login, 12.5],
        [None, str(two.login), "7"],
    )
    body = {"kind": "deposit", "comment": "from the workbook", "xlsx": xlsx}
    assert desk.post(f"{FILES}/reviews", body).body["faulty"] == 0
    begun(desk, FILES, body)
    courier.deliver_all()
    assert [trading.money_deals(each) for each in (one, two)] == [["12.50"], ["7.00"]]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"csv": ""}, "sheet_empty"),
        ({"csv": "login,amount\n"}, "sheet_empty"),
        ({"csv": "login\n1"}, "sheet_column_missing"),
        ({"csv": table(*["1,1,x"] * 1001)}, "sheet_too_long"),
        ({"xlsx": "AAAA"}, "sheet_not_workbook"),
        ({"xlsx": "not base 64!"}, "sheet_not_workbook"),
        ({"xlsx": workbook(["login", "amount"], [1, "=1+1"])}, "sheet_formula"),
        ({"xlsx": workbook(["login", "amount"], *[[1, 1]] * 1001)}, "sheet_too_long"),
    ],
)
def test_a_file_that_is_none_is_refused(desk, body, code):
    for path in (FILES, f"{FILES}/reviews"):
        assert refused(desk.post(path, {"kind": "deposit", "comment": "x"} | body)) == (400, code)


@pytest.mark.parametrize(
    ("kind", "columns", "cells", "column", "code"),
    [
        ("leverage", "login,leverage", "high", "leverage", "leverage_malformed"),
        ("leverage", "login,leverage", "9999", "leverage", "leverage_out_of_range"),
        ("access", "login,trade", "perhaps", "trade", "malformed"),
        ("type", "login,account_type", "none", "account_type", "account_type_unknown"),
        ("group", "login,group", "x" * 64, "group", "too_long"),
    ],
)
def test_files_of_changes_are_judged_by_their_columns(
    trading, desk, kind, columns, cells, column, code
):
    (one,) = several(trading, 1)
    csv = table(f"{one.login},{cells}", columns=columns)
    rows = desk.post(f"{FILES}/reviews", {"kind": kind, "csv": csv}).body["rows"]
    assert [(f["column"], f["code"]) for f in rows[0]["faults"]] == [(column, code)]


def test_a_file_of_leverages_gives_each_its_own(trading, desk, courier):
    one, two = several(trading, 2)
    csv = table(f"{one.login},50", f"{two.login},1:200", columns="login,leverage")
    begun(desk, FILES, {"kind": "leverage", "csv": csv})
    courier.deliver_all()
    gateway = accounts.server(SERVER_ID)
    assert [gateway.account(each.login).leverage for each in (one, two)] == [50, 200]


def test_the_template_names_the_columns_of_each_kind(desk):
    for kind, column in (("deposit", "amount"), ("leverage", "leverage"), ("access", "sign_in")):
        answer = desk.get(f"{FILES}?kind={kind}").body
        keys = [one["key"] for one in answer["columns"]]
        assert keys[:2] == ["server", "login"]
        assert column in keys
        assert answer["template"]["text"].lstrip("\ufeff").startswith(",".join(keys))
