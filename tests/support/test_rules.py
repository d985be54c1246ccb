"""How a ticket stands after what each side does, and what time does to it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.support import rules
from chalicelib.support.model import (
    CATEGORIES,
    Party,
    ReopenTooLate,
    Ticket,
    TicketIsResolved,
    TicketStatus,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
NEW = Ticket("tkt_1", "10000001", "money", "Where is it?", NOW, NOW)
OPEN, IN_PROGRESS, WAITING, RESOLVED = TicketStatus


def at(status: TicketStatus, **more: object) -> Ticket:
    return replace(rules.standing(NEW, status, NOW, Party.STAFF), **more)


@pytest.mark.parametrize(
    ("before", "after"), [(OPEN, OPEN), (IN_PROGRESS, IN_PROGRESS), (WAITING, IN_PROGRESS)]
)
def test_a_message_of_the_client_makes_it_the_brokers_turn(
    before: TicketStatus, after: TicketStatus
):
    found = rules.answered_by_client(at(before), LATER)
    assert (found.status, found.posted_at, found.posted_by) == (after, LATER, Party.CLIENT)
    assert found.waiting_since is None


@pytest.mark.parametrize("then", [WAITING, IN_PROGRESS, RESOLVED])
def test_after_an_answer_of_the_staff_a_ticket_stands_where_they_say(then: TicketStatus):
    found = rules.answered_by_staff(NEW, LATER, "stf_1", then)
    assert (found.status, found.assignee_id, found.posted_by) == (then, "stf_1", Party.STAFF)
    assert found.waiting_since == (LATER if then is WAITING else None)
    assert found.resolved_at == (LATER if then is RESOLVED else None)


def test_who_answers_somebody_elses_ticket_does_not_take_it():
    found = rules.answered_by_staff(replace(NEW, assignee_id="stf_1"), LATER, "stf_2")
    assert found.assignee_id == "stf_1"


def test_nobody_writes_to_a_resolved_ticket():
    with pytest.raises(TicketIsResolved):
        rules.answered_by_client(at(RESOLVED), LATER)
    with pytest.raises(TicketIsResolved):
        rules.answered_by_staff(at(RESOLVED), LATER, "stf_1")


def test_a_second_answer_begins_the_silence_anew():
    first = rules.answered_by_staff(NEW, NOW, "stf_1")
    second = rules.answered_by_staff(first, LATER, "stf_1")
    assert rules.resolves_at(second, 7) == LATER + timedelta(days=7)


def test_only_what_waits_for_the_client_resolves_itself():
    assert rules.resolves_at(at(OPEN), 7) is None
    assert rules.resolves_at(at(IN_PROGRESS), 7) is None
    assert rules.resolves_at(at(RESOLVED), 7) is None


def test_resolving_twice_keeps_who_did_it_first():
    first = rules.standing(NEW, RESOLVED, NOW, Party.CLIENT)
    assert rules.standing(first, RESOLVED, LATER, Party.STAFF) == first


def test_a_client_reopens_until_the_last_moment_and_not_after_it():
    resolved = at(RESOLVED)
    last = NOW + timedelta(days=14)
    assert rules.reopened_by_client(resolved, last, 14).status is OPEN
    with pytest.raises(ReopenTooLate) as refused:
        rules.reopened_by_client(resolved, last + timedelta(seconds=1), 14)
    assert refused.value.facts == {"days": 14}


def test_a_reopened_ticket_goes_back_to_who_had_it():
    found = rules.reopened_by_client(at(RESOLVED, assignee_id="stf_1"), LATER, 14)
    assert (found.status, found.assignee_id, found.resolved_at) == (IN_PROGRESS, "stf_1", None)


def test_an_unknown_category_is_refused_by_its_field():
    with pytest.raises(Invalid) as refused:
        rules.category(CATEGORIES.default, "weather")
    assert (refused.value.code, refused.value.field) == ("category_unknown", "category_id")
