"""Members and roles on a real store: joining, moving, leaving, and what somebody may do and see."""

from dataclasses import replace

import pytest

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm, Scope, system
from chalicelib.core.errors import Conflict, Forbidden, Invalid, NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.staff import public as staff
from chalicelib.staff import store
from chalicelib.staff.public import (
    OWNER_ROLE_ID,
    DataScope,
    Member,
    MemberChange,
    MemberDraft,
    RoleDraft,
)
from chalicelib.staff.service import roles
from chalicelib.storage import audit
from chalicelib.storage.table import Range, Table

pytestmark = pytest.mark.usefixtures("store", "clock")
SYSTEM = system("test")


def role(*permissions: Permission, name: str = "Support", **scope: bool) -> str:
    draft = RoleDraft(name, "", frozenset(permissions), DataScope(**scope))
    return staff.add_role(SYSTEM, draft).id


def join(role_id: str, name: str = "Mara", under: str | None = None) -> Member:
    draft = MemberDraft(name, f"{name.lower()}@example.com", role_id, under)
    return ports.transact(SYSTEM, lambda unit: staff.add_member(unit, draft))


def owner(name: str = "Olga") -> Member:
    return ports.transact(
        SYSTEM, lambda unit: staff.add_owner(unit, name=name, email="olga@example.com")
    )


def change(staff_id: str, actor: Actor = SYSTEM, **wanted: object) -> Member:
    asked = MemberChange(**wanted)  # type: ignore[arg-type]
    return ports.transact(actor, lambda unit: staff.change_member(unit, staff_id, asked))


def actor_of(member: Member) -> Actor:
    who = staff.principal(member.id)
    return Actor(
        Realm.STAFF,
        member.id,
        name=who.name,
        role_ids=frozenset({who.role_id}),
        permissions=who.permissions,
        scope=who.scope,
    )


def published() -> list[str]:
    names = []
    for shard in range(8):
        rows = Table("outbox").query(Range(f"pending#{shard}", "by-pending"), 100)
        names += [row["name"] for row in rows]
    return sorted(names)


def test_a_member_is_known_with_permissions_and_scope():
    mara = join(role(Permission.READ_CLIENTS, own=True, unowned=True))
    who = staff.principal(mara.id)
    assert (who.name, who.role_name, who.active) == ("Mara", "Support", True)
    assert who.permissions == {Permission.READ_CLIENTS}
    assert who.scope == Scope(owner_ids=frozenset({mara.id}), unowned=True)
    assert published() == ["staff.member_added"]


def test_the_scope_follows_the_supervisor_line_at_once():
    leads = role(name="Lead", own=True, subordinates=True)
    sales = role(name="Sales", own=True)
    ann = join(leads, "Ann")
    bea = join(sales, "Bea", under=ann.id)
    cid = join(sales, "Cid", under=bea.id)
    assert staff.principal(ann.id).scope.owner_ids == {ann.id, bea.id, cid.id}
    change(bea.id, supervisor_id="")
    assert staff.principal(ann.id).scope.owner_ids == {ann.id}
    assert staff.principal(cid.id).scope.owner_ids == {cid.id}


def test_a_circle_of_superiors_is_refused():
    sales = role()
    ann = join(sales, "Ann")
    bea = join(sales, "Bea", under=ann.id)
    with pytest.raises(Invalid) as refusal:
        change(ann.id, supervisor_id=bea.id)
    assert refusal.value.code == "supervisor_cycle"
    assert staff.member(ann.id).supervisor_id is None


def test_two_moves_that_would_close_a_circle_together_do_not_both_happen():
    sales = role()
    ann, bea = join(sales, "Ann"), join(sales, "Bea")
    raced = []

    def under_bea(unit):
        moved = staff.change_member(unit, ann.id, MemberChange(supervisor_id=bea.id))
        if not raced:
            raced.append(change(bea.id, supervisor_id=ann.id))
        return moved

    with pytest.raises(Invalid):
        ports.transact(SYSTEM, under_bea)
    assert store.line().supervisors == {bea.id: ann.id}


def test_a_superior_must_exist_and_be_active():
    sales = role()
    ann = join(sales, "Ann")
    change(ann.id, active=False)
    for superior in (ann.id, "stf_nobody"):
        with pytest.raises(NotFound):
            join(sales, "Bea", under=superior)


def test_a_changed_role_counts_at_the_next_question():
    sales = role(Permission.READ_CLIENTS)
    mara = join(sales)
    wanted = RoleDraft("Support", "", frozenset({Permission.READ_AUDIT}), DataScope(company=True))
    roles.change_role(SYSTEM, sales, lambda before: wanted)
    who = staff.principal(mara.id)
    assert who.permissions == {Permission.READ_AUDIT}
    assert who.scope.company


def test_a_disabled_member_is_known_to_be_so():
    mara = join(role())
    change(mara.id, active=False)
    assert not staff.principal(mara.id).active
    assert published() == ["staff.member_added", "staff.member_disabled"]
    change(mara.id, active=True)
    assert staff.principal(mara.id).active


def test_a_change_that_changes_nothing_tells_nobody():
    mara = join(role())
    assert change(mara.id, name="Mara", active=True) == mara
    assert published() == ["staff.member_added"]


def test_whom_to_tell_is_everyone_active_with_the_permission():
    readers = role(Permission.READ_AUDIT, name="Auditor")
    ann, bea = join(readers, "Ann"), join(readers, "Bea")
    join(role(Permission.READ_CLIENTS, name="Sales"), "Cid")
    boss = owner()
    change(bea.id, active=False)
    assert set(staff.active_staff_with(Permission.READ_AUDIT)) == {ann.id, boss.id}
    assert staff.active_members_of(readers) == [ann.id]


def test_names_are_given_for_those_who_exist():
    mara = join(role())
    assert staff.names([mara.id, "stf_nobody"]) == {mara.id: "Mara"}


def test_members_are_listed_by_name():
    sales = role()
    for name in ("Cid", "ann", "Bea"):
        join(sales, name)
    page = staff.members(PageRequest(limit=2))
    assert [one.name for one in page.items] == ["ann", "Bea"]
    rest = staff.members(PageRequest(limit=2, cursor=page.next_cursor))
    assert [one.name for one in rest.items] == ["Cid"]


def test_a_role_counts_its_members():
    sales, support = role(name="Sales"), role(name="Support")
    mara = join(sales)
    change(mara.id, role_id=support)
    assert (roles.role(sales).members, roles.role(support).members) == (0, 1)
    change(mara.id, active=False)
    assert (roles.role(support).members, roles.role(support).active_members) == (1, 0)


def test_a_role_in_use_cannot_be_deleted():
    sales = role()
    mara = join(sales)
    with pytest.raises(Conflict) as refusal:
        roles.remove_role(SYSTEM, sales)
    assert (refusal.value.code, refusal.value.facts) == ("role_in_use", {"members": 1})
    change(mara.id, role_id=role(name="Other"))
    roles.remove_role(SYSTEM, sales)
    with pytest.raises(NotFound):
        roles.role(sales)


def test_the_name_of_a_role_is_its_own_until_let_go():
    sales = role(name="Sales")
    with pytest.raises(Conflict) as refusal:
        role(name="SALES")
    assert refusal.value.code == "role_name_taken"
    roles.change_role(
        SYSTEM, sales, lambda one: RoleDraft("Dealers", "", one.permissions, one.scope)
    )
    role(name="sales")


def test_there_is_one_first_owner():
    boss = owner()
    assert staff.principal(boss.id).permissions == frozenset(Permission)
    assert staff.principal(boss.id).scope.company
    with pytest.raises(Conflict) as refusal:
        owner("Oscar")
    assert refusal.value.code == "owner_exists"


def test_only_an_installation_makes_its_first_owner():
    ann = Actor(Realm.STAFF, "stf_ann")
    with pytest.raises(Forbidden):
        ports.transact(ann, lambda unit: staff.add_owner(unit, name="A", email="a@example.com"))


def test_the_owner_role_cannot_be_changed_or_deleted():
    owner()
    shape = RoleDraft("Owner", "", frozenset(), DataScope())
    with pytest.raises(Forbidden):
        roles.change_role(SYSTEM, OWNER_ROLE_ID, lambda before: shape)
    with pytest.raises(Forbidden):
        roles.remove_role(SYSTEM, OWNER_ROLE_ID)


@pytest.mark.parametrize("leaving", [{"active": False}, {"role_id": "other"}])
def test_the_last_owner_cannot_leave(leaving: dict[str, object]):
    boss = owner()
    other = role()
    wanted = {"role_id": other} if "role_id" in leaving else leaving
    with pytest.raises(Conflict) as refusal:
        change(boss.id, **wanted)
    assert refusal.value.code == "last_owner"
    second = join(OWNER_ROLE_ID, "Oscar")
    change(boss.id, actor_of(second), **wanted)
    with pytest.raises(Conflict):
        change(second.id, **wanted)


def test_an_administrator_does_not_lift_anyone_above_themselves():
    admins = role(Permission.UPDATE_STAFF, name="Admin", company=True)
    admin, mara = join(admins, "Adam"), join(role(name="Sales"))
    treasurer = role(Permission.ADJUST_WALLETS, name="Treasurer")
    boss = owner()
    me = actor_of(admin)
    for target in (treasurer, OWNER_ROLE_ID):
        with pytest.raises(Forbidden) as refusal:
            change(mara.id, me, role_id=target)
        assert refusal.value.code == "role_beyond_own"
    with pytest.raises(Forbidden):
        change(boss.id, me, active=False)
    with pytest.raises(Forbidden):
        change(admin.id, me, role_id=OWNER_ROLE_ID)
    assert staff.member(mara.id).role_id != treasurer


def test_nobody_shapes_a_role_beyond_their_own():
    admin = join(role(Permission.UPDATE_ROLES, Permission.READ_CLIENTS, name="Admin"), "Adam")
    me = actor_of(admin)
    small = RoleDraft("Small", "", frozenset({Permission.READ_CLIENTS}), DataScope(own=True))
    made = staff.add_role(me, small)
    for beyond in (
        replace(small, permissions=frozenset({Permission.ADJUST_WALLETS})),
        replace(small, scope=DataScope(company=True)),
    ):
        with pytest.raises(Forbidden):
            roles.change_role(me, made.id, lambda before, wanted=beyond: wanted)
        with pytest.raises(Forbidden):
            staff.add_role(me, replace(beyond, name="Large"))


def test_changes_are_audited_with_before_and_after():
    mara = join(role())
    change(mara.id, name="Maria")
    latest = audit.of_object("staff", mara.id, PageRequest()).items[0]
    assert latest.action == "member_changed"
    assert (latest.before["name"], latest.after["name"]) == ("Mara", "Maria")


def leading(*permissions: Permission, **scope: bool) -> Actor:
    """Somebody who may change staff, and sees what ``scope`` says."""
    held = (Permission.READ_STAFF, Permission.UPDATE_STAFF, *permissions)
    return actor_of(join(role(*held, name="Leading", **scope), name="Lea"))


def test_nobody_puts_a_colleague_below_themselves():
    plain = role(name="Plain")
    ann, bea = join(plain, "Ann"), join(plain, "Bea")
    lea = leading(subordinates=True)
    change(ann.id, supervisor_id=lea.id)
    for superior in (lea.id, ann.id):
        with pytest.raises(Forbidden) as refusal:
            change(bea.id, actor=lea, supervisor_id=superior)
        assert refusal.value.code == "own_team"
    assert staff.member(bea.id).supervisor_id is None


def test_whoever_leads_a_team_may_move_people_within_it_and_out_of_it():
    plain = role(name="Plain")
    ann, bea = join(plain, "Ann"), join(plain, "Bea")
    lea = leading(subordinates=True)
    for one in (ann, bea):
        change(one.id, supervisor_id=lea.id)
    assert change(bea.id, actor=lea, supervisor_id=ann.id).supervisor_id == ann.id
    assert change(bea.id, actor=lea, supervisor_id="").supervisor_id is None


def test_whoever_sees_the_company_gains_nothing_and_may():
    ann = join(role(name="Plain"), "Ann")
    lea = leading(company=True)
    assert change(ann.id, actor=lea, supervisor_id=lea.id).supervisor_id == lea.id


def test_somebody_new_may_begin_in_the_team_of_whoever_hires_them():
    plain = role(name="Plain")
    lea = leading(subordinates=True)
    draft = MemberDraft("Nia", "nia@example.com", plain, lea.id)
    made = ports.transact(lea, lambda unit: staff.add_member(unit, draft))
    assert made.supervisor_id == lea.id
