"""One decision on many requests: reviewed before, each under the rules of one, carried out once."""

from collections.abc import Iterator
from typing import Any

import pytest

from app import app
from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.model import Node
from chalicelib.approvals.model.settings import REJECT_REASONS, RejectReason
from chalicelib.approvals.public import Link, Request, RequestStatus, RequestType, Review, Verdict
from chalicelib.approvals.service import decisions
from chalicelib.bulk.events import bulk_events
from chalicelib.bulk.service.deciding import DECISIONS
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.jobs import public as jobs
from chalicelib.jobs import store as job_store
from chalicelib.settings import public as settings
from chalicelib.staff.public import DataScope
from chalicelib.storage import audit, aws
from tests.kit import people
from tests.kit.approvals import open_request, publish_flow
from tests.kit.clients import published
from tests.kit.courier import Courier
from tests.kit.engines import Engine
from tests.kit.funds import SYSTEM
from tests.kit.http import Caller
from tests.kit.packed_store import PackedDynamo

PATH, JOBS = "/api/desk/request-jobs", "/api/desk/jobs"
MAY = (
    Permission.READ_REQUESTS,
    Permission.UPDATE_REQUESTS,
    Permission.DECIDE_MANY_REQUESTS,
    Permission.DECIDE_DEPOSITS,
    Permission.DECIDE_ACCOUNTS,
)
MONEY = {"method": "wire", "amount": "20.00", "currency": "USD"}


@pytest.fixture(autouse=True)
def _empty(store: None, clock: object) -> None:
    settings.forget()


@pytest.fixture
def courier(store: None) -> Courier:
    """Whoever carries messages to bulk alone: the owners of payloads are not there."""
    return Courier((bulk_events,))


@pytest.fixture
def quick(engine: Engine) -> Iterator[None]:
    """A store that is as quick with five hundred requests as with five."""
    aws.use_client("dynamodb", PackedDynamo.declared())
    yield
    aws.forget_clients()


def member(*permissions: Permission, scope: DataScope | None = None) -> people.Person:
    return people.member(people.role(*(permissions or MAY), scope=scope))


@pytest.fixture
def ann() -> people.Person:
    return member()


@pytest.fixture
def desk(ann: people.Person) -> Caller:
    return people.signed_in(app, "desk", ann)


def deposits(number: int, **changes: Any) -> list[Request]:
    facts: dict[str, Any] = {"type": RequestType.DEPOSIT, "summary": MONEY, "manual_only": True}
    return [open_request(f"dep_{n}", **facts | changes) for n in range(number)]


def seen(*some: Request) -> list[dict[str, Any]]:
    return [{"id": one.id, "node": one.node, "round": one.round} for one in some]


def begun(desk: Caller, some: list[Request], decision: str = "approved", **more: Any) -> str:
    body = {"decision": decision, "requests": seen(*some), **more}
    answer = desk.post(PATH, body)
    assert answer.status == 202, answer
    return str(answer.body["id"])


def came_of(desk: Caller, job_id: str) -> tuple[Any, list[Any]]:
    rows: list[Any] = []
    cursor = ""
    while cursor is not None:
        page = desk.get(f"{JOBS}/{job_id}/rows?limit=100{cursor and f'&cursor={cursor}'}").body
        rows += page["items"]
        cursor = page["next_cursor"]
    return desk.get(f"{JOBS}/{job_id}").body, rows


def statuses(some: list[Request]) -> set[str]:
    return {approvals.read(one.id).status.value for one in some}


# ---- carrying out


def test_five_hundred_of_those_that_wait_are_approved_once_with_an_outcome_each(quick, desk):
    some = deposits(501)
    reviewed = desk.post(f"{PATH}/reviews", {"everything": True}).body
    assert (len(reviewed["items"]), reviewed["more"]) == (500, True)
    assert reviewed["tallies"][0]["sums"] == [{"amount": "10000.00", "currency": "USD"}]
    asked = [{name: one[name] for name in ("id", "node", "round")} for one in reviewed["items"]]
    job_id = desk.post(PATH, {"decision": "approved", "requests": asked}).body["id"]
    for first in range(0, 500, jobs.PART_ROWS):
        jobs.advance(SYSTEM, job_id, first, DECISIONS)
        jobs.advance(SYSTEM, job_id, first, DECISIONS)
    job, rows = came_of(desk, job_id)
    assert (job["status"], job["rows"], job["done"], job["refused"]) == ("finished", 500, 500, 0)
    assert [row["subject_id"] for row in rows] == [one["id"] for one in asked]
    assert {(row["state"], row["label"]) for row in rows} == {("done", "deposit 10000001")}
    left = {one.id for one in some} - {row["subject_id"] for row in rows}
    assert {one.id for one in some if approvals.read(one.id).is_queued} == left
    decisions_made = [one for found in some for one in approvals.read(found.id).decisions]
    assert len(decisions_made) == 500


def test_one_more_than_five_hundred_is_not_taken(desk):
    body = {"decision": "approved", "requests": [{"id": "dep_1", "node": 1, "round": 1}] * 501}
    assert desk.post(PATH, body).status == 400


def test_a_rejection_tells_every_client_its_reason(desk, courier):
    some = deposits(2)
    tell = {"email": True, "popup": False, "language": "ar"}
    begun(desk, some, "rejected", reason="No proof of payment.", notify=tell)
    courier.deliver_all()
    after = [approvals.read(one.id) for one in some]
    assert {one.status for one in after} == {RequestStatus.REJECTED}
    assert {one.reason for one in after} == {"No proof of payment."}
    assert {(one.notify.email, one.notify.language) for one in after} == {(True, "ar")}


def test_a_rejection_without_a_reason_is_not_begun(desk):
    body = {"decision": "rejected", "requests": seen(*deposits(1)), "reason": " "}
    answer = desk.post(PATH, body)
    assert (answer.status, answer.body["code"], answer.body["field"]) == (
        400,
        "reason_missing",
        "reason",
    )


def test_what_has_moved_on_since_the_review_is_left_as_it_is(desk, ann, courier):
    publish_flow(RequestType.DEPOSIT, Node(user_ids=(ann.id,)), Node(user_ids=("stf_two",)))
    corrected, decided, gone_on, fine = deposits(4)
    bob = people.signed_in(app, "desk", member())
    job_id = begun(desk, [corrected, decided, gone_on, fine])
    ports.transact(SYSTEM, lambda unit: approvals.note_edit(unit, corrected.id, {"a_after": "1"}))
    me = people.staff_actor(app, ann)
    decisions.decide(me, decided.id, Review(Verdict.REJECTED, reason="no"))
    decisions.decide(me, gone_on.id, Review(Verdict.APPROVED))
    courier.deliver_all()
    _, rows = came_of(desk, job_id)
    assert [row["code"] for row in rows] == [
        "request_moved_on",
        "request_not_pending",
        "request_moved_on",
        None,
    ]
    assert approvals.read(corrected.id).node == 1
    assert approvals.read(fine.id).node == 2
    assert bob.get(f"{JOBS}/{job_id}").status == 404


def test_each_row_is_under_the_rules_of_a_single_decision(desk, ann, courier):
    me = Actor(Realm.STAFF, ann.id, "Ann")
    own = open_request("dep_own", by=me, type=RequestType.DEPOSIT, manual_only=True)
    first = open_request("dep_first", type=RequestType.DEPOSIT, manual_only=True)
    before = (Link(first.id, first.type),)
    held = open_request("acc_held", linked=before, waits_on=before)
    foreign = open_request("tra_1", type=RequestType.TRANSFER, manual_only=True)
    publish_flow(RequestType.OPEN_ACCOUNT, Node(user_ids=("stf_two",)))
    others = open_request("acc_others")
    some = [own, held, foreign, others]
    expected = ["own_request", "request_held", "permission_missing", "not_an_approver"]
    reviewed = desk.post(f"{PATH}/reviews", {"request_ids": [one.id for one in some]}).body
    assert [one["code"] for one in reviewed["items"]] == expected
    assert reviewed["tallies"] == []
    _, rows = came_of(desk, begun_and_delivered(desk, some, courier))
    assert [row["code"] for row in rows] == expected
    assert statuses(some) == {"pending"}


def begun_and_delivered(desk: Caller, some: list[Request], courier: Courier) -> str:
    job_id = begun(desk, some)
    courier.deliver_all()
    return job_id


def test_nobody_decides_two_nodes_of_one_request_by_deciding_many(desk, ann, courier):
    publish_flow(RequestType.DEPOSIT, Node(user_ids=(ann.id,)), Node(user_ids=(ann.id, "stf_b")))
    some = deposits(2)
    begun_and_delivered(desk, some, courier)
    after = [approvals.read(one.id) for one in some]
    assert [one.node for one in after] == [2, 2]
    _, rows = came_of(desk, begun_and_delivered(desk, after, courier))
    assert [row["code"] for row in rows] == ["node_decided_before"] * 2


def test_requests_out_of_scope_are_not_there(courier):
    desk = people.signed_in(app, "desk", member(*MAY, scope=DataScope(own=True)))
    some = deposits(1)
    reviewed = desk.post(f"{PATH}/reviews", {"request_ids": [some[0].id]}).body["items"]
    assert [(one["code"], one["client_name"]) for one in reviewed] == [("request_unknown", "")]
    _, rows = came_of(desk, begun_and_delivered(desk, some, courier))
    assert [row["code"] for row in rows] == ["request_unknown"]
    assert statuses(some) == {"pending"}


def test_a_job_that_died_between_rows_goes_on_where_it_was(desk, courier):
    some = deposits(3)
    job_id = begun(desk, some)

    class Dying(type(DECISIONS)):
        """Dies before the third row."""

        def act(self, unit, job, target):
            if target.number == 2:
                raise KeyboardInterrupt
            return super().act(unit, job, target)

    with pytest.raises(KeyboardInterrupt):
        jobs.advance(SYSTEM, job_id, 0, Dying())
    assert len(came_of(desk, job_id)[1]) == 2
    courier.deliver_all()
    assert came_of(desk, job_id)[0]["done"] == 3
    assert len(published("approvals.request_approved")) == 3


def test_what_has_not_begun_can_be_cancelled(desk, courier):
    some = deposits(27)
    job_id = begun(desk, some)
    jobs.advance(SYSTEM, job_id, 0, DECISIONS)
    assert desk.patch(f"{JOBS}/{job_id}", {"status": "cancelled"}).status == 200
    courier.deliver_all()
    assert came_of(desk, job_id)[0]["done"] == 25
    assert statuses(some[25:]) == {"pending"}


def test_whoever_loses_the_permission_meanwhile_decides_nothing_more(courier):
    role = people.role(*MAY)
    desk = people.signed_in(app, "desk", people.member(role))
    owner = people.signed_in(app, "desk", people.owner())
    some = deposits(1)
    job_id = begun(desk, some)
    assert owner.patch(f"/api/desk/roles/{role}", {"permissions": ["read_requests"]}).status == 200
    courier.deliver_all()
    assert job_store.row(job_id, 0).code == "permission_missing"
    assert statuses(some) == {"pending"}


def test_deciding_many_needs_a_permission_of_its_own():
    without = (one for one in MAY if one is not Permission.DECIDE_MANY_REQUESTS)
    desk = people.signed_in(app, "desk", member(*without))
    some = deposits(1)
    body = {"decision": "approved", "requests": seen(*some)}
    assert desk.post(PATH, body).status == 403
    assert desk.post(f"{PATH}/reviews", {"everything": True}).status == 403


def test_the_order_and_each_decision_are_on_the_record(desk, ann, courier):
    some = deposits(2)
    job_id = begun(desk, some, "rejected", reason="No proof.")
    courier.deliver_all()
    (order,) = audit.of_object("job", job_id, PageRequest()).items
    assert order.after == {
        "order": "requests_rejected",
        "rows": 2,
        "decision": "rejected",
        "reason": "No proof.",
    }
    for one in some:
        newest = audit.of_object("request", one.id, PageRequest()).items[0]
        assert (newest.actor_id, newest.after["status"]) == (ann.id, "rejected")


# ---- reviewing


def test_a_review_counts_by_type_and_sums_by_currency(desk):
    deposits(2)
    open_request(
        "dep_e", type=RequestType.DEPOSIT, summary=MONEY | {"currency": "EUR"}, manual_only=True
    )
    open_request("acc_1")
    reviewed = desk.post(f"{PATH}/reviews", {"everything": True}).body
    assert sorted(one["id"] for one in reviewed["items"]) == ["acc_1", "dep_0", "dep_1", "dep_e"]
    tallies = {one["type"]: (one["count"], one["sums"]) for one in reviewed["tallies"]}
    assert tallies == {
        "open_account": (1, []),
        "deposit": (
            3,
            [
                {"amount": "20.00", "currency": "EUR"},
                {"amount": "40.00", "currency": "USD"},
            ],
        ),
    }
    assert not reviewed["more"]


def test_a_review_offers_the_ready_reasons_that_fit_all_it_would_decide(desk):
    reasons = tuple(
        RejectReason(name, {"en": name}, kinds)
        for name, kinds in (
            ("any", ()),
            ("deposits", (RequestType.DEPOSIT,)),
            ("accounts", (RequestType.OPEN_ACCOUNT,)),
        )
    )
    settings.adopt(SYSTEM, REJECT_REASONS, reasons)

    def offered(*some: Request) -> list[str]:
        body = {"request_ids": [one.id for one in some]}
        return [one["id"] for one in desk.post(f"{PATH}/reviews", body).body["reject_reasons"]]

    (deposit,) = deposits(1)
    account = open_request("acc_1")
    assert offered(deposit) == ["any", "deposits"]
    assert offered(deposit, account) == ["any"]
    body = {"request_ids": ["dep_unknown"]}
    assert desk.post(f"{PATH}/reviews", body).body["reject_reasons"] == []


def test_everything_of_one_type_is_what_the_filter_shows(desk):
    deposits(2)
    open_request("acc_1")
    reviewed = desk.post(f"{PATH}/reviews", {"everything": True, "type": "deposit"}).body
    assert {one["type"] for one in reviewed["items"]} == {"deposit"}
    listed = desk.get("/api/desk/requests?type=deposit").body["items"]
    assert [one["id"] for one in reviewed["items"]] == [one["id"] for one in listed]


def test_a_review_decides_nothing(desk):
    some = deposits(2)
    desk.post(f"{PATH}/reviews", {"request_ids": [one.id for one in some]})
    assert statuses(some) == {"pending"}
    assert published("approvals.request_approved") == []
