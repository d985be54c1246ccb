"""The rules of requests: who decides, by which mode, and which transitions exist."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from chalicelib.approvals import rules
from chalicelib.approvals.model import (
    TYPE_RULES,
    Automation,
    Flow,
    FundingStatus,
    Mode,
    Node,
    PaymentStatus,
    Request,
    RequestStatus,
    RequestType,
    Verdict,
    WaitsFor,
)
from chalicelib.approvals.rules import Review
from chalicelib.core.actor import Actor, Scope, system
from chalicelib.core.errors import FairleadError, Invalid
from chalicelib.core.money import Money
from chalicelib.core.permissions import Permission
from chalicelib.messages.approvals import Notify
from tests.kit.approvals import CLIENT, draft, member

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ANN, BOB, EVE = member("Ann"), member("Bob"), member("Eve", permissions=frozenset())
APPROVE = Review(Verdict.APPROVED)
REJECT = Review(Verdict.REJECTED, reason="Proof unreadable")
TERMS = rules.Terms(24)


def opened(
    *,
    mode: Mode = Mode.MANUAL,
    threshold: str = "0",
    flow: Flow | None = None,
    by: Actor = CLIENT,
    **changes: object,
) -> Request:
    return rules.opened(
        draft(**changes),
        by,
        NOW,
        automation=Automation(mode, threshold),
        flow=flow or Flow(),
        base_currency="USD",
        terms=TERMS,
    )


def test_a_manual_request_waits_for_staff_until_its_deadline():
    request = opened()
    assert request.status is RequestStatus.PENDING
    assert request.waits_for is WaitsFor.STAFF
    assert request.deadline_at == NOW + timedelta(hours=24)
    assert request.approver_keys == ("permission:decide_accounts",)


def test_an_automatic_request_waits_for_its_effect_and_for_no_deadline():
    request = opened(mode=Mode.AUTOMATIC)
    assert request.status is RequestStatus.EXECUTING
    assert request.waits_for is WaitsFor.SYSTEM
    assert request.deadline_at is None
    assert request.decided_by == "system:approvals"


def test_an_effect_in_the_same_unit_makes_an_automatic_request_approved_at_once():
    assert opened(mode=Mode.AUTOMATIC, completes_at_once=True).status is RequestStatus.APPROVED
    assert opened(mode=Mode.MANUAL, completes_at_once=True).status is RequestStatus.PENDING


def test_what_may_only_be_decided_by_people_is_never_automatic():
    request = opened(mode=Mode.AUTOMATIC, manual_only=True)
    assert (request.status, request.mode) == (RequestStatus.PENDING, Mode.MANUAL)


@pytest.mark.parametrize(
    ("amount", "automatic"),
    [
        (Money(99_999, "USD"), True),
        (Money(100_000, "USD"), False),
        (Money(100_001, "USD"), False),
        (Money(1, "EUR"), False),
        (None, False),
    ],
    ids=["below", "exactly", "above", "another currency", "no amount"],
)
def test_partial_mode_is_automatic_only_below_the_threshold(amount: Money | None, automatic: bool):
    request = opened(mode=Mode.PARTIAL, threshold="1000.00", mode_amount=amount)
    assert request.automatic is automatic


@given(minor=st.integers(0, 10**9), threshold=st.integers(0, 10**7))
def test_partial_mode_compares_exactly(minor: int, threshold: int):
    automation = Automation(Mode.PARTIAL, str(threshold))
    assert rules.is_automatic(Mode.PARTIAL, automation, Money(minor, "USD"), "USD") is (
        minor < threshold * 100
    )


def test_a_payment_that_is_awaited_keeps_staff_out_of_it():
    request = opened(awaits_payment=True, payment_status=PaymentStatus.PENDING)
    assert request.waits_for is WaitsFor.CLIENT
    assert request.approver_keys == ()
    with pytest.raises(rules.RequestNotPending):
        rules.decided(request, ANN, APPROVE, NOW)
    paid = rules.paid(request, NOW, TERMS)
    assert paid.payment_status is PaymentStatus.SUCCESS
    assert paid.approver_keys == ("permission:decide_accounts",)


def test_a_payment_sets_an_automatic_request_going_once():
    request = opened(mode=Mode.AUTOMATIC, awaits_payment=True)
    assert request.status is RequestStatus.PENDING
    paid = rules.paid(request, NOW, TERMS)
    assert paid.status is RequestStatus.EXECUTING
    with pytest.raises(rules.RequestNotPending):
        rules.paid(paid, NOW, TERMS)


def test_one_approval_at_the_only_node_sets_the_effect_going():
    after = rules.decided(opened(), ANN, replace(APPROVE, comment="seen"), NOW)
    assert after.status is RequestStatus.EXECUTING
    assert after.decided_by_name == "Ann"
    assert [(one.node, one.by, one.comment) for one in after.decisions] == [(1, "stf_ann", "seen")]


def test_a_rejection_at_any_node_ends_it_with_the_reason():
    flow = Flow(1, (Node(user_ids=("stf_ann",)), Node(user_ids=("stf_bob",))))
    request = rules.decided(opened(flow=flow), ANN, APPROVE, NOW)
    after = rules.decided(request, BOB, REJECT, NOW)
    assert after.status is RequestStatus.REJECTED
    assert after.reason == "Proof unreadable"


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_rejection_demands_a_reason(reason: str):
    with pytest.raises(Invalid) as refusal:
        rules.decided(opened(), ANN, Review(Verdict.REJECTED, reason=reason), NOW)
    assert (refusal.value.code, refusal.value.field) == ("reason_missing", "reason")


@pytest.mark.parametrize(
    ("who", "flow", "code"),
    [
        (EVE, Flow(), "permission_missing"),
        (ANN, Flow(1, (Node(user_ids=("stf_bob",)),)), "not_an_approver"),
        (ANN, Flow(1, (Node(role_ids=("rol_cash",)),)), "not_an_approver"),
        (ANN, Flow(), None),
        (ANN, Flow(1, (Node(user_ids=("stf_ann",)),)), None),
        (member("Cy", roles=("rol_cash",)), Flow(1, (Node(role_ids=("rol_cash",)),)), None),
        (
            member("Cy", roles=("rol_cash",), permissions=frozenset()),
            Flow(1, (Node(role_ids=("rol_cash",)),)),
            "permission_missing",
        ),
    ],
)
def test_who_may_decide(who: Actor, flow: Flow, code: str | None):
    refusal = rules.refusal_to(who, opened(flow=flow))
    assert (refusal.code if refusal else None) == code


def test_nobody_decides_what_they_asked_for_themselves():
    refusal = rules.refusal_to(ANN, opened(by=ANN))
    assert refusal is not None
    assert refusal.code == "own_request"


def test_nobody_decides_two_nodes_of_one_request():
    both = Node(user_ids=("stf_ann", "stf_bob"))
    request = rules.decided(opened(flow=Flow(1, (both, both))), ANN, APPROVE, NOW)
    refusal = rules.refusal_to(ANN, request)
    assert refusal is not None
    assert refusal.code == "node_decided_before"
    assert rules.decided(request, BOB, APPROVE, NOW).status is RequestStatus.EXECUTING


def test_a_decision_meant_for_another_node_is_a_conflict_that_names_who_was_faster():
    both = Node(user_ids=("stf_ann", "stf_bob"))
    request = rules.decided(opened(flow=Flow(1, (both, both))), ANN, APPROVE, NOW)
    with pytest.raises(rules.RequestNotPending) as refusal:
        rules.decided(request, BOB, replace(APPROVE, node=1), NOW)
    assert refusal.value.facts["decided_by"] == "Ann"


def test_a_conflict_names_who_decided_and_when():
    after = rules.decided(opened(), ANN, REJECT, NOW)
    with pytest.raises(rules.RequestNotPending) as refusal:
        rules.decided(after, BOB, APPROVE, NOW)
    assert refusal.value.facts == {
        "status": "rejected",
        "node": 1,
        "decided_by": "Ann",
        "decided_at": "2026-03-02T09:00:00.000Z",
    }


def test_a_refused_effect_opens_the_last_node_again_for_the_same_approver():
    flow = Flow(1, (Node(user_ids=("stf_ann",)), Node(user_ids=("stf_bob",))))
    request = rules.decided(opened(flow=flow), ANN, APPROVE, NOW)
    request = rules.decided(request, BOB, APPROVE, NOW)
    back = rules.sent_back(request, "trading_server_refused")
    assert (back.status, back.node, back.round) == (RequestStatus.PENDING, 2, 2)
    assert [one.stands for one in back.decisions] == [True, False]
    assert rules.refusal_to(BOB, back) is None
    again = rules.decided(back, BOB, APPROVE, NOW)
    assert (again.status, again.returned_code) == (RequestStatus.EXECUTING, None)


def test_a_refused_automatic_effect_comes_to_staff():
    back = rules.sent_back(opened(mode=Mode.AUTOMATIC), "trading_server_refused")
    assert back.approver_keys == ("permission:decide_accounts",)
    assert back.decided_by is None


def test_an_effect_brings_its_statuses_and_facts():
    request = rules.decided(opened(), ANN, APPROVE, NOW)
    done = rules.completed(
        request, funding_status=FundingStatus.DEPOSITED, summary={"login": "70001"}
    )
    assert done.status is RequestStatus.APPROVED
    assert done.funding_status is FundingStatus.DEPOSITED
    assert done.payment_status is PaymentStatus.NONE
    assert done.summary == {"server": "Meridian Live", "leverage": 100, "login": "70001"}


@pytest.mark.parametrize("kind", list(RequestType))
def test_a_client_takes_back_what_nobody_has_touched_if_its_type_allows(kind: RequestType):
    request = opened(type=kind)
    assert rules.can_cancel(request) is TYPE_RULES[kind].cancellable


def test_a_client_cannot_take_back_what_a_node_has_approved():
    both = Node(user_ids=("stf_ann", "stf_bob"))
    request = rules.decided(opened(flow=Flow(1, (both, both))), ANN, APPROVE, NOW)
    with pytest.raises(rules.RequestNotCancellable):
        rules.cancelled_by_client(request, CLIENT, NOW)


def test_a_client_cannot_take_back_what_is_paid_for_on_another_page():
    with pytest.raises(rules.RequestNotCancellable):
        rules.cancelled_by_client(opened(awaits_payment=True), CLIENT, NOW)


def test_only_an_approved_withdrawal_can_be_refused_afterwards():
    withdrawal = replace(opened(type=RequestType.WITHDRAWAL), status=RequestStatus.APPROVED)
    after = rules.rejected_afterwards(withdrawal, "Account closed", Notify(), ANN, NOW)
    assert (after.status, after.reason) == (RequestStatus.REJECTED, "Account closed")
    for wrong in (opened(), replace(opened(), status=RequestStatus.APPROVED), after):
        with pytest.raises(rules.RequestNotApproved):
            rules.rejected_afterwards(wrong, "Account closed", Notify(), ANN, NOW)
    with pytest.raises(Invalid):
        rules.rejected_afterwards(withdrawal, " ", Notify(), ANN, NOW)


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (Scope(company=True), True),
        (Scope(owner_ids=frozenset({"stf_owner"})), True),
        (Scope(participant_ids=frozenset({"stf_friend"})), True),
        (Scope(owner_ids=frozenset({"stf_other"})), False),
        (Scope(unowned=True), False),
    ],
)
def test_staff_see_what_their_scope_covers(scope: Scope, seen: bool):
    assert opened(participant_ids=frozenset({"stf_friend"})).is_seen_by(scope) is seen


@pytest.mark.parametrize(
    "flow",
    [
        {"nodes": [{}] * 11},
        {"nodes": [{"user_ids": [f"stf_{n}" for n in range(21)]}]},
        {"version": -1},
    ],
    ids=["eleven nodes", "too many approvers", "negative version"],
)
def test_a_flow_keeps_its_measure(flow: dict[str, object]):
    with pytest.raises(ValidationError):
        TypeAdapter(Flow).validate_python(flow)


@pytest.mark.parametrize("threshold", ["", "-1", "1e3", "1,000", "12.123456789"])
def test_a_threshold_is_a_plain_amount(threshold: str):
    with pytest.raises(ValidationError):
        TypeAdapter(Automation).validate_python({"mode": "partial", "threshold": threshold})


def test_every_type_is_decided_by_a_permission_of_its_own_kind():
    assert set(TYPE_RULES) == set(RequestType)
    others = {
        kind for kind, rule in TYPE_RULES.items() if not rule.permission.startswith("decide_")
    }
    assert others == {RequestType.ERASURE}
    assert rules.permission_of(RequestType.ERASURE) is Permission.DELETE_CLIENTS
    assert Permission.DECIDE_DEPOSITS is rules.permission_of(RequestType.DEPOSIT)


STEPS = {
    "approve by ann": lambda r: rules.decided(r, ANN, APPROVE, NOW),
    "approve by bob": lambda r: rules.decided(r, BOB, APPROVE, NOW),
    "reject by bob": lambda r: rules.decided(r, BOB, REJECT, NOW),
    "complete": rules.completed,
    "send back": lambda r: rules.sent_back(r, "refused"),
    "cancel by client": lambda r: rules.cancelled_by_client(r, CLIENT, NOW),
    "cancel by system": lambda r: rules.cancelled_by_system(r, "gone", system("t"), NOW),
    "pay": lambda r: rules.paid(r, NOW, TERMS),
    "refuse afterwards": lambda r: rules.rejected_afterwards(r, "late", Notify(), ANN, NOW),
}
ALLOWED = {
    (RequestStatus.PENDING, RequestStatus.PENDING),
    (RequestStatus.PENDING, RequestStatus.EXECUTING),
    (RequestStatus.PENDING, RequestStatus.REJECTED),
    (RequestStatus.PENDING, RequestStatus.CANCELLED),
    (RequestStatus.EXECUTING, RequestStatus.APPROVED),
    (RequestStatus.EXECUTING, RequestStatus.PENDING),
    (RequestStatus.EXECUTING, RequestStatus.CANCELLED),
    (RequestStatus.APPROVED, RequestStatus.REJECTED),
}


@given(
    steps=st.lists(st.sampled_from(sorted(STEPS)), max_size=12),
    mode=st.sampled_from([Mode.MANUAL, Mode.AUTOMATIC]),
    awaits=st.booleans(),
    nodes=st.integers(0, 3),
    kind=st.sampled_from(list(RequestType)),
)
def test_however_it_is_pushed_a_request_only_goes_along_the_allowed_ways(
    steps: list[str], mode: Mode, awaits: bool, nodes: int, kind: RequestType
):
    flow = Flow(1, (Node(user_ids=("stf_ann", "stf_bob")),) * nodes)
    request = opened(mode=mode, flow=flow, type=kind, awaits_payment=awaits)
    for step in steps:
        try:
            after = STEPS[step](request)
        except FairleadError:
            continue
        assert (request.status, after.status) in ALLOWED
        standing = [one for one in after.decisions if one.stands]
        assert len({one.by for one in standing}) == len(standing)
        assert 1 <= after.node <= len(flow.path)
        if after.status is RequestStatus.REJECTED:
            assert after.reason
        assert (after.approver_keys == ()) is (after.waits_for is not WaitsFor.STAFF)
        request = after
