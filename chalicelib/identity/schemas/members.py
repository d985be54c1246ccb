"""Members of staff: who comes in, and what is changed of them."""

from typing import Annotated, Self

from pydantic import Field

from chalicelib.edge.schemas import Body, Email, Instant, LanguageCode, Password, View
from chalicelib.identity.model import LoginStatus
from chalicelib.identity.schemas.who import NamedView
from chalicelib.identity.service.colleagues import Colleague, Hiring
from chalicelib.staff.public import MemberChange

_PersonName = Annotated[str, Field(min_length=1, max_length=120)]
_Id = Annotated[str, Field(min_length=1, max_length=64)]


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
