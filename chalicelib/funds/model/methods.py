"""Payment methods as a broker describes them: names, fields, and limits and fees per currency.

Owns: what withdrawal methods are, and which designed fields any method may have. Refuses: secrets
of providers.
"""

from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from chalicelib.core.forms import LocalText, TextFields
from chalicelib.core.money import Rounding
from chalicelib.core.nouns import dataclass
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
    """A currency that a method takes; limits are whole units and inclusive."""

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3,5}$")]
    minimum: WholeUnits
    maximum: WholeUnits
    fee: FeeRule = field(default_factory=FeeRule)


class WithdrawalMethodKind(StrEnum):
    """How the payout is made. Bank wires are paid by staff."""

    BANK_WIRE = "bank_wire"


@dataclass(frozen=True)
class WithdrawalMethod:
    """One way to be paid. ``fields`` are what the client saves as withdrawal details."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    kind: WithdrawalMethodKind
    name: LocalText
    currencies: tuple[MethodCurrency, ...]
    fields: TextFields
    instructions: LocalText = field(default_factory=dict)
    enabled: bool = True

    def terms(self, currency: str) -> MethodCurrency | None:
        """The limits and the fee in ``currency``, or None when the method does not pay it."""
        return next((one for one in self.currencies if one.currency == currency), None)
