"""The pre-check of a withdrawal: every condition that its submission is held to, passed or not."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any

from chalicelib.core.nouns import dataclass


class ConditionCode(StrEnum):
    """What is asked of a withdrawal, in the order in which it is asked."""

    ACCOUNT = "account"
    WINDOW = "window"
    IDENTITY = "identity"
    SECOND_FACTOR = "second_factor"
    SECURITY_HOLD = "security_hold"
    PENDING = "pending"
    METHOD = "method"
    AMOUNT = "amount"
    IDENTITY_CHECK = "identity_check"
    SOURCE = "source"
    WALLET = "wallet"
    BALANCE = "balance"
    TRADING_ACCOUNT = "trading_account"
    MARGIN = "margin"
    DETAILS = "details"


@dataclass(frozen=True)
class Condition:
    """One condition. ``refusal`` is the code that a submission would be refused with now, and
    ``facts`` what that refusal says, such as the amount that is missing."""

    code: ConditionCode
    refusal: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether it is met now."""
        return self.refusal is None
