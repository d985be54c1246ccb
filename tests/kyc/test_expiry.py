"""Documents that expire: warned of twice, and the end on the day, each told once."""

from datetime import date

import pytest

from chalicelib.approvals import public as approvals
from chalicelib.core.actor import Actor, system
from chalicelib.core.clock import FixedClock
from chalicelib.kyc.model.cases import KycStatus, RecordStatus
from chalicelib.kyc.model.errors import KycNotApproved
from chalicelib.kyc.service import deciding, expiring
from tests.kit.approvals import member
from tests.kit.clients import published
from tests.kit.courier import Courier
from tests.kit.kyc import answers, case, decide, hand_in, read

JOB = system("kyc-expiry")


def work(seconds: float = 60) -> int:
    return expiring.work_through(JOB, lambda: seconds)


def warned() -> list[int]:
    return [one.body["days"] for one in published("kyc.expiry_near")]


@pytest.fixture
def holder(lin: Actor, courier: Courier) -> Actor:
    """A client whose document is good until 30 April 2026; today is 2 March."""
    decide(hand_in(lin, **answers(valid_until="2026-04-30")))
    courier.deliver_all()
    assert case(lin).expires_on == date(2026, 5, 1)
    return lin


def test_a_client_is_warned_twice_and_then_shut_out(holder: Actor, clock: FixedClock) -> None:
    told = []
    for _ in range(62):
        work()
        work()  # an hour later
        told.append((len(warned()), case(holder).status))
        clock.advance(days=1)
    assert warned() == [30, 7]
    assert told[29] == (0, KycStatus.APPROVED)  # 31 March, 31 days before
    assert told[30] == (1, KycStatus.APPROVED)  # 1 April
    assert told[53] == (2, KycStatus.APPROVED)  # 24 April
    assert told[59] == (2, KycStatus.APPROVED)  # 30 April, the document's last day
    assert told[60] == (2, KycStatus.EXPIRED)  # 1 May
    assert len(published("kyc.case_expired")) == 1


def test_a_job_that_slept_warns_once_of_what_is_left(holder: Actor, clock: FixedClock) -> None:
    clock.advance(days=57)
    assert work() == 1
    assert warned() == [3]
    assert case(holder).look_on == date(2026, 5, 1)


def test_a_job_that_slept_through_the_day_expires_at_once(holder: Actor, clock: FixedClock) -> None:
    clock.advance(days=100)
    assert work() == 1
    assert (warned(), case(holder).status) == ([], KycStatus.EXPIRED)
    assert work() == 0


def test_without_time_left_nothing_is_begun(holder: Actor, clock: FixedClock) -> None:
    clock.advance(days=100)
    assert work(seconds=1) == 0
    assert case(holder).status is KycStatus.APPROVED


def test_a_new_document_moves_the_day(holder: Actor, clock: FixedClock, courier: Courier) -> None:
    clock.advance(days=57)
    work()
    decide(hand_in(holder, **answers(valid_until="2031-04-30")))
    courier.deliver_all()
    clock.advance(days=30)
    assert work() == 0
    assert case(holder).status is KycStatus.APPROVED


def test_an_approval_without_an_expiry_is_left_alone(
    lin: Actor, courier: Courier, clock: FixedClock
) -> None:
    decide(hand_in(lin))
    courier.deliver_all()
    clock.advance(days=4000)
    assert work() == 0


def test_a_document_that_expired_while_it_waited_goes_back_to_staff(
    lin: Actor, courier: Courier, clock: FixedClock
) -> None:
    record = hand_in(lin, **answers(valid_until="2026-03-05"))
    clock.advance(days=4)
    decide(record)
    courier.deliver_all()
    assert read(record).status is RecordStatus.PENDING
    assert approvals.read(record.id).returned_code == "kyc_document_expired"


def test_what_staff_ended_does_not_expire_again(holder: Actor, clock: FixedClock) -> None:
    deciding.take_back(member("Ada"), holder.id, "stolen")
    clock.advance(days=100)
    assert work() == 0
    with pytest.raises(KycNotApproved):
        deciding.take_back(member("Ada"), holder.id, "stolen")
