"""Opening requests: by which mode, with which flow, and what is told and logged."""

import pytest

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals import rules, store
from chalicelib.approvals.model import Automation, LogCode, Node
from chalicelib.approvals.model.settings import AUTOMATIONS
from chalicelib.approvals.public import Mode, PaymentStatus, RequestStatus, RequestType
from chalicelib.core.actor import system
from chalicelib.core.errors import Conflict, Invalid, NotFound
from chalicelib.core.money import Money
from chalicelib.core.paging import PageRequest
from chalicelib.messages.approvals import RequestApproved, RequestQueued
from chalicelib.storage import audit
from tests.kit.approvals import CLIENT, automate, member, open_request, publish_flow
from tests.kit.messages import names, published

PAGE = PageRequest()


def log_codes(request_id: str) -> list[LogCode]:
    return [line.code for line in store.log_of(request_id)]


def test_a_manual_request_is_stored_logged_audited_and_told_in_one_unit():
    request = open_request()
    assert approvals.read("acc_1") == request
    assert log_codes("acc_1") == [LogCode.OPENED]
    assert names("approvals") == ["approvals.request_opened", "approvals.request_queued"]
    (record,) = audit.of_object("request", "acc_1", PAGE).items
    assert (record.action, record.actor_id) == ("request_opened", CLIENT.id)
    assert record.after["status"] == "pending"


def test_approvers_are_told_who_they_are_and_whose_client_it_is():
    open_request(participant_ids=frozenset({"stf_b", "stf_a"}))
    (queued,) = [one for one in published() if isinstance(one, RequestQueued)]
    assert queued.approvers == ("permission:decide_accounts",)
    assert queued.permission == "decide_accounts"
    assert (queued.owner_id, queued.participant_ids) == ("stf_owner", ("stf_a", "stf_b"))


def test_an_automatic_request_is_approved_in_the_same_breath():
    automate(RequestType.OPEN_ACCOUNT, Mode.AUTOMATIC)
    assert open_request().status is RequestStatus.EXECUTING
    (approved,) = [one for one in published() if isinstance(one, RequestApproved)]
    assert (approved.request_id, approved.type) == ("acc_1", "open_account")
    assert log_codes("acc_1") == [LogCode.OPENED, LogCode.APPROVED]


def test_an_effect_in_the_same_unit_leaves_nothing_to_carry_out():
    automate(RequestType.TRADER_REGISTRATION, Mode.AUTOMATIC)
    request = open_request("reg_1", type=RequestType.TRADER_REGISTRATION, completes_at_once=True)
    assert request.status is RequestStatus.APPROVED
    assert "approvals.request_approved" not in names("approvals")
    assert "approvals.request_completed" in names("approvals")


def test_the_threshold_decides_in_partial_mode():
    automate(RequestType.DEPOSIT, Mode.PARTIAL, "500")
    small = open_request("dep_1", type=RequestType.DEPOSIT, mode_amount=Money(49_999, "USD"))
    large = open_request("dep_2", type=RequestType.DEPOSIT, mode_amount=Money(50_000, "USD"))
    assert (small.status, large.status) == (RequestStatus.EXECUTING, RequestStatus.PENDING)


def test_a_running_request_keeps_the_flow_it_started_with():
    publish_flow(RequestType.OPEN_ACCOUNT, Node(user_ids=("stf_ann",)))
    before = open_request("acc_1")
    publish_flow(RequestType.OPEN_ACCOUNT, Node(user_ids=("stf_bob",)))
    after = open_request("acc_2")
    assert approvals.read("acc_1").flow == before.flow
    assert (before.flow.version, after.flow.version) == (1, 2)
    assert rules.refusal_to(member("Ann"), approvals.read("acc_1")) is None


def test_an_id_opens_one_request():
    open_request()
    with pytest.raises(Conflict) as refusal:
        open_request()
    assert refusal.value.code == "request_exists"


def test_nobody_is_asked_before_the_payment_has_come():
    automate(RequestType.DEPOSIT, Mode.MANUAL)
    open_request(
        "dep_1",
        type=RequestType.DEPOSIT,
        awaits_payment=True,
        payment_status=PaymentStatus.PENDING,
    )
    assert names("approvals") == ["approvals.request_opened"]
    paid = ports.transact(system("psp"), lambda unit: approvals.payment_received(unit, "dep_1"))
    assert paid.payment_status is PaymentStatus.SUCCESS
    assert names("approvals")[1:] == ["approvals.request_queued"]
    with pytest.raises(approvals.RequestNotPending):
        ports.transact(system("psp"), lambda unit: approvals.payment_received(unit, "dep_1"))


def test_what_was_never_opened_is_not_found():
    with pytest.raises(NotFound):
        approvals.read("acc_9")


def test_a_staff_creator_is_named():
    request = open_request(by=member("Ann"))
    assert (request.created_by, request.created_by_name) == ("staff:stf_ann", "Ann")
    assert request.barred_ids == {"stf_ann"}


def test_going_back_to_an_earlier_path_is_a_publication_of_its_own():
    publish_flow(RequestType.OPEN_ACCOUNT, Node(user_ids=("stf_ann",)))
    publish_flow(RequestType.OPEN_ACCOUNT, Node(), Node())
    assert open_request("acc_1").flow.version == 2
    publish_flow(RequestType.OPEN_ACCOUNT, Node(user_ids=("stf_ann",)))
    request = open_request("acc_2")
    assert (request.flow.version, request.flow.nodes) == (3, (Node(user_ids=("stf_ann",)),))


@pytest.mark.parametrize(
    ("kind", "mode"),
    [(RequestType.ERASURE, Mode.AUTOMATIC), (RequestType.KYC, Mode.PARTIAL)],
)
def test_a_mode_that_a_type_does_not_know_cannot_be_set(kind: RequestType, mode: Mode):
    setting = AUTOMATIONS[kind]
    assert setting.guard is not None
    with pytest.raises(Invalid) as refusal:
        setting.guard(member("Ann"), Automation(mode))
    assert refusal.value.code == "mode_not_offered"
    setting.guard(member("Ann"), Automation(Mode.MANUAL))
