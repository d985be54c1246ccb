"""Who somebody is to themselves, and what signing in hands them."""

from typing import Literal, Self

from chalicelib.core.permissions import Permission
from chalicelib.core.veil import SensitiveField, Showing
from chalicelib.edge.schemas import ClientEmail, ClientNationality, ClientPhone, Instant, View
from chalicelib.identity.model import LoginStatus, Theme
from chalicelib.identity.schemas.ways_in import RemoteLoginView
from chalicelib.identity.service.profiles import ClientSelf, StaffSelf


class PortalWho(View):
    """The client, to themselves."""

    client_id: str
    name: str
    email: ClientEmail
    phone: ClientPhone
    nationality: ClientNationality
    kind: Literal["trader", "ib"]
    referral_code: str | None
    modules: list[str]
    language: str
    theme: Theme
    status: LoginStatus
    must_change_password: bool

    @classmethod
    def of(cls, noun: ClientSelf) -> Self:
        """See `View.of`."""
        return cls(
            client_id=noun.login.subject_id,
            name=noun.login.name,
            email=noun.login.email,
            phone=noun.profile.phone,
            nationality=noun.profile.nationality,
            kind=noun.profile.kind,
            referral_code=noun.profile.referral_code,
            modules=list(noun.profile.modules),
            language=noun.login.language,
            theme=noun.login.theme,
            status=noun.login.status,
            must_change_password=noun.login.must_change_password,
        )


class NamedView(View):
    """A thing by id and name."""

    id: str
    name: str


class SeenScopeView(View):
    """Which clients a member of staff sees; the parts add up."""

    company: bool
    own: bool
    subordinates: bool
    participant: bool
    subordinates_participant: bool
    unowned: bool


class DeskWho(View):
    """The member of staff, to themselves."""

    staff_id: str
    name: str
    email: str
    role: NamedView
    permissions: list[Permission]
    scope: SeenScopeView
    sensitive_fields: dict[SensitiveField, Showing]
    language: str
    theme: Theme
    must_change_password: bool

    @classmethod
    def of(cls, noun: StaffSelf) -> Self:
        """See `View.of`."""
        return cls(
            staff_id=noun.principal.staff_id,
            name=noun.principal.name,
            email=noun.principal.email,
            role=NamedView(id=noun.principal.role_id, name=noun.principal.role_name),
            permissions=sorted(noun.principal.permissions),
            scope=SeenScopeView.of(noun.principal.data_scope),
            sensitive_fields={one: noun.principal.veil.showing(one) for one in SensitiveField},
            language=noun.login.language,
            theme=noun.login.theme,
            must_change_password=noun.login.must_change_password,
        )


class PortalGrant(View):
    """A client signed in; the refresh token comes as a cookie beside it."""

    access_token: str
    expires_at: Instant
    who: PortalWho
    remote_login: RemoteLoginView | None


class DeskGrant(View):
    """A member of staff signed in; the refresh token comes as a cookie beside it."""

    access_token: str
    expires_at: Instant
    who: DeskWho
    remote_login: RemoteLoginView | None
