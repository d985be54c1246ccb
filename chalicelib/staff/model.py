"""The nouns of the broker's side: members of staff, their roles, what a role sees."""

from dataclasses import field
from datetime import datetime

from chalicelib.core.actor import Scope
from chalicelib.core.nouns import dataclass
from chalicelib.core.permissions import Permission
from chalicelib.core.veil import CLEAR, Veil

OWNER_ROLE_ID = "rol_owner"
MAX_ROLES = 200


@dataclass(frozen=True)
class DataScope:
    """Which clients a role lets its members see; the ticked parts add up."""

    company: bool = False
    own: bool = False
    subordinates: bool = False
    participant: bool = False
    subordinates_participant: bool = False
    unowned: bool = False


@dataclass(frozen=True)
class NotificationScope:
    """Whose messages to clients a role lets its members read, besides their own; parts add up."""

    company: bool = False
    direct_subordinates: bool = False
    subordinates: bool = False
    same_role: bool = False


@dataclass(frozen=True)
class Authors:
    """Whose messages to clients somebody may read: everybody's, or those of ``staff_ids``."""

    company: bool
    staff_ids: frozenset[str]

    def include(self, staff_id: str) -> bool:
        """Whether what ``staff_id`` wrote may be read."""
        return self.company or staff_id in self.staff_ids


@dataclass(frozen=True)
class Role:
    """A named set of permissions with a data scope, and a veil over clients' sensitive fields.

    ``members`` counts everyone who has it, ``active_members`` those who can sign in. A ``system``
    role holds every permission, the future ones too, and cannot be changed.
    """

    id: str
    name: str
    description: str
    permissions: frozenset[Permission]
    scope: DataScope
    created_at: datetime
    members: int = 0
    active_members: int = 0
    system: bool = False
    veil: Veil = CLEAR
    notification_scope: NotificationScope = field(default_factory=NotificationScope)
    version: int = 0


@dataclass(frozen=True)
class Member:
    """One of the broker's people. Their credentials are the business of `identity`.

    Whoever was deleted has ``left_at``: their name stays for what they did, and nothing else.
    """

    id: str
    name: str
    email: str
    role_id: str
    created_at: datetime
    supervisor_id: str | None = None
    active: bool = True
    left_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True)
class Line:
    """The whole supervisor line: who reports to whom. One row, so that no two changes cross."""

    supervisors: dict[str, str] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True)
class Principal:
    """A member as the rest of the system needs to know them when they ask for something."""

    staff_id: str
    name: str
    email: str
    role_id: str
    role_name: str
    permissions: frozenset[Permission]
    data_scope: DataScope
    scope: Scope
    active: bool
    veil: Veil = CLEAR


@dataclass(frozen=True)
class MemberDraft:
    """Somebody about to join."""

    name: str
    email: str
    role_id: str
    supervisor_id: str | None = None


@dataclass(frozen=True)
class MemberChange:
    """What is to change about a member; None leaves a thing as it is.

    ``supervisor_id`` is the empty text to take a supervisor away.
    """

    name: str | None = None
    role_id: str | None = None
    supervisor_id: str | None = None
    active: bool | None = None


@dataclass(frozen=True)
class RoleDraft:
    """A role as somebody wants it to be."""

    name: str
    description: str
    permissions: frozenset[Permission]
    scope: DataScope
    veil: Veil = CLEAR
    notification_scope: NotificationScope = field(default_factory=NotificationScope)


@dataclass(frozen=True)
class SavedView:
    """A list as somebody wants to see it: what the address says, and which columns they chose."""

    name: str
    search: dict[str, str]
    columns: dict[str, bool]
    is_default: bool = False


@dataclass(frozen=True)
class SavedViews:
    """One member's views of one list."""

    staff_id: str
    list_name: str
    views: tuple[SavedView, ...] = ()
    version: int = 0
