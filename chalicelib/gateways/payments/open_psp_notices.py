"""Notices of the open PSP protocol: what a provider says of one transaction, and how it is signed.

Refuses: asking a provider anything (`open_psp`).
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr

from chalicelib.core.errors import Invalid, Unauthenticated
from chalicelib.core.money import Money
from chalicelib.gateways.payments.port import CallbackMalformed


class PspTokenInvalid(Unauthenticated):
    """The notice does not bear the token of this integration."""

    code = "psp_token_invalid"


class PspSignInvalid(Unauthenticated):
    """The notice's signature is not of what it says."""

    code = "psp_sign_invalid"


class StatusNotAllowed(Invalid):
    """The notice's status is none of 0, 1 and 2."""

    code = "payment_status_not_allowed"


class Notice(BaseModel):
    """What a provider says of one transaction. ``status``: 0 failed, 1 paid, 2 under way."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    merchant_id: StrictStr
    order_no: Annotated[StrictStr, Field(pattern=r"^[A-Za-z0-9_]{1,64}$")]
    transaction_id: Annotated[StrictStr, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
    amount: Annotated[StrictStr, Field(max_length=40)]
    currency: Annotated[StrictStr, Field(pattern=r"^[A-Z]{3,5}$")]
    time: Annotated[StrictInt, Field(ge=0, lt=2**47)]
    status: Literal[0, 1, 2]

    @property
    def at(self) -> datetime:
        """When it happened, by the provider's clock."""
        return datetime.fromtimestamp(self.time / 1000, UTC)

    @property
    def money(self) -> Money:
        """What was paid, or was to be.

        Raises:
            Invalid: the faults of `Money.parse`; ``amount_not_positive``.
        """
        money = Money.parse(self.amount, self.currency)
        if not money.is_positive:
            raise Invalid("nothing was paid", code="amount_not_positive", field="amount")
        return money

    @property
    def event_id(self) -> str:
        """The same for every repeat of this very word, another for any other."""
        words = (self.order_no, self.transaction_id, self.amount, self.currency, str(self.status))
        return hashlib.sha256("\n".join(words).encode()).hexdigest()[:40]


def merchant_of(body: bytes) -> str:
    """Whom a notice is for, before anything of it is believed.

    Raises:
        CallbackMalformed: it does not say.
    """
    merchant = members_of(body).get("merchant_id")
    if not isinstance(merchant, str):
        raise CallbackMalformed("no merchant_id")
    return merchant


def signature(members: Mapping[str, Any], token: str) -> str:
    """The ``sign`` of ``members``: HMAC-SHA256 in hexadecimal, keyed with the token.

    Over ``name=value`` of everything but ``sign`` itself and what is null or empty, in the order of
    names, joined by ``&``; values as their text, numbers in decimal.
    """
    said = {name: _text(value) for name, value in members.items() if name != "sign"}
    line = "&".join(f"{name}={said[name]}" for name in sorted(said) if said[name])
    return hmac.new(token.encode(), line.encode(), hashlib.sha256).hexdigest()


def members_of(body: bytes) -> dict[str, Any]:
    """The members of a JSON object.

    Raises:
        CallbackMalformed: it is none.
    """
    try:
        members = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise CallbackMalformed("no JSON") from error
    if not isinstance(members, dict):
        raise CallbackMalformed("no object")
    return members


def _text(value: Any) -> str:
    """A value as it is signed."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
