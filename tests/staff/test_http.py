"""Roles, permissions and the audit log over HTTP."""

from datetime import timedelta
from typing import Any

import pytest

from app import app
from chalicelib import ports
from chalicelib.core.actor import Actor, Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.permissions import Permission
from chalicelib.storage import audit, aws, parked
from tests.kit import people
from tests.kit.http import Caller

pytestmark = pytest.mark.usefixtures("store", "clock")
SCOPE = {"company": False, "own": True, "unowned": True}


def staff_with(*permissions: Permission) -> Caller:
    return people.signed_in(app, "desk", people.member(people.role(*permissions)))


@pytest.fixture
def admin() -> Caller:
    return staff_with(Permission.READ_ROLES, Permission.UPDATE_ROLES, Permission.READ_CLIENTS)


def test_a_role_is_made_read_changed_and_deleted(admin: Caller):
    form = {"name": "Sales", "permissions": ["read_clients"], "scope": SCOPE}
    made = admin.post("/api/desk/roles", form)
    assert made.status == 201
    path = f"/api/desk/roles/{made.body['id']}"
    shown = admin.get(path).body
    assert shown["permissions"] == ["read_clients"]
    assert [part for part, ticked in shown["scope"].items() if ticked] == ["own", "unowned"]
    changed = admin.patch(path, {"description": "Talks to clients"}).body
    assert (changed["description"], changed["name"]) == ("Talks to clients", "Sales")
    assert changed["permissions"] == ["read_clients"]
    assert admin.call("DELETE", path).status == 204
    assert admin.get(path).status == 404


def test_a_repeated_order_makes_one_role(admin: Caller):
    form = {"name": "Sales", "permissions": [], "scope": SCOPE}
    first = admin.post("/api/desk/roles", form, key="one-intention")
    again = admin.post("/api/desk/roles", form, key="one-intention")
    assert again.body == first.body
    names = [one["name"] for one in admin.get("/api/desk/roles").body["items"]]
    assert names.count("Sales") == 1


def test_a_taken_name_is_a_conflict_at_its_field(admin: Caller):
    form = {"name": "Sales", "permissions": [], "scope": {}}
    admin.post("/api/desk/roles", form)
    answer = admin.post("/api/desk/roles", form)
    assert (answer.status, answer.body["code"]) == (409, "role_name_taken")
    assert answer.body["field"] == "name"


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"name": "", "permissions": [], "scope": {}}, "name"),
        ({"name": "Sales", "permissions": ["fly"], "scope": {}}, "permissions.0"),
        ({"name": "Sales", "permissions": [], "scope": {"galaxy": True}}, "scope.galaxy"),
        ({"name": "Sales", "permissions": [], "scope": {"own": "yes"}}, "scope.own"),
        ({"name": "Sales", "permissions": [], "scope": {}, "system": True}, "system"),
    ],
)
def test_a_malformed_role_names_the_field(admin: Caller, form, field: str):
    answer = admin.post("/api/desk/roles", form)
    assert (answer.status, answer.body["code"]) == (400, "input_invalid")
    assert answer.body["field"] == field


def test_a_role_beyond_ones_own_is_refused_with_what_is_lacking(admin: Caller):
    form = {"name": "Cashier", "permissions": ["adjust_wallets"], "scope": {}}
    answer = admin.post("/api/desk/roles", form)
    assert (answer.status, answer.body["code"]) == (403, "role_beyond_own")
    assert answer.body["facts"] == {"permissions": ["adjust_wallets"], "sensitive_fields": []}


def test_anyone_on_staff_may_see_what_permissions_there_are():
    items = staff_with().get("/api/desk/permissions").body["items"]
    assert {item["code"] for item in items} == set(Permission)
    assert {"code": "adjust_wallets", "group": "money"} in items


ROUTES = [
    ("GET", "/api/desk/roles"),
    ("POST", "/api/desk/roles"),
    ("GET", "/api/desk/roles/rol_1"),
    ("PATCH", "/api/desk/roles/rol_1"),
    ("DELETE", "/api/desk/roles/rol_1"),
    ("GET", "/api/desk/audit"),
    ("GET", "/api/desk/parked-events"),
    ("PATCH", "/api/desk/parked-events/1"),
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_without_the_permission_nothing_opens(method: str, path: str):
    answer = staff_with(Permission.READ_CLIENTS).call(method, path, {})
    assert (answer.status, answer.body["code"]) == (403, "permission_missing")
    assert Caller(app).call(method, path, {}).status == 401


ANN = Actor(Realm.STAFF, "stf_ann", name="Ann", ip="198.51.100.4", device="a browser")


def act(action: str, object_id: str, actor: Actor = ANN) -> None:
    ports.transact(
        actor,
        lambda unit: audit.record(
            unit, action, "example", object_id, before={"limit": 1}, after={"limit": 2}
        ),
    )


def listed(caller: Caller, query: str) -> list[str]:
    """The objects of all pages of the audit log."""
    found, cursor = [], ""
    for _ in range(50):
        answer = caller.get(f"/api/desk/audit?{query}{cursor}")
        assert answer.status == 200, answer.body
        found += [one["object"]["id"] for one in answer.body["items"]]
        if answer.body["next_cursor"] is None:
            return found
        cursor = f"&cursor={answer.body['next_cursor']}"
    raise AssertionError("the audit log has no end")


@pytest.fixture
def reader() -> Caller:
    return staff_with(Permission.READ_AUDIT)


def test_a_record_tells_who_did_what_from_where(reader: Caller):
    act("limit_changed", "1")
    (one,) = reader.get("/api/desk/audit?object=example:1").body["items"]
    assert one["actor"] == {"realm": "staff", "id": "stf_ann", "name": "Ann"}
    assert one["object"] == {"type": "example", "id": "1"}
    assert (one["action"], one["ip"], one["device"]) == (
        "limit_changed",
        "198.51.100.4",
        "a browser",
    )
    assert (one["before"], one["after"]) == ({"limit": 1}, {"limit": 2})


def test_the_log_walks_back_through_the_days_page_by_page(reader: Caller, clock: FixedClock):
    clock.advance(days=-80)
    for number in range(7):
        act("changed", f"n{number}")
        act("changed", f"m{number}")
        clock.advance(days=11)
    clock.advance(days=3)
    done = [one for one in listed(reader, "limit=3") if one[0] in "nm"]
    assert done == [f"{kind}{number}" for number in reversed(range(7)) for kind in "mn"]


def test_the_log_of_an_actor_and_of_an_object(reader: Caller, clock: FixedClock):
    act("changed", "1")
    clock.advance(seconds=1)
    act("changed", "1", system("job"))
    clock.advance(seconds=1)
    act("changed", "2")
    assert listed(reader, "actor=staff:stf_ann") == ["2", "1"]
    assert listed(reader, "object=example:1") == ["1", "1"]
    assert listed(reader, "object=example:1&actor=system:job") == ["1"]


@pytest.mark.parametrize("narrowed", ["", "&actor=staff:stf_ann"])
def test_the_log_can_be_cut_to_a_time(reader: Caller, clock: FixedClock, narrowed: str):
    start = clock.now()
    for number in range(4):
        clock.set(start - timedelta(days=4 - number))
        act("changed", str(number))
    clock.set(start)
    assert listed(reader, f"from=2026-02-27&to=2026-02-28{narrowed}") == ["2", "1"]
    instants = "from=2026-02-26T09:00:00Z&to=2026-02-28T09:00:00Z"
    assert listed(reader, instants + narrowed) == ["1", "0"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("object=withdrawal", "input_invalid"),
        ("actor=:x", "input_invalid"),
        ("from=yesterday", "input_invalid"),
        ("limit=0", "input_invalid"),
        ("limit=201", "input_invalid"),
        ("cursor=abc", "cursor_invalid"),
        ("colour=red", "input_invalid"),
    ],
)
def test_a_question_the_log_does_not_understand(reader: Caller, query: str, code: str):
    answer = reader.get(f"/api/desk/audit?{query}")
    assert (answer.status, answer.body["code"]) == (400, code)


def park(reason: str) -> None:
    """A message of the funds' queue cannot be handled."""
    ports.transact(
        system("funds-events"),
        lambda unit: parked.park(
            unit,
            queue="funds-events",
            name="approvals.request_approved",
            body='{"a": "message"}',
            reason=reason,
            attempts=5,
        ),
    )


def on_the_queue() -> list[str]:
    """The messages that wait on the funds' queue."""
    sqs = aws.client("sqs")
    url = sqs.get_queue_url(QueueName=aws.resource("funds-events"))["QueueUrl"]
    received = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    return [message["Body"] for message in received.get("Messages", [])]


def test_a_parked_message_is_shown_with_its_reason_and_can_be_replayed_once(clock: FixedClock):
    mender = staff_with(Permission.READ_PARKED_EVENTS, Permission.REPLAY_PARKED_EVENTS)
    park("rate_missing: no rate for EUR")
    clock.advance(seconds=1)
    park("unreadable: 1 fields are wrong")
    newest, first = mender.get("/api/desk/parked-events").body["items"]
    assert newest["reason"].startswith("unreadable")
    assert (first["queue"], first["attempts"], first["status"]) == ("funds-events", 5, "parked")
    assert first["message_name"] == "approvals.request_approved"
    path = f"/api/desk/parked-events/{first['id']}"
    assert mender.patch(path, {"status": "replayed"}).body["status"] == "replayed"
    assert on_the_queue() == ['{"a": "message"}']
    again = mender.patch(path, {"status": "replayed"})
    assert (again.status, again.body["code"]) == (409, "already_replayed")
    assert on_the_queue() == []


def test_what_is_not_parked_cannot_be_replayed():
    mender = staff_with(Permission.REPLAY_PARKED_EVENTS)
    answer = mender.patch("/api/desk/parked-events/nothing", {"status": "replayed"})
    assert (answer.status, answer.body["code"]) == (404, "not_found")
    assert mender.patch("/api/desk/parked-events/nothing", {"status": "gone"}).status == 400


VIEWS = "/api/desk/views/desk.clients"


def view(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "search": {"kind": "ib"}, "columns": {"phone": False}} | more


def test_views_are_saved_by_name_for_each_member_and_list():
    desk, other = staff_with(), staff_with()
    wanted = [view("IBs", is_default=True), view("Late ones")]
    assert desk.call("PUT", VIEWS, {"items": wanted}).status == 200
    shown = desk.get(VIEWS).body["items"]
    assert [(one["name"], one["is_default"]) for one in shown] == [
        ("IBs", True),
        ("Late ones", False),
    ]
    assert shown[0]["search"] == {"kind": "ib"}
    assert other.get(VIEWS).body["items"] == []
    assert desk.get("/api/desk/views/desk.accounts").body["items"] == []
    desk.call("PUT", VIEWS, {"items": []})
    assert desk.get(VIEWS).body["items"] == []


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([view("A"), view("a")], "view_named_twice"),
        ([view("A", is_default=True), view("B", is_default=True)], "defaults_too_many"),
        ([view("x" * 61)], "input_invalid"),
        ([view(f"V{n}") for n in range(21)], "input_invalid"),
    ],
)
def test_views_that_cannot_be_are_refused(items: list[Any], code: str):
    answer = staff_with().call("PUT", VIEWS, {"items": items})
    assert (answer.status, answer.body["code"]) == (400, code)
