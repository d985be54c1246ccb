"""What the routes of staff take and answer."""

from typing import Annotated, Literal, Self

from pydantic import Field

from chalicelib.core.permissions import Permission
from chalicelib.core.veil import SensitiveField, Showing, Veil
from chalicelib.edge.periods import PeriodQuery
from chalicelib.edge.schemas import Body, ClientAddress, Facts, Instant, OfClient, View
from chalicelib.staff import rules
from chalicelib.staff.model import DataScope, Role, RoleDraft, SavedView
from chalicelib.staff.service.audit_log import AuditFilter
from chalicelib.storage.audit import AuditRecord
from chalicelib.storage.parked import ParkedStatus

_Name = Annotated[str, Field(min_length=1, max_length=80)]
_Reference = Annotated[str, Field(max_length=200)]


class ScopeForm(Body):
    """The ticked parts of a data scope; they add up."""

    company: bool = False
    own: bool = False
    subordinates: bool = False
    participant: bool = False
    subordinates_participant: bool = False
    unowned: bool = False


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

    def draft(self) -> RoleDraft:
        """The role as the service knows it."""
        scope = DataScope(**self.scope.model_dump())
        veil = _veil(self.sensitive_fields)
        return RoleDraft(self.name, self.description, self.permissions, scope, veil)


class RoleChangeForm(Body):
    """What is to change about a role; what is left out stays."""

    name: _Name | None = None
    description: Annotated[str, Field(max_length=500)] | None = None
    permissions: frozenset[Permission] | None = None
    scope: ScopeForm | None = None
    sensitive_fields: _Sensitive | None = None

    def applied_to(self, role: Role) -> RoleDraft:
        """The role as it is wanted."""
        scope = role.scope if self.scope is None else DataScope(**self.scope.model_dump())
        return RoleDraft(
            name=role.name if self.name is None else self.name,
            description=role.description if self.description is None else self.description,
            permissions=role.permissions if self.permissions is None else self.permissions,
            scope=scope,
            veil=role.veil if self.sensitive_fields is None else _veil(self.sensitive_fields),
        )


class ScopeView(View):
    """The parts of a data scope."""

    company: bool
    own: bool
    subordinates: bool
    participant: bool
    subordinates_participant: bool
    unowned: bool


class RoleView(View):
    """One role; ``system`` ones hold every permission and cannot be changed."""

    id: str
    name: str
    description: str
    permissions: list[Permission]
    scope: ScopeView
    sensitive_fields: dict[SensitiveField, Showing]
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
        return cls(code=noun, group=rules.group_of(noun))


class AuditQuery(PeriodQuery):
    """Which audit records."""

    object: _Reference | None = None
    actor: _Reference | None = None
    action: Annotated[str, Field(pattern=r"^[a-z_]{1,80}$")] | None = None

    def wanted(self) -> AuditFilter:
        """The filter as the service knows it."""
        return AuditFilter(
            self.object or None,
            self.actor or None,
            self.action,
            self.since_at,
            self.until_at,
        )


class AuditActorView(View):
    """Who acted."""

    realm: str
    id: str
    name: str


class AuditObjectView(View):
    """What it was done to."""

    type: str
    id: str


class AuditView(OfClient):
    """One audit record; ``client_id`` is whom it concerns, if a client."""

    id: str
    at: Instant
    actor: AuditActorView
    action: str
    object: AuditObjectView
    client_id: str | None
    before: Facts
    after: Facts
    ip: ClientAddress
    device: str
    request_id: str

    @classmethod
    def of(cls, noun: AuditRecord) -> Self:
        """See `View.of`."""
        return cls(
            id=noun.id,
            at=noun.at,
            actor=AuditActorView(realm=noun.actor_realm, id=noun.actor_id, name=noun.actor_name),
            action=noun.action,
            object=AuditObjectView(type=noun.object_type, id=noun.object_id),
            client_id=noun.client_id,
            before=noun.before,
            after=noun.after,
            ip=noun.ip,
            device=noun.device,
            request_id=noun.request_id,
        )


class ChainFaultView(View):
    """One place of the audit chain that does not hold, and the record that stands there."""

    sequence: int
    record_id: str
    problem: Literal[
        "link_missing_before",
        "link_altered",
        "does_not_follow",
        "record_missing",
        "record_altered",
        "end_differs",
    ]


class AuditChainView(View):
    """The audit chain: its end, to be kept elsewhere, and what the last check found."""

    sequence: int
    hash: str
    checked_at: Instant | None
    checked_up_to: int
    faults: list[ChainFaultView]


class ParkedEventView(View):
    """A message that its consumer could not handle, and why."""

    id: str
    queue: str
    message_name: str
    reason: str
    attempts: int
    parked_at: Instant
    status: ParkedStatus


class ReplayForm(Body):
    """What is to become of a parked message."""

    status: Literal["replayed"]


_Texts = dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=200)]]


class SavedViewForm(Body):
    """A list as somebody wants to see it."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    search: Annotated[_Texts, Field(max_length=20)]
    columns: Annotated[dict[Annotated[str, Field(max_length=40)], bool], Field(max_length=60)]
    is_default: bool = False


class SavedViewsForm(Body):
    """All views that somebody wants of one list."""

    items: Annotated[list[SavedViewForm], Field(max_length=20)]

    def views(self) -> tuple[SavedView, ...]:
        """The same for the use case."""
        return tuple(SavedView(**one.model_dump()) for one in self.items)


class SavedViewView(View):
    """A saved view."""

    name: str
    search: dict[str, str]
    columns: dict[str, bool]
    is_default: bool
