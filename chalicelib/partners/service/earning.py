"""Settling a closed deal: once per server and deal, with a row for each broker above the trader.

The settlement, the commissions and the news are one unit, so a deal that comes again, late or in
another order changes nothing. A tree that is deeper than a unit holds is written on from where it
was left; what is written is always that of the one settlement that was stored first.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.messages.partners import CommissionsEarned, CommissionsLeft
from chalicelib.partners.model.earnings import Commission, EarnedDeal
from chalicelib.partners.rules import adjusting
from chalicelib.partners.rules import earning as rules
from chalicelib.partners.service import cancelling, facts
from chalicelib.partners.service.facts import Gathered
from chalicelib.partners.store import earnings as store
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit

# A commission is two rows with what waits of it; a unit holds a hundred actions.
_PER_UNIT = 45
_ROOM = 2 * _PER_UNIT


def settle(actor: Actor, server_id: str, deal_id: str) -> None:
    """Settle the deal, unless it is settled or nobody could earn by it.

    Raises:
        StoreUnavailable: not all that it is computed from can be read yet.
    """

    def work(unit: Unit) -> None:
        if store.deal(server_id, deal_id) is not None:
            return
        gathered = facts.gather(server_id, int(deal_id))
        if gathered is not None:
            write(unit, None, settled(gathered, unit.now))

    ports.transact(actor, work)


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


def _due_to(rows: Sequence[Commission], now: datetime) -> tuple[tuple[str, str], ...]:
    """To whom something of ``rows`` is due already, and in which currencies."""
    due = [
        (one.recipient_id, one.amount.currency)
        for one in rows
        if one.amount is not None and one.due_at is not None and one.due_at <= now
    ]
    return tuple(dict.fromkeys(due))


def zone() -> ZoneInfo:
    """The time zone of the broker's day."""
    return ZoneInfo(settings.value(settings.BRAND_TIME_ZONE))


def month_of(at: datetime) -> str:
    """The month of the broker's clock that ``at`` is in."""
    return at.astimezone(zone()).strftime("%Y-%m")
