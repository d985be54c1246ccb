"""Runs over past deals: what they come to now, or would come to under a plan not yet agreed to.

A *recalculation* is looked at first and then applied: what differs becomes adjustments. A
*simulation* is only ever looked at.
"""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.earnings import SchemeKind

MAX_TICKETS = 1000


class RunKind(StrEnum):
    """What a run is for."""

    RECALCULATION = "recalculation"
    SIMULATION = "simulation"


class RunState(StrEnum):
    """How far a run is; ``ready`` is looked at to the end, a simulation's last state."""

    LOOKING = "looking"
    READY = "ready"
    APPLYING = "applying"
    APPLIED = "applied"
    CANCELLED = "cancelled"


class RunAction(StrEnum):
    """What is done about a run."""

    APPLY = "apply"
    CANCEL = "cancel"


class Subject(StrEnum):
    """What sums of a run are by: each recipient, each symbol group, or the whole."""

    RECIPIENT = "recipient"
    GROUP = "group"
    WHOLE = "whole"


class Skipped(StrEnum):
    """Why a deal that was looked at is left as it is.

    It pays what it paid (``unchanged``) or nobody, as before (``nothing``); it pays somebody, and
    only those that do not were asked for (``passed_over``); nobody can earn by it (``no_trade``);
    or the number is no deal of the server that we have heard of (``unknown``).
    """

    UNCHANGED = "unchanged"
    NOTHING = "nothing"
    PASSED_OVER = "passed_over"
    NO_TRADE = "no_trade"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Draft:
    """A version of a plan that is not agreed to, standing in for the plan ``instead_of``."""

    plan_id: str
    number: int
    instead_of: str


@dataclass(frozen=True)
class Order:
    """Which deals of a server: those closed from ``since`` to before ``until``, or by ``tickets``.

    ``as_of`` is the moment whose tree, terms, plans and settings count; None for each deal's own.
    With ``without_commission`` deals that pay somebody are passed over.
    """

    server_id: str
    since: datetime | None = None
    until: datetime | None = None
    tickets: tuple[str, ...] = ()
    as_of: datetime | None = None
    without_commission: bool = False
    draft: Draft | None = None
    comment: str = ""


@dataclass(frozen=True)
class Run:
    """One run as staff ordered it, and how far it is.

    ``ticket`` is the deal that was looked at last and ``reached`` when that was closed; ``skip``
    says how many of the sums of the next deal are counted. ``part`` numbers the messages by which
    it goes on. Of the deals looked at, ``found`` differ, of which ``new`` were never settled and
    ``done`` are carried out; the others are ``skipped``, counted by the reason.
    """

    id: str
    kind: RunKind
    order: Order
    staff_id: str
    staff_name: str
    created_at: datetime
    state: RunState = RunState.LOOKING
    part: int = 0
    ticket: int | None = None
    reached: datetime | None = None
    skip: int = 0
    looked: int = 0
    found: int = 0
    new: int = 0
    skipped: dict[Skipped, int] = field(default_factory=dict)
    done: int = 0
    decided_by_id: str = ""
    decided_by_name: str = ""
    ended_at: datetime | None = None
    version: int = 0

    @property
    def percent(self) -> int:
        """How much is looked at, or carried out, of 100."""
        if self.state is RunState.LOOKING:
            return self._looked_percent()
        if self.state is RunState.APPLYING and self.found:
            return 100 * self.done // self.found
        return 0 if self.state is RunState.CANCELLED else 100

    def _looked_percent(self) -> int:
        order = self.order
        if order.tickets:
            return 100 * self.looked // len(order.tickets)
        if order.since is None or order.until is None or self.reached is None:
            return 0
        return int(100 * ((self.reached - order.since) / (order.until - order.since)))


@dataclass(frozen=True)
class Change:
    """What one recipient got of a deal under one kind of scheme, and comes to now."""

    recipient_id: str
    kind: SchemeKind
    before: Money
    after: Money


@dataclass(frozen=True)
class RunRow:
    """A deal that differs or was never settled; in a run by tickets also one that is ``skipped``.

    ``changes`` are the differences when it was looked at; ``applied`` those that were carried out.
    """

    run_id: str
    server_id: str
    deal_id: str
    closed_at: datetime | None = None
    client_id: str = ""
    symbol: str = ""
    lots: str = ""
    is_new: bool = False
    skipped: Skipped | None = None
    changes: tuple[Change, ...] = ()
    applied: tuple[Change, ...] = ()
    applied_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True)
class RunSum:
    """What all deals of one subject came to ``before`` and come to ``after``, in one currency.

    ``more`` is the sum of what has to be paid, ``less`` of what has to be taken back.
    """

    subject: Subject
    subject_id: str
    before: Money
    after: Money
    more: Money
    less: Money
    deals: int


@dataclass(frozen=True)
class RunSheet:
    """A run with the sums of the whole, and the name of the plan that is tried."""

    run: Run
    totals: tuple[RunSum, ...] = ()
    plan_name: str = ""
    group_names: dict[str, str] = field(default_factory=dict)
