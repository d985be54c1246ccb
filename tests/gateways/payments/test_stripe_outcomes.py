"""What goes wrong on the way to Stripe, and which of the three outcomes it becomes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.core.errors import OutcomeUnknown, VendorUnavailable
from chalicelib.core.money import Money
from chalicelib.gateways.payments.port import PaymentOrder
from chalicelib.gateways.payments.stripe import StripeCheckout
from tests.simulators.stripe.kit import API_KEY, SECRET, Simulator, free_port

CREATE = "POST /v1/checkout/sessions"
READ = "GET /v1/checkout/sessions"
ALWAYS = 99
Attempt = Callable[[], object]


def sessions_of(simulator: Simulator) -> int:
    return len(simulator.api("GET", "/v1/checkout/sessions").json()["data"])


@pytest.mark.parametrize(
    "fault", ["unavailable", "error_before", "drop_before", "drop_after", "truncate"]
)
def test_one_fault_on_the_way_is_repeated_under_the_same_key(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder, fault: str
) -> None:
    simulator.fault(fault, path=CREATE)
    psp.start_payment(order)
    assert sessions_of(simulator) == 1


@pytest.mark.parametrize("fault", ["drop_after", "truncate", "drop_before", "error_before"])
def test_a_lost_answer_is_unknown_and_repeating_the_order_settles_it(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder, fault: str
) -> None:
    simulator.fault(fault, path=CREATE, times=3)
    with pytest.raises(OutcomeUnknown):
        psp.start_payment(order)
    started = psp.start_payment(order)
    assert psp.payment(started.psp_reference).deposit_id == order.deposit_id
    assert sessions_of(simulator) == 1


def test_an_answer_that_comes_too_late_is_unknown(
    simulator: Simulator, order: PaymentOrder
) -> None:
    hasty = StripeCheckout(API_KEY, SECRET, base_url=simulator.url, read_seconds=0.2)
    simulator.fault("slow_after", path=CREATE, times=3, seconds=0.6)
    with pytest.raises(OutcomeUnknown):
        hasty.start_payment(order)
    hasty.start_payment(order)
    assert sessions_of(simulator) == 1


def test_a_service_unavailable_on_a_change_is_unknown_because_stripe_does_not_promise_otherwise(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder
) -> None:
    simulator.fault("unavailable", path=CREATE, times=ALWAYS)
    with pytest.raises(OutcomeUnknown):
        psp.start_payment(order)


def test_an_error_that_stripe_remembers_stays_and_reconciliation_finds_the_payment(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder
) -> None:
    simulator.fault("error_after", path=CREATE)
    for _ in range(2):
        with pytest.raises(OutcomeUnknown):
            psp.start_payment(order)
    now = datetime.now(UTC)
    fresh = StripeCheckout(API_KEY, SECRET, base_url=simulator.url)
    hour = timedelta(hours=1)
    found = list(fresh.list_payments(now - hour, now + hour))
    assert [state.deposit_id for state in found] == [order.deposit_id]


def test_too_many_requests_means_not_done_and_is_not_hammered(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder
) -> None:
    simulator.fault("rate_limit", path=CREATE)
    with pytest.raises(VendorUnavailable):
        psp.start_payment(order)
    assert sessions_of(simulator) == 0


def test_too_many_requests_after_a_lost_answer_is_still_unknown(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder
) -> None:
    simulator.fault("drop_after", path=CREATE)
    simulator.fault("rate_limit", path=CREATE)
    with pytest.raises(OutcomeUnknown):
        psp.start_payment(order)
    assert sessions_of(simulator) == 1


def test_a_refund_whose_answer_was_lost_is_not_paid_twice(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder
) -> None:
    reference = psp.start_payment(order).psp_reference
    simulator.lever(f"sessions/{reference}/pay")
    simulator.fault("drop_after", path="POST /v1/refunds", times=3)
    with pytest.raises(OutcomeUnknown):
        psp.refund(reference, Money(1000, "EUR"), "rfd_01")
    psp.refund(reference, Money(1000, "EUR"), "rfd_01")
    assert psp.payment(reference).refunded == Money(1000, "EUR")


@pytest.mark.parametrize("fault", ["unavailable", "error_before", "drop_before", "truncate"])
def test_a_read_that_keeps_failing_is_unavailable_and_never_unknown(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder, fault: str
) -> None:
    reference = psp.start_payment(order).psp_reference
    simulator.fault(fault, path=READ, times=3)
    with pytest.raises(VendorUnavailable):
        psp.payment(reference)
    assert psp.payment(reference).psp_reference == reference


def test_nobody_there_means_not_done(order: PaymentOrder) -> None:
    lonely = StripeCheckout(API_KEY, SECRET, base_url=f"http://127.0.0.1:{free_port()}")
    with pytest.raises(VendorUnavailable):
        lonely.start_payment(order)


def test_plain_http_to_another_machine_is_refused_outright() -> None:
    with pytest.raises(ValueError, match="https"):
        StripeCheckout(API_KEY, SECRET, base_url="http://stripe.example.com")
