"""Clocks: deadlines in working time, pauses, reminders, escalation, and how long it all took."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import app
from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals import rules, store
from chalicelib.approvals.model import (
    BusinessHours,
    Escalation,
    LogCode,
    Node,
    PauseReason,
    Verdict,
)
from chalicelib.approvals.model.settings import BUSINESS_HOURS, ESCALATION
from chalicelib.approvals.public import RequestStatus, RequestType
from chalicelib.approvals.rules import Review
from chalicelib.approvals.rules.clock import due, running
from chalicelib.approvals.service import clocks, decisions
from chalicelib.core.actor import Scope, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Conflict, Forbidden, Invalid, NotFound
from chalicelib.core.permissions import Permission
from chalicelib.messages.approvals import RequestDueSoon, RequestOverdue
from chalicelib.settings import public as settings
from tests.kit import people
from tests.kit.approvals import CLIENT, DECIDING, member, open_request, publish_flow
from tests.kit.messages import published

ANN, BOB = member("Ann"), member("Bob")
APPROVE = Review(Verdict.APPROVED)
JOB = system("approvals-clock")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OFFICE = BusinessHours(enabled=True, opens="09:00", closes="17:00")


def ring() -> int:
    return clocks.ring(JOB, lambda: 60.0)


def codes(request_id: str = "acc_1") -> list[LogCode]:
    return [line.code for line in store.log_of(request_id)]


# ---- working time


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (MONDAY, 4, MONDAY.replace(hour=13)),
        (MONDAY, 8, MONDAY.replace(hour=17)),
        (MONDAY, 9, MONDAY.replace(day=3, hour=10)),
        (MONDAY.replace(hour=20), 1, MONDAY.replace(day=3, hour=10)),
        (MONDAY.replace(day=6, hour=16), 2, MONDAY.replace(day=9, hour=10)),
        (MONDAY.replace(hour=6), 1, MONDAY.replace(hour=10)),
    ],
    ids=["a morning", "to closing", "over night", "at night", "over a weekend", "before opening"],
)
def test_a_deadline_is_counted_in_business_hours(start: datetime, hours: int, end: datetime):
    assert due(start, hours * 3600, OFFICE) == end


def test_holidays_and_other_zones_count():
    closed = replace(OFFICE, holidays=(date(2026, 3, 3),))
    assert due(MONDAY, 9 * 3600, closed) == MONDAY.replace(day=4, hour=10)
    tokyo = replace(OFFICE, zone="Asia/Tokyo")
    assert due(MONDAY, 3600, tokyo) == datetime(2026, 3, 3, 1, 0, tzinfo=UTC)


def test_without_business_hours_the_clock_runs_through_the_night():
    assert due(MONDAY, 86_400, BusinessHours()) == MONDAY + timedelta(days=1)


@given(
    minutes=st.integers(0, 60 * 24 * 30),
    seconds=st.integers(1, 400_000),
    zone=st.sampled_from(["UTC", "Asia/Dubai", "Europe/London", "America/New_York"]),
    enabled=st.booleans(),
)
def test_what_is_promised_is_what_runs(minutes: int, seconds: int, zone: str, enabled: bool):
    calendar = replace(OFFICE, zone=zone, enabled=enabled)
    start = MONDAY + timedelta(minutes=minutes)
    assert running(start, due(start, seconds, calendar), calendar) == seconds


# ---- pauses


def test_a_pause_keeps_what_was_left_and_shows_its_reason(clock: FixedClock):
    open_request()
    clock.advance(hours=10)
    paused = clocks.pause(ANN, "acc_1", PauseReason.CLIENT, "asked for a better scan")
    assert (paused.deadline_at, paused.pause and paused.pause.left_seconds) == (None, 14 * 3600)
    clock.advance(hours=100)
    assert ring() == 0
    resumed = clocks.resume(ANN, "acc_1")
    assert resumed.deadline_at == clock.now() + timedelta(hours=14)
    assert resumed.paused_seconds == 100 * 3600
    assert codes()[1:] == [LogCode.PAUSED, LogCode.COMMENTED, LogCode.RESUMED]


def test_the_client_sees_why_the_clock_stands_still_but_not_the_note():
    open_request()
    clocks.pause(ANN, "acc_1", PauseReason.VENDOR, "ticket 7 at the bank")
    seen = decisions.own_with_log(CLIENT, "acc_1")
    assert seen.request.pause is not None
    (line,) = [one for one in seen.log if one.code is LogCode.PAUSED]
    assert (line.text, line.facts) == (None, {"pause_reason": "waiting_for_vendor"})


def test_a_clock_is_paused_once_and_resumed_once():
    open_request()
    with pytest.raises(rules.ClockRuns):
        clocks.resume(ANN, "acc_1")
    clocks.pause(ANN, "acc_1", PauseReason.HELD, "")
    with pytest.raises(rules.ClockStands):
        clocks.pause(BOB, "acc_1", PauseReason.CLIENT, "")


def test_a_decision_ends_the_pause(clock: FixedClock):
    open_request()
    clocks.pause(ANN, "acc_1", PauseReason.CLIENT, "")
    clock.advance(hours=5)
    decided = decisions.decide(ANN, "acc_1", APPROVE)
    assert (decided.pause, decided.paused_seconds) == (None, 5 * 3600)


def test_pausing_takes_the_permission_of_the_type_and_the_scope():
    open_request()
    reader = member("Rae", permissions=frozenset({Permission.READ_REQUESTS}))
    with pytest.raises(Forbidden):
        clocks.pause(reader, "acc_1", PauseReason.HELD, "")
    with pytest.raises(NotFound):
        clocks.pause(replace(ANN, scope=Scope()), "acc_1", PauseReason.HELD, "")


def test_what_is_decided_has_no_clock():
    open_request()
    decisions.decide(ANN, "acc_1", APPROVE)
    with pytest.raises(Conflict):
        clocks.pause(ANN, "acc_1", PauseReason.HELD, "")


# ---- alarms


def test_approvers_are_reminded_once_and_then_called_once(clock: FixedClock):
    open_request()
    clock.advance(hours=22)
    assert ring() == 0
    clock.advance(hours=1)
    assert (ring(), ring()) == (1, 0)
    clock.advance(hours=1)
    assert (ring(), ring()) == (1, 0)
    clock.advance(days=9)
    assert ring() == 0
    told = [one for one in published() if isinstance(one, RequestDueSoon | RequestOverdue)]
    assert [type(one) for one in told] == [RequestDueSoon, RequestOverdue]
    assert told[1].approvers == ("permission:decide_accounts",)
    assert codes()[1:] == [LogCode.REMINDED, LogCode.OVERDUE]
    assert approvals.read("acc_1").overdue_at == MONDAY + timedelta(hours=24)


def test_what_was_decided_in_time_calls_nobody(clock: FixedClock):
    open_request()
    decisions.decide(ANN, "acc_1", APPROVE)
    clock.advance(days=3)
    assert ring() == 0


def test_an_overdue_request_may_be_decided_by_a_role_too(clock: FixedClock):
    settings.adopt(JOB, ESCALATION, Escalation(role_ids=("rol_heads",)))
    publish_flow(RequestType.OPEN_ACCOUNT, Node(user_ids=("stf_ann",)))
    open_request()
    head = member("Hal", roles=("rol_heads",))
    with pytest.raises(Forbidden):
        decisions.decide(head, "acc_1", APPROVE)
    clock.advance(days=2)
    assert ring() == 1
    assert approvals.read("acc_1").approver_keys == ("user:stf_ann", "role:rol_heads")
    assert decisions.decide(head, "acc_1", APPROVE).status is RequestStatus.EXECUTING


def test_many_that_are_due_are_all_called_in_one_run(clock: FixedClock):
    for number in range(60):
        open_request(f"acc_{number}")
    clock.advance(days=2)
    assert ring() == 60


def test_a_run_without_time_leaves_the_rest_for_the_next(clock: FixedClock):
    for number in range(3):
        open_request(f"acc_{number}")
    clock.advance(days=2)
    left = iter([60.0, 1.0])
    assert clocks.ring(JOB, lambda: next(left)) == 1
    assert ring() == 2


def test_a_payment_that_is_awaited_starts_the_clock_when_it_comes(clock: FixedClock):
    request = open_request("dep_1", type=RequestType.DEPOSIT, awaits_payment=True, manual_only=True)
    assert request.deadline_at is None
    clock.advance(hours=3)
    paid = ports.transact(JOB, lambda unit: approvals.payment_received(unit, "dep_1"))
    assert paid.deadline_at == clock.now() + timedelta(hours=24)


def test_business_hours_hold_for_new_requests():
    settings.adopt(JOB, BUSINESS_HOURS, replace(OFFICE, closes="12:00"))
    assert open_request().deadline_at == datetime(2026, 3, 11, 12, 0, tzinfo=UTC)


# ---- how long it took


@pytest.mark.parametrize(
    ("values", "p50", "p90", "p99"),
    [([7], 7, 7, 7), ([1, 2], 1, 2, 2), (list(range(1, 101)), 50, 90, 99)],
)
def test_percentiles_are_nearest_ranks(values: list[int], p50: int, p90: int, p99: int):
    assert [rules.percentile(values, one) for one in (50, 90, 99)] == [p50, p90, p99]


def recomputed(request_ids: list[str]) -> dict[RequestType, list[int]]:
    """Seconds from the opening to the last decision without pauses, by the log alone."""
    took: dict[RequestType, list[int]] = defaultdict(list)
    for request_id in request_ids:
        lines = store.log_of(request_id)
        start, stood, since = lines[0].at, timedelta(0), None
        for line in lines:
            if line.code is LogCode.PAUSED:
                since = line.at
            if line.code in (LogCode.RESUMED, LogCode.APPROVED, LogCode.REJECTED) and since:
                stood, since = stood + (line.at - since), None
            if line.code in (LogCode.APPROVED, LogCode.REJECTED):
                seconds = int((line.at - start - stood).total_seconds())
                took[approvals.read(request_id).type].append(seconds)
    return took


def test_the_percentiles_can_be_recomputed_from_the_logs(clock: FixedClock):
    dice, ids = Random(7), []
    since = clock.now()
    for number in range(40):
        kind = dice.choice([RequestType.OPEN_ACCOUNT, RequestType.KYC])
        ids.append(open_request(f"req_{number}", type=kind).id)
        clock.advance(minutes=dice.randint(1, 600))
        if dice.random() < 0.5:
            clocks.pause(ANN, ids[-1], PauseReason.CLIENT, "")
            clock.advance(minutes=dice.randint(1, 600))
            if dice.random() < 0.5:
                clocks.resume(ANN, ids[-1])
                clock.advance(minutes=dice.randint(1, 60))
        verdict = dice.choice(list(Verdict))
        decisions.decide(ANN, ids[-1], Review(verdict, reason="no"))
        clock.advance(minutes=1)
    expected = recomputed(ids)
    for found in clocks.times(since, clock.now()):
        values = sorted(expected.pop(found.type))
        assert found.decided == len(values)
        assert [found.p50, found.p90, found.p99] == [
            values[max(1, -(-percent * len(values) // 100)) - 1] for percent in (50, 90, 99)
        ]
    assert expected == {}


def test_what_a_vendor_sends_back_counts_when_it_is_decided_again(clock: FixedClock):
    since = clock.now()
    open_request()
    clock.advance(hours=1)
    decisions.decide(ANN, "acc_1", APPROVE)
    ports.transact(JOB, lambda unit: approvals.send_back(unit, "acc_1", "full"))
    assert clocks.times(since, clock.now() + timedelta(days=1)) == []
    clock.advance(hours=1)
    decisions.decide(ANN, "acc_1", APPROVE)
    (found,) = clocks.times(since, clock.now() + timedelta(days=1))
    assert (found.decided, found.p50, found.late) == (1, 7200, 0)


def test_a_late_decision_is_counted_as_late(clock: FixedClock):
    since = clock.now()
    open_request()
    clock.advance(hours=30)
    decisions.decide(ANN, "acc_1", APPROVE)
    (found,) = clocks.times(since, clock.now() + timedelta(days=1))
    assert (found.late, found.capped) == (1, False)


def test_a_period_has_an_end():
    with pytest.raises(Invalid):
        clocks.times(MONDAY, MONDAY + timedelta(days=93))
    with pytest.raises(Invalid):
        clocks.times(MONDAY, MONDAY)


# ---- the desk


@pytest.mark.usefixtures("undescribed")
def test_the_desk_pauses_resumes_and_reads_the_times(clock: FixedClock):
    ann = people.signed_in(app, "desk", people.member(people.role(*DECIDING), name="Ann"))
    open_request()
    url = "/api/desk/requests/acc_1/clock"
    body = {"paused": "waiting_for_client", "note": "asked for a scan"}
    paused = ann.call("PUT", url, body).body
    assert (paused["deadline_at"], paused["pause"]["by_name"]) == (None, "Ann")
    going = ann.call("PUT", url, {"paused": None}).body
    assert (going["pause"], going["deadline_at"]) == (None, "2026-03-03T09:00:00.000Z")
    ann.patch("/api/desk/requests/acc_1", {"decision": "approved"})
    times = ann.get("/api/desk/request-times?from=2026-03-02&to=2026-03-02").body["items"]
    assert times == [
        {
            "type": "open_account",
            "decided": 1,
            "late": 0,
            "p50": 0,
            "p90": 0,
            "p99": 0,
            "capped": False,
        }
    ]
