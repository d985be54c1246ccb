"""What the routes of the second factor take and answer, for both realms."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field

from chalicelib.core.confirmation import FactorMethod, Operation, Proof
from chalicelib.edge.confirming import MAX_ANSWER
from chalicelib.edge.schemas import Body, Instant, View
from chalicelib.identity.model.factors import FactorState

_Ticket = Annotated[str, Field(min_length=16, max_length=100)]
_Password = Annotated[str, Field(min_length=1, max_length=200)]
_Code = Annotated[str, Field(pattern=r"^[0-9 ]{6,8}$", examples=["123456"])]


class SecondStepForm(Body):
    """The ticket of a sign-in, with the second factor where one is asked for."""

    ticket: _Ticket
    method: FactorMethod | None = Field(default=None, strict=False)
    answer: Annotated[str, Field(min_length=1, max_length=MAX_ANSWER)] | None = None

    @property
    def proof(self) -> Proof | None:
        """What is shown, if anything."""
        if self.method is None or self.answer is None:
            return None
        return Proof(self.method, self.answer)


class TicketForm(Body):
    """The ticket of a sign-in."""

    ticket: _Ticket


class TicketCodeForm(Body):
    """The ticket of a sign-in, and the first code of the app being set up."""

    ticket: _Ticket
    code: _Code


class OwnerForm(Body):
    """The password, to show that it is the person themselves."""

    password: _Password


class TotpCodeForm(Body):
    """The first code of the app being set up."""

    code: _Code


class PasskeyForm(Body):
    """A passkey as the browser made it (JSON in base64url), and what to call it."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    credential: Annotated[str, Field(min_length=1, max_length=5000)]


class FactorRemovalForm(Body):
    """What to take away; ``passkey_id`` says which passkey."""

    method: Literal["totp", "passkey"]
    passkey_id: Annotated[str, Field(max_length=1400)] = ""
    password: _Password


_Reason = Annotated[str, Field(min_length=1, max_length=500)]


class FactorResetForm(Body):
    """Take somebody's second factor away, and why."""

    enrolled: Literal[False]
    reason: _Reason


class PasswordResetForm(Body):
    """Why somebody's password is made worthless."""

    reason: _Reason


class TotpSetupView(View):
    """What an authenticator app needs: the secret to type, the address, and its QR code by rows."""

    secret: str
    uri: str
    qr: list[str] = Field(examples=[["1011", "0110"]])
    ends_at: Instant


class RecoveryCodesView(View):
    """New recovery codes, shown this once; none where there are good ones already."""

    recovery_codes: list[str]

    @classmethod
    def of(cls, noun: tuple[str, ...]) -> Self:
        """See `View.of`."""
        return cls(recovery_codes=list(noun))


class PasskeyOptionsView(View):
    """What the browser needs to make a passkey (PublicKeyCredentialCreationOptionsJSON)."""

    options: dict[str, Any]

    @classmethod
    def of(cls, noun: dict[str, Any]) -> Self:
        """See `View.of`."""
        return cls(options=noun)


class PasskeyView(View):
    """One passkey."""

    id: str
    name: str
    added_at: Instant
    last_used_at: Instant | None


class FactorView(View):
    """A person's second factor, and what the broker asks to be confirmed by it."""

    enrolled: bool
    mandatory: bool
    operations: list[Operation]
    totp_added_at: Instant | None
    passkeys: list[PasskeyView]
    recovery_codes_left: int

    @classmethod
    def of(cls, noun: FactorState) -> Self:
        """See `View.of`."""
        return cls(
            enrolled=noun.is_enrolled,
            mandatory=noun.mandatory,
            operations=sorted(noun.operations),
            totp_added_at=noun.totp_added_at,
            passkeys=[PasskeyView.of(one) for one in noun.passkeys],
            recovery_codes_left=noun.recovery_codes_left,
        )
