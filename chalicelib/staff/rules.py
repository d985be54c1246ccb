"""Pure decisions about staff: who reports to whom, what a role lets see, who may grant what.

An actor of the system realm (setting up an installation) is bound by none of the granting rules.
"""

from chalicelib.core.actor import Actor, Realm, Scope
from chalicelib.core.errors import Conflict, Forbidden, Invalid
from chalicelib.core.permissions import Permission
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


def permissions_of(role: Role) -> frozenset[Permission]:
    """What members of ``role`` may do; a system role may do everything there is."""
    return frozenset(Permission) if role.system else role.permissions


def notification_scope_of(role: Role) -> NotificationScope:
    """Whose messages members of ``role`` may read; a system role reads everybody's."""
    return NotificationScope(company=True) if role.system else role.notification_scope


def authors_of(
    parts: NotificationScope, staff_id: str, line: Line, colleagues: frozenset[str]
) -> Authors:
    """Whose messages ``staff_id`` may read; ``colleagues`` are those who have the same role.

    Everybody reads their own, whatever their role says.
    """
    readable = {staff_id}
    if parts.direct_subordinates:
        readable |= {below for below, above in line.supervisors.items() if above == staff_id}
    if parts.subordinates:
        readable |= subordinates(line, staff_id)
    if parts.same_role:
        readable |= colleagues
    return Authors(parts.company, frozenset(readable))


def subordinates(line: Line, staff_id: str) -> frozenset[str]:
    """Everyone below ``staff_id`` in the supervisor line, at any distance."""
    reports: dict[str, list[str]] = {}
    for below, above in line.supervisors.items():
        reports.setdefault(above, []).append(below)
    found: set[str] = set()
    waiting = [staff_id]
    while waiting:
        new = set(reports.get(waiting.pop(), ())) - found
        found |= new
        waiting.extend(new)
    return frozenset(found - {staff_id})


def with_supervisor(line: Line, staff_id: str, supervisor_id: str | None) -> Line:
    """The line after ``staff_id`` reports to ``supervisor_id`` (None: to nobody).

    Raises:
        Invalid: ``supervisor_cycle`` when they would report to themselves in the end.
    """
    supervisors = {one: above for one, above in line.supervisors.items() if one != staff_id}
    if supervisor_id is not None:
        if supervisor_id == staff_id or supervisor_id in subordinates(line, staff_id):
            raise Invalid(
                "nobody can be their own superior",
                code="supervisor_cycle",
                field="supervisor_id",
            )
        supervisors[staff_id] = supervisor_id
    return Line(supervisors, line.version)


def check_no_gain(actor: Actor, before: Line, after: Line, staff_id: str) -> None:
    """Refuse that somebody moves a colleague, and with them their clients, below themselves.

    Whoever sees the company sees no more by it; a superior higher up may do it for them.

    Raises:
        Forbidden: ``own_team``.
    """
    if actor.realm is not Realm.STAFF or actor.scope.company:
        return
    gained = subordinates(after, actor.id) - subordinates(before, actor.id)
    if staff_id in gained:
        raise Forbidden("somebody else must put them in your team", code="own_team")


def scope_of(parts: DataScope, staff_id: str, below: frozenset[str]) -> Scope:
    """Which clients somebody sees whose role has ``parts`` and who has ``below`` under them."""
    me = frozenset({staff_id})
    nobody: frozenset[str] = frozenset()
    return Scope(
        company=parts.company,
        owner_ids=(me if parts.own else nobody) | (below if parts.subordinates else nobody),
        participant_ids=(me if parts.participant else nobody)
        | (below if parts.subordinates_participant else nobody),
        unowned=parts.unowned,
    )


def check_reach(actor: Actor, role: Role) -> None:
    """Refuse to hand out, take away or shape more than the actor has.

    Raises:
        Forbidden: ``role_beyond_own`` with the ``permissions`` that the actor lacks, and the
            ``sensitive_fields`` of which the role shows more than the actor sees.
    """
    if actor.realm is Realm.SYSTEM or OWNER_ROLE_ID in actor.role_ids:
        return
    lacking = permissions_of(role) - actor.permissions
    unveiled = role.veil.shows_beyond(actor.veil)
    whole = role.scope.company or role.notification_scope.company
    if role.system or lacking or unveiled or (whole and not actor.scope.company):
        raise Forbidden(
            "this role reaches further than your own",
            code="role_beyond_own",
            permissions=sorted(lacking),
            sensitive_fields=sorted(unveiled),
        )


def check_own_membership(actor: Actor, member: Member, change: MemberChange) -> None:
    """Refuse that people lift, move or disable themselves; their own name they may correct.

    Raises:
        Forbidden: ``own_membership``.
    """
    touches_standing = (change.role_id, change.supervisor_id, change.active) != (None, None, None)
    if actor.realm is Realm.STAFF and actor.id == member.id and touches_standing:
        raise Forbidden("somebody else must change your membership", code="own_membership")


def check_leads_nobody(line: Line, staff_id: str) -> None:
    """Refuse to let somebody go to whom others report.

    Raises:
        Conflict: ``leads_others`` with how many (``members``).
    """
    led = sum(above == staff_id for above in line.supervisors.values())
    if led:
        raise Conflict("others report to this member", code="leads_others", members=led)


def check_owner_stays(role: Role, member: Member) -> None:
    """Refuse to let go of the last active member of a system role.

    Raises:
        Conflict: ``last_owner``.
    """
    if role.system and member.active and role.active_members <= 1:
        raise Conflict("somebody must remain owner", code="last_owner")


def check_shapeable(role: Role) -> None:
    """Refuse to change a system role.

    Raises:
        Forbidden: ``system_role``.
    """
    if role.system:
        raise Forbidden("this role always has everything", code="system_role")


def check_unused(role: Role) -> None:
    """Refuse to delete a role that somebody has.

    Raises:
        Conflict: ``role_in_use`` with the number of ``members``.
    """
    if role.members:
        raise Conflict("members have this role", code="role_in_use", members=role.members)
