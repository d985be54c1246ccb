"""What the routes of roles take and answer."""

from typing import Annotated, Self

from pydantic import Field

from chalicelib.core.permissions import Permission
from chalicelib.core.veil import SensitiveField, Showing, Veil
from chalicelib.edge.schemas import Body, Instant, View
from chalicelib.staff import rules
from chalicelib.staff.model import DataScope, NotificationScope, Role, RoleDraft
from chalicelib.staff.permission_groups import group_of

_Name = Annotated[str, Field(min_length=1, max_length=80)]


class ScopeForm(Body):
    """The ticked parts of a data scope; they add up."""

    company: bool = False
    own: bool = False
    subordinates: bool = False
    participant: bool = False
    subordinates_participant: bool = False
    unowned: bool = False


class NotificationScopeForm(Body):
    """Whose messages to clients members may read besides their own; ticked parts add up."""

    company: bool = False
    direct_subordinates: bool = False
    subordinates: bool = False
    same_role: bool = False

    def scope(self) -> NotificationScope:
        """The same for the use case."""
        return NotificationScope(**self.model_dump())


_Sensitive = dict[SensitiveField, Showing]


def _veil(showings: _Sensitive) -> Veil:
    def those(showing: Showing) -> frozenset[SensitiveField]:
        return frozenset(one for one, said in showings.items() if said is showing)

    return Veil(partly=those(Showing.PARTLY), hidden=those(Showing.HIDDEN))


class RoleForm(Body):
    """A role to be. ``sensitive_fields`` that are left out are shown."""

    name: _Name
    description: Annotated[str, Field(max_length=500)] = ""
    permissions: frozenset[Permission]
    scope: ScopeForm
    sensitive_fields: _Sensitive = Field(default_factory=dict)
    notification_scope: NotificationScopeForm = Field(default_factory=NotificationScopeForm)

    def draft(self) -> RoleDraft:
        """The role as the service knows it."""
        return RoleDraft(
            name=self.name,
            description=self.description,
            permissions=self.permissions,
            scope=DataScope(**self.scope.model_dump()),
            veil=_veil(self.sensitive_fields),
            notification_scope=self.notification_scope.scope(),
        )


class RoleChangeForm(Body):
    """What is to change about a role; what is left out stays."""

    name: _Name | None = None
    description: Annotated[str, Field(max_length=500)] | None = None
    permissions: frozenset[Permission] | None = None
    scope: ScopeForm | None = None
    sensitive_fields: _Sensitive | None = None
    notification_scope: NotificationScopeForm | None = None

    def applied_to(self, role: Role) -> RoleDraft:
        """The role as it is wanted."""
        scope = role.scope if self.scope is None else DataScope(**self.scope.model_dump())
        told = self.notification_scope
        return RoleDraft(
            name=role.name if self.name is None else self.name,
            description=role.description if self.description is None else self.description,
            permissions=role.permissions if self.permissions is None else self.permissions,
            scope=scope,
            veil=role.veil if self.sensitive_fields is None else _veil(self.sensitive_fields),
            notification_scope=role.notification_scope if told is None else told.scope(),
        )


class ScopeView(View):
    """The parts of a data scope."""

    company: bool
    own: bool
    subordinates: bool
    participant: bool
    subordinates_participant: bool
    unowned: bool


class NotificationScopeView(View):
    """The parts of a notification scope."""

    company: bool
    direct_subordinates: bool
    subordinates: bool
    same_role: bool


class RoleView(View):
    """One role; ``system`` ones hold every permission and cannot be changed."""

    id: str
    name: str
    description: str
    permissions: list[Permission]
    scope: ScopeView
    sensitive_fields: dict[SensitiveField, Showing]
    notification_scope: NotificationScopeView
    members: int
    system: bool
    created_at: Instant

    @classmethod
    def of(cls, noun: Role) -> Self:
        """See `View.of`."""
        return cls(
            id=noun.id,
            name=noun.name,
            description=noun.description,
            permissions=sorted(rules.permissions_of(noun)),
            scope=ScopeView.of(noun.scope),
            sensitive_fields={one: noun.veil.showing(one) for one in SensitiveField},
            notification_scope=NotificationScopeView.of(rules.notification_scope_of(noun)),
            members=noun.members,
            system=noun.system,
            created_at=noun.created_at,
        )


class PermissionView(View):
    """One permission and the heading it stands under."""

    code: Permission
    group: str

    @classmethod
    def of(cls, noun: Permission) -> Self:
        """See `View.of`."""
        return cls(code=noun, group=group_of(noun))
