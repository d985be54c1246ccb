"""The same request, or two decisions on it, at the same moment: one effect, one outcome."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from app import app
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.funds.model.automation import AutomaticWithdrawals
from chalicelib.funds.model.settings import AUTOMATIC_WITHDRAWALS
from chalicelib.settings import public as settings
from chalicelib.storage import parked
from tests.concurrency.conftest import Tables
from tests.concurrency.threads import at_once
from tests.faults.harness import Watch
from tests.faults.steps.withdrawals import BANK
from tests.faults.world import LIN, Queues
from tests.kit import people
from tests.kit.funds import SYSTEM, add_client, credit, house_balances, sides, status_of, usd
from tests.kit.http import Answer, Caller
from tests.kit.payments import books_are_sound

ROUNDS = 6
APPROVE = {"decision": "approved"}
SEEN = APPROVE | {"node": 1, "round": 1}
REJECT = {"decision": "rejected", "reason": "The name differs."}


@dataclass
class Office:
    """Lin at her browser, two members of staff at theirs, and the queues."""

    lin: Caller
    staff: list[Caller]
    queues: Queues
    details_id: str = ""

    def withdraw(self, key: str) -> Answer:
        """Lin asks for 100 dollars."""
        form = {
            "source": {"type": "wallet", "currency": "USD"},
            "amount": "100.00",
            "method_id": "bank_wire",
            "details_id": self.details_id,
        }
        return Caller(app, self.lin.token).post("/api/portal/withdrawals", form, key=key)

    def decide(self, who: int, request_id: str, decision: dict[str, Any]) -> Answer:
        """A member of staff decides."""
        caller = Caller(app, self.staff[who].token)
        return caller.patch(f"/api/desk/requests/{request_id}", decision)

    def correct(self, who: int, request_id: str, amount: str) -> Answer:
        """A member of staff corrects the amount as it was submitted."""
        form = {"values": {"amount": amount}, "round": 1, "reason": "as agreed"}
        caller = Caller(app, self.staff[who].token)
        return caller.patch(f"/api/desk/requests/{request_id}/fields", form)

    def take_back(self, request_id: str) -> Answer:
        """Lin changes her mind."""
        caller = Caller(app, self.lin.token)
        return caller.patch(f"/api/portal/requests/{request_id}", {"status": "cancelled"})


@pytest.fixture
def office(tables: Tables) -> Office:
    """Lin has a thousand dollars and a bank account."""
    client = add_client()
    credit(usd("1000.00"), name="dep_first")
    lin = people.signed_in(app, "portal", people.client(LIN, client.email, name=client.name))
    role = people.role(*Permission)
    staff = [
        people.signed_in(app, "desk", people.member(role, name=name)) for name in ("Mara", "Tom")
    ]
    made = Office(lin, staff, Queues(tables, Watch()))
    saved = lin.post("/api/portal/withdrawal-details", BANK)
    made.details_id = saved.body["id"]
    made.queues.carry()
    return made


def test_sixteen_senders_of_one_key_have_one_effect(office: Office):
    answers = at_once(lambda _: office.withdraw("one-intention"))
    assert {one.status for one in answers} == {201}
    assert len({one.body["id"] for one in answers}) == 1
    assert sides() == ("900.00", "100.00")
    books_are_sound()


def test_of_withdrawals_at_one_instant_the_system_approves_no_more_than_the_day_allows(
    office: Office,
):
    limits = AutomaticWithdrawals(maximum="100", per_day=2)
    settings.adopt(SYSTEM, AUTOMATIC_WITHDRAWALS, limits)
    answers = at_once(lambda thread: office.withdraw(f"intention-{thread}"))
    asked = [one.body["id"] for one in answers if one.status == 201]
    office.queues.carry()
    statuses = sorted(status_of(one)[0] for one in asked)
    assert statuses == ["approved"] * 2 + ["pending"] * (len(asked) - 2)
    assert len(asked) > 2
    books_are_sound()


def test_sixteen_senders_of_an_adjustment_have_one_effect(office: Office):
    form = {"currency": "USD", "amount": "-25.00", "comment": "Charge-back"}
    path = f"/api/desk/clients/{LIN}/wallet-adjustments"
    token = office.staff[0].token
    answers = at_once(lambda _: Caller(app, token).post(path, form, key="one-adjustment"))
    assert {(one.status, one.body["id"]) for one in answers} == {(201, answers[0].body["id"])}
    assert sides() == ("975.00", "0.00")
    books_are_sound()


def test_of_two_approvers_at_the_same_instant_one_wins(office: Office):
    requests = [office.withdraw(f"withdrawal-{n}").body["id"] for n in range(4)]
    for request_id in requests:
        answers = at_once(
            lambda who, one=request_id: office.decide(who, one, (APPROVE, REJECT)[who]), threads=2
        )
        check_one_winner(answers)
        office.queues.carry()
        approved = answers[0].status == 200
        assert status_of(request_id)[0] == ("approved" if approved else "rejected")
    paid = sum(status_of(one)[0] == "approved" for one in requests)
    assert sides() == (f"{1000 - 100 * paid}.00", "0.00")
    office.queues.assert_empty()
    books_are_sound()


def test_a_client_who_takes_back_while_staff_approve_gets_one_outcome(office: Office):
    paid = 0
    for number in range(ROUNDS):
        request_id = office.withdraw(f"withdrawal-{number}").body["id"]
        acts: list[Callable[[], Answer]] = [
            lambda one=request_id: office.take_back(one),
            lambda one=request_id: office.decide(0, one, APPROVE),
        ]
        answers = at_once(lambda who, both=acts: both[who](), threads=2)
        check_one_winner(answers)
        office.queues.carry()
        approved = answers[1].status == 200
        paid += approved
        assert status_of(request_id)[0] == ("approved" if approved else "cancelled")
    assert sides() == (f"{1000 - 100 * paid}.00", "0.00")
    assert house_balances().get("fee_income", "0.00") == f"{paid}.00"
    office.queues.assert_empty()
    books_are_sound()


def test_a_correction_and_an_approval_at_the_same_instant_agree_on_the_amount(office: Office):
    gone = 0
    for number in range(ROUNDS):
        request_id = office.withdraw(f"withdrawal-{number}").body["id"]
        acts: list[Callable[[], Answer]] = [
            lambda one=request_id: office.correct(1, one, "60.00"),
            lambda one=request_id: office.decide(0, one, SEEN),
        ]
        answers = at_once(lambda who, both=acts: both[who](), threads=2)
        assert sorted(one.status for one in answers) == [200, 409], [one.body for one in answers]
        if answers[0].status == 200:  # corrected first: what Mara had seen is no longer asked
            assert status_of(request_id)[0] == "pending"
            assert office.decide(0, request_id, SEEN | {"round": 2}).status == 200
        office.queues.carry()
        gone += 60 if answers[0].status == 200 else 100
        assert status_of(request_id)[0] == "approved"
    assert sides() == (f"{1000 - gone}.00", "0.00")
    office.queues.assert_empty()
    books_are_sound()


def test_a_client_who_takes_back_while_staff_correct_has_all_of_it_again(office: Office):
    for number in range(ROUNDS):
        request_id = office.withdraw(f"withdrawal-{number}").body["id"]
        acts: list[Callable[[], Answer]] = [
            lambda one=request_id: office.take_back(one),
            lambda one=request_id: office.correct(0, one, "60.00"),
        ]
        answers = at_once(lambda who, both=acts: both[who](), threads=2)
        # A correction leaves it hers to take back; what she took back is not corrected.
        assert answers[0].status == 200, answers[0].body
        office.queues.carry()
        assert status_of(request_id)[0] == "cancelled"
    assert sides() == ("1000.00", "0.00")
    books_are_sound()


def check_one_winner(answers: list[Answer]) -> None:
    """One was done; the other was told that it was too late."""
    assert sorted(one.status for one in answers) == [200, 409], [one.body for one in answers]
    (late,) = (one for one in answers if one.status == 409)
    assert late.body["code"] in ("request_not_pending", "request_not_cancellable")


def test_one_message_at_eight_workers_has_one_effect(office: Office):
    request_id = office.withdraw("withdrawal-1").body["id"]
    assert office.decide(0, request_id, APPROVE).status == 200
    office.queues.fetch()
    parcels = [one for one in office.queues.backlog if one.queue == "funds-events"]
    for parcel in parcels:
        at_once(lambda _, one=parcel: office.queues.is_handled(replace(one)), threads=8)
    office.queues.carry()
    assert [one.reason for one in parked.listed(PageRequest()).items] == []
    assert status_of(request_id) == ("approved", "withdrawn", "pending")
    assert sides() == ("900.00", "0.00")
    office.queues.assert_empty()
    books_are_sound()
