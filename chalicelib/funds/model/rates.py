"""Exchange rates for clients: the broker's rules, where rates come from, and one rate explained.

Owns: which rule says what a pair costs whom, and the two refusals. Refuses: rates without a source
or an age; a rate is always units of ``quote`` per one ``base``, exact.
"""

from dataclasses import field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from chalicelib.core.errors import Conflict
from chalicelib.core.nouns import dataclass

ECB = "ecb"
MANUAL = "manual"
PAR = "par"

Code = Annotated[str, Field(pattern=r"^[A-Z]{3,5}$")]
AnyCode = Annotated[str, Field(pattern=r"^([A-Z]{3,5})?$")]
RateText = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,12})?$")]
SourceId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class RateMissing(Conflict):
    """Nothing says what this pair costs; facts ``base``, ``quote``, ``direction``."""

    code = "rate_missing"


class RateStale(Conflict):
    """The newest rate is older than its rule allows; facts as above, ``source``, ``as_of``,
    ``age_hours`` and ``max_age_hours``."""

    code = "rate_stale"


class QuoteChanged(Conflict):
    """What was shown is not what it comes to now: facts ``shown``, ``now`` and ``currency``."""

    code = "quote_changed"


class RateDirection(StrEnum):
    """What a rate is for, seen from the client."""

    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    TRANSFER = "transfer"


class AnyDirection(StrEnum):
    """What a rule is for: everything, or one direction."""

    ANY = "any"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    TRANSFER = "transfer"


@dataclass(frozen=True)
class RateRule:
    """What a pair costs a group in a direction; empty currencies and group mean any.

    With ``manual`` the rate is that number. Otherwise it comes from ``source``: ``ecb``, or the id
    of one of the broker's own, and may be ``max_age_hours`` old. ``markup_percent`` is always to
    the broker's favour: a client who pays in pays more, one who is paid or converts gets less.
    """

    base: AnyCode = ""
    quote: AnyCode = ""
    group: Annotated[str, Field(max_length=40)] = ""
    direction: AnyDirection = AnyDirection.ANY
    manual: RateText | None = None
    source: SourceId = ECB
    markup_percent: Annotated[Decimal, Field(ge=0, lt=100, max_digits=7, decimal_places=4)] = (
        Decimal(0)
    )
    max_age_hours: Annotated[int, Field(ge=1, le=240)] = 120

    def __post_init__(self) -> None:
        if self.manual is None:
            return
        if not (self.base and self.quote):
            raise ValueError("a manual rate is of two named currencies")
        if not Decimal(self.manual):
            raise ValueError("a rate is more than nothing")


@dataclass(frozen=True)
class RateSymbol:
    """How the pair ``base``/``quote`` is called by a source that does not say EURUSD or EUR/USD."""

    symbol: Annotated[str, Field(min_length=1, max_length=40)]
    base: Code
    quote: Code


@dataclass(frozen=True)
class OwnSource:
    """An address of the broker's own that answers rates. With ``keyed`` it is called with the
    header ``key``, whose value is the secret ``rates-{id}``; ``every_minutes`` is how often."""

    id: SourceId
    url: Annotated[str, Field(pattern=r"^https?://[^\s]{3,400}$")]
    keyed: bool = False
    symbols: Annotated[tuple[RateSymbol, ...], Field(max_length=200)] = ()
    every_minutes: Annotated[int, Field(ge=5, le=1440)] = 15

    def __post_init__(self) -> None:
        if self.id in {ECB, MANUAL, PAR}:
            raise ValueError(f"{self.id} is the name of another source")


@dataclass(frozen=True)
class RateFeed:
    """What a source last said, and whether it could be asked since.

    ``pairs`` are by ``BASE/QUOTE``; with ``through`` any two of them may be crossed by way of that
    currency. ``as_of`` is the source's own time, ``fetched_at`` ours. ``problem`` is why the last
    try came to nothing: what is known stays.
    """

    id: str
    tried_at: datetime
    as_of: datetime | None = None
    fetched_at: datetime | None = None
    through: str = ""
    pairs: dict[str, Decimal] = field(default_factory=dict)
    problem: str | None = None
    version: int = 0


@dataclass(frozen=True)
class Quote:
    """One rate with all that made it: ``rate`` is ``quoted`` with ``markup_percent`` added for a
    deposit, taken off otherwise, to ten significant digits. ``version`` is of the rules."""

    base: str
    quote: str
    direction: RateDirection
    source: str
    quoted: Decimal
    markup_percent: Decimal
    rate: Decimal
    as_of: datetime
    at: datetime
    rules_version: int


@dataclass(frozen=True)
class Pair:
    """Which rate is wanted, by whom, and what for."""

    base: str
    quote: str
    direction: RateDirection
    group: str
