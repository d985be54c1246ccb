"""The vendor's check against the simulator: callbacks twice, reordered, late, lost and forged."""

import pytest

from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import Mode, RequestStatus, RequestType
from chalicelib.core.actor import Actor, system
from chalicelib.core.errors import VendorUnavailable
from chalicelib.core.paging import PageRequest
from chalicelib.gateways.kyc.port import CheckOrder, CheckOutcome
from chalicelib.kyc import store
from chalicelib.kyc.model.cases import KycStatus, Origin, Record, RecordStatus
from chalicelib.kyc.model.errors import KycNotPending, VendorNotUsed
from chalicelib.kyc.model.settings import VerdictUse
from chalicelib.kyc.service import checking, reading
from chalicelib.ports import checks
from chalicelib.storage import parked
from tests.kit.approvals import automate
from tests.kit.clients import command, published
from tests.kit.courier import Courier
from tests.kit.kyc import (
    REVIEWER,
    VendorSide,
    answers,
    case,
    decide,
    hand_in,
    knock,
    read,
    use_vendor,
)
from tests.simulators.sumsub.kit import LEVEL

JOB = system("kyc-checks")


def begun(lin: Actor, verdict: VerdictUse) -> Record:
    """A record that waits, and the client on the vendor's page."""
    use_vendor(verdict)
    record = hand_in(lin)
    checking.start(lin)
    return record


def outcome(actor: Actor) -> CheckOutcome:
    check = case(actor).check
    assert check is not None
    return check.outcome


@pytest.fixture
def record(lin: Actor, vendor: VendorSide) -> Record:
    """A record whose vendor informs the staff; the first news of the applicant is heard."""
    made = begun(lin, VerdictUse.INFORM)
    vendor.hear(1)
    return made


@pytest.fixture
def alone(lin: Actor, vendor: VendorSide) -> Record:
    """The same, with a vendor that settles requests by itself."""
    made = begun(lin, VerdictUse.SETTLE)
    vendor.hear(1)
    return made


def test_without_a_vendor_there_is_no_check(lin: Actor) -> None:
    hand_in(lin)
    with pytest.raises(VendorNotUsed):
        checking.start(lin)


def test_a_check_needs_a_record_that_waits(lin: Actor, vendor: VendorSide) -> None:
    use_vendor()
    with pytest.raises(KycNotPending):
        checking.start(lin)


def test_the_page_can_be_opened_again(lin: Actor, vendor: VendorSide, record: Record) -> None:
    checking.start(lin)
    assert outcome(lin) is CheckOutcome.STARTED


def test_opening_the_page_again_swallows_no_verdict(
    lin: Actor, vendor: VendorSide, alone: Record, courier: Courier
) -> None:
    vendor.simulator.submit(lin.id)
    vendor.simulator.review(lin.id, "GREEN")
    checking.start(lin)
    courier.deliver_all()
    assert case(lin).status is KycStatus.APPROVED


def test_a_verdict_that_informs_leaves_the_decision_to_staff(
    lin: Actor, vendor: VendorSide, record: Record, courier: Courier
) -> None:
    vendor.simulator.submit(lin.id)
    vendor.simulator.review(lin.id, "GREEN")
    vendor.hear(2)
    courier.deliver_all(twice=True, reverse=True)
    assert outcome(lin) is CheckOutcome.PASSED
    assert approvals.read(record.id).status is RequestStatus.PENDING
    facts = {one.code: one.value for one in reading.details(record.id, REVIEWER).facts}
    assert facts["kyc_verdict"] == "passed"


def test_a_verdict_that_settles_approves(
    lin: Actor, vendor: VendorSide, alone: Record, courier: Courier
) -> None:
    vendor.simulator.submit(lin.id)
    vendor.simulator.review(lin.id, "GREEN")
    vendor.hear(2)
    courier.deliver_all(twice=True)
    assert case(lin).status is KycStatus.APPROVED
    assert approvals.read(alone.id).decided_by == "system:kyc-events"


def test_a_refusal_for_good_settles_with_the_vendors_sentence(
    lin: Actor, vendor: VendorSide, alone: Record, courier: Courier
) -> None:
    vendor.simulator.submit(lin.id)
    vendor.simulator.review(
        lin.id, "RED", reject_type="FINAL", comment="You are too young.", client_comment="Fraud?"
    )
    vendor.hear(2)
    courier.deliver_all()
    assert case(lin).status is KycStatus.REJECTED
    assert read(alone).reason == "You are too young."


def test_to_be_asked_again_decides_nothing_and_is_told_with_its_labels(
    lin: Actor, vendor: VendorSide, alone: Record, courier: Courier
) -> None:
    vendor.simulator.submit(lin.id)
    vendor.simulator.review(lin.id, "RED", reject_type="RETRY", labels=["BAD_SELFIE"])
    vendor.hear(2)
    courier.deliver_all(twice=True)
    assert case(lin).status is KycStatus.PENDING
    assert [one.body["labels"] for one in published("kyc.check_repeated")] == [["BAD_SELFIE"]]
    vendor.simulator.submit(lin.id)
    vendor.simulator.review(lin.id, "GREEN")
    vendor.hear(2)
    courier.deliver_all()
    assert case(lin).status is KycStatus.APPROVED


def test_callbacks_twice_reordered_and_late_come_to_the_same(
    lin: Actor, vendor: VendorSide, alone: Record, courier: Courier
) -> None:
    vendor.simulator.fault("webhook_reorder")
    vendor.simulator.fault("webhook_duplicate")
    vendor.simulator.submit(lin.id)
    vendor.simulator.review(lin.id, "GREEN")
    letters = vendor.keep(3)
    for letter in reversed(letters):
        assert knock(letter).status == 200
    courier.deliver_all(reverse=True)
    for letter in letters:  # an hour later, all of them once more
        assert knock(letter).status == 200
    courier.deliver_all()
    assert case(lin).status is KycStatus.APPROVED
    assert len(published("kyc.verdict_awaited")) == 3  # created, pending, reviewed: each once


@pytest.mark.parametrize("trick", ["forge", "tamper", "sha1"])
def test_a_forged_callback_is_refused_and_asks_nobody(
    lin: Actor, vendor: VendorSide, alone: Record, courier: Courier, trick: str
) -> None:
    heard = len(published("kyc.verdict_awaited"))
    vendor.simulator.fault(f"webhook_{trick}")
    vendor.simulator.submit(lin.id)
    forged, _true = vendor.keep(2)
    answer = knock(forged)
    assert (answer.status, answer.body["code"]) == (401, "callback_forged")
    assert len(published("kyc.verdict_awaited")) == heard


def test_a_lie_in_an_authentic_callback_changes_nothing(
    lin: Actor, vendor: VendorSide, alone: Record, courier: Courier
) -> None:
    """An old GREEN, replayed after the review was opened anew, is only a reason to ask."""
    vendor.simulator.submit(lin.id)
    vendor.simulator.review(lin.id, "GREEN")
    _pending, green = vendor.keep(2)
    vendor.simulator.review(lin.id, "RED", reject_type="FINAL")
    vendor.keep(1)
    assert knock(green).status == 200
    courier.deliver_all()
    assert case(lin).status is KycStatus.REJECTED


def passed(lin: Actor, vendor: VendorSide, courier: Courier) -> None:
    vendor.simulator.submit(lin.id)
    vendor.simulator.review(lin.id, "GREEN")
    vendor.hear(2)
    courier.deliver_all()
    assert case(lin).status is KycStatus.APPROVED


@pytest.mark.parametrize("kind", ["RETRY", "FINAL"])
def test_a_late_refusal_reopens_the_case_for_staff(
    lin: Actor, vendor: VendorSide, alone: Record, courier: Courier, kind: str
) -> None:
    passed(lin, vendor, courier)
    vendor.advance(days=20)
    vendor.simulator.review(lin.id, "RED", reject_type=kind, labels=["FORGERY"])
    late = vendor.hear(1)
    courier.deliver_all(twice=True)
    now = case(lin)
    assert (now.status, now.records, read(alone).status) == (
        KycStatus.PENDING,
        2,
        RecordStatus.REOPENED,
    )
    again = now.pending_id or ""
    request = approvals.read(again)
    assert (request.status, request.automatic) == (RequestStatus.PENDING, False)
    told = published("kyc.case_reopened")
    assert [one.body["record_id"] for one in told] == [again]
    queued = [one.body["request_id"] for one in published("approvals.request_queued")]
    assert again in queued
    assert knock(late[0]).status == 200  # the callback once more: known
    checking.look(JOB, "sumsub", now.check.reference, command())  # and asked once more: no news
    assert case(lin).pending_id == again


def test_staff_may_approve_in_spite_of_the_vendor_and_it_stays(
    lin: Actor, vendor: VendorSide, alone: Record, courier: Courier
) -> None:
    passed(lin, vendor, courier)
    vendor.advance(days=20)
    vendor.simulator.review(lin.id, "RED", reject_type="FINAL")
    late = vendor.hear(1)
    courier.deliver_all()
    decide(read_pending(lin))
    courier.deliver_all()
    assert case(lin).status is KycStatus.APPROVED
    knock(late[0])
    checking.look_at_due(JOB, lambda: 60)
    courier.deliver_all()
    assert case(lin).status is KycStatus.APPROVED


def read_pending(actor: Actor) -> Record:
    return store.record(case(actor).pending_id or "")


def test_a_late_refusal_while_a_new_record_waits_shuts_the_gates_and_asks_for_nothing_more(
    lin: Actor, vendor: VendorSide, alone: Record, courier: Courier
) -> None:
    passed(lin, vendor, courier)
    second = hand_in(lin, **answers(full_name="Lin Chen-Wu"))
    vendor.simulator.review(lin.id, "RED", reject_type="RETRY")
    vendor.hear(1)
    courier.deliver_all()
    assert case(lin).status is KycStatus.PENDING
    assert case(lin).pending_id == second.id
    assert [one.body["record_id"] for one in published("kyc.case_reopened")] == [second.id]


def test_a_callback_that_got_lost_is_made_up_for_within_the_hour(
    lin: Actor, vendor: VendorSide, alone: Record, courier: Courier
) -> None:
    courier.deliver_all()
    vendor.simulator.fault("webhook_lose", times=2)
    vendor.simulator.submit(lin.id)
    vendor.simulator.review(lin.id, "GREEN")
    assert checking.look_at_due(JOB, lambda: 60) == 0
    vendor.advance(minutes=61)
    assert checking.look_at_due(JOB, lambda: 60) == 1
    courier.deliver_all()
    assert case(lin).status is KycStatus.APPROVED
    assert checking.look_at_due(JOB, lambda: 60) == 0


def test_a_client_who_never_sent_anything_is_asked_about_again(
    lin: Actor, vendor: VendorSide, alone: Record
) -> None:
    vendor.advance(minutes=61)
    assert checking.look_at_due(JOB, lambda: 60) == 1
    assert checking.look_at_due(JOB, lambda: 60) == 0
    vendor.advance(minutes=61)
    assert checking.look_at_due(JOB, lambda: 60) == 1


def test_a_client_whom_the_vendor_forgot_is_asked_about_no_more(
    lin: Actor, vendor: VendorSide, alone: Record
) -> None:
    vendor.connect()
    vendor.advance(minutes=61)
    assert checking.look_at_due(JOB, lambda: 60) == 1
    vendor.advance(minutes=61)
    assert checking.look_at_due(JOB, lambda: 60) == 0


@pytest.mark.parametrize("fault", ["drop_after", "error_after"])
def test_a_start_whose_answer_got_lost_is_started_again(
    lin: Actor, vendor: VendorSide, fault: str
) -> None:
    use_vendor()
    hand_in(lin)
    vendor.simulator.fault(fault, path="POST /resources/applicants")
    checking.start(lin)
    assert outcome(lin) is CheckOutcome.STARTED


def test_a_vendor_that_is_away_leaves_the_record_waiting(lin: Actor, vendor: VendorSide) -> None:
    use_vendor()
    record = hand_in(lin)
    vendor.simulator.fault("unavailable", times=9)
    with pytest.raises(VendorUnavailable):
        checking.start(lin)
    assert read(record).status is RecordStatus.PENDING
    vendor.connect()


def test_the_queue_asks_again_when_the_vendor_is_away(
    lin: Actor, vendor: VendorSide, alone: Record, courier: Courier
) -> None:
    vendor.simulator.submit(lin.id)
    vendor.simulator.review(lin.id, "GREEN")
    vendor.hear(2)
    vendor.simulator.fault("unavailable", times=3, path="GET /resources")
    courier.deliver_all()
    assert case(lin).status is KycStatus.APPROVED
    assert parked.listed(PageRequest()).items == ()


def test_somebody_who_handed_in_nothing_is_none_of_our_business(
    lin: Actor, vendor: VendorSide, alone: Record, courier: Courier
) -> None:
    checks.identity_verifier("sumsub").start_check(
        CheckOrder("99999999", LEVEL, "http://localhost")
    )
    vendor.hear(1)
    courier.deliver_all()
    assert case(Actor(lin.realm, "99999999")).version == 0


def test_with_a_vendor_automatic_mode_waits_for_its_verdict(
    lin: Actor, vendor: VendorSide, courier: Courier
) -> None:
    automate(RequestType.KYC, Mode.AUTOMATIC)
    record = begun(lin, VerdictUse.SETTLE)
    courier.deliver_all()
    assert (record.origin, case(lin).status) == (Origin.CLIENT, KycStatus.PENDING)
