"""Orders for many clients: reviewed before, carried out once per client, told row by row."""

from typing import Any

import pytest

from app import app
from chalicelib.clients import public as clients
from chalicelib.clients.events import clients_events
from chalicelib.clients.model.jobs import MESSAGE_DRAFTS, MessageDraft
from chalicelib.clients.model.tags import PUBLIC_TAGS
from chalicelib.clients.schemas.clients import ClientQuery
from chalicelib.clients.schemas.jobs import FilterForm
from chalicelib.clients.service import working
from chalicelib.clients.store import jobs as job_store
from chalicelib.core.actor import system
from chalicelib.core.permissions import Permission
from chalicelib.edge.schemas import PageQuery
from chalicelib.messages.clients import ClientJobAdvanced
from chalicelib.settings import public as settings
from chalicelib.staff.public import DataScope, NotificationScope
from tests.kit import people
from tests.kit.approvals import open_request
from tests.kit.clients import acting, active_client, published
from tests.kit.courier import Courier
from tests.kit.funds import add_client
from tests.kit.http import Answer, Caller

pytestmark = pytest.mark.usefixtures("store", "clock")
COURIER = Courier((clients_events,))
SYSTEM = system("test")
ALL = (
    Permission.READ_CLIENTS,
    Permission.UPDATE_CLIENTS,
    Permission.DELETE_CLIENTS,
    Permission.MESSAGE_CLIENTS,
)
PATH = "/api/desk/client-jobs"
PAGING = PageQuery.model_fields.keys()
HOLIDAYS: dict[str, Any] = {
    "texts": [
        {"language": "en", "subject": "Holidays", "text": "Markets are closed."},
        {"language": "zh", "subject": "假期", "text": "市场休市。"},
    ],
    "email": True,
    "popup": False,
}


def staff(*permissions: Permission, scope: DataScope | None = None) -> Caller:
    role = people.role(*(permissions or ALL), scope=scope)
    return people.signed_in(app, "desk", people.member(role))


def started(desk: Caller, body: Any) -> str:
    answer = desk.post(PATH, body)
    assert answer.status == 202, answer
    return str(answer.body["id"])


def finished(desk: Caller, body: Any, *, twice: bool = False) -> tuple[Any, list[Any]]:
    """The job that ``body`` orders, after the queue, and its rows."""
    job_id = started(desk, body)
    COURIER.deliver_all(twice=twice)
    rows: Answer = desk.get(f"{PATH}/{job_id}/rows?limit=200")
    return desk.get(f"{PATH}/{job_id}").body, rows.body["items"]


def several(number: int) -> list[str]:
    """Ids of clients who are put in by the store: many are wanted, and logins take time."""
    ids = [f"3{place:07d}" for place in range(number)]
    for one in ids:
        add_client(one)
    return ids


def test_an_order_is_carried_out_for_every_client_however_often_it_arrives():
    settings.adopt(SYSTEM, PUBLIC_TAGS, ("VIP",))
    ids = several(30)
    job, rows = finished(staff(), {"tag": {"added": ["vip"]}, "client_ids": ids}, twice=True)
    assert (job["status"], job["order"], job["clients"]) == ("finished", "tag", 30)
    assert (job["done"], job["refused"]) == (30, 0)
    assert [row["client_id"] for row in rows] == ids
    for one in ids:
        client = clients.client_for_system(one)
        assert (client.tags, client.version) == (("VIP",), 2), "changed once"


def test_what_cannot_be_done_is_told_in_its_row_and_the_rest_goes_on():
    lin, sam = active_client(), active_client()
    open_request("acc_9", by=acting(lin), client_id=lin.id)
    desk = staff()
    body = {"delete": True, "client_ids": [lin.id, sam.id]}
    reviewed = desk.post(f"{PATH}/reviews", body).body["items"]
    assert [(one["id"], one["code"]) for one in reviewed] == [
        (lin.id, "requests_pending"),
        (sam.id, None),
    ]
    assert clients.client_for_system(sam.id).is_active, "a review changes nothing"
    job, rows = finished(desk, body)
    assert (job["done"], job["refused"]) == (1, 1)
    assert [row["code"] for row in rows] == ["requests_pending", None]
    assert clients.client_for_system(lin.id).is_active


def test_everything_that_a_filter_shows_is_meant_up_to_a_thousand():
    ids = several(3)
    ada = people.member(people.role(), name="Ada Adler")
    order = {"assign": {"owner_id": ada.id}, "filter": {"owner": "none"}}
    job, _ = finished(staff(), order)
    assert job["clients"] == 3
    assert {clients.client_for_system(one).owner_id for one in ids} == {ada.id}
    empty = staff().post(f"{PATH}/reviews", order)
    assert (empty.status, empty.body["code"]) == (400, "job_empty")


def test_whatever_narrows_the_list_narrows_an_order_for_all_that_it_shows():
    assert FilterForm.model_fields.keys() == ClientQuery.model_fields.keys() - PAGING - {"q"}
    several(2)
    nobody = {"assign": {"owner_id": ""}, "filter": {"identity": "rejected"}}
    answer = staff().post(f"{PATH}/reviews", nobody)
    assert (answer.status, answer.body["code"]) == (400, "job_empty")


@pytest.mark.parametrize(
    ("given", "expected"),
    [({"participant_ids": ["B"]}, ["B"]), ({"added_participant_ids": ["B"]}, ["A", "B"])],
)
def test_participants_are_replaced_or_added_to(given: Any, expected: list[str]):
    staff_ids = {name: people.member(people.role(), name=name).id for name in "AB"}
    (one,) = several(1)
    desk = staff()
    before = {"participant_ids": [staff_ids["A"]]}
    finished(desk, {"assign": before, "client_ids": [one]})
    wanted = {name: [staff_ids[each] for each in ids] for name, ids in given.items()}
    finished(desk, {"assign": wanted, "client_ids": [one]})
    found = clients.client_for_system(one).participant_ids
    assert sorted(found) == sorted(staff_ids[name] for name in expected)


def test_a_cycle_is_refused_for_the_client_it_would_close_on():
    root = active_client(name="Rita Root")
    leaf = active_client(name="Leo Leaf", referral_code=root.referral_code)
    other = active_client(name="Olaf Other")
    body = {"referrer": leaf.id, "bring_downlines": True}
    job, rows = finished(staff(), {"refer": body, "client_ids": [root.id, other.id]})
    assert [row["code"] for row in rows] == ["referrer_cycle", None]
    assert (job["done"], job["refused"]) == (1, 1)
    assert clients.client_for_system(other.id).referrer_id == leaf.id


def test_clients_outside_the_scope_are_not_among_those_chosen():
    (one,) = several(1)
    desk = staff(scope=DataScope(own=True))
    body = {"assign": {"kind": "ib"}, "client_ids": [one]}
    answer = desk.post(PATH, body)
    assert (answer.status, answer.body["code"]) == (400, "job_empty")


def test_an_order_needs_its_own_permission_when_given_and_when_carried_out():
    (one,) = several(1)
    reader = staff(Permission.READ_CLIENTS)
    for order in ({"assign": {"kind": "ib"}}, {"delete": True}, {"message": HOLIDAYS}):
        for path in (PATH, f"{PATH}/reviews"):
            answer = reader.post(path, order | {"client_ids": [one]})
            assert (answer.status, answer.body["code"]) == (403, "permission_missing")
    role = people.role(*ALL)
    person = people.member(role)
    desk = people.signed_in(app, "desk", person)
    owner = people.signed_in(app, "desk", people.owner())
    job_id = started(desk, {"assign": {"kind": "ib"}, "client_ids": [one]})
    assert owner.patch(f"/api/desk/roles/{role}", {"permissions": ["read_clients"]}).status == 200
    COURIER.deliver_all()
    (row,) = desk.get(f"{PATH}/{job_id}/rows").body["items"]
    assert row["code"] == "permission_missing"
    assert clients.client_for_system(one).kind == "trader"


def test_a_job_is_only_its_givers():
    (one,) = several(1)
    job_id = started(staff(), {"assign": {"kind": "ib"}, "client_ids": [one]})
    for path in (f"{PATH}/{job_id}", f"{PATH}/{job_id}/rows"):
        assert staff().get(path).status == 404
    assert staff().get(PATH).body["items"] == []


@pytest.mark.parametrize(
    "body",
    [
        {"client_ids": ["1"]},
        {"delete": True},
        {"delete": True, "client_ids": ["1"], "filter": {}},
        {"delete": True, "tag": {"added": []}, "client_ids": ["1"]},
        {"delete": True, "client_ids": ["1"] * 1001},
    ],
)
def test_an_order_that_is_not_one_is_refused(body: Any):
    answer = staff().post(PATH, body)
    assert (answer.status, answer.body["code"]) == (400, "input_invalid")


def test_a_part_that_was_interrupted_goes_on_where_it_stopped():
    ids = several(3)
    form = {"assign": {"kind": "ib"}, "client_ids": ids}
    desk = staff()
    job_id = started(desk, form)
    job = job_store.find(job_id)
    assert job is not None
    working._take(working._acting(job, SYSTEM), job, working._steps(job, 0, 3)[0])
    working.advance(SYSTEM, ClientJobAdvanced(job_id=job_id, first=0))
    working.advance(SYSTEM, ClientJobAdvanced(job_id=job_id, first=0))
    after = job_store.find(job_id)
    assert after is not None
    assert (after.done, after.refused, after.next_row) == (3, 0, 3)
    assert {versions(one) for one in ids} == {2}


def versions(client_id: str) -> int:
    return clients.client_for_system(client_id).version


def test_a_message_goes_to_each_client_once_in_a_language_that_they_read():
    lin, sam, omar = (active_client(language=one) for one in ("zh", "en", "ar"))
    body = {"message": HOLIDAYS, "client_ids": [lin.id, sam.id, omar.id]}
    job, rows = finished(staff(), body, twice=True)
    assert (job["order"], job["done"]) == ("message", 3)
    assert [row["name"] for row in rows] == [lin.name, sam.name, omar.name]
    told = {
        one.body["client_id"]: (one.body["language"], one.body["subject"], one.body["popup"])
        for one in published("clients.client_messaged")
    }
    assert told == {
        lin.id: ("zh", "假期", False),
        sam.id: ("en", "Holidays", False),
        omar.id: ("en", "Holidays", False),
    }
    assert len(published("clients.client_messaged")) == 3


def test_nobody_writes_to_a_client_who_has_left():
    lin = active_client()
    desk = staff()
    finished(desk, {"delete": True, "client_ids": [lin.id]})
    reviewed = desk.post(f"{PATH}/reviews", {"message": HOLIDAYS, "client_ids": [lin.id]})
    assert [one["code"] for one in reviewed.body["items"]] == ["client_not_active"]


@pytest.mark.parametrize(
    "broken",
    [
        {"texts": []},
        {"texts": [HOLIDAYS["texts"][0]] * 2},
        {"email": False, "popup": False},
    ],
    ids=["nothing said", "a language twice", "no way"],
)
def test_a_message_says_something_once_by_some_way(broken: Any):
    (one,) = several(1)
    answer = staff().post(PATH, {"message": HOLIDAYS | broken, "client_ids": [one]})
    assert (answer.status, answer.body["code"]) == (400, "input_invalid")


def test_messages_kept_ready_are_offered():
    draft = MessageDraft("Holidays", {"en": "Holidays"}, {"en": "Markets are closed."})
    settings.adopt(SYSTEM, MESSAGE_DRAFTS, (draft,))
    found = staff().get("/api/desk/message-drafts").body["items"]
    assert [(one["name"], one["subject"]["en"]) for one in found] == [("Holidays", "Holidays")]


def colleague(role_id: str, under: str | None = None) -> tuple[str, Caller]:
    somebody = people.member(role_id, under=under)
    return somebody.id, people.signed_in(app, "desk", somebody)


def message_role(**scope: bool) -> str:
    return people.role(
        Permission.READ_CLIENTS,
        Permission.MESSAGE_CLIENTS,
        notification_scope=NotificationScope(**scope),
    )


def test_messages_are_read_as_far_as_the_notification_scope_of_a_role_goes():
    one = several(1)
    lead_id, lead = colleague(message_role(direct_subordinates=True))
    agent_id, agent = colleague(message_role(), under=lead_id)
    _, trainee = colleague(message_role(), under=agent_id)
    _, head = colleague(message_role(company=True))
    sent = {
        name: started(desk, {"message": HOLIDAYS, "client_ids": one})
        for name, desk in (("lead", lead), ("agent", agent), ("trainee", trainee))
    }
    read = {
        "lead": (lead, ["agent", "lead"]),
        "agent": (agent, ["agent"]),
        "trainee": (trainee, ["trainee"]),
        "head": (head, ["trainee", "agent", "lead"]),
    }
    for desk, names in read.values():
        listed = desk.get("/api/desk/messages").body["items"]
        assert [job["id"] for job in listed] == [sent[name] for name in names]
        for name, job_id in sent.items():
            expected = 200 if name in names else 404
            assert desk.get(f"{PATH}/{job_id}").status == expected
            assert desk.get(f"{PATH}/{job_id}/rows").status == expected
    shown = head.get(f"{PATH}/{sent['agent']}").body
    assert shown["ordered_by"] == "Mara Member"
    assert [one["subject"] for one in shown["message"]["said"]] == ["Holidays", "假期"]


def test_colleagues_with_the_same_role_can_read_each_others_messages():
    shared = message_role(same_role=True)
    _, ada = colleague(shared)
    _, bob = colleague(shared)
    job_id = started(ada, {"message": HOLIDAYS, "client_ids": several(1)})
    assert [job["id"] for job in bob.get("/api/desk/messages").body["items"]] == [job_id]


def test_a_notification_scope_shows_messages_only_and_no_other_orders():
    _, head = colleague(message_role(company=True))
    job_id = started(staff(), {"assign": {"kind": "ib"}, "client_ids": several(1)})
    assert head.get("/api/desk/messages").body["items"] == []
    assert head.get(f"{PATH}/{job_id}").status == 404
