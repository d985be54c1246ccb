"""The nouns of clients, and the settings that govern how clients come in.

Owns: what a client is. Refuses: credentials (identity) and money (funds).
"""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from chalicelib.clients.model.agreements import AGREEMENTS as AGREEMENTS
from chalicelib.clients.model.agreements import Agreement as Agreement
from chalicelib.clients.model.agreements import AgreementPurpose as AgreementPurpose
from chalicelib.clients.model.kinds import ClientKind as ClientKind
from chalicelib.clients.model.tags import SystemTag
from chalicelib.core.consent import Acceptance, Consent
from chalicelib.core.errors import Conflict
from chalicelib.core.forms import Answers
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting


class PhoneTaken(Conflict):
    """Another client has this phone number."""

    code = "phone_taken"


class ClientStatus(StrEnum):
    """Where a client stands; only an active one may act."""

    PENDING = "pending"
    ACTIVE = "active"
    REJECTED = "rejected"
    SUSPENDED = "suspended"
    DELETED = "deleted"


class IdentityStanding(StrEnum):
    """Whether it is known who a client is; decided by kyc, and kept here to list clients by it."""

    NONE = "none"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPIRED = "expired"


class OwnerRule(StrEnum):
    """How a new client comes to an owner."""

    NOBODY = "nobody"
    FIXED = "fixed"
    REFERRERS = "referrers"


@dataclass(frozen=True)
class Suspension:
    """Who shut a client out, when and why."""

    by_id: str
    by_name: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class OwnerAssignment:
    """Who owns a new client: nobody, always ``staff_id``, or the direct referrer's owner.

    With `OwnerRule.REFERRERS` a client without referrer goes to ``staff_id``, if there is one.
    """

    rule: OwnerRule = OwnerRule.NOBODY
    staff_id: str | None = None


@dataclass(frozen=True)
class RegistrationSteps:
    """Which newcomers register in steps, and what follows the form before anything is sent in."""

    kinds: tuple[ClientKind, ...] = ()
    identity: bool = True
    account: bool = True


@dataclass(frozen=True)
class FormerReferrer:
    """Who a client's referrer was, None for nobody, until when (exclusive)."""

    referrer_id: str | None
    until: datetime


@dataclass(frozen=True)
class Client:
    """The broker's customer. ``id`` is 8 digits; ``phone`` is E.164; ``nationality`` ISO 3166-1.

    ``referrer_id`` is the direct upline, at first the client whose code was given;
    ``former_referrers`` are those before, in the order of time. ``line`` says where those above are
    to be looked for, the nearest first; who they are, each one's referrer says.
    ``request_id`` is the registration's request.
    ``owner_id`` is the one member of staff responsible, ``participant_ids`` those who follow.
    ``source`` is where they came from, ``link_id`` the promotional link if it was one.
    ``group_id`` is empty for whoever is in the default group. ``tags`` are public ones by name.
    ``identity`` is where kyc has them stand, as of its ``identity_revision``.
    The language, like all that belongs to signing in, is kept by identity.
    """

    id: str
    kind: ClientKind
    name: str
    email: str
    phone: str
    nationality: str
    status: ClientStatus
    referral_code: str
    request_id: str
    registered_at: datetime
    referrer_id: str | None = None
    owner_id: str | None = None
    participant_ids: tuple[str, ...] = ()
    consents: tuple[Consent, ...] = ()
    source: str = "portal"
    link_id: str = ""
    activated_at: datetime | None = None
    rejection_reason: str = ""
    suspension: Suspension | None = None
    group_id: str = ""
    tags: tuple[str, ...] = ()
    private_tags: tuple[str, ...] = ()
    system_tags: tuple[SystemTag, ...] = ()
    identity: IdentityStanding = IdentityStanding.NONE
    identity_revision: int = 0
    former_referrers: tuple[FormerReferrer, ...] = ()
    line: tuple[str, ...] = ()
    version: int = 0

    def referrer_at(self, at: datetime | None = None) -> str | None:
        """The direct upline at a moment of the past, or now."""
        if at is not None:
            for one in self.former_referrers:
                if at < one.until:
                    return one.referrer_id
        return self.referrer_id

    @property
    def is_active(self) -> bool:
        """Whether the client may act."""
        return self.status is ClientStatus.ACTIVE


@dataclass(frozen=True)
class Ownership:
    """Which staff a client, and all that hangs on it, belongs to."""

    owner_id: str | None
    participant_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comment:
    """What a member of staff has noted about a client."""

    id: str
    client_id: str
    by_id: str
    by_name: str
    at: datetime
    text: str
    version: int = 0


@dataclass(frozen=True)
class ClientFilter:
    """Which clients a list shows; None shows all.

    ``owner_ids`` are staff, with the empty text for clients without an owner. ``tag`` is a name,
    or the value of a system tag. ``since`` and ``until`` (exclusive) are about the registration.
    """

    kind: ClientKind | None = None
    status: ClientStatus | None = None
    group_id: str | None = None
    owner_ids: frozenset[str] | None = None
    referrer_id: str | None = None
    tag: str | None = None
    identity: IdentityStanding | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Mark:
    """What a promotional link makes of whoever comes by it; an empty group is the default one."""

    link_id: str
    source: str
    group_id: str = ""


@dataclass(frozen=True)
class RegistrationForm:
    """What somebody who registers has typed. ``password`` is never stored or logged.

    ``proven_phone`` is the number, in E.164, for which a proof was shown in an earlier step.
    ``answers`` are to the designed fields; ``source`` names the promotional link, if there was one.
    """

    kind: ClientKind
    name: str
    nationality: str
    country_code: str
    phone_number: str
    email: str
    email_code: str = field(repr=False)
    password: str = field(repr=False)
    language: str
    accepted: tuple[Acceptance, ...]
    referral_code: str | None = None
    phone_proof: str = field(default="", repr=False)
    proven_phone: str = ""
    answers: Answers = field(default_factory=dict, repr=False)
    source: str = ""


@dataclass(frozen=True)
class Registration:
    """What came of a registration form.

    ``referral_code_cleared`` says that a code was given, but is unknown or may not refer.
    """

    request_id: str
    client_id: str
    status: str
    referral_code_cleared: bool


REFERRING_KINDS: Setting[tuple[ClientKind, ...]] = Setting(
    key="clients.referring_kinds",
    type=tuple[ClientKind, ...],
    default=(ClientKind.TRADER, ClientKind.IB),
    group="clients",
)

OWNER_ASSIGNMENT = Setting(
    key="clients.owner_assignment",
    type=OwnerAssignment,
    default=OwnerAssignment(),
    group="clients",
)

REGISTRATION_STEPS = Setting(
    key="clients.registration_steps",
    type=RegistrationSteps,
    default=RegistrationSteps(),
    group="registration",
    public=True,
)
