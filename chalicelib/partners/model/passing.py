"""What a broker passes on of their own rate to those directly below them, and since when."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from decimal import Decimal

from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.plans import FlexibleScheme, Percent


@dataclass(frozen=True)
class PassingStep:
    """The share in per cent of the giver's rate from ``since`` on; zero is nothing."""

    since: datetime
    percent: Percent


@dataclass(frozen=True)
class Passing:
    """All that one broker has passed on to another, in the order of time; the past stays."""

    giver_id: str
    receiver_id: str
    steps: tuple[PassingStep, ...] = ()
    version: int = 0

    def at(self, moment: datetime) -> Decimal:
        """The share that counted at ``moment``."""
        begun = [one.percent for one in self.steps if one.since <= moment]
        return begun[-1] if begun else Decimal(0)


@dataclass(frozen=True)
class Source:
    """Where somebody's rates come from: a scheme, their own or passed on by ``giver_id``.

    ``percent`` is what of the rates of the scheme reaches them at most.
    """

    scheme: FlexibleScheme
    giver_id: str = ""
    percent: Decimal = Decimal(100)


@dataclass(frozen=True)
class PassingSheet:
    """What a broker can pass on: from where they have it, and within which limits.

    ``source`` is None for whoever has no rates of a flexible scheme. ``rates`` are those of its
    rates that reach them, in its order; ``group_names`` are of its symbol groups.
    """

    source: Source | None
    may_pass: bool
    rates: tuple[Decimal, ...] = ()
    group_names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PassingBook:
    """What a broker passes on and is passed, for staff; ``names`` are of whom they see."""

    sheet: PassingSheet
    given: tuple[Passing, ...]
    at: datetime
    names: Mapping[str, str]


@dataclass(frozen=True)
class SubBroker:
    """Somebody directly below, with what they are passed; ``has_own`` shuts that out."""

    client_id: str
    name: str
    percent: Decimal
    since: datetime | None
    has_own: bool
