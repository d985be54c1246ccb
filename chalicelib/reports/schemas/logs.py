"""What readers of the logs and of the Download Centre send and get."""

from typing import Annotated, Any, ClassVar, Self

from pydantic import Field

from chalicelib.core.actor import Realm
from chalicelib.core.veil import SOMEBODY
from chalicelib.edge.schemas import (
    Body,
    ClientAddress,
    ClientEmail,
    ClientPlace,
    Instant,
    OfClient,
    PageQuery,
    View,
)
from chalicelib.identity.public import Outcome
from chalicelib.notifications.public import DeliveryState
from chalicelib.reports.model import Export, ExportFormat, ExportKind, ExportStatus
from chalicelib.reports.service.log_filters import LoginFilters, MailFilters
from chalicelib.reports.service.logs import NamedLogin, NamedMail

_Code = Annotated[str, Field(pattern=r"^[a-z_]{1,80}$")]
_FilterText = Annotated[str, Field(max_length=500)]


class LoginQuery(LoginFilters, PageQuery):
    """A page of logins."""


class LoginView(OfClient):
    """One line of a login log."""

    whose: ClassVar[str] = "subject_id"

    id: str
    at: Instant
    subject_id: str
    name: str
    outcome: Outcome
    ip: ClientAddress
    city: ClientPlace
    device: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        named: NamedLogin = noun
        event = named.event
        return cls(
            id=event.id,
            at=event.at,
            subject_id=event.subject_id,
            name=named.name,
            outcome=event.outcome,
            ip=event.ip,
            city=event.city,
            device=event.device,
        )


class MailQuery(MailFilters, PageQuery):
    """A page of mails."""


class MailRecipientView(View):
    """Whom a mail went to; no ``id`` for people who had no login yet."""

    realm: Realm
    id: str
    name: str


class MailCauseView(View):
    """What a mail was about."""

    type: str
    id: str


class MailView(OfClient):
    """One mail of the log, without its body, which is not kept."""

    id: str
    at: Instant
    to: ClientEmail
    recipient: MailRecipientView
    event: str
    language: str
    subject: str
    status: DeliveryState
    attempts: int
    problem: str
    cause: MailCauseView | None
    repeatable: bool

    @property
    def of_whom(self) -> str:
        """Whom it went to; before somebody is a client, whoever that became."""
        return self.recipient.id or SOMEBODY

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        named: NamedMail = noun
        mail = named.mail
        recipient = {"realm": mail.realm, "id": mail.subject_id, "name": named.name}
        shown = {
            name: getattr(mail, name)
            for name in ("id", "at", "event", "language", "subject", "attempts", "problem")
        }
        return cls.model_validate(
            shown
            | {
                "to": mail.address,
                "recipient": recipient,
                "status": mail.state,
                "cause": mail.link,
                "repeatable": named.repeatable,
            }
        )


class ExportForm(Body):
    """A list to be written; ``filters`` as its own query takes them."""

    kind: ExportKind
    format: ExportFormat = ExportFormat.CSV
    filters: Annotated[dict[_Code, _FilterText], Field(max_length=12)] = Field(default_factory=dict)


class WrittenView(View):
    """How far a file is, and until when it is kept: null while there is none.

    ``rows`` are those written so far; ``problem`` is the code of what it failed of, and
    ``most_rows`` how many rows a file of its format can have.
    """

    id: str
    format: ExportFormat
    status: ExportStatus
    rows: int
    most_rows: int | None
    size_bytes: int
    problem: str
    requested_at: Instant
    ended_at: Instant | None
    file_name: str
    file_until: Instant | None


class ExportView(WrittenView):
    """One export, with what was asked for."""

    kind: ExportKind
    filters: dict[str, str]

    @classmethod
    def of(cls, noun: Export) -> Self:
        """See `View.of`."""
        return cls.model_validate(noun)


class ExportLinkView(View):
    """Where a file can be fetched, for a minute."""

    url: str
    expires_at: Instant
