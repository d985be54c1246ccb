"""Drafts: what somebody has filled in who is not a client yet.

Owns: what is kept between two visits of a newcomer. Refuses: passwords, which are chosen when
all is sent in, and the checks of what was typed (those of the capabilities that it is meant for).
"""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from chalicelib.core.consent import Acceptance
from chalicelib.core.errors import Conflict, Forbidden, NotFound
from chalicelib.core.forms import Answers
from chalicelib.core.nouns import dataclass

MAX_FILES = 30


class StepsOff(Forbidden):
    """The broker does not have newcomers register in steps."""

    code = "registration_steps_off"


class DraftMissing(NotFound):
    """There is no such draft: it is over, it never was, or another device goes on with it."""

    code = "draft_missing"


class DraftSubmitted(Conflict):
    """The draft was sent in; nothing in it can change."""

    code = "draft_submitted"


class StepMissing(Conflict):
    """A step that the broker asks for is not filled in; ``step`` says which."""

    code = "step_missing"


class Step(StrEnum):
    """The parts of a registration, in their order."""

    DETAILS = "details"
    IDENTITY = "identity"
    ACCOUNT = "account"


@dataclass(frozen=True)
class Details:
    """The registration form as it was typed."""

    name: str = ""
    nationality: str = ""
    country_code: str = ""
    phone_number: str = ""
    referral_code: str = ""
    answers: Answers = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Identity:
    """The identity form that was chosen, and the answers to it."""

    form_id: str
    answers: Answers = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class WantedAccount:
    """The account that is asked for."""

    server_id: str
    account_type_id: str
    leverage: int | None = None
    accepted: tuple[Acceptance, ...] = ()


@dataclass(frozen=True)
class DraftFile:
    """A file that was announced; it is a document once it has passed its checks."""

    file_id: str
    file_name: str
    content_type: str


@dataclass(frozen=True)
class Submitted:
    """What came of a draft: the requests that staff decide, by id."""

    client_id: str
    registration_id: str
    status: str
    referral_code_cleared: bool
    identity_id: str | None = None
    account_id: str | None = None


@dataclass(frozen=True)
class Draft:
    """A registration that is under way. ``ends_at`` is when it is thrown away with its files.

    ``kind`` is the kind of client that it will make.

    ``secret_digest`` is of the one token that opens it. ``proven_phone`` is in E.164.
    """

    id: str
    email: str
    kind: str
    language: str
    opened_at: datetime
    ends_at: datetime
    secret_digest: str = field(repr=False)
    details: Details = field(default_factory=Details)
    identity: Identity | None = None
    account: WantedAccount | None = None
    files: tuple[DraftFile, ...] = ()
    proven_phone: str = ""
    source: str = ""
    submitted: Submitted | None = None
    version: int = 0


@dataclass(frozen=True)
class Opened:
    """A draft with the token that opens it, and the steps that the broker asks for."""

    token: str = field(repr=False)
    draft: Draft
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Opening:
    """Who wants to begin, or to go on: the address, and the code that went there."""

    email: str
    code: str = field(repr=False)
    kind: str
    language: str
    source: str = ""


@dataclass(frozen=True)
class Changes:
    """What is filled in now; None leaves a part as it is."""

    details: Details | None = None
    identity: Identity | None = None
    account: WantedAccount | None = None
    phone_proof: str = field(default="", repr=False)


@dataclass(frozen=True)
class Finish:
    """The last words: the password, and the agreements of a registration."""

    password: str = field(repr=False)
    language: str
    accepted: tuple[Acceptance, ...]
