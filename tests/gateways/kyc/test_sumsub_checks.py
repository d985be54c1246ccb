"""The port's contract, kept by the Sumsub adapter against the simulator."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.core.clock import SystemClock
from chalicelib.core.errors import Invalid, OutcomeUnknown, VendorRefused, VendorUnavailable
from chalicelib.gateways.kyc.port import CheckOrder, CheckOutcome
from chalicelib.gateways.kyc.sumsub import Sumsub
from tests.simulators.stripe.kit import send
from tests.simulators.sumsub.kit import APP_TOKEN, Simulator


def outcome(sumsub: Sumsub, client_id: str = "10000001") -> CheckOutcome:
    found = sumsub.find_check(client_id)
    assert found is not None
    return found.outcome


def test_a_check_begins_with_a_page_for_this_client(
    sumsub: Sumsub, simulator: Simulator, order: CheckOrder
) -> None:
    started = sumsub.start_check(order)
    assert order.return_url in send("GET", started.url).text
    state = sumsub.check(started.reference)
    assert (state.client_id, state.outcome) == ("10000001", CheckOutcome.STARTED)
    assert state.level == order.level
    assert datetime.now(UTC) - state.as_of < timedelta(seconds=30)


def test_a_second_order_finds_the_same_check(sumsub: Sumsub, order: CheckOrder) -> None:
    first, second = sumsub.start_check(order), sumsub.start_check(order)
    assert first.reference == second.reference
    assert first.url != second.url


def test_a_client_whom_the_vendor_does_not_know_has_no_check(sumsub: Sumsub) -> None:
    assert sumsub.find_check("10000009") is None


def test_the_outcome_follows_the_review(
    sumsub: Sumsub, simulator: Simulator, order: CheckOrder
) -> None:
    sumsub.start_check(order)
    simulator.submit("10000001")
    assert outcome(sumsub) is CheckOutcome.IN_REVIEW
    simulator.review("10000001", "RED", reject_type="RETRY")
    assert outcome(sumsub) is CheckOutcome.RETRY
    simulator.submit("10000001")
    assert outcome(sumsub) is CheckOutcome.IN_REVIEW
    simulator.review("10000001", "GREEN")
    assert outcome(sumsub) is CheckOutcome.PASSED


def test_a_late_refusal_is_later_than_the_pass_before_it(
    sumsub: Sumsub, simulator: Simulator, order: CheckOrder
) -> None:
    reference = sumsub.start_check(order).reference
    simulator.submit("10000001")
    simulator.review("10000001", "GREEN")
    passed = sumsub.check(reference)
    simulator.review(
        "10000001", "RED", reject_type="FINAL", labels=["FORGERY"], client_comment="Looks edited"
    )
    refused = sumsub.check(reference)
    assert (passed.outcome, refused.outcome) == (CheckOutcome.PASSED, CheckOutcome.REFUSED)
    assert refused.as_of > passed.as_of
    assert refused.labels == ("FORGERY",)
    assert (refused.comment, refused.staff_comment) == ("", "Looks edited")


@pytest.mark.parametrize("fault", ["drop_after", "error_after", "truncate"])
def test_an_answer_that_got_lost_leaves_one_check(
    sumsub: Sumsub, simulator: Simulator, order: CheckOrder, fault: str
) -> None:
    simulator.fault(fault, path="POST /resources/applicants")
    try:
        reference = sumsub.start_check(order).reference
    except OutcomeUnknown:
        reference = sumsub.start_check(order).reference
    found = sumsub.find_check(order.client_id)
    assert found is not None
    assert found.reference == reference


@pytest.mark.parametrize(
    ("fault", "reason"),
    [("unavailable", "busy"), ("rate_limit", "limited"), ("drop_after", "lost")],
)
def test_a_question_that_gets_no_answer_may_be_asked_again(
    sumsub: Sumsub, simulator: Simulator, order: CheckOrder, fault: str, reason: str
) -> None:
    reference = sumsub.start_check(order).reference
    simulator.fault(fault, times=3, path="GET /resources")
    with pytest.raises(VendorUnavailable) as refused:
        sumsub.check(reference)
    assert refused.value.facts["reason"] == reason
    simulator.lever("reset")


def test_a_page_that_cannot_be_had_leaves_nothing_unknown(
    sumsub: Sumsub, simulator: Simulator, order: CheckOrder
) -> None:
    simulator.fault("error_before", times=3, path="POST /resources/sdkIntegrations")
    with pytest.raises(VendorUnavailable):
        sumsub.start_check(order)


def test_a_slow_answer_is_not_waited_for(
    sumsub: Sumsub, simulator: Simulator, order: CheckOrder
) -> None:
    reference = sumsub.start_check(order).reference
    simulator.fault("slow_after", times=3, seconds=1.5, path="GET /resources")
    with pytest.raises(VendorUnavailable):
        sumsub.check(reference)


def test_a_level_that_does_not_exist_is_refused_by_its_name(sumsub: Sumsub) -> None:
    with pytest.raises(VendorRefused) as refused:
        sumsub.start_check(CheckOrder("10000001", "no such level", "http://localhost"))
    assert refused.value.facts["reason"] == "level-not-found"


def test_a_level_may_have_a_blank_in_its_name(sumsub: Sumsub) -> None:
    assert sumsub.start_check(CheckOrder("10000002", "full level", "http://localhost")).url


def test_a_wrong_key_is_refused(simulator: Simulator, order: CheckOrder) -> None:
    stranger = Sumsub(APP_TOKEN, "wrong", "x", SystemClock(), base_url=simulator.url)
    with pytest.raises(VendorRefused) as refused:
        stranger.start_check(order)
    assert refused.value.facts["reason"] == "app-token-signature-mismatch"


@pytest.mark.parametrize("reference", ["", "../levels", "a b", "x" * 101, "5b59?x=1"])
def test_what_can_be_no_reference_is_never_sent(sumsub: Sumsub, reference: str) -> None:
    with pytest.raises(Invalid):
        sumsub.check(reference)


def test_a_check_that_does_not_exist_is_refused(sumsub: Sumsub) -> None:
    with pytest.raises(VendorRefused):
        sumsub.check("0" * 24)
