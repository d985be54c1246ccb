"""Passing on: what a broker has to pass on, and granting it to those directly below."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.clients.public import Client, ClientKind
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.partners.model.passing import (
    PassingBook,
    PassingSheet,
    PassingStep,
    Source,
    SubBroker,
)
from chalicelib.partners.model.plans import FlexibleScheme
from chalicelib.partners.model.trades import Reason, Upline
from chalicelib.partners.rules import passing as rules
from chalicelib.partners.rules import terms as term_rules
from chalicelib.partners.rules.passing import Link
from chalicelib.partners.service import plan_reading
from chalicelib.partners.store import passing as store
from chalicelib.partners.store import terms as terms_store
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_ROUNDS = 10


def own(actor: Actor) -> PassingSheet:
    """What the broker who asks can pass on."""
    return _sheet(clients.client_for_system(actor.id), ports.now())


def book(actor: Actor, client_id: str) -> PassingBook:
    """What a client is passed and passes on, for staff who may see them.

    Raises:
        NotFound.
    """
    client, at = clients.client(actor, client_id), ports.now()
    sheet, given = _sheet(client, at), tuple(store.by_giver(client.id))
    ids = [one.receiver_id for one in given]
    if sheet.source and sheet.source.giver_id:
        ids.append(sheet.source.giver_id)
    names = {one.id: one.name for one in clients.visible(actor, ids)}
    return PassingBook(sheet, given, at, names)


def sub_brokers(actor: Actor, request: PageRequest) -> Page[SubBroker]:
    """The brokers directly below whoever asks, with what each is passed.

    A page may be shorter than asked for although another follows.
    """
    following, at = request, ports.now()
    for _ in range(_ROUNDS):
        page = clients.downlines(actor, actor.id, following)
        brokers = [one for one in page.items if one.kind is ClientKind.IB]
        if brokers or page.next_cursor is None:
            return Page(tuple(_told(actor.id, brokers, at)), page.next_cursor)
        following = PageRequest(request.limit, page.next_cursor)
    return Page((), following.cursor)


def grant(actor: Actor, receiver_id: str, percent: Decimal, command: Command) -> SubBroker:
    """Pass on ``percent`` of the own rate to a broker directly below, from now on.

    Deals closed before are settled as it was then. What changes nothing is no step.

    Raises:
        NotFound: no broker directly below. Forbidden: see `clients.require_active`.
        Conflict, Invalid: see `rules.check_grant`.
    """

    def work(unit: Unit) -> SubBroker:
        giver = clients.require_active(actor.id)
        receiver = _sub_broker(giver, receiver_id)
        own_scheme = _own_scheme(receiver.id, unit.now)
        source = _source(giver, unit.now)
        rules.check_grant(source, percent, receiver_has_own=own_scheme is not None)
        before = store.find(giver.id, receiver.id)
        if before.at(unit.now) != percent:
            steps = (*before.steps, PassingStep(unit.now, percent))
            store.put(unit, before, replace(before, steps=steps))
            audit.record(
                unit,
                "commission_passed_on",
                "commission_terms",
                receiver.id,
                client_id=receiver.id,
                before={"giver_id": giver.id, "percent": f"{before.at(unit.now):f}"},
                after={"giver_id": giver.id, "percent": f"{percent:f}"},
            )
        since = unit.now if before.at(unit.now) != percent else _since(before.steps)
        made = SubBroker(receiver.id, receiver.name, percent, since, own_scheme is not None)
        command.settle(unit, made)
        return made

    return ports.transact(actor, work)


def _sub_broker(giver: Client, receiver_id: str) -> Client:
    found = clients.client_for_system(receiver_id)
    if found.referrer_id != giver.id or found.kind is not ClientKind.IB:
        raise NotFound("no such broker", what="client")
    return found


def _told(giver_id: str, brokers: list[Client], at: datetime) -> list[SubBroker]:
    grants = store.of_pairs([(giver_id, one.id) for one in brokers])
    steps = terms_store.of_many([one.id for one in brokers])
    told = []
    for one in brokers:
        step, granted = term_rules.in_force(steps[one.id], at), grants.get(one.id)
        told.append(
            SubBroker(
                client_id=one.id,
                name=one.name,
                percent=granted.at(at) if granted else Decimal(0),
                since=_since(granted.steps) if granted else None,
                has_own=bool(step and step.flexible_id),
            )
        )
    return told


def _since(steps: tuple[PassingStep, ...]) -> datetime | None:
    return steps[-1].since if steps else None


def _own_scheme(client_id: str, at: datetime) -> FlexibleScheme | None:
    step = term_rules.in_force(terms_store.find(client_id), at)
    return _scheme(step.flexible_id, at) if step and step.flexible_id else None


def _scheme(plan_id: str, at: datetime) -> FlexibleScheme | None:
    found = plan_reading.in_force(plan_id, at)
    return found.plan if found and isinstance(found.plan, FlexibleScheme) else None


def _chain(client: Client, at: datetime) -> list[Link]:
    """The shares from the pool down to ``client``, the pool first; empty without any."""
    path = [client, *clients.uplines(client, at)]
    steps = terms_store.of_many([one.id for one in path])
    in_force = {one: term_rules.in_force(terms, at) for one, terms in steps.items()}
    own = {
        one: scheme
        for one, step in in_force.items()
        if step and step.flexible_id and (scheme := _scheme(step.flexible_id, at))
    }
    uplines = [
        Upline(one.id, level, None, None if in_force[one.id] else Reason.NOT_AN_IB)
        for level, one in enumerate(path, start=1)
    ]
    links = rules.links(uplines, own, store.granted_along([one.id for one in path], at))
    if not links or links[-1].upline.client_id != client.id:
        return []
    return [one for one in links if one.pool_id == links[-1].pool_id]


def _source(client: Client, at: datetime) -> Source | None:
    chain = _chain(client, at)
    return _source_of(chain[-1]) if chain else None


def _source_of(link: Link) -> Source:
    if link.giver is None:
        return Source(link.scheme)
    return Source(link.scheme, link.giver.client_id, link.percent)


def _sheet(client: Client, at: datetime) -> PassingSheet:
    chain = _chain(client, at)
    if not chain:
        return PassingSheet(None, may_pass=False)
    source = _source_of(chain[-1])
    rates = []
    for rate in source.scheme.rates:
        amount = rate.amount
        for link in chain[:-1]:
            amount = rules.given(amount, link.gives, link.scheme)
        rates.append(amount)
    names = plan_reading.names({one.symbol_group_id for one in source.scheme.rates})
    return PassingSheet(source, rules.may_pass(source), tuple(rates), names)
