"""What other capabilities may ask of staff: who somebody is, what they may do, what they see."""

from collections.abc import Iterable

from chalicelib.core.actor import Actor
from chalicelib.core.paging import Page, PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.staff.model import (
    OWNER_ROLE_ID,
    Authors,
    DataScope,
    Member,
    MemberChange,
    MemberDraft,
    NotificationScope,
    Principal,
    Role,
    RoleDraft,
)
from chalicelib.staff.service import audit_log, leaving, roles
from chalicelib.staff.service import members as people
from chalicelib.staff.service.audit_log import AuditFilter, AuditFilters
from chalicelib.storage.audit import AuditRecord
from chalicelib.storage.unit import Unit

__all__ = [
    "OWNER_ROLE_ID",
    "AuditFilter",
    "AuditFilters",
    "Authors",
    "DataScope",
    "Member",
    "MemberChange",
    "MemberDraft",
    "NotificationScope",
    "Principal",
    "Role",
    "RoleDraft",
    "active_members_of",
    "active_principals_with",
    "active_staff_with",
    "add_member",
    "add_owner",
    "add_role",
    "audit_records",
    "authors_for",
    "change_member",
    "check_reach",
    "member",
    "members",
    "names",
    "present",
    "principal",
    "remove_member",
    "role_name",
    "role_names",
    "subordinates",
]


def principal(staff_id: str) -> Principal:
    """Who ``staff_id`` is at this moment, with permissions and data scope (two reads).

    Whoever has left is not ``active``, and may do and see nothing.

    Raises:
        NotFound: no such member.
    """
    return people.principal(staff_id)


def names(staff_ids: Iterable[str]) -> dict[str, str]:
    """The names of those ``staff_ids`` that exist, of those who have left too."""
    return people.names(staff_ids)


def present(staff_ids: Iterable[str]) -> frozenset[str]:
    """Those of ``staff_ids`` who exist and have not left: who can be put in charge of something."""
    return people.present(staff_ids)


def role_name(role_id: str) -> str:
    """The name of a role.

    Raises:
        NotFound: no such role.
    """
    return roles.role(role_id).name


def role_names(role_ids: Iterable[str]) -> dict[str, str]:
    """The names of those ``role_ids`` that exist."""
    return roles.role_names(role_ids)


def active_staff_with(permission: Permission) -> list[str]:
    """Ids of everyone who can sign in and holds ``permission``: whom to tell of something."""
    return people.active_staff_with(permission)


def active_principals_with(permission: Permission) -> list[Principal]:
    """Everyone who can sign in and holds ``permission``, with what they see at this moment.

    A read for each role that has it: for who is to choose among colleagues.
    """
    return people.active_principals_with(permission)


def subordinates(staff_id: str) -> frozenset[str]:
    """Everyone below ``staff_id`` in the supervisor line, at any distance: their team."""
    return people.subordinates(staff_id)


def authors_for(staff_id: str) -> Authors:
    """Whose messages to clients ``staff_id`` may read: their own, and what their role adds.

    Of those who share a role, the ones count who can sign in.

    Raises:
        NotFound: no such member.
    """
    return people.authors_for(staff_id)


def active_members_of(role_id: str) -> list[str]:
    """Ids of everyone who can sign in and has this role."""
    return people.active_members_of(role_id)


def member(staff_id: str) -> Member:
    """One member.

    Raises:
        NotFound: no such member.
    """
    return people.member(staff_id)


def members(page: PageRequest) -> Page[Member]:
    """Everybody, in the order of their names."""
    return people.members(page)


def add_member(unit: Unit, draft: MemberDraft) -> Member:
    """Let somebody join, in ``unit``; their login is made beside it by `identity`.

    Raises:
        NotFound: the role or the supervisor. Forbidden: ``role_beyond_own``.
    """
    return people.add_member(unit, draft)


def change_member(unit: Unit, staff_id: str, change: MemberChange) -> Member:
    """Change a member in ``unit``.

    Raises:
        NotFound: the member, role or supervisor. Forbidden: ``role_beyond_own``,
            ``own_membership``, ``own_team``. Conflict: ``last_owner``.
        Invalid: ``supervisor_cycle``.
    """
    return people.change_member(unit, staff_id, change)


def remove_member(unit: Unit, staff_id: str) -> Member:
    """Delete a member in ``unit``; their login is the business of `identity`. The name stays.

    Raises:
        NotFound. Forbidden: ``role_beyond_own``, ``own_membership``.
        Conflict: ``last_owner``, ``leads_others``.
    """
    return leaving.remove_member(unit, staff_id)


def check_reach(actor: Actor, staff_id: str) -> None:
    """Refuse to touch the login of somebody whose role reaches further than the actor's.

    Raises:
        NotFound: no such member. Forbidden: ``role_beyond_own``.
    """
    people.check_reach(actor, staff_id)


def add_owner(unit: Unit, *, name: str, email: str) -> Member:
    """Let the first member join, as owner; makes the owner role if there is none yet.

    Raises:
        Forbidden: ``system_only``. Conflict: ``owner_exists``.
    """
    return people.add_owner(unit, name=name, email=email)


def add_role(actor: Actor, draft: RoleDraft) -> Role:
    """Make a role.

    Raises:
        Conflict: ``role_name_taken``. Forbidden: ``role_beyond_own``.
    """
    return roles.add_role(actor, draft)


def audit_records(wanted: AuditFilter, page: PageRequest) -> Page[AuditRecord]:
    """The audit log, newest first, for callers that have checked who asks.

    Raises:
        Invalid: ``cursor_invalid``.
    """
    return audit_log.records(wanted, page)
