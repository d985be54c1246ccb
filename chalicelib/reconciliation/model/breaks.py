"""Breaks: movements on which the two sides do not agree, with their whole history."""

import base64
import hashlib
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from chalicelib.core.errors import Conflict
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.reconciliation.model.sides import Line, Their


class BreakKind(StrEnum):
    """What is wrong: ours alone, theirs twice, theirs different, theirs alone."""

    MISSING = "missing"
    DOUBLED = "doubled"
    ALTERED = "altered"
    ORPHAN = "orphan"


class BreakProblem(StrEnum):
    """What precisely: the words that a person reads."""

    NOT_THERE = "not_there"
    NOT_PAID = "not_paid"
    TWICE = "twice"
    PAID_TWICE = "paid_twice"
    AMOUNT = "amount"
    CURRENCY = "currency"
    LOGIN = "login"
    ACTION = "action"
    REFUND = "refund"
    BY_HAND = "by_hand"
    CREDIT_BY_HAND = "credit_by_hand"
    NOT_BOOKED = "not_booked"


class BreakStatus(StrEnum):
    """Whether the two sides still disagree."""

    OPEN = "open"
    CLOSED = "closed"


class BreakEnding(StrEnum):
    """Why a break is closed: the sides agree by themselves, by a repair, or were let stand."""

    AGREES = "agrees"
    REPAIRED = "repaired"
    ACCEPTED = "accepted"


class RepairAction(StrEnum):
    """What can be done about a break.

    ``book`` an entry in our ledger; ``correct`` what the server has; ``refund`` at the provider;
    ``accept`` both sides as they are.
    """

    BOOK = "book"
    CORRECT = "correct"
    REFUND = "refund"
    ACCEPT = "accept"


class RepairAgainst(StrEnum):
    """What an entry that is booked stands against: the house's suspense, or the client's wallet."""

    SUSPENSE = "suspense"
    WALLET = "wallet"


@dataclass(frozen=True)
class Suggestion:
    """What we would do, and the code of why."""

    action: RepairAction
    because: str
    against: RepairAgainst | None = None


@dataclass(frozen=True)
class Finding:
    """Two sides that do not agree. ``difference`` is theirs less ours, None across currencies."""

    kind: BreakKind
    problem: BreakProblem
    difference: Money | None
    suggestion: Suggestion


@dataclass(frozen=True)
class Break:
    """A finding with its history: one per side and key, for ever.

    ``happened_at`` is when the movement was made, ``since`` when the sides were first seen to
    disagree (this time), ``seen_at`` when last. ``repair_id`` is the repair under way or done.
    """

    id: str
    side: str
    key: str
    kind: BreakKind
    problem: BreakProblem
    difference: Money | None
    suggestion: Suggestion
    ours: tuple[Line, ...]
    theirs: tuple[Their, ...]
    happened_at: datetime
    since: datetime
    seen_at: datetime
    status: BreakStatus = BreakStatus.OPEN
    account_id: str = ""
    login: int | None = None
    client_id: str = ""
    owner_id: str = ""
    repair_id: str = ""
    entry_id: str = ""
    closed_at: datetime | None = None
    ending: BreakEnding | None = None
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Whether the sides still disagree."""
        return self.status is BreakStatus.OPEN


@dataclass(frozen=True)
class BreakEvent:
    """One line of a break's history; ``by`` is an actor's reference."""

    break_id: str
    at: datetime
    what: str
    by: str
    facts: dict[str, str] = field(default_factory=dict)
    id: str = ""
    version: int = 0


class BreakClosed(Conflict):
    """The two sides agree by now: there is nothing to do."""

    code = "break_closed"


def break_id(side: str, key: str) -> str:
    """The one id of what is wrong with a movement, whoever finds it and how often."""
    digest = hashlib.sha256(f"{side}|{key}".encode()).digest()[:15]
    return f"brk_{base64.b32encode(digest).decode()}"
