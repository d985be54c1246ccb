"""Automatic approval of withdrawals: the limits a broker sets, and what was found of them."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.methods import WholeUnits


@dataclass(frozen=True)
class AutomaticWithdrawals:
    """Which withdrawals the system approves by itself.

    ``maximum`` is in whole units of the base currency, inclusive; ``per_day`` counts what was
    approved so for one client on one day of the broker's clock. Empty ``client_groups`` and
    ``methods`` mean all of them; ``excluded_clients`` are never approved by the system.
    """

    maximum: WholeUnits
    per_day: Annotated[int, Field(ge=1, le=100)] = 1
    client_groups: Annotated[tuple[str, ...], Field(max_length=100)] = ()
    methods: Annotated[tuple[str, ...], Field(max_length=100)] = ()
    excluded_clients: Annotated[tuple[str, ...], Field(max_length=500)] = ()


class LimitCode(StrEnum):
    """What a withdrawal has to fulfil, in the order in which it is asked."""

    SWITCHED_ON = "switched_on"
    ASKED_BY_CLIENT = "asked_by_client"
    METHOD = "method"
    GROUP = "group"
    NOT_EXCLUDED = "not_excluded"
    AMOUNT = "amount"
    COUNT = "count"


@dataclass(frozen=True)
class LimitCheck:
    """One limit, kept or not, with the numbers that were compared."""

    code: LimitCode
    passed: bool
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AutomaticDecision:
    """Why a withdrawal was approved by the system, or left to the staff: every limit as it stood.

    ``setting_version`` is that of the limits; 0 is the default.
    """

    checks: tuple[LimitCheck, ...]
    setting_version: int = 0

    @property
    def approved(self) -> bool:
        """Whether the system approved it."""
        return all(one.passed for one in self.checks)
