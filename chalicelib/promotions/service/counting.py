"""Counting what links bring: clicks as they come, registrations once each, whatever comes of them.

Nothing personal is kept of a click: a number of the day, of the link and of whose code was in it.
"""

from dataclasses import replace
from datetime import timedelta

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.clients.public import Client, ClientStatus
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Limited
from chalicelib.promotions import rules, store
from chalicelib.promotions.model import Came, Outcome, Way
from chalicelib.promotions.service.attributing import counting
from chalicelib.storage import limits
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

# More than an office behind one address follows in a minute; what is beyond leads on uncounted.
_CLICKS = 30
_CLICKS_WINDOW = timedelta(minutes=1)
_OUTCOMES = {ClientStatus.PENDING: Outcome.PENDING, ClientStatus.REJECTED: Outcome.REJECTED}


def click(actor: Actor, code: str, referral_code: str) -> Way:
    """Count a click, and say where it leads; a link that is none leads to the registration."""
    link = counting(code)
    if link is None:
        return Way()
    try:
        limits.take("link_click", actor.ip, ports.now(), allowance=_CLICKS, window=_CLICKS_WINDOW)
    except Limited:
        return rules.way(link.draft, code, referral_code)
    referrer = clients.referrer_of(referral_code) if referral_code else None
    referrer_id = referrer.id if referrer else ""

    def work(unit: Unit) -> None:
        store.count(unit, link.id, referrer_id, unit.now.date(), clicks=1)

    ports.transact(actor, work)
    return rules.way(link.draft, code, referral_code)


def follow(actor: Actor, client_id: str, command: Command) -> None:
    """Count whoever came by a link under what has become of them by now.

    Whichever message comes first, or twice, or late: they are counted once, under one outcome.
    """

    def work(unit: Unit) -> None:
        command.settle(unit)
        client = clients.client_for_system(client_id)
        if not client.link_id:
            return
        before = store.came(client.id)
        outcome = _OUTCOMES.get(client.status, Outcome.APPROVED)
        after = replace(before, outcome=outcome) if before else _came(client, outcome)
        if after == before:
            return
        store.keep_came(unit, before, after)
        changes = {after.outcome.value: 1} | ({before.outcome.value: -1} if before else {})
        store.count(unit, after.link_id, after.referrer_id, after.day, **changes)

    ports.transact(actor, work)


def _came(client: Client, outcome: Outcome) -> Came:
    return Came(
        client_id=client.id,
        link_id=client.link_id,
        referrer_id=client.referrer_at(client.registered_at) or "",
        day=client.registered_at.date(),
        outcome=outcome,
    )
