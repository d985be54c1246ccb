"""Confirming an operation with a second factor: what may ask for it, and what is shown for it.

Owns: the operations, the methods and the proof as it comes with a request. Refuses: who has which
factor and whether a proof is good; that is decided in `identity`.
"""

from enum import StrEnum

from chalicelib.core.nouns import dataclass


class Operation(StrEnum):
    """What a person can be asked to confirm. Codes are stable and part of the API.

    All but `SECOND_FACTOR` are asked for as the broker's settings say; changing a second factor
    always asks whoever has one.
    """

    LOGIN = "login"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    TRANSFER = "transfer"
    PROP_FEE = "prop_fee"
    COMPETITION_FEE = "competition_fee"
    PASSWORD_CHANGE = "password_change"  # noqa: S105 - the name of an operation, not a password
    EMAIL_CHANGE = "email_change"
    PERSONAL_DATA = "personal_data"
    PAYOUT = "payout"
    ACCESS_RESET = "access_reset"
    SECOND_FACTOR = "second_factor"


class FactorMethod(StrEnum):
    """The kinds of second factor."""

    TOTP = "totp"
    RECOVERY_CODE = "recovery_code"
    PASSKEY = "passkey"


@dataclass(frozen=True)
class Proof:
    """What somebody shows: a code, or for a passkey the browser's answer to a challenge.

    A passkey's ``answer`` is the credential as JSON in base64url without padding.
    """

    method: FactorMethod
    answer: str
