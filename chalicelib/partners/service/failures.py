"""Commissions that could not be paid: trying again, putting away, and getting back."""

from dataclasses import replace
from typing import Self

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import MAX_PAGE_SIZE, Page, PageRequest
from chalicelib.messages.partners import CommissionsEarned
from chalicelib.partners.model.earnings import (
    Commission,
    CommissionState,
    FailureAction,
    SchemeKind,
)
from chalicelib.partners.model.sought import SumsPart
from chalicelib.partners.rules import seeking
from chalicelib.partners.service import reporting
from chalicelib.partners.service.explaining import deal_key, revisions_called
from chalicelib.partners.service.reporting import Reported
from chalicelib.partners.store import earnings as store
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

COUNTED_AT_MOST = 100
_RETRIED_AT_ONCE = 50
_TO_DO = (CommissionState.FAILED, CommissionState.TO_APPROVE)
_FROM = {
    FailureAction.RETRY: CommissionState.FAILED,
    FailureAction.RECYCLE: CommissionState.FAILED,
    FailureAction.RECOVER: CommissionState.RECYCLED,
}
_INTO = {
    FailureAction.RETRY: CommissionState.WAITING,
    FailureAction.RECYCLE: CommissionState.RECYCLED,
    FailureAction.RECOVER: CommissionState.FAILED,
}


@dataclass(frozen=True)
class Which:
    """Which commission of a recipient and a deal is meant; an adjustment has a ``revision``.

    ``currency`` tells two adjustments of one revision apart; empty means whichever there is.
    """

    kind: SchemeKind
    revision: int = 0
    currency: str = ""

    @classmethod
    def of(cls, one: Commission) -> Self:
        """What names ``one`` among those of its recipient and deal."""
        return cls(one.kind, one.revision, one.amount.currency if one.amount else "")

    def names(self, one: Commission) -> bool:
        """Whether ``one`` is it."""
        exact = Which.of(one)
        return self in (exact, replace(exact, currency=""))


@dataclass(frozen=True)
class Retried:
    """How many were tried again, and where the next begin."""

    tried: int
    next_cursor: str | None


@dataclass(frozen=True)
class StateCount:
    """How many stand in a state; ``capped`` when not all of them were counted."""

    state: CommissionState
    count: int
    capped: bool


def commission(key: str, recipient_id: str, which: Which) -> Commission:
    """The commission of ``recipient_id`` by the deal that ``key`` names.

    Raises:
        NotFound.
    """
    rows = store.of_deal(revisions_called(key)[0], recipient_id)
    found = next((one for one in rows if which.names(one)), None)
    if found is None:
        raise NotFound(what="commission")
    return found


def page(actor: Actor, state: CommissionState, request: PageRequest) -> Page[Reported]:
    """Commissions in trouble of those whom staff may see, with names, the newest first.

    A page may be shorter than asked for although another follows.
    """
    read = store.troubled(state, request)
    return Page(reporting.told(actor, read.items), read.next_cursor)


def _listed(actor: Actor, state: CommissionState, request: PageRequest) -> Page[Commission]:
    """The same without what stands behind them."""
    read = store.troubled(state, request)
    seen = {one.id for one in clients.visible(actor, {one.recipient_id for one in read.items})}
    shown = tuple(one for one in read.items if one.recipient_id in seen)
    return Page(shown, read.next_cursor)


def sums(actor: Actor, state: CommissionState, cursor: str | None) -> SumsPart:
    """What the next of them come to by currency; the parts add up.

    Raises:
        Invalid: ``cursor_invalid``.
    """
    read = _listed(actor, state, PageRequest(MAX_PAGE_SIZE, cursor))
    return SumsPart(len(read.items), seeking.summed(read.items), read.next_cursor)


def counts(actor: Actor) -> list[StateCount]:
    """How many failed commissions and claw-backs wait for staff like the actor."""
    return [_count(actor, state) for state in _TO_DO]


def _count(actor: Actor, state: CommissionState) -> StateCount:
    """Counted in a scope smaller than the company among the newest, which are looked at."""
    if actor.scope.company:
        there = store.count_troubled(state, COUNTED_AT_MOST + 1)
        return StateCount(state, min(there, COUNTED_AT_MOST), there > COUNTED_AT_MOST)
    page = _listed(actor, state, PageRequest(COUNTED_AT_MOST))
    return StateCount(state, len(page.items), page.next_cursor is not None)


def act(
    actor: Actor,
    recipient_id: str,
    key: str,
    which: Which,
    action: FailureAction,
    command: Command,
) -> Commission:
    """Try a failed commission again, put it away, or get it back.

    Raises:
        NotFound. Conflict: ``commission_not_there`` with the ``state`` it is in.
    """
    clients.client(actor, recipient_id)

    def work(unit: Unit) -> Commission:
        moved = _acted(unit, commission(key, recipient_id, which), action)
        command.settle(unit, moved)
        return moved

    return ports.transact(actor, work)


def retry_next(actor: Actor, cursor: str | None) -> Retried:
    """Try the next failed commissions of all brokers again, each in a unit of its own.

    What fails once more is behind the cursor then; so whoever asks on tries each of them once.

    Raises:
        Invalid: ``cursor_invalid``.
    """
    read = _listed(actor, CommissionState.FAILED, PageRequest(_RETRIED_AT_ONCE, cursor))
    tried = sum(_retried(actor, one) for one in read.items)
    return Retried(tried, read.next_cursor)


def _retried(actor: Actor, listed_one: Commission) -> bool:
    """Whether it could be tried again; somebody else may have been faster."""
    key = deal_key(listed_one.server_id, listed_one.deal_id)
    which = Which.of(listed_one)

    def work(unit: Unit) -> None:
        _acted(unit, commission(key, listed_one.recipient_id, which), FailureAction.RETRY)

    try:
        ports.transact(actor, work)
    except Conflict:
        return False
    return True


def _acted(unit: Unit, before: Commission, action: FailureAction) -> Commission:
    if before.state is not _FROM[action]:
        raise Conflict(
            "the commission is elsewhere", code="commission_not_there", state=before.state
        )
    return _moved(unit, before, action)


def _moved(unit: Unit, before: Commission, action: FailureAction) -> Commission:
    after = replace(before, state=_INTO[action])
    if action is FailureAction.RETRY:
        after = replace(after, failure=None, due_at=unit.now)
        store.owe(unit, after)
        if after.amount is not None:
            due = (after.recipient_id, after.amount.currency)
            unit.publish(CommissionsEarned(recipients=(due,)))
    audit.record(
        unit,
        f"commission_{action}",
        "commission",
        deal_key(before.server_id, before.deal_id),
        client_id=before.recipient_id,
        before={"state": before.state.value},
        after={"state": after.state.value, "amount": str(before.moves), "kind": before.kind},
    )
    return store.change(unit, before, after)
