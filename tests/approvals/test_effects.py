"""What the owner of a payload reports: done, refused by a vendor, cancelled, refused afterwards."""

from collections.abc import Callable

import pytest

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals import store
from chalicelib.approvals.model import LogCode, Node, Verdict
from chalicelib.approvals.public import (
    FundingStatus,
    Notify,
    PaymentStatus,
    Request,
    RequestNotApproved,
    RequestNotExecuting,
    RequestNotPending,
    RequestStatus,
    RequestType,
)
from chalicelib.approvals.rules import Review
from chalicelib.approvals.service import decisions
from chalicelib.core.actor import system
from chalicelib.core.paging import PageRequest
from chalicelib.messages.approvals import RequestCompleted, RequestRejected
from chalicelib.storage.unit import Unit
from tests.kit.approvals import member, open_request, publish_flow
from tests.kit.messages import names, published

ANN = member("Ann")
APPROVE = Review(Verdict.APPROVED, notify=Notify(email=False, popup=True))


def do(work: Callable[[Unit], Request]) -> Request:
    return ports.transact(system("funds-events"), work)


def approved(request_id: str = "wdr_1", kind: RequestType = RequestType.WITHDRAWAL) -> Request:
    open_request(request_id, type=kind, funding_status=FundingStatus.HELD)
    return decisions.decide(ANN, request_id, APPROVE)


def test_an_effect_completes_the_request_and_tells_the_client_as_the_decision_said():
    approved()
    request = do(
        lambda unit: approvals.complete(
            unit,
            "wdr_1",
            funding_status=FundingStatus.WITHDRAWN,
            payment_status=PaymentStatus.PENDING,
            summary={"payout": "99.00"},
        )
    )
    assert request.status is RequestStatus.APPROVED
    assert request == approvals.read("wdr_1")
    (told,) = [one for one in published() if isinstance(one, RequestCompleted)]
    assert told.notify == Notify(email=False, popup=True)
    assert told.summary["payout"] == "99.00"
    assert not told.automatic


def test_an_effect_happens_once():
    approved()
    do(lambda unit: approvals.complete(unit, "wdr_1"))
    for again in (
        lambda unit: approvals.complete(unit, "wdr_1"),
        lambda unit: approvals.send_back(unit, "wdr_1", "too_late"),
    ):
        with pytest.raises(RequestNotExecuting):
            do(again)


def test_an_effect_cannot_come_before_the_approval():
    open_request()
    with pytest.raises(RequestNotExecuting):
        do(lambda unit: approvals.complete(unit, "acc_1"))


def test_a_vendors_refusal_brings_the_request_back_to_the_queue_with_its_reason():
    approved("acc_1", RequestType.OPEN_ACCOUNT)
    request = do(
        lambda unit: approvals.send_back(unit, "acc_1", "trading_server_refused", retcode="3004")
    )
    assert request.status is RequestStatus.PENDING
    assert request.returned_code == "trading_server_refused"
    line = store.log_of("acc_1")[-1]
    assert (line.code, line.text, line.facts) == (
        LogCode.RETURNED,
        "trading_server_refused",
        {"retcode": "3004"},
    )
    assert names("approvals")[-2:] == ["approvals.request_returned", "approvals.request_queued"]
    again = decisions.decide(ANN, "acc_1", APPROVE)
    assert (again.status, again.round) == (RequestStatus.EXECUTING, 2)


def test_the_largest_change_fits_a_unit():
    wide = Node(("stf_ann", *(f"stf_{n}" for n in range(19))), tuple(f"rol_{n}" for n in range(20)))
    publish_flow(RequestType.OPEN_ACCOUNT, wide)
    open_request(participant_ids=frozenset(f"stf_p{n}" for n in range(20)))
    decisions.decide(ANN, "acc_1", APPROVE)
    back = do(lambda unit: approvals.send_back(unit, "acc_1", "refused"))
    assert len(back.approver_keys) == 40


def test_a_request_can_come_back_again_and_again():
    approved("acc_1", RequestType.OPEN_ACCOUNT)
    for round_ in (2, 3, 4):
        back = do(lambda unit: approvals.send_back(unit, "acc_1", "refused"))
        assert back.round == round_
        decisions.decide(ANN, "acc_1", APPROVE)
    done = do(lambda unit: approvals.complete(unit, "acc_1"))
    assert len(done.decisions) == 4
    assert sum(one.stands for one in done.decisions) == 1


def test_statuses_are_marked_beside_whatever_the_request_is():
    approved()
    do(lambda unit: approvals.complete(unit, "wdr_1"))
    before = len(names("approvals"))
    marked = do(lambda unit: approvals.mark(unit, "wdr_1", payment_status=PaymentStatus.SUCCESS))
    assert (marked.status, marked.payment_status) == (
        RequestStatus.APPROVED,
        PaymentStatus.SUCCESS,
    )
    assert len(names("approvals")) == before
    lines = len(store.log_of("wdr_1"))
    do(lambda unit: approvals.mark(unit, "wdr_1", payment_status=PaymentStatus.SUCCESS))
    assert len(store.log_of("wdr_1")) == lines


def test_what_cannot_come_to_anything_is_cancelled_once():
    open_request("dep_1", type=RequestType.DEPOSIT, awaits_payment=True)
    ended = do(
        lambda unit: approvals.cancel(
            unit, "dep_1", "payment_expired", payment_status=PaymentStatus.EXPIRED
        )
    )
    assert (ended.status, ended.reason) == (RequestStatus.CANCELLED, "payment_expired")
    assert ended.payment_status is PaymentStatus.EXPIRED
    with pytest.raises(RequestNotPending):
        do(lambda unit: approvals.cancel(unit, "dep_1", "payment_expired"))


def test_an_approved_withdrawal_is_refused_afterwards_once():
    approved()
    with pytest.raises(RequestNotApproved):
        do(lambda unit: approvals.reopen_as_rejected(unit, "wdr_1", "Account closed"))
    do(lambda unit: approvals.complete(unit, "wdr_1"))
    after = ports.transact(
        ANN,
        lambda unit: approvals.reopen_as_rejected(
            unit, "wdr_1", "Account closed", funding_status=FundingStatus.RETURNED
        ),
    )
    assert (after.status, after.reason) == (RequestStatus.REJECTED, "Account closed")
    assert after.funding_status is FundingStatus.RETURNED
    (told,) = [one for one in published() if isinstance(one, RequestRejected)]
    assert told.after_approval
    with pytest.raises(RequestNotApproved):
        do(lambda unit: approvals.reopen_as_rejected(unit, "wdr_1", "Account closed"))


def test_a_request_follows_its_client_to_another_owner():
    open_request(participant_ids=frozenset({"stf_old"}))
    moved = do(lambda unit: approvals.move_owner(unit, "acc_1", "stf_new", {"stf_friend"}))
    assert (moved.owner_id, moved.participant_ids) == ("stf_new", ("stf_friend",))
    again = do(lambda unit: approvals.move_owner(unit, "acc_1", "stf_new", {"stf_friend"}))
    assert again.version == moved.version


def test_a_clients_requests_are_listed_newest_first_and_filtered(clock):
    for number in range(5):
        kind = RequestType.DEPOSIT if number % 2 else RequestType.OPEN_ACCOUNT
        open_request(f"acc_{number}", type=kind, manual_only=True)
        clock.advance(seconds=1)
    open_request("acc_9", client_id="10000002")
    everything = approvals.of_client("10000001", PageRequest())
    assert [one.id for one in everything.items] == ["acc_4", "acc_3", "acc_2", "acc_1", "acc_0"]
    deposits = approvals.of_client("10000001", PageRequest(), RequestType.DEPOSIT)
    assert [one.id for one in deposits.items] == ["acc_3", "acc_1"]
    first = approvals.of_client("10000001", PageRequest(1), RequestType.DEPOSIT)
    rest = approvals.of_client("10000001", PageRequest(1, first.next_cursor), RequestType.DEPOSIT)
    assert [one.id for one in (*first.items, *rest.items)] == ["acc_3", "acc_1"]
    nothing = approvals.of_client("10000001", PageRequest(), status=RequestStatus.REJECTED)
    assert nothing.items == ()
