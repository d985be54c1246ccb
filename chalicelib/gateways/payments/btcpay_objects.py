"""BTCPay's objects as far as we rely on them, checked field by field.

Owns: exact types for what we read. Refuses: meaning (`btcpay_answers`). What BTCPay sends is input
from outside: a missing or strange field is an unreadable answer, not a crash.
"""

from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StrictStr, ValidationError

from chalicelib.core.errors import VendorUnavailable

# Seconds since 1970, sent as a number; the bound keeps them within what a datetime can hold.
Seconds = Annotated[int, Field(ge=0, lt=2**37)]
# Sent as text, so that no number format can spoil it.
Exact = Annotated[Decimal, Field(allow_inf_nan=False, max_digits=40)]


class _Part(BaseModel):
    """An object of BTCPay's: known fields have exact types, others are welcome."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Metadata(_Part):
    """What we said about an invoice or a payout ourselves."""

    orderId: StrictStr | None = None  # noqa: N815 - their spelling
    withdrawalId: StrictStr | None = None  # noqa: N815 - ours, in their style
    attempt: Annotated[int, Field(ge=1)] = 1


class Invoice(_Part):
    """An invoice: what we call a payment."""

    id: StrictStr
    amount: Exact
    currency: StrictStr
    status: StrictStr
    additionalStatus: StrictStr  # noqa: N815
    checkoutLink: StrictStr | None = None  # noqa: N815
    createdTime: Seconds  # noqa: N815
    metadata: Metadata = Metadata()


class Coin(_Part):
    """One payment on a chain that was made to an invoice."""

    id: StrictStr
    value: Exact
    status: StrictStr
    destination: StrictStr | None = None


class Way(_Part):
    """One way to pay an invoice, at the rate of its creation, with the payments made that way."""

    paymentMethodId: StrictStr  # noqa: N815
    currency: StrictStr
    rate: Exact
    payments: list[Coin] = []


class Wallet(_Part):
    """What a wallet on a chain holds, in its coins; ``confirmedBalance`` can be spent."""

    confirmedBalance: Exact  # noqa: N815


class Price(_Part):
    """What one coin costs; without a ``rate`` BTCPay could not tell."""

    currencyPair: StrictStr  # noqa: N815
    rate: Exact | None = None


class PullPayment(_Part):
    """Money set aside for somebody to claim; its name is our withdrawal's id."""

    id: StrictStr
    name: StrictStr | None = None


class Proof(_Part):
    """How a payout was made."""

    id: StrictStr | None = None
    link: StrictStr | None = None


class Payout(_Part):
    """One payout."""

    id: StrictStr
    state: StrictStr
    destination: StrictStr
    originalAmount: Exact  # noqa: N815
    originalCurrency: StrictStr  # noqa: N815
    payoutAmount: Exact | None = None  # noqa: N815
    payoutCurrency: StrictStr | None = None  # noqa: N815
    paymentProof: Proof | None = None  # noqa: N815
    metadata: Metadata | None = None


class Event(_Part):
    """A webhook."""

    originalDeliveryId: StrictStr  # noqa: N815
    type: StrictStr
    timestamp: Seconds
    storeId: StrictStr | None = None  # noqa: N815
    invoiceId: StrictStr | None = None  # noqa: N815
    payoutId: StrictStr | None = None  # noqa: N815


Answer = TypeVar("Answer", bound=_Part)


def read_as(kind: type[Answer], answer: Any) -> Answer:
    """``answer`` as a ``kind``.

    Raises:
        VendorUnavailable: reason ``broken``: it is not one.
    """
    try:
        return kind.model_validate(answer)
    except ValidationError as error:
        raise broken(f"no {kind.__name__.lower()}: {error.error_count()} fields") from error


def read_list(kind: type[Answer], answer: Any) -> list[Answer]:
    """``answer`` as a list of them.

    Raises:
        VendorUnavailable: reason ``broken``: it is not one.
    """
    if not isinstance(answer, list):
        raise broken("no list")
    return [read_as(kind, one) for one in answer]


def broken(why: str) -> VendorUnavailable:
    """The error for an answer that makes no sense."""
    return VendorUnavailable(f"btcpay: {why}", vendor="btcpay", reason="broken")
