"""What the staff capability tells."""

from typing import ClassVar

from chalicelib.core.nouns import dataclass
from chalicelib.messages import Message


@dataclass(frozen=True, kw_only=True)
class MemberAdded(Message):
    """Somebody joined the broker's staff."""

    NAME: ClassVar[str] = "staff.member_added"
    staff_id: str
    role_id: str


@dataclass(frozen=True, kw_only=True)
class MemberChanged(Message):
    """A member's name, role or supervisor is another now."""

    NAME: ClassVar[str] = "staff.member_changed"
    staff_id: str
    role_id: str


@dataclass(frozen=True, kw_only=True)
class MemberDisabled(Message):
    """A member can no longer sign in; their clients and approval nodes need somebody else."""

    NAME: ClassVar[str] = "staff.member_disabled"
    staff_id: str
    role_id: str


@dataclass(frozen=True, kw_only=True)
class MemberEnabled(Message):
    """A disabled member can sign in again."""

    NAME: ClassVar[str] = "staff.member_enabled"
    staff_id: str
    role_id: str


@dataclass(frozen=True, kw_only=True)
class MemberLeft(Message):
    """A member was deleted: nobody any more but a name in the logs."""

    NAME: ClassVar[str] = "staff.member_left"
    staff_id: str
    role_id: str


@dataclass(frozen=True, kw_only=True)
class RoleChanged(Message):
    """A role has other permissions or another data scope now."""

    NAME: ClassVar[str] = "staff.role_changed"
    role_id: str
