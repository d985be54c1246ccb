"""Settling closed deals: each once by server and deal, with a row for each broker above the trader.

Settlement, commissions, what waits of them and what counts for the tiers are one unit, for as many
deals as it holds; so a deal that comes again, late or in another order changes nothing. A tree that
is deeper than a unit is written on from where it was left; what is written is always that of the
one settlement that was stored first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.messages.partners import CommissionsEarned, CommissionsLeft
from chalicelib.partners.model.earnings import Commission, DealKey, EarnedDeal, Recipient
from chalicelib.partners.rules import adjusting
from chalicelib.partners.rules import earning as rules
from chalicelib.partners.service import cancelling, facts, figures
from chalicelib.partners.service.days import zone
from chalicelib.partners.service.facts import Gathered
from chalicelib.partners.store import earnings as store
from chalicelib.storage.unit import MAX_ACTIONS, Unit

# A commission is two rows with what waits of it; a unit holds a hundred actions.
_PER_UNIT = 45
_ROOM = 2 * _PER_UNIT


def settle(actor: Actor, deals: Iterable[DealKey]) -> tuple[Recipient, ...]:
    """Settle deals that nobody has settled yet; to whom something of them is due now.

    Deals that came before are told again, in case whoever settled them did not get to paying.

    Raises:
        StoreUnavailable: not all that one of them is computed from can be read yet.
    """
    wanted = list(dict.fromkeys(deals))
    known = store.deals(wanted)
    due = _settled_before(actor, known.values())
    left = facts.gather(one for one in wanted if one not in known)
    while left:
        taken, rows, others = ports.transact(actor, partial(_settle_some, gathered=left))
        if not taken:
            taken, others = 1, _settle_deep(actor, left[0])
        due += [*_due_to(rows, ports.now()), *_settled_before(actor, others)]
        left = left[taken:]
    return tuple(dict.fromkeys(due))


def _settled_before(actor: Actor, deals: Iterable[EarnedDeal]) -> list[Recipient]:
    """To whom something is due of deals that others have settled; they are counted to the end."""
    due: list[Recipient] = []
    for deal in deals:
        figures.count_deal(actor, deal)
        due += _due_to(rows_of(deal), ports.now())
    return due


def _settle_some(
    unit: Unit, gathered: list[Gathered]
) -> tuple[int, list[Commission], list[EarnedDeal]]:
    """Settle as many of the first deals as fit; how many that is, and what of them earns.

    Those that somebody else has settled meanwhile are passed over, and given back.
    """
    known = store.deals(one.key for one in gathered)
    fitting: list[EarnedDeal] = []
    rows: list[Commission] = []
    counted: set[str] = set()
    taken = 0
    for one in gathered:
        if one.key not in known:
            deal = settled(one, unit.now)
            its_rows, its_counters = rules.commissions(deal, zone()), figures.touched(deal)
            actions = len(fitting) + 1 + 2 * (len(rows) + len(its_rows))
            if actions + len(counted | its_counters) > MAX_ACTIONS:
                break
            fitting.append(replace(deal, written=len(its_rows)))
            rows += its_rows
            counted |= its_counters
        taken += 1
    for deal in figures.count_all(unit, fitting):
        store.add_deal(unit, deal)
    for row in rows:
        store.add(unit, row)
    return taken, rows, [known[one.key] for one in gathered[:taken] if one.key in known]


def _settle_deep(actor: Actor, gathered: Gathered) -> list[EarnedDeal]:
    """Settle a deal whose tree is deeper than a unit holds; the rest of it follows by messages."""

    def work(unit: Unit) -> None:
        if store.deal(*gathered.key) is None:
            write(unit, None, settled(gathered, unit.now))

    ports.transact(actor, work)
    return list(store.deals([gathered.key]).values())


def write_on(actor: Actor, server_id: str, deal_id: str, revision: int = 0) -> None:
    """Write the next commissions of a deal whose tree is deeper than a unit holds."""
    work = partial(_write_on, server_id=server_id, deal_id=deal_id, revision=revision)
    ports.transact(actor, work)


def _write_on(unit: Unit, server_id: str, deal_id: str, revision: int) -> None:
    deal = store.deal(server_id, deal_id, revision)
    if deal is not None:
        write(unit, deal, deal)


def settled(gathered: Gathered, at: datetime) -> EarnedDeal:
    """What the deal of ``gathered`` comes to, as it is stored ``at`` that moment."""
    deal = gathered.deal.deal
    return EarnedDeal(
        trade=gathered.facts.trade,
        account_id=deal.account_id,
        login=deal.login,
        client_id=deal.client_id,
        settled_at=at,
        path=gathered.facts.uplines,
        settlement=rules.settled(gathered.facts),
        rules=gathered.used,
        frequency=gathered.frequency,
        own_frequencies=gathered.own_frequencies,
    )


def rows_of(deal: EarnedDeal) -> tuple[Commission, ...]:
    """The commissions of a deal, or the adjustments of a revision of it."""
    if not deal.revision:
        return rules.commissions(deal, zone())
    before = store.deal(deal.trade.server_id, deal.trade.deal_id, deal.revision - 1)
    if before is None:
        raise AssertionError("every revision has one before it")
    return adjusting.adjustments(before, deal, zone())


def write(unit: Unit, before: EarnedDeal | None, deal: EarnedDeal) -> None:
    """Store a deal with its next commissions, and tell whom something is due to."""
    rows = rows_of(deal)
    fresh = cancelling.fitting(deal, rows[deal.written : deal.written + _PER_UNIT], _ROOM)
    if before is not None and not fresh:
        return
    written = replace(deal, written=deal.written + len(fresh))
    if before is None:
        store.add_deal(unit, written)
    else:
        store.change_deal(unit, before, written)
    cancelling.store_all(unit, fresh)
    if recipients := _due_to([one.row for one in fresh], unit.now):
        unit.publish(CommissionsEarned(recipients=recipients))
    if written.written < len(rows):
        trade = deal.trade
        left = CommissionsLeft(
            server_id=trade.server_id, deal_id=trade.deal_id, revision=deal.revision
        )
        unit.publish(left)


def _due_to(rows: Sequence[Commission], now: datetime) -> tuple[Recipient, ...]:
    """To whom something of ``rows`` is due already."""
    due = [
        (one.recipient_id, one.amount.currency)
        for one in rows
        if one.amount is not None and one.due_at is not None and one.due_at <= now
    ]
    return tuple(dict.fromkeys(due))
