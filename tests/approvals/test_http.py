"""The routes of requests: what is shown, who is let in, what a refusal says."""

from dataclasses import dataclass
from typing import Any

import pytest

from app import app
from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import (
    AttachedFile,
    Details,
    Fact,
    Mode,
    RequestStatus,
    RequestType,
)
from chalicelib.approvals.service import review
from chalicelib.core.actor import Actor, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.permissions import Permission
from chalicelib.staff.public import DataScope
from tests.kit import people
from tests.kit.approvals import OTHER_CLIENT, automate, open_request
from tests.kit.clients import active_client
from tests.kit.http import Answer, Caller

WORK = (Permission.READ_REQUESTS, Permission.DECIDE_ACCOUNTS, Permission.DECIDE_DEPOSITS)
APPROVE = {"decision": "approved", "notify": {"email": True, "popup": False, "language": "zh"}}


def desk(*permissions: Permission, name: str = "Ann", scope: DataScope | None = None) -> Caller:
    role_id = people.role(*(permissions or WORK), scope=scope)
    return people.signed_in(app, "desk", people.member(role_id, name=name))


@pytest.fixture
def ann() -> Caller:
    return desk()


@dataclass
class ClientCaller(Caller):
    """A client who calls, and whose requests can be opened."""

    client_id: str = ""

    def asks(self, request_id: str = "acc_1", **changes: Any) -> None:
        """A request of this client."""
        open_request(request_id, client_id=self.client_id, **changes)


@pytest.fixture
def lin() -> ClientCaller:
    client = active_client()
    caller = people.signed_in(app, "portal", people.Person(client.id, client.email))
    return ClientCaller(app, caller.token, client_id=client.id)


@pytest.fixture(autouse=True)
def described():
    """Accounts are described by this test, not by their owner."""

    def provider(request_id: str, actor: Actor) -> Details:
        return Details((Fact("server", "Meridian Live"),), (AttachedFile("fil_1", "proof.pdf"),))

    with review.DETAILS[RequestType.OPEN_ACCOUNT].replaced(provider):
        yield


def refused(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.body["code"]


def items(answer: Answer) -> list[str]:
    assert answer.status == 200, answer.body
    return [item["id"] for item in answer.body["items"]]


def test_a_client_sees_their_request_and_its_history(lin: ClientCaller, ann: Caller):
    lin.asks()
    ann.patch("/api/desk/requests/acc_1", APPROVE)
    ports.transact(
        system("x"), lambda unit: approvals.complete(unit, "acc_1", summary={"login": "70001"})
    )
    (listed,) = lin.get("/api/portal/requests?type=open_account").body["items"]
    shown = lin.get("/api/portal/requests/acc_1").body
    timeline = shown.pop("timeline")
    assert shown == listed
    assert shown == {
        "id": "acc_1",
        "type": "open_account",
        "status": "approved",
        "funding_status": "none",
        "payment_status": "none",
        "summary": {"server": "Meridian Live", "leverage": 100, "login": "70001"},
        "submitted_at": "2026-03-02T09:00:00.000Z",
        "decided_at": "2026-03-02T09:00:00.000Z",
        "reason": None,
        "waits_for": "nobody",
        "deadline_at": "2026-03-03T09:00:00.000Z",
        "overdue_at": None,
        "paused_for": None,
        "can_cancel": False,
    }
    assert [(line["code"], line["by"]) for line in timeline] == [
        ("request_opened", "you"),
        ("request_approved", "broker"),
        ("request_completed", "system"),
    ]


def test_a_client_reads_neither_names_nor_comments_nor_why_a_vendor_refused(
    lin: ClientCaller, ann: Caller
):
    lin.asks()
    ann.patch("/api/desk/requests/acc_1", APPROVE | {"comment": "Called the client"})
    ports.transact(
        system("x"), lambda unit: approvals.send_back(unit, "acc_1", "vendor_down", retcode="7")
    )
    shown = lin.get("/api/portal/requests/acc_1")
    for secret in ("Ann", "Called", "vendor_down", "retcode"):
        assert secret not in str(shown.body)
    assert (shown.body["status"], shown.body["waits_for"]) == ("pending", "staff")


def test_a_client_filters_their_requests(lin: ClientCaller):
    lin.asks("acc_1")
    lin.asks("dep_1", type=RequestType.DEPOSIT, manual_only=True)
    assert items(lin.get("/api/portal/requests?type=deposit")) == ["dep_1"]
    assert items(lin.get("/api/portal/requests?type=deposit&status=approved")) == []
    assert refused(lin.get("/api/portal/requests?type=loan")) == (400, "input_invalid")


def test_a_client_takes_a_request_back_once(lin: ClientCaller):
    lin.asks()
    assert lin.get("/api/portal/requests/acc_1").body["can_cancel"]
    cancelled = lin.patch("/api/portal/requests/acc_1", {"status": "cancelled"})
    assert (cancelled.status, cancelled.body["status"]) == (200, "cancelled")
    again = lin.patch("/api/portal/requests/acc_1", {"status": "cancelled"})
    assert refused(again) == (409, "request_not_pending")


@pytest.mark.parametrize("body", [{}, {"status": "approved"}, {"status": "cancelled", "x": 1}])
def test_a_client_can_change_nothing_else(lin: ClientCaller, body: dict[str, Any]):
    lin.asks()
    assert refused(lin.patch("/api/portal/requests/acc_1", body)) == (400, "input_invalid")
    assert approvals.read("acc_1").status is RequestStatus.PENDING


def test_anothers_request_is_not_found(lin: ClientCaller):
    open_request(client_id=OTHER_CLIENT.id)
    for answer in (
        lin.get("/api/portal/requests/acc_1"),
        lin.patch("/api/portal/requests/acc_1", {"status": "cancelled"}),
        lin.get("/api/portal/requests/acc_2"),
    ):
        assert refused(answer) == (404, "not_found")
    assert "acc_1" not in items(lin.get("/api/portal/requests"))


def test_what_the_system_asks_for_and_approves_bears_the_name_of_none_of_its_jobs(ann: Caller):
    automate(RequestType.OPEN_ACCOUNT, Mode.AUTOMATIC)
    open_request("acc_1", by=system("funds-events"))
    shown = ann.get("/api/desk/requests/acc_1").body
    assert (shown["submitted_by"], shown["decided_by"]) == ("", "")
    assert [line["by"] for line in shown["log"]] == [{"id": "system:funds-events", "name": ""}] * 2
    open_request("acc_2")
    assert ann.get("/api/desk/requests/acc_2").body["submitted_by"] == "Lin Wei"


def test_a_reviewer_sees_all_that_is_needed_to_decide(ann: Caller):
    open_request(participant_ids=frozenset({"stf_b"}))
    shown = ann.get("/api/desk/requests/acc_1").body
    assert shown["client"] == {"id": "10000001", "name": "Lin Wei", "kind": "trader"}
    assert shown["owner"] == {"id": "stf_owner", "name": ""}
    assert shown["submitted_by"] == "Lin Wei"
    assert shown["node"] == {"index": 1, "count": 1, "approvers_label": "decide_accounts"}
    assert (shown["mode"], shown["decisions"]) == ("manual", [])
    assert (shown["can_decide"], shown["why_not"]) == (True, None)
    assert shown["details"] == {
        "facts": [{"code": "server", "value": "Meridian Live"}],
        "files": [{"file_id": "fil_1", "name": "proof.pdf"}],
    }
    (line,) = shown["log"]
    assert (line["code"], line["system"], line["by"]["id"]) == (
        "request_opened",
        True,
        "client:10000001",
    )


def test_a_decision_answers_with_the_request_as_it_is_now(ann: Caller):
    open_request()
    decided = ann.patch("/api/desk/requests/acc_1", APPROVE | {"comment": "fine"})
    assert (decided.status, decided.body["status"]) == (200, "executing")
    (decision,) = decided.body["decisions"]
    assert (decision["by"]["name"], decision["decision"], decision["comment"]) == (
        "Ann",
        "approved",
        "fine",
    )
    assert decided.body["can_decide"] is False
    assert decided.body["why_not"] == "request_not_pending"


def test_the_slower_of_two_is_told_who_decided(ann: Caller):
    open_request()
    bob = desk(name="Bob")
    bob.patch("/api/desk/requests/acc_1", {"decision": "rejected", "reason": "unreadable"})
    answer = ann.patch("/api/desk/requests/acc_1", APPROVE)
    assert refused(answer) == (409, "request_not_pending")
    assert answer.body["facts"]["decided_by"] == "Bob"
    assert answer.body["facts"]["status"] == "rejected"


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"decision": "rejected"}, "reason_missing", "reason"),
        ({"decision": "rejected", "reason": "  "}, "reason_missing", "reason"),
        ({"decision": "maybe"}, "input_invalid", "decision"),
        ({"decision": "approved", "notify": {"language": "fr"}}, "input_invalid", None),
        ({}, "input_invalid", "decision"),
        ({"decision": "approved", "node": 0}, "input_invalid", "node"),
    ],
)
def test_a_decision_that_is_no_decision_changes_nothing(
    ann: Caller, body: dict[str, Any], code: str, field: str | None
):
    open_request()
    answer = ann.patch("/api/desk/requests/acc_1", body)
    assert refused(answer) == (400, code)
    assert field is None or answer.body["field"] == field
    assert approvals.read("acc_1").status is RequestStatus.PENDING


def test_a_decision_on_a_node_that_was_not_on_the_screen_is_a_conflict(ann: Caller):
    open_request()
    answer = ann.patch("/api/desk/requests/acc_1", APPROVE | {"node": 2})
    assert refused(answer) == (409, "request_not_pending")


def test_my_to_do_and_all(ann: Caller, clock: FixedClock):
    open_request("acc_1")
    clock.advance(seconds=1)
    open_request("wdr_1", type=RequestType.WITHDRAWAL)
    assert items(ann.get("/api/desk/requests")) == ["acc_1"]
    assert items(ann.get("/api/desk/requests?view=all")) == ["wdr_1", "acc_1"]
    assert items(ann.get("/api/desk/requests?view=all&type=withdrawal&status=pending")) == ["wdr_1"]
    assert refused(ann.get("/api/desk/requests?view=mine")) == (400, "input_invalid")
    counts = ann.get("/api/desk/requests/counts").body
    assert counts["capped"] is False
    by_type = {item["type"]: (item["to_do"], item["pending"]) for item in counts["items"]}
    assert set(by_type) == set(RequestType)
    assert by_type["open_account"] == (1, 1)
    assert by_type["withdrawal"] == (0, 1)


def test_a_comment_is_kept_with_its_author(ann: Caller):
    open_request()
    answer = ann.post("/api/desk/requests/acc_1/comments", {"text": "Called the client"})
    assert answer.status == 201
    line = answer.body["log"][-1]
    assert (line["text"], line["by"]["name"], line["system"]) == (
        "Called the client",
        "Ann",
        False,
    )
    assert refused(ann.post("/api/desk/requests/acc_1/comments", {"text": " "})) == (
        400,
        "input_invalid",
    )


def test_without_the_permission_of_the_type_one_may_look_but_not_decide():
    open_request()
    reader = desk(Permission.READ_REQUESTS)
    shown = reader.get("/api/desk/requests/acc_1").body
    assert (shown["can_decide"], shown["why_not"]) == (False, "permission_missing")
    answer = reader.patch("/api/desk/requests/acc_1", APPROVE)
    assert refused(answer) == (403, "permission_missing")
    assert approvals.read("acc_1").status is RequestStatus.PENDING


def test_out_of_scope_is_not_found():
    open_request()
    own = desk(scope=DataScope(own=True))
    for answer in (
        own.get("/api/desk/requests/acc_1"),
        own.patch("/api/desk/requests/acc_1", APPROVE),
        own.post("/api/desk/requests/acc_1/comments", {"text": "hello"}),
    ):
        assert refused(answer) == (404, "not_found")
    assert items(own.get("/api/desk/requests?view=all")) == []
    assert approvals.read("acc_1").status is RequestStatus.PENDING


DESK_ROUTES = [
    ("GET", "/api/desk/requests", None),
    ("GET", "/api/desk/requests/counts", None),
    ("GET", "/api/desk/requests/acc_1", None),
    ("PATCH", "/api/desk/requests/acc_1", APPROVE),
    ("POST", "/api/desk/requests/acc_1/comments", {"text": "hello"}),
]


@pytest.mark.parametrize(("method", "path", "body"), DESK_ROUTES)
def test_the_desk_is_for_staff_who_may_read_requests(
    method: str, path: str, body: Any, lin: ClientCaller
):
    lin.asks()
    assert Caller(app).call(method, path, body).status == 401
    assert desk(Permission.READ_CLIENTS).call(method, path, body).status == 403
    assert lin.call(method, path, body).status == 401
    assert desk().call(method, path, body).status in (200, 201)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/portal/requests", None),
        ("GET", "/api/portal/requests/acc_1", None),
        ("PATCH", "/api/portal/requests/acc_1", {"status": "cancelled"}),
    ],
)
def test_the_portal_is_for_clients(
    method: str, path: str, body: Any, ann: Caller, lin: ClientCaller
):
    lin.asks()
    assert Caller(app).call(method, path, body).status == 401
    assert ann.call(method, path, body).status == 401
    assert lin.call(method, path, body).status == 200
