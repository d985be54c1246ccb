"""Stripe's objects as far as we rely on them, checked field by field.

Owns: exact types for what we read. Refuses: meaning (`stripe_answers`). What Stripe sends is input
from outside: a missing or strange field is an unreadable answer, not a crash.
"""

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, ValidationError

from chalicelib.core.errors import VendorUnavailable

# Seconds since 1970; the bound keeps them within what a datetime can hold.
_Seconds = Annotated[StrictInt, Field(ge=0, lt=2**37)]


class _Part(BaseModel):
    """A Stripe object: fields that we do not know are welcome, known ones have exact types."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class BalanceTransaction(_Part):
    """What a charge did to our balance at Stripe."""

    fee: StrictInt
    currency: StrictStr


class Card(_Part):
    """The card that paid."""

    brand: StrictStr | None = None
    last4: StrictStr | None = None
    country: StrictStr | None = None
    funding: StrictStr | None = None
    fingerprint: StrictStr | None = None


class MethodDetails(_Part):
    """How a charge was paid."""

    type: StrictStr | None = None
    card: Card | None = None


class Person(_Part):
    """Who paid."""

    name: StrictStr | None = None
    email: StrictStr | None = None


class Charge(_Part):
    """Money taken."""

    id: StrictStr
    currency: StrictStr
    amount_refunded: StrictInt = 0
    balance_transaction: BalanceTransaction | StrictStr | None = None
    payment_method_details: MethodDetails | None = None
    billing_details: Person | None = None


class PaymentError(_Part):
    """Why an attempt to pay failed."""

    code: StrictStr | None = None
    decline_code: StrictStr | None = None


class Intent(_Part):
    """A payment intent: the attempts to pay for one session."""

    id: StrictStr
    status: StrictStr
    currency: StrictStr
    amount_received: StrictInt
    latest_charge: Charge | StrictStr | None = None
    last_payment_error: PaymentError | None = None


class Session(_Part):
    """A Checkout Session, its payment intent expanded where it has one."""

    id: StrictStr
    created: _Seconds
    status: StrictStr
    payment_status: StrictStr
    client_reference_id: StrictStr | None = None
    url: StrictStr | None = None
    payment_intent: Intent | StrictStr | None = None
    customer_details: Person | None = None


class Refund(_Part):
    """A refund."""

    id: StrictStr
    amount: StrictInt
    currency: StrictStr
    status: StrictStr
    metadata: dict[str, str] = {}
    failure_reason: StrictStr | None = None


class _Subject(_Part):
    id: StrictStr
    object: StrictStr


class _EventData(_Part):
    object: _Subject


class Event(_Part):
    """The envelope of a webhook."""

    id: StrictStr
    type: StrictStr
    created: _Seconds
    data: _EventData


class Listing(_Part):
    """One page of a list."""

    data: list[dict[str, Any]]
    has_more: bool


Answer = TypeVar("Answer", bound=_Part)


def read_as(kind: type[Answer], answer: dict[str, Any]) -> Answer:
    """``answer`` as a ``kind``.

    Raises:
        VendorUnavailable: reason ``broken``: it is not one.
    """
    try:
        return kind.model_validate(answer)
    except ValidationError as error:
        raise broken(f"no {kind.__name__.lower()}: {error.error_count()} fields") from error


def broken(why: str) -> VendorUnavailable:
    """The error for an answer that makes no sense."""
    return VendorUnavailable(f"stripe: {why}", vendor="stripe", reason="broken")
