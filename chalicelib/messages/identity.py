"""What the identity capability tells. Codes travel sealed (`chalicelib.storage.sealing`)."""

from datetime import datetime
from typing import ClassVar

from chalicelib.core.actor import Realm
from chalicelib.core.nouns import dataclass
from chalicelib.messages import Message

CODE_SEAL = "mail-secrets"


@dataclass(frozen=True, kw_only=True)
class CodeIssued(Message):
    """A six-digit code must reach ``email``.

    ``sealed_code`` opens with ``sealing.unseal(sealed_code, purpose=CODE_SEAL, context=email)``.
    ``purpose`` is ``registration`` or ``password_reset``. ``subject_id`` and ``name`` are empty
    where nobody has the address yet.
    """

    NAME: ClassVar[str] = "identity.code_issued"
    realm: Realm
    purpose: str
    email: str
    language: str
    sealed_code: str
    expires_at: datetime
    subject_id: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class SignedIn(Message):
    """Somebody signed in. ``known_device`` says whether this device had signed in lately.

    ``device_kind`` is like ``Chrome, Windows``; ``city`` is empty where it is not known.
    ``device_id`` is what the device calls itself, empty where it does not.
    ``remote`` says that both are new, and that the broker wants people asked about that.
    """

    NAME: ClassVar[str] = "identity.signed_in"
    realm: Realm
    subject_id: str
    at: datetime
    ip: str
    device: str
    known_device: bool
    device_kind: str = ""
    city: str = ""
    remote: bool = False
    device_id: str = ""


@dataclass(frozen=True, kw_only=True)
class LoginSuspended(Message):
    """A login was shut. ``reason`` is ``failed_attempts`` or what staff wrote."""

    NAME: ClassVar[str] = "identity.login_suspended"
    realm: Realm
    subject_id: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class LoginRestored(Message):
    """A suspended login may be used again."""

    NAME: ClassVar[str] = "identity.login_restored"
    realm: Realm
    subject_id: str


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Message):
    """A password is another now and every session has ended. ``reset``: by an e-mailed code."""

    NAME: ClassVar[str] = "identity.password_changed"
    realm: Realm
    subject_id: str
    reset: bool


@dataclass(frozen=True, kw_only=True)
class PasswordVoided(Message):
    """Staff made a password worthless and every session has ended; its owner must choose another
    (desk, forgotten password)."""

    NAME: ClassVar[str] = "identity.password_voided"
    realm: Realm
    subject_id: str


@dataclass(frozen=True, kw_only=True)
class EmailChanged(Message):
    """A login has another address; every session has ended. ``old_email`` must be told.

    ``sealed_link`` opens with ``sealing.unseal(sealed_link, purpose=CODE_SEAL,
    context=old_email)``: where to object until ``objection_until``.
    """

    NAME: ClassVar[str] = "identity.email_changed"
    realm: Realm
    subject_id: str
    old_email: str
    name: str
    language: str
    sealed_link: str
    objection_until: datetime


@dataclass(frozen=True, kw_only=True)
class EmailRestored(Message):
    """A change of address was undone; the password is void and every session has ended."""

    NAME: ClassVar[str] = "identity.email_restored"
    realm: Realm
    subject_id: str


@dataclass(frozen=True, kw_only=True)
class SessionReused(Message):
    """A refresh token came a second time: somebody may have a copy. The session has ended."""

    NAME: ClassVar[str] = "identity.session_reused"
    realm: Realm
    subject_id: str
    ip: str
    device: str


@dataclass(frozen=True, kw_only=True)
class MemberInvited(Message):
    """A member of staff has a login and must choose a password (desk, forgotten password)."""

    NAME: ClassVar[str] = "identity.member_invited"
    subject_id: str
    email: str
    name: str
    language: str


@dataclass(frozen=True, kw_only=True)
class LoginHandedOver(Message):
    """A client has a login that staff made for them, and must hear how to sign in.

    ``sealed_password`` opens with ``sealing.unseal(sealed_password, purpose=CODE_SEAL,
    context=email)``; it is empty for whoever chooses their first password (portal, forgotten one).
    """

    NAME: ClassVar[str] = "identity.login_handed_over"
    subject_id: str
    email: str
    name: str
    language: str
    sealed_password: str = ""


@dataclass(frozen=True, kw_only=True)
class SecondFactorChanged(Message):
    """Somebody's second factor is another now.

    ``change`` is ``added``, ``removed``, ``reset`` (by staff), ``codes_renewed`` or
    ``code_used``; ``method`` is ``totp``, ``passkey`` or ``recovery_code``, empty for a reset.
    ``codes_left`` counts the recovery codes that are still good.
    """

    NAME: ClassVar[str] = "identity.second_factor_changed"
    realm: Realm
    subject_id: str
    change: str
    method: str
    codes_left: int
