"""What signing in takes and answers: names, passwords, the puzzle's token, what is unusual."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from chalicelib.core.actor import Realm
from chalicelib.edge.schemas import Body, Email, Instant, Password, SlideToken, View
from chalicelib.identity.model.sessions import Session
from chalicelib.identity.service import identifying
from chalicelib.identity.service.identifying import Claimed, SignInOptions


class SignInForm(Body):
    """Who wants in; with the token of a slide puzzle where the first answer asked for one."""

    email: Email
    password: Password
    slide: SlideToken = ""

    def claimed(self) -> Claimed:
        """Who they say they are."""
        return identifying.by_email(Realm.STAFF, self.email)


class SignInPhoneForm(Body):
    """A phone number as typed, beside its country's code."""

    country_code: Annotated[str, Field(pattern=r"^\+[0-9]{1,4}$", examples=["+44"])]
    number: Annotated[str, Field(min_length=4, max_length=30, examples=["07911 123456"])]


class SignInAccountForm(Body):
    """A trading account; the password is its master password."""

    server_id: Annotated[str, Field(min_length=1, max_length=64)]
    login: Annotated[int, Field(ge=1, le=2**63 - 1)]


class ClientSignInForm(Body):
    """Which client wants in, by exactly one of the ways that the broker has switched on."""

    email: Email | None = None
    phone: SignInPhoneForm | None = None
    account: SignInAccountForm | None = None
    password: Password
    slide: SlideToken = ""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if sum(way is not None for way in (self.email, self.phone, self.account)) != 1:
            raise ValueError("give one of email, phone and account")
        return self

    def claimed(self) -> Claimed:
        """Who they say they are."""
        if self.phone is not None:
            return identifying.by_phone(self.phone.country_code, self.phone.number)
        if self.account is not None:
            return identifying.by_account(self.account.server_id, self.account.login)
        return identifying.by_email(Realm.CLIENT, self.email or "")


class SignInServerView(View):
    """A trading server whose accounts one may sign in with."""

    id: str
    name: str


class SignInOptionsView(View):
    """By what a client may say who they are."""

    methods: list[Literal["email", "phone", "account"]]
    servers: list[SignInServerView]

    @classmethod
    def of(cls, noun: SignInOptions) -> Self:
        """See `View.of`."""
        return cls(
            methods=[one.value for one in noun.methods],
            servers=[SignInServerView.of(one) for one in noun.servers],
        )


class RemoteLoginView(View):
    """What is unusual about the sign-in that has just been: a new city with a new device."""

    at: Instant
    ip: str
    city: str
    device: str

    @classmethod
    def about(cls, session: Session) -> "RemoteLoginView | None":
        """The warning about a session that has just begun, if it deserves one."""
        if not session.remote or session.generation > 1:
            return None
        return cls(at=session.created_at, ip=session.ip, city=session.city, device=session.device)
