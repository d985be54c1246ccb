"""Which entries a money request must have booked, by where it stands. Pure.

The table is the definition of "every approved money request has exactly one effect": a stage
names the steps booked for it (no others of `STEPS` may be) and the statuses that its request may
have. A status that is only on its way to us (``soon``) is tolerated for a while.
"""

from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

from chalicelib.core.nouns import dataclass

GRACE = timedelta(minutes=15)

STEPS = {
    "transfer": frozenset({"post"}),
    "withdrawal": frozenset({"post", "refund"}),
    "deposit": frozenset({"credit"}),
    "conversion": frozenset({"post"}),
    "client_transfer": frozenset({"post"}),
}


@dataclass(frozen=True)
class Expectation:
    """What a stage goes with: booked steps, statuses of the request, and those soon to be left."""

    booked: frozenset[str]
    statuses: frozenset[str]
    soon: frozenset[str] = frozenset()


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OPEN = Expectation(_set(""), _set("pending"), _set("executing rejected cancelled"))
_UNDER_WAY = Expectation(_set(""), _set(""), _set("executing"))
_ENDED = Expectation(_set(""), _set("rejected cancelled"))

EXPECTED: dict[tuple[str, str], Expectation] = {
    ("transfer", "submitted"): _OPEN,
    ("transfer", "started"): _UNDER_WAY,
    ("transfer", "asked"): _UNDER_WAY,
    ("transfer", "completed"): Expectation(_set("post"), _set("approved")),
    ("transfer", "rejected"): _ENDED,
    ("transfer", "cancelled"): _ENDED,
    ("withdrawal", "awaited"): Expectation(_set(""), _set("pending"), _set("cancelled")),
    ("withdrawal", "held"): _OPEN,
    ("withdrawal", "posted"): Expectation(_set("post"), _set("approved")),
    ("withdrawal", "voided"): _ENDED,
    ("withdrawal", "refunded"): Expectation(_set("post refund"), _set("rejected")),
    ("conversion", "held"): _OPEN,
    ("conversion", "converted"): Expectation(_set("post"), _set("approved")),
    ("conversion", "ended"): _ENDED,
    ("client_transfer", "awaited"): Expectation(_set(""), _set("pending"), _set("cancelled")),
    ("client_transfer", "held"): _OPEN,
    ("client_transfer", "arrived"): Expectation(_set("post"), _set("approved")),
    ("client_transfer", "ended"): _ENDED,
    ("deposit", "awaiting_payment"): _OPEN,
    ("deposit", "awaiting_decision"): _OPEN,
    ("deposit", "credited"): Expectation(_set("credit"), _set("approved")),
    ("deposit", "failed"): _ENDED,
    ("deposit", "ended"): _ENDED,
}


@dataclass(frozen=True)
class Standing:
    """How a money request stands: its stage with us, its status, what is booked of it.

    ``since`` is when its status was decided, or else when it was submitted.
    """

    kind: str
    stage: str
    status: str
    booked: AbstractSet[str]
    since: datetime


def disagreement(standing: Standing, now: datetime) -> tuple[str, str] | None:
    """What was expected and what was found, or None when all agree."""
    expected = EXPECTED[standing.kind, standing.stage]
    fits = standing.booked == expected.booked
    if fits and standing.status in expected.statuses:
        return None
    if fits and standing.status in expected.soon and now < standing.since + GRACE:
        return None
    wanted = f"{standing.stage}: booked {_list(expected.booked)}, {_list(expected.statuses)}"
    return wanted, f"booked {_list(standing.booked)}, request {standing.status}"


def _list(words: AbstractSet[str]) -> str:
    return "|".join(sorted(words)) or "nothing"
