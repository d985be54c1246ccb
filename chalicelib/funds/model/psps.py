"""The broker's own payment providers by the open PSP protocol, as settings describe them.

Owns: what an integration is, and which of our parameters it may call otherwise or do without.
Refuses: its token, which is derived from the deployment's root secret and never stored.
"""

from enum import StrEnum
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field

from chalicelib.core.errors import Conflict, Invalid, NotFound
from chalicelib.core.forms import FieldType, TextFields
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting

OPEN_PREFIX = "psp_"
_LOOPBACK = frozenset({"localhost", "127.0.0.1"})


class PspSettingNotFound(NotFound):
    """No integration of ours has this merchant id, or it is switched off."""

    code = "psp_setting_not_found"


class PaymentNotFound(NotFound):
    """We have no deposit of this ``order_no``."""

    code = "payment_not_found"


class DepositMethodNotFound(NotFound):
    """The deposit of this ``order_no`` is not paid through this integration."""

    code = "deposit_method_not_found"


class StatusNotPending(Conflict):
    """The deposit does not wait for a payment any more; what was paid is kept for staff."""

    code = "payment_status_not_pending"


class PaymentRequestExists(Conflict):
    """The same transaction was told of before, with another outcome."""

    code = "payment_request_exists"


class AmountNotAllowed(Invalid):
    """Not the amount that was asked for; what was paid is kept for staff."""

    code = "payment_amount_not_allowed"


class CurrencyNotAllowed(Invalid):
    """Not the currency that was asked for; what was paid is kept for staff."""

    code = "payment_currency_not_allowed"


class Parameter(StrEnum):
    """What we send when we ask for a page; the first four always."""

    MERCHANT_ID = "merchant_id"
    ORDER_NO = "order_no"
    AMOUNT = "amount"
    CURRENCY = "currency"
    USER_ID = "user_id"
    USER_NAME = "user_name"
    EMAIL = "email"
    PHONE = "phone"
    NATIONALITY = "nationality"
    LANGUAGE = "language"
    DEVICE = "device"


class Dispensable(StrEnum):
    """What an integration can do without."""

    USER_ID = "user_id"
    USER_NAME = "user_name"
    EMAIL = "email"
    PHONE = "phone"
    NATIONALITY = "nationality"
    LANGUAGE = "language"
    DEVICE = "device"


@dataclass(frozen=True)
class Renaming:
    """A parameter that the integration calls otherwise."""

    parameter: Parameter
    name: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,39}$")]


@dataclass(frozen=True)
class OpenPsp:
    """One integration: its name, where it is asked, and what is sent.

    ``fields`` are parameters of the broker's own: clients fill them in with their deposit. A
    deposit method names it by its ``id`` as its provider.
    """

    id: Annotated[str, Field(pattern=r"^psp_[a-z0-9_]{1,30}$")]
    name: Annotated[str, Field(min_length=1, max_length=60)]
    app_url: Annotated[str, Field(max_length=300)]
    renamed: Annotated[tuple[Renaming, ...], Field(max_length=11)] = ()
    left_out: Annotated[tuple[Dispensable, ...], Field(max_length=7)] = ()
    fields: TextFields = ()
    enabled: bool = True

    def __post_init__(self) -> None:
        address = urlsplit(self.app_url)
        plain = address.scheme == "http" and address.hostname in _LOOPBACK
        if not address.hostname or not (address.scheme == "https" or plain) or address.query:
            raise ValueError("an https address without a query")
        sent = [*self.names.values(), *(one.key for one in self.fields), "sign"]
        if len(set(sent)) != len(sent):
            raise ValueError("two parameters have the same name")
        if any(one.type is FieldType.FILE for one in self.fields):
            raise ValueError("a provider is sent texts, not files")

    @property
    def names(self) -> dict[str, str]:
        """Our parameters that are sent, each by the name it is sent under."""
        renamed = {one.parameter.value: one.name for one in self.renamed}
        left_out = {one.value for one in self.left_out}
        sent = (one.value for one in Parameter if one.value not in left_out)
        return {name: renamed.get(name, name) for name in sent}


OPEN_PSPS = Setting[tuple[OpenPsp, ...]](
    key="funds.open_psps",
    type=Annotated[tuple[OpenPsp, ...], Field(max_length=20)],
    default=(),
    group="funds",
    four_eyes=True,
)


@dataclass(frozen=True)
class PspKey:
    """The merchant id of an integration, and which of its tokens is the good one.

    Each new token ends the one before. The token itself is derived, not kept, from the root secret
    ``root``; empty in what was made while there was but one.
    """

    psp_id: str
    merchant_id: str
    generation: int
    made_by: str
    root: str = ""
    version: int = 0
