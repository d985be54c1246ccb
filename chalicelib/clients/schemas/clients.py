"""Clients as staff see them, and what staff can change."""

from typing import Annotated, Any, ClassVar, Self

from pydantic import Field

from chalicelib.clients.model import (
    ClientFilter,
    ClientKind,
    ClientStatus,
    IdentityStanding,
)
from chalicelib.clients.model.tags import MAX_TAG_LENGTH, SystemTag
from chalicelib.clients.service.choosing import owners
from chalicelib.clients.service.overview import ClientLine, ClientSheet
from chalicelib.clients.service.referring import referrer_meant
from chalicelib.consents.public import GivenConsent
from chalicelib.core.actor import Actor
from chalicelib.edge.periods import PeriodQuery
from chalicelib.edge.schemas import (
    Body,
    ClientAddress,
    ClientEmail,
    ClientNationality,
    ClientPhone,
    Instant,
    OfClient,
    View,
)
from chalicelib.identity.public import LoginStatus

Reason = Annotated[str, Field(min_length=1, max_length=500)]


class ClientQuery(PeriodQuery):
    """Which clients to list; ``q`` finds by the beginning of a word, the period is of joining.

    ``owner`` is ``me``, ``subordinates``, ``none``, ``team:`` and ``role:`` with an id, or ids.
    """

    q: Annotated[str, Field(max_length=100)] | None = None
    kind: ClientKind | None = None
    status: ClientStatus | None = None
    identity: IdentityStanding | None = None
    group: Annotated[str, Field(max_length=60)] | None = None
    owner: Annotated[str, Field(max_length=500)] | None = None
    referrer: Annotated[str, Field(max_length=40)] | None = None
    tag: Annotated[str, Field(max_length=MAX_TAG_LENGTH)] | None = None

    def wanted(self, actor: Actor) -> ClientFilter:
        """The same for the use case."""
        return ClientFilter(
            kind=self.kind,
            status=self.status,
            identity=self.identity,
            group_id=self.group,
            owner_ids=None if self.owner is None else owners(actor, self.owner),
            referrer_id=referrer_meant(actor, self.referrer) if self.referrer else None,
            tag=self.tag,
            since=self.since_at,
            until=self.until_at,
        )


class ClientPersonView(View):
    """Somebody by id and name; both are empty for a client outside the reader's scope."""

    id: str
    name: str


class GroupRefView(View):
    """The group that counts for a client."""

    id: str
    name: dict[str, str]


class ClientRowView(OfClient):
    """A client as a line of a list."""

    whose: ClassVar[str] = "id"

    id: str
    name: str
    email: ClientEmail
    phone: ClientPhone
    kind: ClientKind
    status: ClientStatus
    identity: IdentityStanding
    owner: ClientPersonView | None
    referrer: ClientPersonView | None
    nationality: ClientNationality
    registered_at: Instant
    last_login_at: Instant | None
    referral_code: str
    downline_count: int
    group: GroupRefView
    participants: list[ClientPersonView]
    tags: list[str]
    private_tags: list[str]
    system_tags: list[SystemTag]

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
        "identity",
        "nationality",
        "registered_at",
        "referral_code",
        "tags",
        "private_tags",
        "system_tags",
    )
    return {name: getattr(line.client, name) for name in own} | {
        "owner": line.owner,
        "referrer": line.referrer,
        "last_login_at": line.login.last_login_at if line.login else None,
        "downline_count": line.downline_count,
        "group": line.group,
        "participants": line.participants,
    }


class ConsentView(View):
    """An agreement that the client has accepted; one no longer in use goes by its code."""

    document: str
    version: str
    title: dict[str, str]
    accepted_at: Instant
    ip: ClientAddress
    occasion: str

    @classmethod
    def titled(cls, noun: GivenConsent, titles: dict[str, dict[str, str]]) -> Self:
        """The view, with what the document is called."""
        return cls(
            document=noun.document,
            version=noun.version_accepted,
            title=titles.get(noun.document, {"en": noun.document}),
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


class ReturnedMailView(View):
    """That mails to the client's address come back: ``bounced``, or ``complained`` about as spam.

    ``reason`` is the vendor's code. Mails that can wait are held back meanwhile.
    """

    kind: str
    reason: str
    at: Instant

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls(kind=noun.kind.value, reason=noun.reason, at=noun.at)


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
    returned_mail: ReturnedMailView | None

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
                "consents": [ConsentView.titled(one, sheet.titles) for one in sheet.consents],
                "suspended": _suspended(line),
                "login": None if line.login is None else LoginStateView.of(line.login),
                "returned_mail": None
                if sheet.returned_mail is None
                else ReturnedMailView.of(sheet.returned_mail),
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
