"""Payment methods as a broker describes them: names, fields, and limits and fees per currency.

Owns: what withdrawal methods are, and which designed fields any method may have. Refuses: secrets
of providers.
"""

from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from chalicelib.core.currencies import EXPONENTS
from chalicelib.core.forms import LocalText, TextFields
from chalicelib.core.money import Rounding
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.payments.payout_port import PAYOUT_PROVIDER_PATTERN
from chalicelib.gateways.payments.port import PROVIDER_PATTERN

ProviderName = Annotated[str, Field(pattern=PROVIDER_PATTERN)]
WholeUnits = Annotated[str, Field(pattern=r"^[0-9]{1,15}(\.[0-9]{1,8})?$")]


@dataclass(frozen=True)
class FeeRule:
    """``percent`` of the amount, rounded as named to the currency, at most ``cap`` whole units."""

    percent: Annotated[Decimal, Field(ge=0, le=100)] = Decimal(0)
    cap: WholeUnits | None = None
    rounding: Rounding = Rounding.HALF_UP


@dataclass(frozen=True)
class MethodCurrency:
    """A currency that a method takes or pays; limits are whole units and inclusive.

    ``decimals`` is how many it can do, where that is fewer than the currency has.
    """

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3,5}$")]
    minimum: WholeUnits
    maximum: WholeUnits
    fee: FeeRule = field(default_factory=FeeRule)
    decimals: Annotated[int, Field(ge=0, le=18)] | None = None

    def __post_init__(self) -> None:
        finest = EXPONENTS.get(self.currency)
        if finest is None:
            raise ValueError(f"no currency {self.currency}")
        if self.decimals is not None and self.decimals > finest:
            raise ValueError(f"{self.currency} has {finest} decimals")
        limits = (Decimal(self.minimum), Decimal(self.maximum))
        if limits[0] > limits[1]:
            raise ValueError(f"{self.currency}: the maximum is below the minimum")
        caps = () if self.fee.cap is None else (Decimal(self.fee.cap),)
        for one in (*limits, *caps):
            if one != round(one, finest):
                raise ValueError(f"{self.currency} has {finest} decimals")

    @property
    def step(self) -> int:
        """The smallest payment, in minor units: all payments are multiples of it."""
        finest = EXPONENTS[self.currency]
        coarse = finest if self.decimals is None else self.decimals
        return int(10 ** (finest - coarse))


class MethodIcon(StrEnum):
    """The pictures that a method can have."""

    BANK = "bank"
    CARD = "card"
    CASH = "cash"
    COIN = "coin"
    PHONE = "phone"
    WALLET = "wallet"


@dataclass(frozen=True)
class Audience:
    """Who is offered a method: everybody, or the groups and single clients named, less
    ``excluded`` ones. Groups and clients are ids."""

    groups: Annotated[tuple[str, ...], Field(max_length=100)] = ()
    clients: Annotated[tuple[str, ...], Field(max_length=500)] = ()
    excluded: Annotated[tuple[str, ...], Field(max_length=500)] = ()

    def has(self, client_id: str, group_id: str) -> bool:
        """Whether the client, of that group, is among them."""
        if client_id in self.excluded:
            return False
        named = bool(self.groups or self.clients)
        return not named or client_id in self.clients or group_id in self.groups


class WithdrawalMethodKind(StrEnum):
    """How the payout is made. Bank wires are paid by staff, coins by a provider's wallet."""

    BANK_WIRE = "bank_wire"
    CRYPTO = "crypto"


ADDRESS = "address"
"""The key of the field that every method paid in coins has: where they go."""


@dataclass(frozen=True)
class PayoutRoute:
    """Through which provider a method pays, and by which of the provider's own methods."""

    provider: Annotated[str, Field(pattern=PAYOUT_PROVIDER_PATTERN)] = "btcpay"
    method: Annotated[str, Field(pattern=r"^[A-Z0-9]{2,10}-[A-Z]{2,10}$")] = "BTC-CHAIN"


@dataclass(frozen=True)
class WithdrawalMethod:
    """One way to be paid. ``fields`` are what the client saves as withdrawal details.

    With ``converts`` it also pays from wallets of other currencies, at the exchange rate. What is
    paid in coins has a ``route``, and a required field ``address``. What came by the deposit
    methods that it ``returns_to`` goes back to its source this way.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    kind: WithdrawalMethodKind
    name: LocalText
    currencies: tuple[MethodCurrency, ...]
    fields: TextFields
    instructions: LocalText = field(default_factory=dict)
    icon: MethodIcon = MethodIcon.BANK
    audience: Audience = field(default_factory=Audience)
    converts: bool = False
    enabled: bool = True
    route: PayoutRoute | None = None
    returns_to: Annotated[tuple[str, ...], Field(max_length=50)] = ()

    def __post_init__(self) -> None:
        in_coins = self.kind is WithdrawalMethodKind.CRYPTO
        if in_coins != (self.route is not None):
            raise ValueError("a route belongs to a method that pays in coins, and only to one")
        if in_coins and not any(one.key == ADDRESS and one.required for one in self.fields):
            raise ValueError(f"a method that pays in coins needs the required field {ADDRESS}")

    def terms(self, currency: str) -> MethodCurrency | None:
        """The limits and the fee in ``currency``, or None when the method does not pay it."""
        return next((one for one in self.currencies if one.currency == currency), None)
