"""Members: joining, changing, leaving; and who somebody is when they ask for something.

Role rows count their members, so that a role in use and the last owner are known without a list,
and two changes that would cross each other meet on one row.
"""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.core.actor import Actor, Realm, Scope
from chalicelib.core.errors import Conflict, Forbidden, NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.messages.staff import MemberAdded, MemberChanged, MemberDisabled, MemberEnabled
from chalicelib.staff import rules, store
from chalicelib.staff.model import (
    OWNER_ROLE_ID,
    Authors,
    DataScope,
    Line,
    Member,
    MemberChange,
    MemberDraft,
    Principal,
    Role,
)
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


def principal(staff_id: str) -> Principal:
    """See `public.principal`."""
    member = store.member(staff_id)
    if member.left_at is not None:
        return _departed(member)
    role, line = store.role_and_line(member.role_id)
    return _principal(member, role, line)


def _principal(member: Member, role: Role, line: Line) -> Principal:
    below = rules.subordinates(line, member.id)
    return Principal(
        staff_id=member.id,
        name=member.name,
        email=member.email,
        role_id=role.id,
        role_name=role.name,
        permissions=rules.permissions_of(role),
        data_scope=role.scope,
        scope=rules.scope_of(role.scope, member.id, below),
        active=member.active,
        veil=role.veil,
    )


def _departed(member: Member) -> Principal:
    """Whoever has left may do and see nothing; the role they had may be gone too."""
    return Principal(
        staff_id=member.id,
        name=member.name,
        email=member.email,
        role_id=member.role_id,
        role_name="",
        permissions=frozenset(),
        data_scope=DataScope(),
        scope=Scope(),
        active=False,
    )


def authors_for(staff_id: str) -> Authors:
    """See `public.authors_for`."""
    role, line = store.role_and_line(store.member(staff_id).role_id)
    parts = rules.notification_scope_of(role)
    colleagues = active_members_of(role.id) if parts.same_role else []
    return rules.authors_of(parts, staff_id, line, frozenset(colleagues))


def member(staff_id: str) -> Member:
    """See `public.member`."""
    return store.present(staff_id)


def members(page: PageRequest) -> Page[Member]:
    """See `public.members`."""
    return store.members(page)


def subordinates(staff_id: str) -> frozenset[str]:
    """See `public.subordinates`."""
    return rules.subordinates(store.line(), staff_id)


def names(staff_ids: Iterable[str]) -> dict[str, str]:
    """See `public.names`."""
    return {one.id: one.name for one in store.members_with(staff_ids)}


def present(staff_ids: Iterable[str]) -> frozenset[str]:
    """See `public.present`."""
    return frozenset(one.id for one in store.members_with(staff_ids) if one.left_at is None)


def active_members_of(role_id: str) -> list[str]:
    """See `public.active_members_of`."""
    return [one.id for one in store.active_members_of(role_id)]


def active_staff_with(permission: Permission) -> list[str]:
    """See `public.active_staff_with`."""
    holding = [role for role in store.all_roles() if permission in rules.permissions_of(role)]
    return [staff_id for role in holding for staff_id in active_members_of(role.id)]


def active_principals_with(permission: Permission) -> list[Principal]:
    """See `public.active_principals_with`."""
    line = store.line()
    holding = [role for role in store.all_roles() if permission in rules.permissions_of(role)]
    return [
        _principal(member, role, line)
        for role in holding
        for member in store.active_members_of(role.id)
    ]


def add_member(unit: Unit, draft: MemberDraft) -> Member:
    """See `public.add_member`."""
    role = store.role(draft.role_id)
    rules.check_reach(unit.actor, role)
    return _join(unit, draft, role)


def check_reach(actor: Actor, staff_id: str) -> None:
    """See `public.check_reach`."""
    rules.check_reach(actor, store.role(store.present(staff_id).role_id))


def add_owner(unit: Unit, *, name: str, email: str) -> Member:
    """See `public.add_owner`."""
    if unit.actor.realm is not Realm.SYSTEM:
        raise Forbidden("only an installation makes its first owner", code="system_only")
    role = store.find_role(OWNER_ROLE_ID)
    if role is not None and role.active_members:
        raise Conflict("there is an owner already", code="owner_exists")
    draft = MemberDraft(name=name, email=email, role_id=OWNER_ROLE_ID)
    if role is not None:
        return _join(unit, draft, role)
    member = _stored(unit, draft)
    store.add_role(unit, replace(_owner_role(unit), members=1, active_members=1))
    return member


def _owner_role(unit: Unit) -> Role:
    return Role(
        id=OWNER_ROLE_ID,
        name="Owner",
        description="Always has every permission and sees every client",
        permissions=frozenset(),
        scope=DataScope(company=True),
        created_at=unit.now,
        system=True,
    )


def _join(unit: Unit, draft: MemberDraft, role: Role) -> Member:
    grown = replace(role, members=role.members + 1, active_members=role.active_members + 1)
    store.change_role(unit, role, grown)
    return _stored(unit, draft)


def _stored(unit: Unit, draft: MemberDraft) -> Member:
    member = Member(
        id=unit.ids.new("stf", unit.now),
        name=draft.name,
        email=draft.email,
        role_id=draft.role_id,
        created_at=unit.now,
        supervisor_id=draft.supervisor_id,
    )
    if draft.supervisor_id is not None:
        _report_to(unit, member.id, draft.supervisor_id, is_new=True)
    audit.record(unit, "member_added", "staff", member.id, after=_facts(member))
    unit.publish(MemberAdded(staff_id=member.id, role_id=member.role_id))
    return store.add_member(unit, member)


def change_member(unit: Unit, staff_id: str, change: MemberChange) -> Member:
    """See `public.change_member`."""
    before = store.present(staff_id)
    rules.check_own_membership(unit.actor, before, change)
    after = _changed(before, change)
    if after == before:
        return before
    _move_between_roles(unit, before, after)
    if after.supervisor_id != before.supervisor_id:
        _report_to(unit, staff_id, after.supervisor_id)
    audit.record(
        unit, "member_changed", "staff", staff_id, before=_facts(before), after=_facts(after)
    )
    _tell(unit, before, after)
    return store.change_member(unit, before, after)


def _changed(before: Member, change: MemberChange) -> Member:
    supervisor_id = before.supervisor_id
    if change.supervisor_id is not None:
        supervisor_id = change.supervisor_id or None
    return replace(
        before,
        name=before.name if change.name is None else change.name,
        role_id=before.role_id if change.role_id is None else change.role_id,
        supervisor_id=supervisor_id,
        active=before.active if change.active is None else change.active,
    )


def _move_between_roles(unit: Unit, before: Member, after: Member) -> None:
    """Check both roles against what the actor may touch, and keep their counts right."""
    old = store.role(before.role_id)
    rules.check_reach(unit.actor, old)
    leaves = after.role_id != before.role_id or not after.active
    if leaves:
        rules.check_owner_stays(old, before)
    if after.role_id == before.role_id:
        if after.active != before.active:
            step = 1 if after.active else -1
            store.change_role(unit, old, replace(old, active_members=old.active_members + step))
        return
    new = store.role(after.role_id)
    rules.check_reach(unit.actor, new)
    store.change_role(unit, old, _counted(old, -1, -int(before.active)))
    store.change_role(unit, new, _counted(new, 1, int(after.active)))


def _counted(role: Role, members: int, active: int) -> Role:
    return replace(
        role, members=role.members + members, active_members=role.active_members + active
    )


def _report_to(
    unit: Unit, staff_id: str, supervisor_id: str | None, *, is_new: bool = False
) -> None:
    if supervisor_id is not None and not _is_active(supervisor_id):
        raise NotFound(what="supervisor", field="supervisor_id")
    line = store.line()
    moved = rules.with_supervisor(line, staff_id, supervisor_id)
    if not is_new:
        rules.check_no_gain(unit.actor, line, moved, staff_id)
    store.put_line(unit, line, moved)


def _is_active(staff_id: str) -> bool:
    found = store.members_with([staff_id])
    return bool(found) and found[0].active


def _tell(unit: Unit, before: Member, after: Member) -> None:
    standing = (after.name, after.role_id, after.supervisor_id)
    if standing != (before.name, before.role_id, before.supervisor_id):
        unit.publish(MemberChanged(staff_id=after.id, role_id=after.role_id))
    if after.active != before.active:
        kind = MemberEnabled if after.active else MemberDisabled
        unit.publish(kind(staff_id=after.id, role_id=after.role_id))


def _facts(member: Member) -> dict[str, object]:
    return {
        "name": member.name,
        "role_id": member.role_id,
        "supervisor_id": member.supervisor_id,
        "active": member.active,
    }
