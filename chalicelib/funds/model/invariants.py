"""What must always hold of the books, what was found not to, and the daily seal."""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from chalicelib.core.nouns import dataclass


class Rule(StrEnum):
    """The invariants that are checked."""

    ENTRIES_BALANCE = "entries_balance"
    WALLET_EQUALS_LINES = "wallet_equals_lines"
    CHAIN_INTACT = "chain_intact"
    HOUSE_EQUALS_ENTRIES = "house_equals_entries"
    HOLD_HAS_OWNER = "hold_has_owner"
    REQUEST_HAS_ONE_EFFECT = "request_has_one_effect"
    SERVER_EQUALS_BOOKS = "server_equals_books"


@dataclass(frozen=True)
class Finding:
    """One thing that does not hold; ``subject`` is a stable name of what it concerns."""

    rule: Rule
    subject: str
    expected: str
    found: str


@dataclass(frozen=True)
class Break:
    """A finding with its history: ``since`` it was first seen, in ``pass_number`` last.

    It is closed (``closed_at``) by the first whole pass that does not meet it any more.
    """

    rule: Rule
    subject: str
    expected: str
    found: str
    since: datetime
    seen_at: datetime
    pass_number: int
    closed_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True)
class Pass:
    """One walk over everything, in slices: which task is next, and where in it.

    ``sums`` and ``counts`` are the fold of all settled entries so far, per house account and
    currency, ``folded_to`` how far each part of the journal is in it. ``doubts`` counts how often
    the present step was put off because the books moved or a server was away; ``skipped`` names
    rules that could not be checked to the end.
    """

    number: int
    started_at: datetime
    task: int = 0
    place: str | None = None
    sums: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    folded_to: dict[str, str] = field(default_factory=dict)
    doubts: int = 0
    examined: int = 0
    skipped: tuple[Rule, ...] = ()
    finished_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True)
class Slice:
    """What one step of a walk came to: the walk after it, what it found, whether to pause."""

    state: Pass
    findings: tuple[Finding, ...] = ()
    task_is_done: bool = False
    pauses: bool = False


@dataclass(frozen=True)
class PassReport:
    """When everything was last checked to the end, and what is broken now."""

    checked_at: datetime | None
    examined: int
    breaks: tuple[Break, ...]


@dataclass(frozen=True)
class SealChunk:
    """A part of a day's wallet heads, as `Wallet.head` writes them."""

    day: str
    number: int
    heads: tuple[str, ...]
    version: int = 0


@dataclass(frozen=True)
class Seal:
    """The seal of one day: a hash over all wallet heads and over the seal before.

    ``part`` and ``place`` say how far an unfinished seal has come; ``hash`` is empty until then.
    """

    day: str
    previous: str
    started_at: datetime
    part: int = 0
    place: str | None = None
    chunks: tuple[str, ...] = ()
    wallets: int = 0
    hash: str = ""
    sealed_at: datetime | None = None
    version: int = 0
