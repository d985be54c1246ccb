"""Rows of staff: members, roles, the names roles have taken, and the supervisor line."""

from collections.abc import Iterable

from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.staff.model import MAX_ROLES, Line, Member, Role, SavedViews
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("staff")
_LINE = Key("LINE", "LINE")
_AT_MOST = 1000


@dataclass(frozen=True)
class _RoleName:
    """Who has a role's name: at most one role."""

    folded: str
    role_id: str
    version: int = 0


def _member_indexes(member: Member) -> Indexes:
    return {
        "by-kind": (
            "member" if member.left_at is None else None,
            f"{member.name.casefold()}#{member.id}",
        ),
        "by-role": (member.role_id if member.active else None, member.id),
    }


def _role_indexes(role: Role) -> Indexes:
    return {"by-kind": ("role", f"{role.name.casefold()}#{role.id}")}


def _member_key(staff_id: str) -> Key:
    return Key(f"MEMBER#{staff_id}", "MEMBER")


def _role_key(role_id: str) -> Key:
    return Key(f"ROLE#{role_id}", "ROLE")


def _name_key(folded: str) -> Key:
    return Key(f"ROLE_NAME#{folded}", "ROLE_NAME")


_MEMBERS = Rows(_TABLE, Member, lambda member: _member_key(member.id), _member_indexes)
_ROLES = Rows(_TABLE, Role, lambda role: _role_key(role.id), _role_indexes)
_NAMES = Rows(_TABLE, _RoleName, lambda name: _name_key(name.folded))
_VIEWS = Rows(
    _TABLE, SavedViews, lambda one: Key(f"MEMBER#{one.staff_id}", f"VIEWS#{one.list_name}")
)
_LINES = Rows(_TABLE, Line, lambda _line: _LINE)


def member(staff_id: str) -> Member:
    """One member, or one who has left.

    Raises:
        NotFound: there is none.
    """
    return _MEMBERS.get(_member_key(staff_id))


def present(staff_id: str) -> Member:
    """One member who has not left.

    Raises:
        NotFound: there is none.
    """
    found = member(staff_id)
    if found.left_at is not None:
        raise NotFound(what="member")
    return found


def members(request: PageRequest) -> Page[Member]:
    """Everybody, by name."""
    return _MEMBERS.page(Range("member", "by-kind", newest_first=False), request)


def members_with(staff_ids: Iterable[str]) -> list[Member]:
    """Those of ``staff_ids`` that exist."""
    return _MEMBERS.get_many(_member_key(staff_id) for staff_id in staff_ids)


def active_members_of(role_id: str) -> list[Member]:
    """Everyone active with a role, up to a thousand."""
    return _MEMBERS.all(Range(role_id, "by-role", newest_first=False), _AT_MOST)


def add_member(unit: Unit, new: Member) -> Member:
    """Store a new member."""
    return _MEMBERS.insert(unit, new, Conflict("a staff id came twice"))


def change_member(unit: Unit, before: Member, after: Member) -> Member:
    """Store what became of a member."""
    return _MEMBERS.change(unit, before, after)


def role(role_id: str) -> Role:
    """One role.

    Raises:
        NotFound: there is none.
    """
    return _ROLES.get(_role_key(role_id))


def find_role(role_id: str) -> Role | None:
    """One role, or None."""
    return _ROLES.find(_role_key(role_id))


def roles_with(role_ids: Iterable[str]) -> list[Role]:
    """Those of ``role_ids`` that exist."""
    return _ROLES.get_many(_role_key(role_id) for role_id in role_ids)


def roles(request: PageRequest) -> Page[Role]:
    """All roles, by name."""
    return _ROLES.page(Range("role", "by-kind", newest_first=False), request)


def all_roles() -> list[Role]:
    """All roles, by name."""
    return _ROLES.all(Range("role", "by-kind", newest_first=False), MAX_ROLES)


def role_and_line(role_id: str) -> tuple[Role, Line]:
    """A role and the supervisor line, in one read.

    Raises:
        NotFound: there is no such role.
    """
    found = _TABLE.get_many([_role_key(role_id), _LINE])
    if _role_key(role_id) not in found:
        raise NotFound(what="role")
    line = _LINES.from_item(found[_LINE]) if _LINE in found else Line()
    return _ROLES.from_item(found[_role_key(role_id)]), line


def add_role(unit: Unit, new: Role) -> Role:
    """Store a new role and take its name.

    The unit fails with Conflict ``role_name_taken``.
    """
    _take_name(unit, new)
    return _ROLES.insert(unit, new, Conflict("this role exists", code="role_exists"))


def change_role(unit: Unit, before: Role, after: Role) -> Role:
    """Store what became of a role; a changed name is taken, the old one let go."""
    if before.name.casefold() != after.name.casefold():
        _release_name(unit, before)
        _take_name(unit, after)
    return _ROLES.change(unit, before, after)


def remove_role(unit: Unit, role: Role) -> None:
    """Delete a role and let go of its name."""
    _release_name(unit, role)
    _ROLES.remove(unit, role, Stale("the role has changed"))


def _take_name(unit: Unit, role: Role) -> None:
    taken = Conflict("another role has this name", code="role_name_taken", field="name")
    _NAMES.insert(unit, _RoleName(role.name.casefold(), role.id), taken)


def _release_name(unit: Unit, role: Role) -> None:
    name = _NAMES.find(_name_key(role.name.casefold()))
    if name is not None:
        _NAMES.remove(unit, name, Stale("the role has changed"))


def line() -> Line:
    """The supervisor line as of now."""
    return _LINES.find(_LINE) or Line()


def put_line(unit: Unit, before: Line, after: Line) -> None:
    """Store the line in place of the one read."""
    if before.version:
        _LINES.change(unit, before, after)
    else:
        _LINES.insert(unit, after, Stale("the supervisor line has just begun"))


def views(staff_id: str, list_name: str) -> SavedViews:
    """Somebody's views of a list, none before the first."""
    key = Key(f"MEMBER#{staff_id}", f"VIEWS#{list_name}")
    return _VIEWS.find(key) or SavedViews(staff_id, list_name)


def keep_views(unit: Unit, before: SavedViews, after: SavedViews) -> SavedViews:
    """Store the views in place of those read."""
    if before.version:
        return _VIEWS.change(unit, before, after)
    return _VIEWS.insert(unit, after, Stale("the first view has just been saved"))
