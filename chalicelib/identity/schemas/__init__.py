"""What the routes of identity take and answer, for both realms."""

from base64 import b64encode
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field

from chalicelib.core.permissions import Permission
from chalicelib.core.veil import SensitiveField, Showing
from chalicelib.edge.schemas import (
    Body,
    ClientAddress,
    ClientEmail,
    ClientNationality,
    ClientPhone,
    ClientPlace,
    Email,
    Instant,
    LanguageCode,
    Password,
    SlideToken,
    View,
)
from chalicelib.identity.model import LoginStatus, Session, SlidePurpose, Theme
from chalicelib.identity.rules import pictures
from chalicelib.identity.schemas.ways_in import RemoteLoginView
from chalicelib.identity.service.colleagues import Colleague, Hiring
from chalicelib.identity.service.profiles import ClientSelf, StaffSelf
from chalicelib.identity.service.slides import Drawn, Solved
from chalicelib.staff.public import MemberChange

_PersonName = Annotated[str, Field(min_length=1, max_length=120)]
_Id = Annotated[str, Field(min_length=1, max_length=64)]


class ResetCodeForm(Body):
    """Whose password is forgotten; with the token of a slide puzzle."""

    email: Email
    slide: SlideToken = ""


class SlideForm(Body):
    """What a slide puzzle is wanted for."""

    purpose: SlidePurpose


class SlideAnswerForm(Body):
    """Where the piece was laid down: pixels from the picture's left edge to the piece's."""

    left: Annotated[int, Field(ge=0, le=pictures.FURTHEST_PX)]


class SlideView(View):
    """A slide puzzle. The pictures are PNG in base64; lengths are pixels of the background.

    The piece begins at the left edge, ``top`` below the upper one, and moves to the right only.
    """

    id: str
    width: int
    height: int
    piece_size: int
    top: int
    background: str
    piece: str
    expires_at: Instant

    @classmethod
    def of(cls, noun: Drawn) -> Self:
        """See `View.of`."""
        return cls(
            id=noun.slide.id,
            width=pictures.WIDTH_PX,
            height=pictures.HEIGHT_PX,
            piece_size=pictures.PIECE_PX,
            top=noun.top,
            background=b64encode(noun.pictures.background).decode(),
            piece=b64encode(noun.pictures.piece).decode(),
            expires_at=noun.slide.ends_at,
        )


class SlideTokenView(View):
    """What a solved puzzle is worth: a token that is good once, for the puzzle's purpose."""

    token: str
    expires_at: Instant

    @classmethod
    def of(cls, noun: Solved) -> Self:
        """See `View.of`."""
        return cls(token=noun.token, expires_at=noun.slide.ends_at)


class ResetForm(Body):
    """A new password, by the code that was e-mailed."""

    email: Email
    code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    password: Password


class PasswordForm(Body):
    """A new password, by the one it replaces."""

    current: Password
    password: Password


class MeForm(Body):
    """What people choose for their own portal; what is left out stays."""

    language: LanguageCode | None = None
    theme: Theme | None = None


class MemberForm(Body):
    """Somebody to join; without a password they are invited by e-mail to choose one.

    With one, it is told to them by other means, and they may be held to change it at once.
    """

    name: _PersonName
    email: Email
    role_id: _Id
    supervisor_id: _Id | None = None
    language: LanguageCode = "en"
    password: Password | None = None
    must_change_password: bool = False

    def hiring(self) -> Hiring:
        """The draft as the service knows it."""
        return Hiring(
            name=self.name,
            email=self.email,
            role_id=self.role_id,
            supervisor_id=self.supervisor_id,
            language=self.language,
            password=self.password,
            must_change_password=self.must_change_password,
        )


class MemberChangeForm(Body):
    """What is to change about a member; what is left out stays, a null supervisor is taken away."""

    name: _PersonName | None = None
    role_id: _Id | None = None
    supervisor_id: _Id | None = None
    active: bool | None = None
    must_change_password: bool | None = None

    def change(self) -> MemberChange:
        """The change as the service knows it."""
        supervisor_id = self.supervisor_id
        if supervisor_id is None and "supervisor_id" in self.model_fields_set:
            supervisor_id = ""
        return MemberChange(self.name, self.role_id, supervisor_id, self.active)


class SessionsQuery(Body):
    """Whether the session that asks stays."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    keep_this: bool = False


class SessionView(View):
    """One device signed in; ``current`` is the one that asks."""

    id: str
    device: str
    ip: str
    city: str
    created_at: Instant
    last_seen_at: Instant
    current: bool

    @classmethod
    def seen_from(cls, session: Session, session_id: str) -> Self:
        """The view of ``session`` for whoever asks from the session ``session_id``."""
        return cls(
            id=session.id,
            device=session.device,
            ip=session.ip,
            city=session.city,
            created_at=session.created_at,
            last_seen_at=session.last_seen_at,
            current=session.id == session_id,
        )


class ClientSessionView(SessionView):
    """One of a client's devices, of which staff who look at the portal see what they may."""

    ip: ClientAddress
    city: ClientPlace


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


class StaffView(View):
    """One member; ``suspended`` when too many failed attempts have shut their login."""

    id: str
    name: str
    email: str
    role: NamedView
    supervisor: NamedView | None
    active: bool
    suspended: bool
    must_change_password: bool
    created_at: Instant
    last_login_at: Instant | None

    @classmethod
    def of(cls, noun: Colleague) -> Self:
        """See `View.of`."""
        member, state = noun.member, noun.state
        supervisor = None
        if member.supervisor_id is not None:
            supervisor = NamedView(id=member.supervisor_id, name=noun.supervisor_name or "")
        return cls(
            id=member.id,
            name=member.name,
            email=member.email,
            role=NamedView(id=member.role_id, name=noun.role_name),
            supervisor=supervisor,
            active=member.active,
            suspended=state is not None and state.status is LoginStatus.SUSPENDED,
            must_change_password=state is not None and state.must_change_password,
            created_at=member.created_at,
            last_login_at=None if state is None else state.last_login_at,
        )
