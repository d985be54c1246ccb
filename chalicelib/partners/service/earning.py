"""Settling closed deals: each once by server and deal, with a row for each broker above the trader.

Settlement, commissions and what waits of them are one unit, for as many deals as it holds; so a
deal that comes again, late or in another order changes nothing. A tree that is deeper than a unit
is written on from where it was left; what is written is always that of the one settlement that was
stored first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.nouns import dataclass
from chalicelib.messages.partners import CommissionsEarned, CommissionsLeft
from chalicelib.partners.model.earnings import Commission, DealKey, EarnedDeal, Recipient
from chalicelib.partners.rules import adjusting
from chalicelib.partners.rules import earning as rules
from chalicelib.partners.service import cancelling, facts
from chalicelib.partners.service.days import zone
from chalicelib.partners.service.facts import Gathered
from chalicelib.partners.store import earnings as store
from chalicelib.storage.unit import MAX_ACTIONS, Unit

# A commission is two rows with what waits of it; a unit holds a hundred actions.
_PER_UNIT = 45
_ROOM = 2 * _PER_UNIT


@dataclass(frozen=True)
class Settled:
    """What deals came to that somebody asked to be settled.

    ``deals`` are settled, now or before; ``due`` is to whom something of them is due now, also of
    those settled before, in case whoever did it did not get to paying. ``unread`` could not be told
    yet.
    """

    deals: tuple[EarnedDeal, ...]
    due: tuple[Recipient, ...]
    unread: tuple[DealKey, ...]


def settle(actor: Actor, wanted: Iterable[DealKey]) -> Settled:
    """Settle deals that nobody has settled yet; those that earn nobody anything are passed over."""
    keys = list(dict.fromkeys(wanted))
    known = store.deals(keys)
    deals = list(known.values())
    left, unread = facts.gather(key for key in keys if key not in known)
    while left:
        some = ports.transact(actor, partial(_settle_some, gathered=left))
        deals += some or [_settle_deep(actor, left[0])]
        left = left[max(1, len(some)) :]
    now = ports.now()
    due = dict.fromkeys(one for deal in deals for one in _due_to(rows_of(deal), now))
    return Settled(tuple(deals), tuple(due), tuple(unread))


def _settle_some(unit: Unit, gathered: list[Gathered]) -> list[EarnedDeal]:
    """Settle as many of the first deals as fit; what somebody else has settled is as they did."""
    known = store.deals(one.key for one in gathered)
    done: list[EarnedDeal] = []
    actions = 0
    for one in gathered:
        deal = known.get(one.key)
        if deal is None:
            deal = settled(one, unit.now)
            rows = rules.commissions(deal, zone())
            actions += 1 + 2 * len(rows)
            if actions > MAX_ACTIONS:
                break
            deal = store.add_deal(unit, replace(deal, written=len(rows)))
            for row in rows:
                store.add(unit, row)
        done.append(deal)
    return done


def _settle_deep(actor: Actor, gathered: Gathered) -> EarnedDeal:
    """Settle a deal whose tree is deeper than a unit holds; the rest of it follows by messages."""

    def work(unit: Unit) -> None:
        if store.deal(*gathered.key) is None:
            write(unit, None, settled(gathered, unit.now))

    ports.transact(actor, work)
    return store.deals([gathered.key])[gathered.key]


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
