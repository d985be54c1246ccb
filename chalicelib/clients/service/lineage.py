"""Who is above whom, now and at any moment of the past, and how many are below.

The truth is one edge per client: their referrer, and those they had until when. A client's ``line``
says where those above are to be looked for, so that a chain is one read however long it is. Where a
move has not reached everybody below yet, what is found does not fit together, and the chain is read
on from there: it is right all the same.

Counts follow by messages: each takes with it, up one chain, what a move or a newcomer changes, and
holds every edge it goes along, so that in any order they come to the same.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial

from chalicelib import ports
from chalicelib.clients import store
from chalicelib.clients.model import Client
from chalicelib.clients.store import tally
from chalicelib.core.actor import Actor
from chalicelib.core.paging import PageRequest
from chalicelib.messages.clients import DownlinesChanged, LineChanged
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_PAGE = 50
_HOPS = 40


def uplines(
    client: Client, at: datetime | None = None, known: dict[str, Client] | None = None
) -> tuple[Client, ...]:
    """Everybody above ``client``, the nearest first, as the tree stood at ``at`` or stands now.

    Who is ``known`` is not read again; who is read becomes known.
    """
    known = {} if known is None else known
    missing = [one for one in client.line if one not in known]
    known |= {one.id: one for one in store.find_many(missing)}
    chain: list[Client] = []
    seen, wanted = {client.id}, client.referrer_at(at)
    while wanted is not None and wanted not in seen:
        if wanted not in known:
            known |= {one.id: one for one in _with_line(wanted)}
        above = known.get(wanted)
        if above is None:
            break
        chain.append(above)
        seen.add(above.id)
        wanted = above.referrer_at(at)
    return tuple(chain)


def with_lines(client_ids: Iterable[str]) -> dict[str, Client]:
    """Clients and everybody above them now, by id, in two reads; who does not exist is left out."""
    found = store.find_many(dict.fromkeys(client_ids))
    known = {one.id: one for one in found}
    above = dict.fromkeys(one for client in found for one in client.line if one not in known)
    return known | {one.id: one for one in store.find_many(above)}


def _with_line(client_id: str) -> list[Client]:
    found = store.find(client_id)
    return [] if found is None else [found, *store.find_many(found.line)]


def below(referrer: Client | None) -> tuple[str, ...]:
    """The line of whoever comes in directly below ``referrer``."""
    if referrer is None:
        return ()
    return (referrer.id, *(one.id for one in uplines(referrer)))


def pass_on(actor: Actor, client_id: str) -> None:
    """Tell those directly below a client whom they have above them now, and they those below.

    Whoever knows it already is passed over, so doing it again, or in another order, ends alike.
    """
    request: PageRequest | None = PageRequest(_PAGE)
    while request is not None:
        page = store.downlines(client_id, request)
        for one in page.items:
            ports.transact(actor, partial(_pass_to, downline_id=one.id))
        request = PageRequest(_PAGE, page.next_cursor) if page.next_cursor else None


def _pass_to(unit: Unit, downline_id: str) -> None:
    before = store.find(downline_id)
    above = store.find(before.referrer_id) if before and before.referrer_id else None
    if before is None or above is None:
        return
    line = (above.id, *above.line)
    if before.line == line:
        return
    store.change(unit, before, replace(before, line=line))
    unit.publish(LineChanged(client_id=before.id))


def count_below(actor: Actor, message: DownlinesChanged, command: Command) -> None:
    """Count what has changed below a client at everybody from there up.

    A chain that is longer than a unit holds goes on with a message from where it was left.
    """

    def work(unit: Unit) -> None:
        start = store.find(message.client_id)
        chain = [] if start is None else [start, *uplines(start)][:_HOPS]
        for one in chain:
            store.require(unit, one)
            tally.count_below(unit, one.id, message.change)
        further = chain[-1].referrer_id if len(chain) == _HOPS else None
        if further:
            unit.publish(DownlinesChanged(client_id=further, change=message.change))
        command.settle(unit)

    ports.transact(actor, work)
