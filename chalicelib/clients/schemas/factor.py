"""A client's second factor as staff see it and take it away."""

from typing import Annotated, Literal, Self

from pydantic import Field

from chalicelib.edge.schemas import Body, Instant, View
from chalicelib.identity.public import FactorState


class ClientFactorResetForm(Body):
    """Take the second factor away, and why."""

    enrolled: Literal[False]
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class ClientFactorView(View):
    """Which second factors the client has."""

    enrolled: bool
    totp_added_at: Instant | None
    passkeys: list[str]
    recovery_codes_left: int

    @classmethod
    def of(cls, noun: FactorState) -> Self:
        """See `View.of`."""
        return cls(
            enrolled=noun.is_enrolled,
            totp_added_at=noun.totp_added_at,
            passkeys=[one.name for one in noun.passkeys],
            recovery_codes_left=noun.recovery_codes_left,
        )
