"""Deciding, commenting, taking back: one winner, everything logged, nothing outside the scope."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals import store
from chalicelib.approvals.model import LogCode, Node, Verdict
from chalicelib.approvals.public import Notify, RequestStatus, RequestType
from chalicelib.approvals.rules import RequestNotCancellable, RequestNotPending, Review
from chalicelib.approvals.service import comments, decisions
from chalicelib.core.actor import Scope
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Forbidden, NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.messages.approvals import RequestApproved, RequestCancelled, RequestRejected
from chalicelib.storage import audit, aws
from tests.kit.approvals import CLIENT, OTHER_CLIENT, member, open_request, publish_flow
from tests.kit.messages import names, published

ANN, BOB = member("Ann"), member("Bob")
APPROVE = Review(Verdict.APPROVED, notify=Notify(email=True, popup=False, language="ar"))
REJECT = Review(Verdict.REJECTED, reason="Proof unreadable")


class Between:
    """Stands before the store and lets something happen just before the next commit."""

    def __init__(self, act: Callable[[], Any]) -> None:
        self._store = aws.client("dynamodb")
        self._act = act
        self._waiting = True

    def transact_write_items(self, **arguments: Any) -> Any:
        if self._waiting:
            self._waiting = False
            self._act()
        return self._store.transact_write_items(**arguments)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


@pytest.fixture
def meanwhile():
    before = aws.client("dynamodb")

    def let(act: Callable[[], Any]) -> None:
        aws.use_client("dynamodb", Between(act))

    yield let
    aws.use_client("dynamodb", before)


def log(request_id: str = "acc_1") -> list[tuple[LogCode, str, str | None]]:
    return [(line.code, line.by_name, line.text) for line in store.log_of(request_id)]


def test_an_approval_is_logged_audited_and_told_with_how_to_tell_the_client():
    open_request()
    request = decisions.decide(ANN, "acc_1", APPROVE)
    assert request.status is RequestStatus.EXECUTING
    assert log()[1:] == [(LogCode.APPROVED, "Ann", None)]
    (told,) = [one for one in published() if isinstance(one, RequestApproved)]
    assert told.decided_by == "staff:stf_ann"
    assert told.notify == Notify(email=True, popup=False, language="ar")
    record = audit.of_object("request", "acc_1", PageRequest()).items[0]
    assert record.action == "request_approved"
    assert (record.before["status"], record.after["status"]) == ("pending", "executing")
    assert record.client_id == CLIENT.id


def test_a_rejection_tells_the_client_why():
    open_request()
    request = decisions.decide(ANN, "acc_1", REJECT)
    assert (request.status, request.reason) == (RequestStatus.REJECTED, "Proof unreadable")
    assert log()[1:] == [(LogCode.REJECTED, "Ann", "Proof unreadable")]
    (told,) = [one for one in published() if isinstance(one, RequestRejected)]
    assert told.reason == "Proof unreadable"


def test_the_second_of_two_approvers_is_told_who_was_faster(clock: FixedClock):
    open_request()
    decisions.decide(ANN, "acc_1", REJECT)
    clock.advance(seconds=5)
    with pytest.raises(RequestNotPending) as refusal:
        decisions.decide(BOB, "acc_1", APPROVE)
    assert refusal.value.facts["decided_by"] == "Ann"
    assert refusal.value.facts["decided_at"] == "2026-03-02T09:00:00.000Z"


def test_of_two_approvers_at_the_same_instant_exactly_one_wins(meanwhile):
    open_request()
    meanwhile(lambda: decisions.decide(BOB, "acc_1", REJECT))
    with pytest.raises(RequestNotPending) as refusal:
        decisions.decide(ANN, "acc_1", APPROVE)
    assert refusal.value.facts["decided_by"] == "Bob"
    assert approvals.read("acc_1").status is RequestStatus.REJECTED
    assert [code for code, _, _ in log()] == [LogCode.OPENED, LogCode.REJECTED]
    assert "approvals.request_approved" not in names("approvals")


def test_an_approval_never_slips_to_a_node_that_its_reviewer_has_not_seen(meanwhile):
    everyone = Node(user_ids=("stf_ann", "stf_bob", "stf_cy"))
    publish_flow(RequestType.OPEN_ACCOUNT, everyone, everyone)
    open_request()
    meanwhile(lambda: decisions.decide(BOB, "acc_1", APPROVE))
    with pytest.raises(RequestNotPending):
        decisions.decide(ANN, "acc_1", APPROVE)
    assert approvals.read("acc_1").node == 2
    assert decisions.decide(ANN, "acc_1", APPROVE).status is RequestStatus.EXECUTING


def test_a_decision_and_a_cancellation_at_the_same_instant_do_not_both_count(meanwhile):
    open_request()
    meanwhile(lambda: decisions.take_back(CLIENT, "acc_1"))
    with pytest.raises(RequestNotPending):
        decisions.decide(ANN, "acc_1", APPROVE)
    assert approvals.read("acc_1").status is RequestStatus.CANCELLED


def test_a_request_passes_its_nodes_in_order():
    publish_flow(
        RequestType.OPEN_ACCOUNT, Node(user_ids=("stf_ann",)), Node(role_ids=("rol_chief",))
    )
    chief = member("Chief", roles=("rol_chief",))
    open_request()
    with pytest.raises(Forbidden) as refusal:
        decisions.decide(chief, "acc_1", APPROVE)
    assert refusal.value.code == "not_an_approver"
    assert decisions.decide(ANN, "acc_1", APPROVE).status is RequestStatus.PENDING
    assert decisions.decide(chief, "acc_1", APPROVE).status is RequestStatus.EXECUTING
    assert names("approvals") == [
        "approvals.request_opened",
        "approvals.request_queued",
        "approvals.request_queued",
        "approvals.request_approved",
    ]
    assert [code for code, _, _ in log()] == [
        LogCode.OPENED,
        LogCode.NODE_APPROVED,
        LogCode.APPROVED,
    ]


def test_a_role_at_two_nodes_needs_two_people():
    node = Node(role_ids=("rol_cash",))
    publish_flow(RequestType.OPEN_ACCOUNT, node, node)
    first, second = (member(name, roles=("rol_cash",)) for name in ("First", "Second"))
    open_request()
    decisions.decide(first, "acc_1", APPROVE)
    with pytest.raises(Forbidden) as refusal:
        decisions.decide(first, "acc_1", APPROVE)
    assert refusal.value.code == "node_decided_before"
    assert decisions.decide(second, "acc_1", APPROVE).status is RequestStatus.EXECUTING


def test_what_is_out_of_scope_does_not_exist():
    open_request()
    elsewhere = member("Ann", scope=Scope(owner_ids=frozenset({"stf_other"})))
    for act in (
        lambda: decisions.decide(elsewhere, "acc_1", APPROVE),
        lambda: comments.add(elsewhere, "acc_1", "hello"),
    ):
        with pytest.raises(NotFound):
            act()
    assert approvals.read("acc_1").status is RequestStatus.PENDING


def test_a_comment_with_a_decision_is_a_line_of_its_own():
    open_request()
    decisions.decide(ANN, "acc_1", Review(Verdict.APPROVED, comment="Called the client"))
    lines = {line.code: line for line in store.log_of("acc_1")}
    assert lines[LogCode.COMMENTED].text == "Called the client"
    assert not lines[LogCode.COMMENTED].system
    assert lines[LogCode.APPROVED].system


def test_comments_can_be_added_at_any_time():
    open_request()
    decisions.decide(ANN, "acc_1", REJECT)
    comments.add(BOB, "acc_1", "The client will send another copy")
    assert log()[-1] == (LogCode.COMMENTED, "Bob", "The client will send another copy")


def test_a_client_takes_back_their_own_request():
    open_request()
    request = decisions.take_back(CLIENT, "acc_1")
    assert request.status is RequestStatus.CANCELLED
    (told,) = [one for one in published() if isinstance(one, RequestCancelled)]
    assert told.reason_code == "cancelled_by_client"
    with pytest.raises(RequestNotPending):
        decisions.take_back(CLIENT, "acc_1")


def test_a_client_cannot_touch_anothers_request():
    open_request()
    with pytest.raises(NotFound):
        decisions.take_back(OTHER_CLIENT, "acc_1")
    assert approvals.read("acc_1").status is RequestStatus.PENDING


def test_a_registration_cannot_be_taken_back():
    open_request("reg_1", type=RequestType.TRADER_REGISTRATION)
    with pytest.raises(RequestNotCancellable):
        decisions.take_back(CLIENT, "reg_1")


def test_a_decision_fits_a_unit_with_the_widest_flow():
    wide = Node(tuple(f"stf_{n}" for n in range(20)), tuple(f"rol_{n}" for n in range(20)))
    publish_flow(RequestType.OPEN_ACCOUNT, wide, wide)
    open_request(participant_ids=frozenset({"stf_p1", "stf_p2"}))
    after = decisions.decide(member("1"), "acc_1", APPROVE)
    assert after.node == 2


def test_decisions_stand_in_a_store_that_was_read_anew():
    open_request()
    decisions.decide(ANN, "acc_1", APPROVE)
    ports.transact(ANN, lambda unit: approvals.complete(unit, "acc_1"))
    assert approvals.read("acc_1").decisions[0].by == "stf_ann"
