"""What a run adds up to, a unit's worth at a time; and what may be ordered and done. Pure."""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta

from chalicelib.core.actor import Actor
from chalicelib.core.errors import Conflict, Forbidden, Invalid
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.runs import (
    MAX_TICKETS,
    Change,
    Order,
    Run,
    RunAction,
    RunKind,
    RunRow,
    RunState,
    RunSum,
    Skipped,
    Subject,
)
from chalicelib.partners.rules import tickets

_Key = tuple[Subject, str, str]
# By how much a clock of the reader may be ahead of ours.
_TOLERANCE = timedelta(minutes=2)


@dataclass(frozen=True)
class Looked:
    """One deal that was looked at: what anybody got or gets of it, and its row if it has one."""

    ticket: int
    closed_at: datetime | None
    group_id: str
    skipped: Skipped | None = None
    changes: tuple[Change, ...] = ()
    row: RunRow | None = None


@dataclasses.dataclass
class Batch:
    """What one unit stores of deals that were looked at.

    ``done`` deals are counted to the end; of the next one ``skip`` sums are.
    """

    sums: dict[_Key, RunSum] = field(default_factory=dict)
    rows: list[RunRow] = field(default_factory=list)
    done: int = 0
    skip: int = 0

    def has_room(self, key: _Key, room: int) -> bool:
        """Whether one more action would fit."""
        return key in self.sums or len(self.sums) + len(self.rows) < room


def batch(looked: Sequence[Looked], skip: int, room: int) -> Batch:
    """As much of ``looked`` as ``room`` actions hold; of the first deal ``skip`` sums are counted.

    However many brokers stand above one trader, a unit is never too full: the next goes on.
    """
    made = Batch(skip=skip)
    for one in looked:
        parts = _sums(one)
        for place in range(made.skip, len(parts)):
            if not made.has_room(_key(parts[place]), room):
                made.skip = place
                return made
            _add(made, parts[place])
        if one.row is not None:
            if len(made.sums) + len(made.rows) >= room:
                made.skip = len(parts)
                return made
            made.rows.append(one.row)
        made.done, made.skip = made.done + 1, 0
    return made


def counted(run: Run, looked: Sequence[Looked]) -> Run:
    """``run`` with deals counted that were looked at to the end."""
    skipped = Counter(run.skipped)
    skipped.update(one.skipped for one in looked if one.skipped)
    found = [one for one in looked if one.skipped is None]
    return replace(
        run,
        looked=run.looked + len(looked),
        found=run.found + len(found),
        new=run.new + sum(one.row is not None and one.row.is_new for one in found),
        skipped=dict(skipped),
    )


def _key(one: RunSum) -> _Key:
    return one.subject, one.subject_id, one.before.currency


def _add(made: Batch, one: RunSum) -> None:
    known = made.sums.get(_key(one))
    made.sums[_key(one)] = one if known is None else _together(known, one)


def _together(one: RunSum, other: RunSum) -> RunSum:
    return replace(
        one,
        before=one.before + other.before,
        after=one.after + other.after,
        more=one.more + other.more,
        less=one.less + other.less,
        deals=one.deals + other.deals,
    )


def _sums(looked: Looked) -> list[RunSum]:
    """What a deal adds to the sums of its recipients, of its symbol group and of the whole."""
    found: dict[_Key, RunSum] = {}
    subjects = ((Subject.GROUP, looked.group_id), (Subject.WHOLE, ""))
    for change in looked.changes:
        for subject, subject_id in ((Subject.RECIPIENT, change.recipient_id), *subjects):
            one = _sum(subject, subject_id, change)
            known = found.get(_key(one))
            if known is not None:
                one = replace(_together(known, one), deals=1)
            found[_key(one)] = one
    return [found[key] for key in sorted(found)]


def _sum(subject: Subject, subject_id: str, change: Change) -> RunSum:
    nothing = Money.zero(change.before.currency)
    amount = change.after - change.before
    return RunSum(
        subject=subject,
        subject_id=subject_id,
        before=change.before,
        after=change.after,
        more=amount if amount.is_positive else nothing,
        less=nothing if amount.is_positive else -amount,
        deals=1,
    )


def check_sees_all(actor: Actor) -> None:
    """Refuse staff who do not see the whole company: a run is over everybody's deals.

    Raises:
        Forbidden: ``whole_company_only``.
    """
    if not actor.scope.company:
        raise Forbidden("only who sees all clients", code="whole_company_only")


def check_order(order: Order, now: datetime) -> None:
    """Refuse an order that names no deals, or a moment that has not come.

    Raises:
        Invalid: ``range_or_tickets``, ``range_backwards``, ``too_many_tickets`` with the ``limit``,
            ``not_a_ticket`` with the ``ticket``, ``not_yet``.
    """
    has_range = order.since is not None and order.until is not None
    if has_range == bool(order.tickets):
        raise Invalid("a range or tickets", code="range_or_tickets", field="tickets")
    if order.since is not None and order.until is not None and order.since >= order.until:
        raise Invalid("the end is before the start", code="range_backwards", field="until")
    if len(order.tickets) > MAX_TICKETS:
        raise Invalid("too many", code="too_many_tickets", field="tickets", limit=MAX_TICKETS)
    if odd := next((one for one in order.tickets if not tickets.number(one)), ""):
        raise Invalid("no ticket", code="not_a_ticket", field="tickets", ticket=odd)
    if order.as_of is not None and order.as_of > now + _TOLERANCE:
        raise Invalid("this is to come", code="not_yet", field="as_of")


_ALREADY = {
    RunAction.APPLY: {RunState.APPLYING, RunState.APPLIED},
    RunAction.CANCEL: {RunState.CANCELLED},
}


def is_done_already(run: Run, action: RunAction) -> bool:
    """Whether ``action`` was taken before, by whoever asks again for want of an answer."""
    return run.state in _ALREADY[action]


def check_action(run: Run, action: RunAction) -> None:
    """Refuse to apply what is not looked at to the end, and to cancel what is over.

    Raises:
        Conflict: ``run_not_there`` with the ``state`` it is in.
    """
    may_be = {RunState.LOOKING, RunState.READY, RunState.APPLYING}
    if action is RunAction.APPLY:
        may_be = {RunState.READY} if run.kind is RunKind.RECALCULATION else set()
    if run.state not in may_be:
        raise Conflict("the run is elsewhere", code="run_not_there", state=run.state)
