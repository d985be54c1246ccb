"""What a past deal comes to now, and making up the difference: once, and never by altering it.

The tree, the terms, the plans and the settings are those of the closing, or of a moment that staff
name: a rate that was wrong is put right by a new version of the scheme and by a recalculation as of
a moment when that counted. A deal keeps the moment it was computed by until another is named.
"""

from dataclasses import replace
from datetime import datetime

from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.earnings import Cause, EarnedDeal
from chalicelib.partners.model.versions import PlanInForce
from chalicelib.partners.rules import adjusting, matching
from chalicelib.partners.rules.adjusting import Difference
from chalicelib.partners.service import earning, facts
from chalicelib.partners.service.facts import Gathered, View
from chalicelib.partners.store import earnings as store
from chalicelib.storage.faults import StoreUnavailable
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class Basis:
    """As of when deals are computed, None for each one's own moment; and with which drafts."""

    as_of: datetime | None = None
    drafts: dict[str, PlanInForce] | None = None


@dataclass(frozen=True)
class Coming:
    """What a deal came to, None of one never settled, and what it comes to now."""

    before: EarnedDeal | None
    after: EarnedDeal
    group_id: str

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Who has to be paid more or less."""
        return adjusting.differences(self.before, self.after)


def coming(server_id: str, deal_id: str, basis: Basis, at: datetime) -> Coming | None:
    """What a deal comes to by ``basis``; None of one that nobody could earn by.

    Whatever was closed before its account was ours earns nobody anything.

    Raises:
        StoreUnavailable: not all that it is computed from can be read yet.
    """
    known = store.revisions(server_id, deal_id)
    before = known[-1] if known else None
    as_of = basis.as_of or (before.as_of if before else None)
    found, unread = facts.gather([(server_id, deal_id)], View(as_of, basis.drafts or {}))
    if unread:
        raise StoreUnavailable("the deal cannot be read yet")
    gathered = found[0] if found else None
    if gathered is None or (before is None and _was_elsewhere(gathered)):
        return None
    gathered = replace(
        gathered, facts=adjusting.as_settled(gathered.facts, known[0] if known else None)
    )
    after = replace(earning.settled(gathered, at), as_of=as_of)
    if known:  # a deal keeps its place in all lists, whatever its server says of it later
        trade = replace(after.trade, closed_at=known[0].trade.closed_at)
        after = replace(after, trade=trade)
    return Coming(before, after, _group_of(gathered))


@dataclass(frozen=True)
class Order:
    """Which run a deal is computed anew by, and who has let it be carried out."""

    run_id: str = ""
    by_id: str = ""


NOBODYS = Order()


def apply(
    unit: Unit, server_id: str, deal_id: str, basis: Basis, cause: Cause, order: Order = NOBODYS
) -> tuple[Difference, ...]:
    """Make up what a deal came to too much or too little, in ``unit``; what was made up.

    A deal that was never settled is settled. What does not differ is left as it is.

    Raises:
        StoreUnavailable: the commissions of the deal are still being written.
    """
    found = coming(server_id, deal_id, basis, unit.now)
    return () if found is None else store_coming(unit, found, cause, order)


def store_coming(
    unit: Unit, found: Coming, cause: Cause, order: Order = NOBODYS
) -> tuple[Difference, ...]:
    """Store what a deal comes to now as its next revision, with the adjustments; see `apply`."""
    before = found.before
    after = replace(found.after, run_id=order.run_id, by_id=order.by_id)
    if before is None:
        earning.write(unit, None, after)
        return found.differences
    if before.written < len(earning.rows_of(before)):
        raise StoreUnavailable("the deal is still being written")
    if found.differences:
        revision = before.revision + 1
        earning.write(unit, None, replace(after, revision=revision, cause=cause))
    return found.differences


def _was_elsewhere(gathered: Gathered) -> bool:
    return gathered.deal.deal.at < gathered.deal.account.opened_at


def _group_of(gathered: Gathered) -> str:
    """The first symbol group that the trade is of; empty for none."""
    trade, groups = gathered.facts.trade, gathered.facts.groups
    covering = (
        plan_id
        for plan_id, group in sorted(groups.items())
        if group.server_id == trade.server_id and matching.symbol_in(group, trade.symbol)
    )
    return next(covering, "")
