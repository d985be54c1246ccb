"""What a broker has in common with those below, and which of it speaks against paying. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from chalicelib.core.actor import Actor
from chalicelib.core.errors import Conflict, Forbidden
from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.reviews import (
    MARKS_PER_KIND,
    SHARED,
    FraudChecks,
    Mark,
    MarkKind,
    Marks,
    Review,
    ReviewState,
    Signal,
    SignalKind,
)


@dataclass(frozen=True)
class Known:
    """What is known of somebody: their marks, their name, and their deals of the month."""

    client_id: str
    marks: tuple[Mark, ...] = ()
    name: str = ""
    deals: int = 0
    quick: int = 0


def noted(before: Marks, fresh: Iterable[Mark]) -> Marks:
    """``before`` with what is new; the oldest of a kind go where there are too many."""
    known = {(one.kind, one.digest) for one in before.marks}
    added = [one for one in fresh if (one.kind, one.digest) not in known]
    marks = [*before.marks, *added]
    kept: list[Mark] = []
    for kind in MarkKind:
        kept += [one for one in marks if one.kind is kind][-MARKS_PER_KIND:]
    return replace(before, marks=tuple(kept)) if added else before


def signals(checks: FraudChecks, broker: Known, below: Iterable[Known]) -> tuple[Signal, ...]:
    """What speaks against paying ``broker``: ``below`` is the trader, then the brokers between."""
    others = list(below)
    found = [signal for one in others for signal in _shared(checks, broker, one)]
    if others and _is_churning(checks, others[0]):
        trader = others[0]
        quick = Signal(
            SignalKind.QUICK_TRADES, trader.client_id, quick=trader.quick, deals=trader.deals
        )
        found.append(quick)
    return tuple(found)


def _shared(checks: FraudChecks, broker: Known, other: Known) -> list[Signal]:
    looked_for = {
        MarkKind.DEVICE: checks.device,
        MarkKind.CARD: checks.card,
        MarkKind.BANK_ACCOUNT: checks.bank_account,
        MarkKind.NETWORK: checks.network,
    }
    theirs = {(one.kind, one.digest): one for one in other.marks}
    found = [
        Signal(
            SHARED[own.kind],
            other.client_id,
            hint=own.hint,
            digest=own.digest[:16],
            broker_at=own.at,
            client_at=theirs[own.kind, own.digest].at,
        )
        for own in broker.marks
        if looked_for[own.kind] and (own.kind, own.digest) in theirs
    ]
    if checks.equal_names and broker.name and _plain(broker.name) == _plain(other.name):
        found.append(Signal(SignalKind.SAME_NAME, other.client_id, hint=other.name))
    return found


def _plain(name: str) -> str:
    return " ".join(sorted(name.casefold().split()))


def _is_churning(checks: FraudChecks, trader: Known) -> bool:
    enough = checks.quick_percent > 0 and trader.deals >= checks.quick_deals
    return enough and trader.quick * 100 >= checks.quick_percent * trader.deals


def holds(review: Review | None, found: tuple[Signal, ...]) -> bool:
    """Whether ``found`` holds an amount, after what staff have accepted of it."""
    accepted = set(review.accepted) if review else set()
    return any(one.name not in accepted for one in found)


def opens(before: Review | None) -> bool:
    """Whether holding something more opens a review, and does not only add to one."""
    return before is None or before.state in (ReviewState.RELEASED, ReviewState.REFUSED)


def opened(
    before: Review | None,
    recipient_id: str,
    client_id: str,
    found: tuple[Signal, ...],
    at: datetime,
) -> Review:
    """The review that something more is held in; one that was decided is opened anew."""
    if before is None:
        return Review(recipient_id, client_id, at, found)
    known = {one.name for one in found}
    if before.state is ReviewState.OPEN:
        earlier = tuple(one for one in before.signals if one.name not in known)
        # Who proposed to release had not seen what is new.
        seen = known <= {one.name for one in before.signals}
        after = before if seen else unproposed(before)
        return replace(after, signals=(*earlier, *found))
    if before.state in (ReviewState.RELEASING, ReviewState.REFUSING):
        return before
    return replace(
        unproposed(before),
        state=ReviewState.OPEN,
        opened_at=at,
        signals=found,
        held={},
        commissions=0,
        decided_at=None,
        decided_by_id="",
        decided_by_name="",
        reason="",
    )


def unproposed(review: Review) -> Review:
    """The same without anybody's word that it may be released."""
    return replace(
        review, proposed_at=None, proposed_by_id="", proposed_by_name="", proposed_reason=""
    )


def check_second(review: Review, actor: Actor) -> None:
    """Refuse that whoever has proposed to release agrees to it themself.

    Raises:
        Forbidden: ``own_change``.
    """
    if review.proposed_by_id == actor.id:
        raise Forbidden("somebody else must agree to it", code="own_change")


def check_open(review: Review) -> None:
    """Refuse a decision on what was decided.

    Raises:
        Conflict: ``review_closed`` with its ``state``.
    """
    if review.state is not ReviewState.OPEN:
        raise Conflict("this was decided", code="review_closed", state=review.state.value)
