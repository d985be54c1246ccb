"""Asking for an account: the application, the question put to the server, the counts and logins."""

from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.accounts.model.binding import LoginFound
from chalicelib.accounts.model.offer import AccountKind, AccountType
from chalicelib.core.consent import Acceptance, Consent
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass


class ApplicationMode(StrEnum):
    """Whether an account is to be opened, or one that exists on the server to be bound."""

    OPEN = "open"
    BIND = "bind"


class ApplicationStatus(StrEnum):
    """Where the opening of an account stands.

    ``opening`` is entered before the server is asked, so that whoever comes after a lost answer
    looks before asking again.
    """

    SUBMITTED = "submitted"
    OPENING = "opening"
    OPENED = "opened"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class ApplicationForm:
    """What a client asks for. ``leverage`` None takes the type's default."""

    server_id: str
    account_type_id: str
    leverage: int | None
    accepted: tuple[Acceptance, ...]


@dataclass(frozen=True)
class Opening:
    """One try at opening: what the server was asked under ``operation_id``, and when.

    The passwords are sealed, and dropped once the client has been told.
    """

    operation_id: str
    asked_at: datetime
    sealed_main_password: str = field(repr=False)
    sealed_investor_password: str = field(repr=False)
    login: int | None = None


@dataclass(frozen=True)
class Application:
    """A request to open an account, or to bind one; ``id`` is the request's id.

    ``found`` is what the server said of an account that is to be bound.
    """

    id: str
    client_id: str
    server_id: str
    server_name: str
    account_type: AccountType
    leverage: int
    consents: tuple[Consent, ...]
    submitted_at: datetime
    status: ApplicationStatus = ApplicationStatus.SUBMITTED
    opening: Opening | None = None
    account_id: str | None = None
    login: int | None = None
    refusal_code: str = ""
    found: LoginFound | None = None
    version: int = 0

    @property
    def mode(self) -> ApplicationMode:
        """What is asked for."""
        return ApplicationMode.OPEN if self.found is None else ApplicationMode.BIND


class GrantPurpose(StrEnum):
    """Why a demo account gets play money: it is new, or its client asks for more."""

    START = "start"
    TOP_UP = "top_up"


@dataclass(frozen=True)
class Grant:
    """Play money of a demo account: asked of its server under ``operation_id``.

    ``ticket`` is the server's, once it is known to have booked the money.
    """

    account_id: str
    amount: Money
    operation_id: str
    first_asked_at: datetime
    asked_at: datetime
    ticket: int | None = None
    purpose: GrantPurpose = GrantPurpose.START
    version: int = 0


@dataclass(frozen=True)
class Quota:
    """How many accounts a client has or has asked for, by kind."""

    client_id: str
    live: int = 0
    demo: int = 0
    version: int = 0

    def of(self, kind: AccountKind) -> int:
        """The count of one kind."""
        return self.live if kind is AccountKind.LIVE else self.demo

    def changed(self, kind: AccountKind, by: int) -> "Quota":
        """The counts with ``by`` more of one kind."""
        if kind is AccountKind.LIVE:
            return replace(self, live=self.live + by)
        return replace(self, demo=self.demo + by)


@dataclass(frozen=True)
class LoginRange:
    """The next login to ask for where a type has a range of its own."""

    server_id: str
    account_type_id: str
    next_login: int
    version: int = 0
