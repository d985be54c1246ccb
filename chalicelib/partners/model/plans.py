"""What a commission is computed by: rank structures, symbol groups, schemes, and their settings.

Amounts per lot are whole units of the scheme's currency, percentages are hundredths; both are exact
decimals. Every amount of a scheme stands in the order of the tiers or of the levels.
"""

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import Field

from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting

MAX_TIERS = 30
MAX_LEVELS = 30
MAX_SYMBOLS = 500
MAX_HOLDING_SECONDS = 2_592_000

Name = Annotated[str, Field(min_length=1, max_length=60)]
Code = Annotated[str, Field(min_length=1, max_length=40)]
PlanId = Annotated[str, Field(min_length=1, max_length=40)]
Amount = Annotated[Decimal, Field(ge=0, le=1_000_000, max_digits=18, decimal_places=8)]
Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=11, decimal_places=8)]
_Amounts = Annotated[tuple[Amount, ...], Field(min_length=1, max_length=MAX_TIERS)]
_Percents = Annotated[tuple[Percent, ...], Field(max_length=MAX_LEVELS)]
_Groups = Annotated[tuple[Code, ...], Field(max_length=100)]


class RateType(StrEnum):
    """What a rate is of. `PIP` is for flexible schemes, `SPREAD` for fixed ones."""

    PER_LOT = "per_lot"
    SPREAD = "spread"
    PIP = "pip"
    PROFIT = "profit"
    PLATFORM_COMMISSION = "platform_commission"


class Structure(StrEnum):
    """Who gets which amount: by the tier of the IB, or by the distance to the trader."""

    RANK = "rank"
    LEVEL = "level"


class RebateCurrency(StrEnum):
    """The currency of amounts per lot; shares of profit and commission are in the account's."""

    USD = "usd"
    ACCOUNT = "account"


class Frequency(StrEnum):
    """When commissions go to the wallet: at once, or together after the broker's day."""

    REAL_TIME = "real_time"
    DAILY = "daily"


class CloseBy(StrEnum):
    """Which of two orders closed by one another earn."""

    BOTH = "both"
    ONE_SIDE = "one_side"


@dataclass(frozen=True)
class RankStructure:
    """Ordered tiers, the lowest first. Tier 1 is the first of them."""

    name: Name
    tiers: Annotated[tuple[Name, ...], Field(min_length=1, max_length=MAX_TIERS)]


@dataclass(frozen=True)
class Alias:
    """Another name under which a server trades ``symbol``."""

    name: Code
    symbol: Code


@dataclass(frozen=True)
class SymbolGroup:
    """Symbols of one trading server that share their rates.

    A name that the server uses belongs to the group when it is one of ``symbols``, an alias of one,
    or either with one of ``suffixes`` behind it (``XAUUSD.m``).
    """

    name: Name
    server_id: Code
    symbols: Annotated[tuple[Code, ...], Field(min_length=1, max_length=MAX_SYMBOLS)]
    aliases: Annotated[tuple[Alias, ...], Field(max_length=MAX_SYMBOLS)] = ()
    suffixes: Annotated[tuple[Code, ...], Field(max_length=30)] = ()

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The broker's name of a symbol by what it may be called, apart from suffixes."""
        own = {one: one for one in self.symbols}
        return {one.name: one.symbol for one in self.aliases if one.symbol in own} | own

    @cached_property
    def endings(self) -> tuple[str, ...]:
        """No suffix, then the longest first, so that ``.pro.m`` is not taken for a ``.m``."""
        return ("", *sorted(self.suffixes, key=len, reverse=True))


@dataclass(frozen=True)
class Basic:
    """What downlines' trades in one symbol group earn.

    ``amounts`` go by tier or by level as ``structure`` says. Without ``platform_groups`` it is for
    all groups of the server.
    """

    symbol_group_id: PlanId
    structure: Structure
    type: RateType
    amounts: _Amounts
    platform_groups: _Groups = ()


@dataclass(frozen=True)
class FixedScheme:
    """Rules for a whole tree. ``overriding`` and ``same_rank`` are percentages by generation."""

    name: Name
    rank_structure_id: PlanId
    basics: Annotated[tuple[Basic, ...], Field(min_length=1, max_length=100)]
    currency: RebateCurrency = RebateCurrency.USD
    overriding: _Percents = ()
    same_rank: _Percents = ()
    frequency: Frequency = Frequency.REAL_TIME


@dataclass(frozen=True)
class FlexibleRate:
    """What one symbol group earns the IB who has the scheme."""

    symbol_group_id: PlanId
    type: RateType
    amount: Amount
    platform_groups: _Groups = ()


@dataclass(frozen=True)
class PassingLimits:
    """How far an IB may pass on of their rate to those directly below them.

    ``most_percent`` is of their own rate, to each; at least ``least_kept`` of each rate (in its own
    unit) stays with them. ``onward`` lets those who were passed something pass on of that.
    """

    most_percent: Annotated[Percent, Field(gt=0)]
    least_kept: Amount = Decimal(0)
    onward: bool = False


@dataclass(frozen=True)
class FlexibleScheme:
    """Rules for a single IB, beside the scheme of the tree.

    Without ``passing`` whoever has it may not pass on anything.
    """

    name: Name
    rates: Annotated[tuple[FlexibleRate, ...], Field(min_length=1, max_length=100)]
    currency: RebateCurrency = RebateCurrency.USD
    frequency: Frequency = Frequency.REAL_TIME
    passing: PassingLimits | None = None


Plan = RankStructure | SymbolGroup | FixedScheme | FlexibleScheme


class PlanKind(StrEnum):
    """The kinds of plans; each has versions of its own."""

    RANK_STRUCTURE = "rank_structure"
    SYMBOL_GROUP = "symbol_group"
    FIXED_SCHEME = "fixed_scheme"
    FLEXIBLE_SCHEME = "flexible_scheme"


BODIES: dict[PlanKind, type[Plan]] = {
    PlanKind.RANK_STRUCTURE: RankStructure,
    PlanKind.SYMBOL_GROUP: SymbolGroup,
    PlanKind.FIXED_SCHEME: FixedScheme,
    PlanKind.FLEXIBLE_SCHEME: FlexibleScheme,
}


@dataclass(frozen=True)
class Calculation:
    """Which trades earn at all.

    A position that was open for less than ``minimum_holding_seconds`` earns nothing.
    """

    minimum_holding_seconds: Annotated[int, Field(ge=0, le=MAX_HOLDING_SECONDS)] = 0
    close_by: CloseBy = CloseBy.BOTH


@dataclass(frozen=True)
class SymbolValue:
    """What one pip and one point of a symbol are worth per lot, in US dollars."""

    symbol: Code
    pip_value: Amount = Decimal(10)
    point_value: Amount = Decimal(1)


@dataclass(frozen=True)
class SymbolValues:
    """Values that differ from the usual: USD 10 a pip and USD 1 a point."""

    symbols: Annotated[tuple[SymbolValue, ...], Field(max_length=MAX_SYMBOLS)] = field(
        default_factory=tuple
    )

    def of(self, symbol: str) -> SymbolValue:
        """The values of ``symbol``."""
        return next((one for one in self.symbols if one.symbol == symbol), SymbolValue(symbol))


CALCULATION = Setting(
    key="partners.calculation",
    type=Calculation,
    default=Calculation(),
    group="partners",
    four_eyes=True,
)
SYMBOL_VALUES = Setting(
    key="partners.symbol_values",
    type=SymbolValues,
    default=SymbolValues(),
    group="partners",
    four_eyes=True,
)
PAYOUTS_ON = Setting(
    key="partners.payouts_on",
    type=bool,
    default=True,
    group="partners",
    four_eyes=True,
)
DEFAULT_SCHEME = Setting(
    key="partners.default_scheme",
    type=Annotated[str, Field(max_length=40)],
    default="",
    group="partners",
    four_eyes=True,
)
