"""Money between clients while people act at the same moment: one outcome, and nothing lost."""

from collections.abc import Callable
from typing import Any

import pytest

from app import app
from chalicelib.clients.model import ClientStatus
from chalicelib.core.permissions import Permission
from chalicelib.funds.model.client_transfers import THIRD_PARTY, ThirdPartyRules
from chalicelib.settings import public as settings
from tests.concurrency.conftest import Tables
from tests.concurrency.test_requests import APPROVE, LIN, REJECT, Office, check_one_winner
from tests.concurrency.threads import at_once
from tests.faults.harness import Watch
from tests.faults.steps.client_transfers import FORM, SAM
from tests.faults.world import Queues
from tests.kit import people
from tests.kit.clients import become
from tests.kit.funds import SYSTEM, add_client, credit, sides, status_of, usd
from tests.kit.http import Answer, Caller
from tests.kit.payments import books_are_sound

ROUNDS = 4


class Desk(Office):
    """The office, with Sam as a client and transfers to others allowed."""

    def send(self, key: str, amount: str = "40.00") -> Answer:
        """Lin sends Sam money."""
        form = FORM | {"amount": amount}
        return Caller(app, self.lin.token).post("/api/portal/transfers", form, key=key)


@pytest.fixture
def desk(tables: Tables) -> Desk:
    client = add_client()
    add_client(SAM)
    credit(usd("1000.00"), name="dep_first")
    lin = people.signed_in(app, "portal", people.client(LIN, client.email, name=client.name))
    role = people.role(*Permission)
    staff = [
        people.signed_in(app, "desk", people.member(role, name=name)) for name in ("Mara", "Tom")
    ]
    settings.adopt(SYSTEM, THIRD_PARTY, ThirdPartyRules(enabled=True, transfers_a_day=20))
    return Desk(lin, staff, Queues(tables, Watch()))


def test_of_two_approvers_one_sends_it_and_it_arrives_once(desk: Desk):
    arrived = 0
    for number in range(ROUNDS):
        request_id = desk.send(f"to-sam-{number}").body["id"]
        answers = at_once(
            lambda who, one=request_id: desk.decide(who, one, (APPROVE, REJECT)[who]), threads=2
        )
        check_one_winner(answers)
        desk.queues.carry()
        arrived += answers[0].status == 200
    assert (sides(), sides(SAM)) == outcome(arrived)
    desk.queues.assert_empty()
    books_are_sound()


def test_a_sender_who_takes_back_while_staff_approve_gets_one_outcome(desk: Desk):
    arrived = 0
    for number in range(ROUNDS):
        request_id = desk.send(f"to-sam-{number}").body["id"]
        acts: list[Callable[[], Answer]] = [
            lambda one=request_id: desk.take_back(one),
            lambda one=request_id: desk.decide(0, one, APPROVE),
        ]
        answers = at_once(lambda who, both=acts: both[who](), threads=2)
        check_one_winner(answers)
        desk.queues.carry()
        arrived += answers[1].status == 200
    assert (sides(), sides(SAM)) == outcome(arrived)
    books_are_sound()


def test_a_recipient_who_is_suspended_at_that_moment_has_it_or_staff_have_it_again(desk: Desk):
    """Which of the two is a matter of moments; that it is one of them is not."""
    request_id = desk.send("to-sam-0").body["id"]
    assert desk.decide(0, request_id, APPROVE).status == 200
    acts: list[Callable[[], Any]] = [
        desk.queues.carry,
        lambda: become(SAM, ClientStatus.SUSPENDED),
    ]
    at_once(lambda who: acts[who](), threads=2)
    desk.queues.carry()
    status = status_of(request_id)[0]
    assert status in ("approved", "pending")
    held = ("960.00", "40.00"), ("0.00", "0.00")
    assert (sides(), sides(SAM)) == (outcome(1) if status == "approved" else held)
    books_are_sound()


def test_sixteen_transfers_at_once_keep_to_the_days_limit(desk: Desk):
    settings.adopt(SYSTEM, THIRD_PARTY, ThirdPartyRules(enabled=True, most_a_day="100"))
    answers = at_once(lambda number: desk.send(f"at-once-{number}"))
    sent = [one for one in answers if one.status == 201]
    assert {one.status for one in answers} <= {201, 409, 429}
    assert 1 <= len(sent) <= 2
    assert sides() == (f"{1000 - 40 * len(sent)}.00", f"{40 * len(sent)}.00")
    books_are_sound()


def outcome(arrived: int) -> tuple[tuple[str, str], tuple[str, str]]:
    """Lin's and Sam's wallets after so many transfers have arrived and the others come back."""
    return (f"{1000 - 40 * arrived}.00", "0.00"), (f"{40 * arrived}.00", "0.00")
