"""Payment methods as a broker describes them: names, fields, and limits and fees per currency.

Owns: what withdrawal methods (and the fields of any method) are. Refuses: secrets of providers.
"""

from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from chalicelib.core.money import Rounding
from chalicelib.core.nouns import dataclass

LocalText = dict[str, str]
WholeUnits = Annotated[str, Field(pattern=r"^[0-9]{1,15}(\.[0-9]{1,8})?$")]


class FieldType(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    FILE = "file"


class FieldCheck(StrEnum):
    """A check beyond the pattern, for fields with a checksum or a fixed make-up."""

    NONE = "none"
    IBAN = "iban"
    BIC = "bic"


@dataclass(frozen=True)
class MethodField:
    """One field of a method. ``pattern`` must match the whole text, blanks at the ends removed.

    A ``sensitive`` field is shown masked, all but its last four signs.
    """

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    label: LocalText
    type: FieldType = FieldType.TEXT
    required: bool = True
    pattern: str | None = None
    check: FieldCheck = FieldCheck.NONE
    sensitive: bool = False


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
    fields: tuple[MethodField, ...]
    instructions: LocalText = field(default_factory=dict)
    enabled: bool = True

    def terms(self, currency: str) -> MethodCurrency | None:
        """The limits and the fee in ``currency``, or None when the method does not pay it."""
        return next((one for one in self.currencies if one.currency == currency), None)
