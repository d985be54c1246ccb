"""Clients as staff see them, and what staff can change."""

from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.clients.model import (
    ClientFilter,
    ClientKind,
    ClientStatus,
)
from chalicelib.clients.service.overview import ClientLine, ClientSheet
from chalicelib.consents.public import GivenConsent
from chalicelib.edge.schemas import (
    Body,
    ClientAddress,
    ClientEmail,
    ClientNationality,
    ClientPhone,
    Instant,
    PageQuery,
    View,
)
from chalicelib.identity.public import LoginStatus

Reason = Annotated[str, Field(min_length=1, max_length=500)]


class ClientQuery(PageQuery):
    """Which clients to list; ``q`` finds by the beginning of a word."""

    q: Annotated[str, Field(max_length=100)] | None = None
    kind: ClientKind | None = None
    status: ClientStatus | None = None

    @property
    def wanted(self) -> ClientFilter:
        """The same for the use case."""
        return ClientFilter(self.kind, self.status)


class ClientPersonView(View):
    """Somebody by id and name."""

    id: str
    name: str


class ClientRowView(View):
    """A client as a line of a list."""

    id: str
    name: str
    email: ClientEmail
    phone: ClientPhone
    kind: ClientKind
    status: ClientStatus
    owner: ClientPersonView | None
    referrer: ClientPersonView | None
    nationality: ClientNationality
    registered_at: Instant
    last_login_at: Instant | None
    referral_code: str
    downline_count: int

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls.model_validate(_row(noun))


def _row(line: ClientLine) -> dict[str, Any]:
    own = (
        "id",
        "name",
        "email",
        "phone",
        "kind",
        "status",
        "nationality",
        "registered_at",
        "referral_code",
    )
    return {name: getattr(line.client, name) for name in own} | {
        "owner": line.owner,
        "referrer": line.referrer,
        "last_login_at": line.login.last_login_at if line.login else None,
        "downline_count": line.downline_count,
    }


class ConsentView(View):
    """An agreement that the client has accepted."""

    document: str
    version: str
    accepted_at: Instant
    ip: ClientAddress
    occasion: str

    @classmethod
    def of(cls, noun: GivenConsent) -> Self:
        """See `View.of`."""
        return cls(
            document=noun.document,
            version=noun.version_accepted,
            accepted_at=noun.accepted_at,
            ip=noun.ip,
            occasion=noun.occasion,
        )


class ReferralView(View):
    """The client's own code, who referred them, and how many they referred."""

    code: str
    referrer: ClientPersonView | None
    direct_downlines: int


class SuspensionView(View):
    """Who shut the client out (``system`` after too many wrong passwords), when and why."""

    by: str
    at: Instant | None
    reason: str


class LoginStateView(View):
    """How the client's login stands."""

    status: LoginStatus
    failed_attempts: int


class ClientView(ClientRowView):
    """A client in full."""

    language: str
    source: str
    activated_at: Instant | None
    rejection_reason: str
    referral: ReferralView
    consents: list[ConsentView]
    suspended: SuspensionView | None
    login: LoginStateView | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        sheet: ClientSheet = noun
        line, client = sheet.line, sheet.line.client
        return cls.model_validate(
            _row(line)
            | {
                "language": sheet.language,
                "source": client.source,
                "activated_at": client.activated_at,
                "rejection_reason": client.rejection_reason,
                "referral": ReferralView(
                    code=client.referral_code,
                    referrer=None if line.referrer is None else ClientPersonView.of(line.referrer),
                    direct_downlines=line.downline_count,
                ),
                "consents": [ConsentView.of(consent) for consent in sheet.consents],
                "suspended": _suspended(line),
                "login": None if line.login is None else LoginStateView.of(line.login),
            }
        )


def _suspended(line: ClientLine) -> SuspensionView | None:
    """By staff, as the client's record says; or by the login itself."""
    suspension, login = line.client.suspension, line.login
    if suspension is not None:
        return SuspensionView(
            by=suspension.by_name or suspension.by_id, at=suspension.at, reason=suspension.reason
        )
    if login is not None and login.status is LoginStatus.SUSPENDED:
        return SuspensionView(by="system", at=login.suspended_at, reason=login.reason)
    return None


class SuspensionForm(Body):
    """Shut the client out, or let them in again."""

    suspended: bool
    reason: Reason
