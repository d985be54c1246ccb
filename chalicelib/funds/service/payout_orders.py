"""Having a provider pay what was confirmed, and following that to its end.

What is set aside at the provider is stored before anything is ordered out of it, and only while the
payout is being ordered: so nobody who was held up can order out of anything else, and the provider
pays no more than what is set aside. Whoever dies half-way is followed by `check_due`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError, Invalid, VendorRefused
from chalicelib.funds.model.methods import ADDRESS
from chalicelib.funds.model.payouts import UNDER_WAY, Payout, PayoutStage
from chalicelib.funds.rules import payouts as rules
from chalicelib.funds.service import payout_books
from chalicelib.funds.store import details
from chalicelib.funds.store import payouts as store
from chalicelib.gateways.payments.payout_port import PayoutOrder, PayoutState
from chalicelib.ports import payments
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_CHECKS_PER_RUN = 50
_ENOUGH_SECONDS = 20

Change = Callable[[Payout, datetime], Payout]


def execute(actor: Actor, withdrawal_id: str, command: Command | None = None) -> Payout:
    """Take a payout as far as it will go now: order it, ask how it stands, or close what was set
    aside for it.

    Raises:
        VendorUnavailable, OutcomeUnknown: ask again later; it is never paid twice.
    """
    payout = store.get(withdrawal_id)
    if payout.stage is PayoutStage.ORDERING:
        return _order(actor, payout, command)
    provider = payments.payout_provider(payout.route.provider)
    if payout.stage is PayoutStage.IN_PROGRESS and payout.payout_reference is not None:
        return apply(actor, payout.id, by_state(provider.payout(payout.payout_reference)), command)
    if payout.stage is PayoutStage.COMPLETED and payout.aside is not None:
        provider.call_back(payout.aside)
        return apply(actor, payout.id, _closed, command)
    return apply(actor, payout.id, _as_it_is, command)


def _order(actor: Actor, payout: Payout, command: Command | None) -> Payout:
    try:
        order = order_of(payout)
        ready = payout if payout.aside else _set_aside(actor, payout, order)
        if ready.aside is None or ready.stage is not PayoutStage.ORDERING:
            return apply(actor, payout.id, _as_it_is, command)  # called back meanwhile
        provider = payments.payout_provider(payout.route.provider)
        state = provider.order_payout(order, ready.aside)
    except (VendorRefused, Invalid) as refused:
        code = str(refused.facts.get("reason") or refused.code)
        return apply(actor, payout.id, _refused(payout.attempt, code), command)
    # What is still to be paid out of what was set aside is this attempt's, whoever ordered it.
    own = replace(state, attempt=payout.attempt)
    return apply(actor, payout.id, by_state(own), command)


def order_of(payout: Payout) -> PayoutOrder:
    """The order of a payout, to the address that its client saved.

    Raises:
        Invalid: ``payout_address_gone``.
    """
    address = details.get(payout.details_id).fields.get(ADDRESS)
    if not address:
        raise Invalid("there is no address to pay to", code="payout_address_gone")
    return PayoutOrder(payout.id, payout.amount, payout.route.method, address, payout.attempt)


def _set_aside(actor: Actor, payout: Payout, order: PayoutOrder) -> Payout:
    aside = payments.payout_provider(payout.route.provider).set_aside(order)

    def work(unit: Unit) -> Payout:
        before = store.get(payout.id)
        mine = before.stage is PayoutStage.ORDERING and before.attempt == payout.attempt
        if not mine or before.aside is not None:
            return before
        return store.change(unit, before, replace(before, aside=aside))

    return ports.transact(actor, work)


def told(actor: Actor, provider: str, payout_reference: str, command: Command) -> None:
    """Something became of a payout: read it from the provider and do what it means.

    Raises:
        VendorUnavailable: ask again later.
    """
    state = payments.payout_provider(provider).payout(payout_reference)
    known = store.find(state.withdrawal_id) if state.withdrawal_id else None
    if known is None or known.route.provider != provider:
        ports.transact(actor, command.settle)  # made at the provider by hand
        return
    apply(actor, known.id, by_state(state), command)


def check_due(actor: Actor, seconds_left: Callable[[], float]) -> tuple[str, ...]:
    """Go on with payouts whose answer or callback may have been lost; ids of those in trouble."""
    troubled = []
    for payout in store.due(ports.now(), _CHECKS_PER_RUN):
        if seconds_left() < _ENOUGH_SECONDS:
            break
        try:
            execute(actor, payout.id)
        except FairleadError:  # one that cannot be asked about must not stop the others
            troubled.append(payout.id)
        else:
            if store.get(payout.id).check_at != payout.check_at:
                continue
        apply(actor, payout.id, _looked_at)
    return tuple(troubled)


def apply(actor: Actor, payout_id: str, change: Change, command: Command | None = None) -> Payout:
    """Store what ``change`` makes of the payout as it stands; its withdrawal follows."""

    def work(unit: Unit) -> Payout:
        before = store.get(payout_id)
        if command is not None:
            command.settle(unit)
        return payout_books.keep(unit, before, change(before, unit.now))

    return ports.transact(actor, work)


def by_state(state: PayoutState) -> Change:
    """The change that the provider's word makes."""
    return lambda before, now: rules.after(before, state, now)


def _refused(attempt: int, code: str) -> Change:
    def change(before: Payout, now: datetime) -> Payout:
        return rules.refused(before, code, now) if before.attempt == attempt else before

    return change


def _closed(before: Payout, _now: datetime) -> Payout:
    return replace(before, aside=None, check_at=None)


def _as_it_is(before: Payout, _now: datetime) -> Payout:
    return before


def _looked_at(before: Payout, now: datetime) -> Payout:
    if before.stage in UNDER_WAY or before.stage is PayoutStage.COMPLETED:
        return replace(before, check_at=rules.next_look(before, now))
    return before
