"""Times, ids, lots and scopes."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.actor import Actor, Realm, Scope
from chalicelib.core.clock import FixedClock, iso, parse_iso
from chalicelib.core.errors import FairleadError, Invalid, Kind
from chalicelib.core.ids import CountingIds, RandomIds
from chalicelib.core.lots import Lots
from chalicelib.core.permissions import Permission

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_text_order_is_time_order(one: datetime, other: datetime):
    if parse_iso(iso(one)) < parse_iso(iso(other)):
        assert iso(one) < iso(other)


def test_a_time_in_another_zone_is_the_same_moment():
    assert iso(NOON.astimezone(timezone(timedelta(hours=3)))) == "2026-03-02T12:00:00.000Z"


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        iso(datetime(2026, 3, 2))  # noqa: DTZ001 - that is the point


def test_a_fixed_clock_moves_only_when_told():
    clock = FixedClock(NOON)
    assert clock.now() == clock.now() == NOON
    clock.advance(minutes=5)
    assert clock.now() == NOON + timedelta(minutes=5)


@pytest.mark.parametrize("ids", [RandomIds(), CountingIds()])
def test_later_ids_sort_after_earlier_ones(ids):
    made = [ids.new("wdr", NOON + timedelta(milliseconds=n)) for n in range(50)]
    assert made == sorted(made)
    assert len(set(made)) == 50
    assert all(one.startswith("wdr_") and len(one) == 30 for one in made)


def test_digits_have_the_length_asked_for():
    assert {len(RandomIds().digits(8)) for _ in range(200)} == {8}


def test_lots_are_whole_hundredths():
    assert str(Lots.from_ten_thousandths(15000)) == "1.50"
    with pytest.raises(Invalid):
        Lots.from_ten_thousandths(15)
    with pytest.raises(Invalid):
        Lots(-1)


@pytest.mark.parametrize(
    ("scope", "owner", "participants", "visible"),
    [
        (Scope(company=True), "a", frozenset(), True),
        (Scope(owner_ids=frozenset("a")), "a", frozenset(), True),
        (Scope(owner_ids=frozenset("a")), "b", frozenset(), False),
        (Scope(owner_ids=frozenset("a")), None, frozenset(), False),
        (Scope(unowned=True), None, frozenset(), True),
        (Scope(unowned=True), "a", frozenset(), False),
        (Scope(participant_ids=frozenset("p")), "a", frozenset("pq"), True),
        (Scope(participant_ids=frozenset("p")), None, frozenset("p"), True),
        (Scope(participant_ids=frozenset("p")), "a", frozenset("q"), False),
        (Scope(), "a", frozenset("a"), False),
    ],
)
def test_a_scope_covers_what_its_parts_add_up_to(scope, owner, participants, visible):
    assert scope.covers(owner, participants) is visible


def test_an_actor_may_what_its_role_holds():
    actor = Actor(Realm.STAFF, "stf_1", permissions=frozenset({Permission.READ_AUDIT}))
    assert actor.may(Permission.READ_AUDIT)
    assert not actor.may(Permission.UPDATE_ROLES)
    assert actor.ref == "staff:stf_1"


def test_an_error_carries_its_code_field_and_facts():
    error = Invalid("too small", code="amount_range", field="amount", minimum="10.00")
    assert (error.kind, error.code, error.field) == (Kind.INVALID, "amount_range", "amount")
    assert error.facts == {"minimum": "10.00"}
    assert isinstance(error, FairleadError)
