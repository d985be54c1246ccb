"""A member leaves for good: no longer counted, listed or led; only the name stays, for the logs."""

from dataclasses import replace

from chalicelib.messages.staff import MemberLeft
from chalicelib.staff import rules, store
from chalicelib.staff.model import Member, MemberChange
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


def remove_member(unit: Unit, staff_id: str) -> Member:
    """See `public.remove_member`."""
    before = store.present(staff_id)
    rules.check_own_membership(unit.actor, before, MemberChange(active=False))
    role = store.role(before.role_id)
    rules.check_reach(unit.actor, role)
    rules.check_owner_stays(role, before)
    _leave_line(unit, staff_id)
    counted = replace(
        role, members=role.members - 1, active_members=role.active_members - int(before.active)
    )
    store.change_role(unit, role, counted)
    facts = {"name": before.name, "role_id": before.role_id, "supervisor_id": before.supervisor_id}
    audit.record(unit, "member_deleted", "staff", staff_id, before=facts)
    unit.publish(MemberLeft(staff_id=staff_id, role_id=before.role_id))
    gone = replace(before, email="", supervisor_id=None, active=False, left_at=unit.now)
    return store.change_member(unit, before, gone)


def _leave_line(unit: Unit, staff_id: str) -> None:
    """Take them out of the line. It is stored in any case: nobody may join below them meanwhile."""
    line = store.line()
    rules.check_leads_nobody(line, staff_id)
    store.put_line(unit, line, rules.with_supervisor(line, staff_id, None))
