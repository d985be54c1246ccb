"""Deciding what becomes of held amounts, and carrying that out: each is paid or refused once.

A decision stands with its review and is carried out in slices by a message; what has been let go in
one slice is not there for the next, so it may be done again at any time.
"""

from dataclasses import replace
from functools import partial

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.messages.partners import CommissionsEarned, ReviewDecided
from chalicelib.partners.model.earnings import Commission, CommissionState
from chalicelib.partners.model.reviews import FRAUD_CHECKS, HeldDue, Review, ReviewState
from chalicelib.partners.rules import reviews as rules
from chalicelib.partners.store import earnings
from chalicelib.partners.store import reviews as store
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

_PER_UNIT = 25
_BETWEEN = "~"
_ENDS_AS = {
    ReviewState.RELEASING: ReviewState.RELEASED,
    ReviewState.REFUSING: ReviewState.REFUSED,
}


@dataclass(frozen=True)
class ReviewSheet:
    """A review with the names of those in it whom the reader may see."""

    review: Review
    names: dict[str, str]


def review_id(review: Review) -> str:
    """What a review is called in addresses."""
    return f"{review.recipient_id}{_BETWEEN}{review.client_id}"


def listed(actor: Actor, state: ReviewState, request: PageRequest) -> Page[ReviewSheet]:
    """Reviews of brokers whom staff may see, the newest first.

    A page may be shorter than asked for although another follows.
    """
    page = store.listed(state, request)
    seen = {one.id for one in clients.visible(actor, {one.recipient_id for one in page.items})}
    shown = [one for one in page.items if one.recipient_id in seen]
    names = _names(actor, shown)
    return Page(tuple(ReviewSheet(one, names) for one in shown), page.next_cursor)


def _names(actor: Actor, reviews: list[Review]) -> dict[str, str]:
    ids = {one.recipient_id for one in reviews} | {one.client_id for one in reviews}
    ids |= {signal.client_id for one in reviews for signal in one.signals}
    return {one.id: one.name for one in clients.visible(actor, ids)}


def decide(actor: Actor, called: str, *, release: bool, reason: str) -> ReviewSheet:
    """Have all that is held in a review paid, or refused for good.

    What is held until that is carried out goes the same way. Released signals hold nothing again.
    Where the broker wants two people to release, the first one's word alone changes nothing.

    Raises:
        NotFound. Conflict: ``review_closed`` with its ``state``. Forbidden: ``own_change``.
    """
    recipient_id, _, client_id = called.partition(_BETWEEN)
    clients.client(actor, recipient_id)

    def work(unit: Unit) -> Review:
        before = store.review(recipient_id, client_id)
        if before is None:
            raise NotFound(what="commission_review")
        rules.check_open(before)
        if release and settings.value(FRAUD_CHECKS).two_to_release:
            if not before.proposed_by_id:
                return _propose(unit, before, reason)
            rules.check_second(before, unit.actor)
        return _decide(unit, before, release=release, reason=reason)

    decided = ports.transact(actor, work)
    return ReviewSheet(decided, _names(actor, [decided]))


def _propose(unit: Unit, before: Review, reason: str) -> Review:
    after = replace(
        before,
        proposed_at=unit.now,
        proposed_by_id=unit.actor.id,
        proposed_by_name=unit.actor.name,
        proposed_reason=reason,
    )
    _record(unit, "commissions_release_proposed", before, reason)
    return store.put_review(unit, before, after)


def _decide(unit: Unit, before: Review, *, release: bool, reason: str) -> Review:
    names = tuple(one.name for one in before.signals) if release else ()
    after = replace(
        before,
        state=ReviewState.RELEASING if release else ReviewState.REFUSING,
        accepted=tuple(dict.fromkeys((*before.accepted, *names))),
        decided_at=unit.now,
        decided_by_id=unit.actor.id,
        decided_by_name=unit.actor.name,
        reason=reason,
    )
    _record(unit, "commissions_released" if release else "commissions_refused", before, reason)
    news = ReviewDecided(recipient_id=before.recipient_id, client_id=before.client_id)
    unit.publish(news)
    return store.put_review(unit, before, after)


def _record(unit: Unit, action: str, before: Review, reason: str) -> None:
    audit.record(
        unit,
        action,
        "commission_review",
        review_id(before),
        client_id=before.recipient_id,
        before={"state": before.state.value},
        after={"reason": reason, "commissions": before.commissions, "held": before.held},
    )


def carry_out(actor: Actor, recipient_id: str, client_id: str) -> None:
    """Let go of what is held in a decided review, slice by slice, as it was decided."""
    work = partial(_let_go_some, recipient_id=recipient_id, client_id=client_id)
    while ports.transact(actor, work):
        continue


def _let_go_some(unit: Unit, recipient_id: str, client_id: str) -> bool:
    """The next slice; whether there may be more."""
    review = store.review(recipient_id, client_id)
    ends_as = _ENDS_AS.get(review.state) if review else None
    if review is None or ends_as is None:
        return False
    held = store.held(recipient_id, client_id, _PER_UNIT)
    if not held:
        store.put_review(unit, review, replace(review, state=ends_as))
        return False
    # Nothing may be added to what is let go while this is under way.
    store.put_review(unit, review, review)
    for one, row in zip(held, earnings.of_dues(held), strict=True):
        store.let_go(unit, one)
        _let_go(unit, row, release=ends_as is ReviewState.RELEASED)
    if ends_as is ReviewState.RELEASED:
        unit.publish(CommissionsEarned(recipients=_due_to(held)))
    return True


def _let_go(unit: Unit, row: Commission, *, release: bool) -> None:
    if not release:
        earnings.change(unit, row, replace(row, state=CommissionState.REFUSED))
        return
    after = replace(row, state=CommissionState.WAITING, due_at=unit.now)
    earnings.owe(unit, after)
    earnings.change(unit, row, after)


def _due_to(held: list[HeldDue]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((one.recipient_id, one.amount.currency) for one in held))
