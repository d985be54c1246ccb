"""Who reports to whom, what a role lets see, and who may hand out what."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.actor import Actor, Realm, Scope, system
from chalicelib.core.errors import Conflict, Forbidden, Invalid
from chalicelib.core.permissions import Permission
from chalicelib.staff import rules
from chalicelib.staff.model import (
    OWNER_ROLE_ID,
    Authors,
    DataScope,
    Line,
    Member,
    MemberChange,
    NotificationScope,
    Role,
)
from chalicelib.staff.permission_groups import group_of

NOW = datetime(2026, 3, 2, tzinfo=UTC)
LINE = Line({"bea": "ann", "cid": "ann", "dan": "cid", "eve": "dan"})


def role(*permissions: Permission, company: bool = False, **facts) -> Role:
    return Role(
        id=facts.pop("id", "rol_1"),
        name="Any",
        description="",
        permissions=frozenset(permissions),
        scope=DataScope(company=company),
        created_at=NOW,
        **facts,
    )


def member(staff_id: str = "stf_1", *, active: bool = True) -> Member:
    return Member(staff_id, "Mara", "m@example.com", "rol_1", NOW, active=active)


def staff(*permissions: Permission, company: bool = False, role_id: str = "rol_9") -> Actor:
    return Actor(
        Realm.STAFF,
        "stf_me",
        role_ids=frozenset({role_id}),
        permissions=frozenset(permissions),
        scope=Scope(company=company),
    )


@pytest.mark.parametrize(
    ("who", "below"),
    [
        ("ann", {"bea", "cid", "dan", "eve"}),
        ("cid", {"dan", "eve"}),
        ("eve", set()),
        ("nobody", set()),
    ],
)
def test_subordinates_are_all_below_at_any_distance(who: str, below: set[str]):
    assert rules.subordinates(LINE, who) == below


@pytest.mark.parametrize("superior", ["cid", "dan", "eve"])
def test_nobody_comes_to_stand_above_themselves(superior: str):
    with pytest.raises(Invalid) as refusal:
        rules.with_supervisor(LINE, "cid", superior)
    assert refusal.value.code == "supervisor_cycle"


def test_moving_somebody_moves_everyone_below_them():
    moved = rules.with_supervisor(LINE, "cid", "bea")
    assert rules.subordinates(moved, "bea") == {"cid", "dan", "eve"}


def test_a_supervisor_can_be_taken_away():
    alone = rules.with_supervisor(LINE, "cid", None)
    assert rules.subordinates(alone, "ann") == {"bea"}


people = st.sampled_from("abcdefgh")


@given(st.lists(st.tuples(people, people | st.none()), max_size=40))
def test_no_sequence_of_moves_makes_a_circle(moves):
    line = Line()
    for who, superior in moves:
        try:
            line = rules.with_supervisor(line, who, superior)
        except Invalid:
            continue
        assert all(who not in climb(line, who) for who in line.supervisors)
    for who in "abcdefgh":
        assert rules.subordinates(line, who) == {
            other for other in line.supervisors if who in climb(line, other)
        }


def climb(line: Line, who: str) -> list[str]:
    above = []
    while who in line.supervisors and len(above) < 100:
        who = line.supervisors[who]
        above.append(who)
    return above


BELOW = frozenset({"bea", "cid"})


@pytest.mark.parametrize(
    ("parts", "scope"),
    [
        (DataScope(), Scope()),
        (DataScope(company=True), Scope(company=True)),
        (DataScope(own=True), Scope(owner_ids=frozenset({"ann"}))),
        (DataScope(subordinates=True), Scope(owner_ids=BELOW)),
        (DataScope(own=True, subordinates=True), Scope(owner_ids=BELOW | {"ann"})),
        (DataScope(participant=True), Scope(participant_ids=frozenset({"ann"}))),
        (DataScope(subordinates_participant=True), Scope(participant_ids=BELOW)),
        (DataScope(unowned=True), Scope(unowned=True)),
    ],
)
def test_each_part_of_a_data_scope_adds_its_own(parts: DataScope, scope: Scope):
    assert rules.scope_of(parts, "ann", BELOW) == scope


@given(st.tuples(*[st.booleans()] * 6), st.tuples(*[st.booleans()] * 6))
def test_more_ticks_never_show_less(first, second):
    fewer = rules.scope_of(DataScope(*first), "ann", BELOW)
    more = rules.scope_of(
        DataScope(*(a or b for a, b in zip(first, second, strict=True))), "ann", BELOW
    )
    for owner in (None, "ann", "bea", "zoe"):
        for followers in (frozenset(), frozenset({"ann"}), frozenset({"cid"})):
            assert more.covers(owner, followers) or not fewer.covers(owner, followers)


def test_a_system_role_may_do_everything_there_is():
    assert rules.permissions_of(role(system=True)) == frozenset(Permission)
    assert rules.permissions_of(role(Permission.READ_AUDIT)) == {Permission.READ_AUDIT}


def test_nobody_hands_out_what_they_lack():
    me = staff(Permission.READ_CLIENTS)
    rules.check_reach(me, role(Permission.READ_CLIENTS))
    with pytest.raises(Forbidden) as refusal:
        rules.check_reach(me, role(Permission.READ_CLIENTS, Permission.ADJUST_WALLETS))
    assert refusal.value.facts == {"permissions": ["adjust_wallets"], "sensitive_fields": []}


def test_nobody_shows_the_whole_company_who_does_not_see_it():
    with pytest.raises(Forbidden):
        rules.check_reach(staff(), role(company=True))
    rules.check_reach(staff(company=True), role(company=True))


def test_only_owners_touch_the_owner_role():
    owner_role = role(id=OWNER_ROLE_ID, system=True, company=True)
    with pytest.raises(Forbidden):
        rules.check_reach(staff(*Permission, company=True), owner_role)
    rules.check_reach(staff(role_id=OWNER_ROLE_ID), owner_role)
    rules.check_reach(system("installation"), owner_role)


@pytest.mark.parametrize(
    "change",
    [MemberChange(role_id="rol_2"), MemberChange(supervisor_id=""), MemberChange(active=False)],
)
def test_nobody_changes_their_own_standing(change: MemberChange):
    with pytest.raises(Forbidden) as refusal:
        rules.check_own_membership(staff(), member("stf_me"), change)
    assert refusal.value.code == "own_membership"
    rules.check_own_membership(staff(), member("stf_other"), change)


def test_people_may_correct_their_own_name():
    rules.check_own_membership(staff(), member("stf_me"), MemberChange(name="Maria"))


def test_the_last_active_owner_stays():
    owners = role(system=True, active_members=1, members=2)
    with pytest.raises(Conflict) as refusal:
        rules.check_owner_stays(owners, member())
    assert refusal.value.code == "last_owner"
    rules.check_owner_stays(owners, member(active=False))
    rules.check_owner_stays(role(system=True, active_members=2), member())


def test_every_permission_stands_under_a_heading():
    assert [one for one in Permission if group_of(one) == "other"] == []


@pytest.mark.parametrize(
    ("parts", "readable"),
    [
        (NotificationScope(), {"ann"}),
        (NotificationScope(direct_subordinates=True), {"ann", "bea", "cid"}),
        (NotificationScope(subordinates=True), {"ann", "bea", "cid", "dan", "eve"}),
        (NotificationScope(same_role=True), {"ann", "kim"}),
        (NotificationScope(direct_subordinates=True, same_role=True), {"ann", "bea", "cid", "kim"}),
    ],
)
def test_a_notification_scope_adds_authors_to_oneself(parts: NotificationScope, readable: set[str]):
    authors = rules.authors_of(parts, "ann", LINE, frozenset({"ann", "kim"}))
    assert authors == Authors(company=False, staff_ids=frozenset(readable))
    assert not authors.include("somebody else")


def test_the_whole_company_is_read_by_who_may_and_by_owners():
    everybody = NotificationScope(company=True)
    assert rules.authors_of(everybody, "ann", LINE, frozenset()).include("anybody")
