"""Counting what happens below brokers, once per movement, and reading it for a window of months.

A movement counts for everybody who was above the client when it happened; moving somebody in the
tree changes nothing that was counted.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import pairwise

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.messages.funds import DepositCredited, DepositTakenBack
from chalicelib.messages.partners import DepositLeft
from chalicelib.partners.model.earnings import EarnedDeal
from chalicelib.partners.model.plans import CALCULATION
from chalicelib.partners.model.reviews import FRAUD_CHECKS
from chalicelib.partners.model.tiers import Figures, Window
from chalicelib.partners.model.trades import Reason
from chalicelib.partners.service.earning import month_of
from chalicelib.partners.store import earnings
from chalicelib.partners.store import figures as store
from chalicelib.settings import public as settings
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_PER_UNIT = 40
_LOT = 10_000
_DEPOSITS, _OWN = "deposits.", "own."
# What went back of them, which is taken off them too.
_BACK, _OWN_BACK = "back.", "own_back."
# Of trades that earn nobody anything whatever the scheme.
_NOT_COUNTED = frozenset({Reason.PAYOUT_OFF, Reason.HELD_TOO_SHORT, Reason.CLOSED_BY_ANOTHER})


def count_deal(actor: Actor, server_id: str, deal_id: str, command: Command) -> None:
    """Count a settled deal for everybody who was above its trader.

    How far it is counted stands with the deal itself, so however often it comes it counts once.
    """
    work = partial(_count_some, server_id=server_id, deal_id=deal_id, command=command)
    while ports.transact(actor, work):
        continue


def _count_some(unit: Unit, server_id: str, deal_id: str, command: Command) -> bool:
    """Count the next uplines; whether some are left."""
    deal = earnings.deal(server_id, deal_id)
    above = _above(deal) if deal else ()
    if deal is None or deal.counted >= len(above):
        command.settle(unit)
        return False
    fresh = above[deal.counted : deal.counted + _PER_UNIT]
    after = deal.counted + len(fresh)
    month, amounts = month_of(deal.trade.closed_at), {"lots": _volume(deal), "deals": 1}
    first = deal.is_first_of_month
    if not deal.counted:
        first = not store.has_traded(deal.client_id, month)
        if first:
            store.note_traded(unit, deal.client_id, month)
        own = {"own_deals": 1, "own_quick": int(_is_quick(deal))}
        store.count(unit, deal.client_id, month, own)
    if first:
        amounts["active"] = 1
    for one in fresh:
        store.count(unit, one, month, amounts, deal_id)
    earnings.change_deal(unit, deal, replace(deal, counted=after, is_first_of_month=first))
    if after < len(above):
        return True
    command.settle(unit)
    return False


def _above(deal: EarnedDeal) -> tuple[str, ...]:
    """Whom a deal counts for; a trader whose own deals pay back to them is not above themself."""
    if deal.settlement.reason in _NOT_COUNTED:
        return ()
    return tuple(one.client_id for one in deal.path if one.client_id != deal.client_id)


def _is_quick(deal: EarnedDeal) -> bool:
    """Whether the trade was open only just longer than it has to be to earn."""
    opened, closed = deal.trade.opened_at, deal.trade.closed_at
    if opened is None:
        return False
    least = settings.value(CALCULATION, closed).minimum_holding_seconds
    beyond = settings.value(FRAUD_CHECKS, closed).quick_seconds
    return closed - opened < timedelta(seconds=least + beyond)


def _volume(deal: EarnedDeal) -> int:
    return int(deal.trade.lots * _LOT)


def whole(message: DepositCredited | DepositTakenBack | DepositLeft, at: datetime) -> DepositLeft:
    """What a message that came at ``at`` says is to be counted; of the last kind it says so."""
    if isinstance(message, DepositLeft):
        return message
    found = DepositLeft(client_id=message.client_id, amount=message.amount, at=at, level=0)
    if isinstance(message, DepositCredited):
        return found
    amount = message.amount if message.is_restored else -message.amount
    return replace(found, amount=amount, credited_at=message.credited_at)


def count_deposit(actor: Actor, deposit: DepositLeft, command: Command) -> None:
    """Count a deposit for the client and for everybody who was above them.

    One that was taken back lowers the month in which it was, for those who were above when it was
    credited. A chain that is longer than a unit holds goes on with a message from where it was
    left.
    """

    def work(unit: Unit) -> None:
        client = clients.client_for_system(deposit.client_id)
        chain = [client, *clients.uplines(client, deposit.credited_at or deposit.at)]
        month = month_of(deposit.at)
        if not deposit.level:
            store.count(unit, client.id, month, _counted(deposit, _OWN, _OWN_BACK))
        following = list(pairwise(chain))[deposit.level :]
        counted = _counted(deposit, _DEPOSITS, _BACK)
        for below, above in following[:_PER_UNIT]:
            store.count(unit, above.id, month, counted, client.id)
            store.count_branch(unit, above.id, below.id, month, counted)
        if len(following) > _PER_UNIT:
            unit.publish(replace(deposit, level=deposit.level + _PER_UNIT))
        command.settle(unit)

    ports.transact(actor, work)


def _counted(deposit: DepositLeft, name: str, back: str) -> dict[str, int]:
    minor, currency = deposit.amount.minor, deposit.amount.currency
    if deposit.credited_at is None:
        return {f"{name}{currency}": minor}
    return {f"{name}{currency}": minor, f"{back}{currency}": -minor}


def of(client_id: str, window: Window, *, by_branch: bool) -> Figures:
    """What was counted for one broker in the months of ``window``."""
    months = store.counted(client_id, window.first, window.last)
    branches = store.branches(client_id, window.first, window.last) if by_branch else {}
    sums: dict[str, int] = {}
    for counters in months.values():
        for name, value in counters.items():
            sums[name] = sums.get(name, 0) + value
    return Figures(
        window=window,
        deposits=_named(sums, _DEPOSITS),
        own_deposits=_named(sums, _OWN),
        branches={one: _named(found, _DEPOSITS) for one, found in branches.items()},
        back=_named(sums, _BACK),
        own_back=_named(sums, _OWN_BACK),
        branches_back={one: _named(found, _BACK) for one, found in branches.items()},
        lots=Decimal(sums.get("lots", 0)) / _LOT,
        active_clients=months.get(window.last, {}).get("active", 0),
    )


def _named(sums: dict[str, int], prefix: str) -> dict[str, int]:
    return {
        name.removeprefix(prefix): value for name, value in sums.items() if name.startswith(prefix)
    }
