"""The nouns of the second factor: authenticator apps, passkeys, recovery codes, challenges."""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from chalicelib.core.actor import Realm
from chalicelib.core.confirmation import FactorMethod, Operation
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting


@dataclass(frozen=True)
class ClientFactorRules:
    """Whether clients must have a second factor, and what asks those who have one for it."""

    mandatory: bool = False
    login: bool = True
    deposit: bool = False
    withdrawal: bool = True
    transfer: bool = False
    prop_fee: bool = False
    competition_fee: bool = False
    personal_data: bool = True
    password_change: bool = True
    email_change: bool = True

    @property
    def asking(self) -> frozenset[Operation]:
        """The operations that ask for a second factor."""
        return _asking(self)


@dataclass(frozen=True)
class StaffFactorRules:
    """Whether staff must have a second factor, and what asks those who have one for it.

    ``access_reset``: taking somebody's password or second factor away, a client's or a colleague's.
    """

    mandatory: bool = False
    login: bool = True
    password_change: bool = True
    email_change: bool = True
    payout: bool = True
    access_reset: bool = True

    @property
    def asking(self) -> frozenset[Operation]:
        """The operations that ask for a second factor."""
        return _asking(self)


FactorRules = ClientFactorRules | StaffFactorRules


def _asking(rules: FactorRules) -> frozenset[Operation]:
    chosen = {one for one in Operation if getattr(rules, one.value, False)}
    return frozenset(chosen | {Operation.SECOND_FACTOR})


CLIENT_FACTOR_RULES = Setting(
    key="identity.client_second_factor",
    type=ClientFactorRules,
    default=ClientFactorRules(),
    group="security",
)
STAFF_FACTOR_RULES = Setting(
    key="identity.staff_second_factor",
    type=StaffFactorRules,
    default=StaffFactorRules(),
    group="security",
)


@dataclass(frozen=True)
class Totp:
    """An authenticator app. The secret is sealed; ``last_step`` is the newest step ever used."""

    sealed_secret: str
    last_step: int
    added_at: datetime


@dataclass(frozen=True)
class PendingTotp:
    """An authenticator app that has yet to show its first code."""

    sealed_secret: str
    ends_at: datetime


@dataclass(frozen=True)
class Passkey:
    """A passkey. ``id`` and ``public_key`` are base64url as WebAuthn has them."""

    id: str
    name: str
    public_key: str
    sign_count: int
    added_at: datetime
    last_used_at: datetime | None = None


@dataclass(frozen=True)
class Factor:
    """Everything one person can confirm things with.

    ``recovery_digests`` are keyed hashes of the recovery codes not used yet. ``failed`` counts
    the wrong proofs since the last good one.
    """

    realm: Realm
    subject_id: str
    totp: Totp | None = None
    pending: PendingTotp | None = None
    passkeys: tuple[Passkey, ...] = field(default=())
    recovery_digests: tuple[str, ...] = field(default=())
    failed: int = 0
    version: int = 0

    @property
    def is_set(self) -> bool:
        """Whether there is a second factor at all; recovery codes alone are none."""
        return self.totp is not None or bool(self.passkeys)

    @property
    def methods(self) -> tuple[FactorMethod, ...]:
        """What can be shown, best first."""
        have = (
            (FactorMethod.PASSKEY, bool(self.passkeys)),
            (FactorMethod.TOTP, self.totp is not None),
            (FactorMethod.RECOVERY_CODE, bool(self.recovery_digests)),
        )
        return tuple(method for method, has in have if has)


class ChallengePurpose(StrEnum):
    """What a challenge waits for."""

    CONFIRMATION = "confirmation"
    PASSKEY = "passkey"
    SIGN_IN = "sign_in"
    SETUP = "setup"


@dataclass(frozen=True)
class Challenge:
    """Something random that must come back once, from one person, for one purpose, and soon.

    To a passkey (``confirmation`` of an ``operation``; ``passkey``, making one) it is the WebAuthn
    challenge. To a sign-in whose password was right it is the ticket of the second step
    (``sign_in``; ``setup`` where a factor must be set up first; ``proved`` once it has been).
    """

    id: str
    realm: Realm
    subject_id: str
    purpose: ChallengePurpose
    ends_at: datetime
    epoch: int = 0
    operation: Operation | None = None
    proved: bool = False
    version: int = 0


@dataclass(frozen=True)
class TotpSetup:
    """What an authenticator app needs: the secret to type, or the address that a QR code holds.

    ``qr`` is that code, a text of noughts and ones for each row of its modules, without a margin.
    """

    secret: str
    uri: str
    qr: tuple[str, ...]
    ends_at: datetime


@dataclass(frozen=True)
class FactorState:
    """A person's second factor as they, or staff, may see it, and what the broker asks."""

    mandatory: bool
    operations: frozenset[Operation]
    totp_added_at: datetime | None
    passkeys: tuple[Passkey, ...]
    recovery_codes_left: int

    @property
    def is_enrolled(self) -> bool:
        """Whether there is a second factor at all."""
        return self.totp_added_at is not None or bool(self.passkeys)
