"""How brokers rise and fall: rules per rank structure, what they ask, and what each check found.

Deposits and trades count for everybody who was above the client at that moment. Months are those of
the broker's clock, as ``2026-11``.
"""

from dataclasses import field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting
from chalicelib.partners.model.plans import MAX_TIERS, Name

MAX_MONTHS = 24
MAX_SPARED = 200
MAX_CURRENCIES = 10


class Method(StrEnum):
    """Whether what a settlement finds counts at once, or once staff have agreed."""

    AUTOMATIC = "automatic"
    MANUAL = "manual"


class Join(StrEnum):
    """Whether the amounts of all currencies have to be reached, or that of one."""

    AND = "and"
    OR = "or"


@dataclass(frozen=True)
class DepositGoal:
    """What everybody below is to have deposited in one currency.

    A *branch* is a direct downline with all below them; one that has not reached ``per_branch``
    does not count.
    """

    total: Money
    per_branch: Money | None = None


@dataclass(frozen=True)
class Criteria:
    """What ``tier`` asks: all that is set. Amounts of several currencies go by ``joined``."""

    tier: Annotated[int, Field(ge=2, le=MAX_TIERS)]
    joined: Join = Join.AND
    deposits: Annotated[tuple[DepositGoal, ...], Field(max_length=MAX_CURRENCIES)] = ()
    own_deposits: Annotated[tuple[Money, ...], Field(max_length=MAX_CURRENCIES)] = ()
    lots: Decimal = Decimal(0)
    active_clients: int = 0

    @property
    def asks_something(self) -> bool:
        """Whether there is anything to reach."""
        return bool(self.deposits or self.own_deposits or self.lots or self.active_clients)


@dataclass(frozen=True)
class TierRule:
    """The rule of one rank structure. ``number`` counts its changes.

    ``months`` is how many months count, the last of them with; 0 is everything so far. Whoever is
    ``spared`` is never demoted.
    """

    structure_id: str
    name: Name
    method: Method
    tiers: tuple[Criteria, ...]
    enabled: bool = True
    months: int = 0
    demotes: bool = False
    spared: tuple[str, ...] = ()
    number: int = 1
    changed_at: datetime | None = None
    by_id: str = ""
    by_name: str = ""
    version: int = 0


@dataclass(frozen=True)
class Window:
    """The months that count, both inclusive; an empty ``first`` is from the beginning."""

    first: str
    last: str


@dataclass(frozen=True)
class Figures:
    """What was counted for one broker in a window.

    ``deposits`` and ``own_deposits`` are minor units by currency, ``branches`` the deposits of each
    direct downline with all below them; ``active_clients`` those who traded in the last month.
    ``back``, ``own_back`` and ``branches_back`` are what went back of deposits in the window, which
    is taken off them already.
    """

    window: Window
    deposits: dict[str, int] = field(default_factory=dict)
    own_deposits: dict[str, int] = field(default_factory=dict)
    branches: dict[str, dict[str, int]] = field(default_factory=dict)
    lots: Decimal = Decimal(0)
    active_clients: int = 0
    back: dict[str, int] = field(default_factory=dict)
    own_back: dict[str, int] = field(default_factory=dict)
    branches_back: dict[str, dict[str, int]] = field(default_factory=dict)


class CheckKind(StrEnum):
    """What a check is of."""

    DEPOSITS = "deposits"
    OWN_DEPOSITS = "own_deposits"
    LOTS = "lots"
    ACTIVE_CLIENTS = "active_clients"


@dataclass(frozen=True)
class Check:
    """One thing a tier asks, and how far it was reached; figures are exact decimal texts.

    Of deposits with ``per_branch``: how many branches count, and how many have not reached it.
    ``back`` is what of deposits was refunded or taken back, and is not in ``reached``; empty for
    nothing.
    """

    kind: CheckKind
    needed: str
    reached: str
    is_met: bool
    currency: str = ""
    per_branch: str = ""
    branches: int = 0
    branches_short: int = 0
    back: str = ""


@dataclass(frozen=True)
class TierCheck:
    """All that one tier asks, and whether it is reached."""

    tier: int
    is_met: bool
    joined: Join
    checks: tuple[Check, ...]


class OutcomeState(StrEnum):
    """What came of one broker's turn in a settlement."""

    UNCHANGED = "unchanged"
    SUCCESS = "success"
    FAIL = "fail"
    PENDING = "pending"
    UPGRADED = "upgraded"
    REJECTED = "rejected"
    EXPIRED = "expired"


OPEN = frozenset({OutcomeState.FAIL, OutcomeState.PENDING})
REPORTED = tuple(one for one in OutcomeState if one is not OutcomeState.UNCHANGED)


class Cause(StrEnum):
    """Why an automatic rule left it to staff."""

    HIGHER_TIER = "higher_tier"
    RANK_CHANGED = "rank_changed"
    CHANGE_PLANNED = "change_planned"


@dataclass(frozen=True)
class TierOutcome:
    """What one settlement found for one broker, with everything that it was found by.

    ``tiers`` are the names of the structure, ``before`` the tier held, ``reached`` the one that the
    figures are good for; both None for none.
    """

    client_id: str
    settlement_at: datetime
    at: datetime
    structure_id: str
    rule_name: str
    rule_number: int
    method: Method
    window: Window
    tiers: tuple[str, ...]
    before: int | None
    reached: int | None
    state: OutcomeState
    cause: Cause | None = None
    checks: tuple[TierCheck, ...] = ()
    decided_by_id: str = ""
    decided_by_name: str = ""
    decided_at: datetime | None = None
    comment: str = ""
    version: int = 0


@dataclass(frozen=True)
class TierSettlement:
    """One run over all brokers, known by the moment it was due at; ``counts`` are by outcome."""

    due_at: datetime
    started_at: datetime
    by_name: str = ""
    cursor: str = ""
    counts: dict[OutcomeState, int] = field(default_factory=dict)
    ended_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True)
class TierClock:
    """Which settlement is under way, and up to which moment they have been seen to."""

    running_at: datetime | None = None
    seen_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True)
class TierProgress:
    """How far a broker is from the next tier. ``next`` is None at the highest, or without a rule.

    ``waits`` is what the last settlement found, where staff have yet to decide it.
    """

    tiers: tuple[str, ...]
    tier: int | None
    method: Method | None = None
    window: Window | None = None
    next: TierCheck | None = None
    settles_at: datetime | None = None
    waits: TierOutcome | None = None


class Every(StrEnum):
    """How often tiers are settled."""

    NEVER = "never"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class TierSchedule:
    """When tiers are settled, by the broker's clock; ``weekday`` 1 is Monday."""

    every: Every = Every.MONTH
    weekday: Annotated[int, Field(ge=1, le=7)] = 1
    day: Annotated[int, Field(ge=1, le=28)] = 1
    time: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "01:00"


TIER_SCHEDULE = Setting(
    key="partners.tier_schedule",
    type=TierSchedule,
    default=TierSchedule(),
    group="partners",
    four_eyes=True,
)
