"""The second person: payouts that wait for a confirmation, confirming one, and calling one back."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import Request
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.funds.model.payouts import (
    CONFIRMABLE,
    UNDER_WAY,
    Payout,
    PayoutNotWaiting,
    PayoutStage,
    PayoutUnderWay,
)
from chalicelib.funds.rules import payouts as rules
from chalicelib.funds.rules.details import masked
from chalicelib.funds.service import payout_books
from chalicelib.funds.service.payout_orders import apply, by_state, order_of
from chalicelib.funds.store import details, withdrawals
from chalicelib.funds.store import payouts as store
from chalicelib.gateways.payments.payout_port import PayoutStatus, WalletFunds
from chalicelib.messages.funds import PayoutConfirmed
from chalicelib.ports import payments
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

# Paid within an hour or so: more than these do not wait at once.
_UNDER_WAY_AT_MOST = 1000


@dataclass(frozen=True)
class ShownPayout:
    """A payout with its request. ``why_not`` is the code of what keeps the reader from confirming.

    ``next_attempt`` is what a confirmation has to name.
    """

    payout: Payout
    request: Request
    method_name: dict[str, str]
    next_attempt: int
    why_not: str | None


@dataclass(frozen=True)
class InspectedPayout:
    """A payout with where it goes, and whether the wallet that pays has the money at this moment.

    ``funds_problem`` is the code of why that is not known.
    """

    shown: ShownPayout
    destination: dict[str, str]
    funds: WalletFunds | None
    funds_problem: str | None


def page(actor: Actor, shelf: str, request: PageRequest) -> Page[ShownPayout]:
    """Payouts that wait for staff, are under way, or have ended, as far as they are in scope."""
    found = store.page(shelf, request)
    asked = [(one, approvals.read(one.id)) for one in found.items]
    seen = tuple(_shown(actor, one, of) for one, of in asked if of.is_seen_by(actor.scope))
    return Page(seen, found.next_cursor)


def inspect(actor: Actor, withdrawal_id: str) -> InspectedPayout:
    """One payout; the provider is asked whether its wallet has the money.

    Raises:
        NotFound.
    """
    shown = _seen(actor, withdrawal_id)
    where = masked(details.get(shown.payout.details_id))
    if shown.payout.stage not in CONFIRMABLE:
        return InspectedPayout(shown, where, None, None)
    try:
        return InspectedPayout(shown, where, _funds(shown.payout), None)
    except (FairleadError, LookupError) as unknown:
        code = unknown.code if isinstance(unknown, FairleadError) else "vendor_refused"
        return InspectedPayout(shown, where, None, code)


def confirm(actor: Actor, withdrawal_id: str, attempt: int, command: Command) -> ShownPayout:
    """Have an approved withdrawal paid out by its provider; ``attempt`` is what was looked at.

    Raises:
        NotFound. SecondPersonNeeded. PayoutNotWaiting: somebody was quicker, or it was refunded.
        PayoutWalletShort. Forbidden: ``factor_required``.
        VendorRefused, VendorUnavailable: the wallet cannot be looked into.
        Invalid: ``payout_address_gone``.
    """
    shown = _seen(actor, withdrawal_id)
    rules.check_confirmable(shown.payout, attempt)
    rules.check_second_person(actor, _first(shown.request))
    funds = _funds(shown.payout)

    def work(unit: Unit) -> Payout:
        command.confirm(unit)
        before = store.get(withdrawal_id)
        rules.check_confirmable(before, attempt)
        rules.check_second_person(actor, _first(approvals.read(withdrawal_id)))
        after = payout_books.keep(unit, before, rules.confirmed(before, actor, funds, unit.now))
        _record(unit, "payout_confirmed", before, after)
        unit.publish(PayoutConfirmed(withdrawal_id=withdrawal_id, attempt=after.attempt))
        return after

    ports.transact(actor, work)
    return _seen(actor, withdrawal_id)


def call_back(actor: Actor, withdrawal_id: str, attempt: int) -> ShownPayout:
    """Stop a payout that the provider has not made yet; afterwards it waits for staff again.

    Raises:
        NotFound. PayoutNotWaiting: it is not under way. PayoutUnderWay: the provider is paying it.
        VendorRefused, VendorUnavailable, OutcomeUnknown: call it back again.
    """
    payout = _seen(actor, withdrawal_id).payout
    if payout.stage not in UNDER_WAY or payout.attempt != attempt:
        raise PayoutNotWaiting(stage=payout.stage.value)
    aside = payout.aside or _unordered(actor, payout)
    if aside is not None:
        _close(actor, payout, aside)
    shown = _seen(actor, withdrawal_id)
    if shown.payout.stage in UNDER_WAY or shown.payout.stage is PayoutStage.COMPLETED:
        raise PayoutUnderWay("the provider is paying it", stage=shown.payout.stage.value)
    return shown


def _unordered(actor: Actor, payout: Payout) -> str | None:
    """Stop what was not set aside yet; gives what has been set aside meanwhile."""

    def work(unit: Unit) -> str | None:
        before = store.get(payout.id)
        if before.aside is None and before.attempt == payout.attempt:
            after = payout_books.keep(unit, before, rules.called_back(before, unit.now))
            _record(unit, "payout_called_back", before, after)
        return before.aside

    return ports.transact(actor, work)


def _close(actor: Actor, payout: Payout, aside: str) -> None:
    state = payments.payout_provider(payout.route.provider).call_back(aside)
    if state is not None and state.status is not PayoutStatus.FAILED:
        apply(actor, payout.id, by_state(state))
        return

    def work(unit: Unit) -> None:
        before = store.get(payout.id)
        if before.aside == aside and before.stage in UNDER_WAY:
            after = payout_books.keep(unit, before, rules.called_back(before, unit.now))
            _record(unit, "payout_called_back", before, after)

    ports.transact(actor, work)


def _funds(payout: Payout) -> WalletFunds:
    """What the provider says of its wallet, less what has been promised of it."""
    found = payments.payout_provider(payout.route.provider).funds(order_of(payout))
    under_way = store.under_way(_UNDER_WAY_AT_MOST)
    return replace(found, promised=rules.promised(payout, found.coin, under_way))


def _seen(actor: Actor, withdrawal_id: str) -> ShownPayout:
    payout, request = store.get(withdrawal_id), approvals.read(withdrawal_id)
    if not request.is_seen_by(actor.scope):
        raise NotFound("no such payout", what="payout")
    return _shown(actor, payout, request)


def _shown(actor: Actor, payout: Payout, request: Request) -> ShownPayout:
    attempt, why_not = rules.next_attempt(payout), None
    try:
        rules.check_confirmable(payout, attempt)
        rules.check_second_person(actor, _first(request))
    except FairleadError as refused:
        why_not = refused.code
    name = withdrawals.get(payout.id).method_name
    return ShownPayout(payout, request, name, attempt, why_not)


def _first(request: Request) -> frozenset[str]:
    """Who has had a hand in the withdrawal before: who asked for it, and who approved it."""
    deciders = {one.by for one in request.decisions if one.stands}
    return frozenset(deciders | {request.creator_staff_id})


def _record(unit: Unit, action: str, before: Payout, after: Payout) -> None:
    facts = {"attempt": after.attempt, "amount": str(after.amount)}
    audit.record(
        unit,
        action,
        "withdrawal",
        after.id,
        client_id=after.client_id,
        before={"payout_stage": before.stage.value},
        after={
            "payout_stage": after.stage.value,
            "currency": after.amount.currency,
            "needed": after.needed,
            "available": after.available,
            "coin": after.coin,
            **facts,
        },
    )
