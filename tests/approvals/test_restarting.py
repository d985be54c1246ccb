"""A review that begins anew: who may let it, what falls, and what can no longer fall."""

from dataclasses import replace

import pytest

from app import app
from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals import rules, store
from chalicelib.approvals.model import LogCode, Node, Verdict
from chalicelib.approvals.public import FundingStatus, RequestStatus, RequestType
from chalicelib.approvals.rules import Review
from chalicelib.approvals.service import decisions
from chalicelib.core.actor import Scope, system
from chalicelib.core.errors import FairleadError, Forbidden, NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.messages.approvals import RequestQueued
from chalicelib.storage import audit
from tests.kit import people
from tests.kit.approvals import CLIENT, DECIDING, member, open_request, publish_flow
from tests.kit.messages import published

CHANGING = DECIDING | {Permission.UPDATE_REQUESTS}
ANN, BOB = member("Ann"), member("Bob")
CY = member("Cy", permissions=CHANGING)
APPROVE = Review(Verdict.APPROVED)


@pytest.fixture
def halfway() -> str:
    """A request of three nodes, of which Ann and Bob have approved two."""
    publish_flow(RequestType.OPEN_ACCOUNT, Node(), Node(user_ids=("stf_bob",)), Node())
    open_request()
    decisions.decide(ANN, "acc_1", APPROVE)
    decisions.decide(BOB, "acc_1", APPROVE)
    return "acc_1"


def test_a_restart_takes_every_decision_back_and_calls_the_first_approvers(halfway: str):
    decisions.restart(CY, halfway, "The wrong proof")
    request = approvals.read(halfway)
    assert (request.node, request.round, request.status) == (1, 2, RequestStatus.PENDING)
    assert [one.stands for one in request.decisions] == [False, False]
    assert request.approver_keys == ("permission:decide_accounts",)
    line = store.log_of(halfway)[-1]
    assert (line.code, line.by_name, line.text, line.facts["node"]) == (
        LogCode.RESTARTED,
        "Cy",
        "The wrong proof",
        3,
    )
    called = [one for one in published() if isinstance(one, RequestQueued)][-1]
    assert (called.node, called.barred) == (1, ())
    record = audit.of_object("request", halfway, PageRequest()).items[0]
    assert (record.action, record.before["node"], record.after["node"]) == (
        "review_restarted",
        3,
        1,
    )


def test_after_a_restart_the_same_people_decide_again_until_the_end(halfway: str):
    decisions.restart(CY, halfway, "again")
    for who in (ANN, BOB, CY):
        after = decisions.decide(who, halfway, APPROVE)
    assert after.status is RequestStatus.EXECUTING
    assert [one.stands for one in after.decisions] == [False, False, True, True, True]


def test_a_running_request_keeps_its_flow_through_a_restart(halfway: str):
    publish_flow(RequestType.OPEN_ACCOUNT, Node())
    decisions.restart(CY, halfway, "again")
    assert len(approvals.read(halfway).flow.path) == 3


def test_what_no_node_has_decided_has_nothing_to_restart():
    open_request()
    with pytest.raises(rules.NothingToRestart):
        decisions.restart(CY, "acc_1", "why not")


def test_what_is_decided_cannot_be_restarted(halfway: str):
    decisions.decide(CY, halfway, Review(Verdict.REJECTED, reason="no"))
    with pytest.raises(rules.RequestNotPending):
        decisions.restart(CY, halfway, "second thoughts")


@pytest.mark.parametrize("status", [FundingStatus.WITHDRAWN, FundingStatus.DEPOSITED])
def test_money_that_has_moved_is_not_decided_twice(halfway: str, status: FundingStatus):
    ports.transact(system("x"), lambda unit: approvals.mark(unit, halfway, funding_status=status))
    with pytest.raises(rules.MoneyHasMoved) as refusal:
        decisions.restart(CY, halfway, "again")
    assert refusal.value.facts["funding_status"] == status.value


@pytest.mark.parametrize(
    ("held", "code"),
    [
        (DECIDING, "update_requests"),
        (CHANGING - {Permission.DECIDE_ACCOUNTS}, "decide_accounts"),
    ],
)
def test_restarting_takes_two_permissions(halfway: str, held: frozenset[Permission], code: str):
    with pytest.raises(Forbidden) as refusal:
        decisions.restart(member("Di", permissions=held), halfway, "again")
    assert refusal.value.facts["permission"] == code


def test_a_request_out_of_scope_is_not_found(halfway: str):
    with pytest.raises(NotFound):
        decisions.restart(replace(CY, scope=Scope(unowned=True)), halfway, "again")


def test_a_client_cannot_cancel_what_a_vendor_has_tried_once_even_after_a_restart(halfway: str):
    decisions.decide(CY, halfway, APPROVE)
    ports.transact(system("x"), lambda unit: approvals.send_back(unit, halfway, "full"))
    decisions.restart(CY, halfway, "again")
    with pytest.raises(FairleadError) as refusal:
        decisions.take_back(CLIENT, halfway)
    assert refusal.value.code == "request_not_cancellable"


@pytest.mark.usefixtures("undescribed")
def test_the_review_screen_shows_every_node_with_people_and_decisions():
    role = people.role(*CHANGING, name="Compliance")
    bob = people.member(people.role(*DECIDING, name="Floor"), name="Bob")
    publish_flow(RequestType.OPEN_ACCOUNT, Node(user_ids=(bob.id,)), Node(role_ids=(role,)), Node())
    open_request()
    people.signed_in(app, "desk", bob).patch("/api/desk/requests/acc_1", {"decision": "approved"})
    cy = people.signed_in(app, "desk", people.member(role, name="Cy"))
    shown = cy.get("/api/desk/requests/acc_1").body
    assert (shown["can_restart"], shown["process"]["flow_version"]) == (True, 1)
    first, second, third = shown["process"]["nodes"]
    assert (first["state"], first["users"]) == ("approved", [{"id": bob.id, "name": "Bob"}])
    assert first["decision"]["by"]["name"] == "Bob"
    assert (second["state"], second["roles"]) == ("current", [{"id": role, "name": "Compliance"}])
    assert (third["state"], third["permission"]) == ("waiting", "decide_accounts")

    again = cy.post("/api/desk/requests/acc_1/restarts", {"reason": "wrong file"})
    assert again.status == 201
    assert [one["state"] for one in again.body["process"]["nodes"]] == [
        "current",
        "waiting",
        "waiting",
    ]
    assert (again.body["can_restart"], again.body["can_decide"]) == (False, False)


@pytest.mark.usefixtures("undescribed")
def test_nodes_that_a_rejection_left_out_are_passed_over():
    publish_flow(RequestType.OPEN_ACCOUNT, Node(), Node())
    open_request()
    ann = people.signed_in(app, "desk", people.member(people.role(*DECIDING), name="Ann"))
    shown = ann.patch("/api/desk/requests/acc_1", {"decision": "rejected", "reason": "no"}).body
    assert [one["state"] for one in shown["process"]["nodes"]] == ["rejected", "passed_over"]
