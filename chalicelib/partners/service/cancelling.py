"""Storing commissions; one that takes less cancels what was never paid before it takes back.

What waits, is held, failed, was put away or refused was never credited. It is cancelled in the unit
that stores the adjustment, on the rows as they were read: when it is paid at that moment, one of
the two units decides again, by what the other has done.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from chalicelib.partners.model.earnings import Commission, CommissionState, EarnedDeal
from chalicelib.partners.rules import cancelling as rules
from chalicelib.partners.rules.cancelling import Cancelled, Written
from chalicelib.partners.store import earnings, reviews
from chalicelib.storage.unit import Stale, Unit


def fitting(deal: EarnedDeal, rows: Sequence[Commission], room: int) -> list[Written]:
    """The first of a deal's ``rows``, as many as ``room`` actions hold, as they are stored."""
    found: list[Written] = []
    for row in rows:
        one = _written(deal, row)
        room -= _actions(one)
        if room < 0:
            break
        found.append(one)
    return found


def _written(deal: EarnedDeal, row: Commission) -> Written:
    if not rules.takes_less(row):
        return Written(row)
    return rules.netted(row, earnings.of_deal(deal, row.recipient_id))


def _actions(one: Written) -> int:
    """Itself with what waits of it; two rows of each that it cancels, and a review."""
    return 2 + 2 * len(one.cancels)


def store_all(unit: Unit, written: Sequence[Written]) -> None:
    """Store commissions, and what is left of those that they cancel."""
    held: dict[str, list[Cancelled]] = defaultdict(list)
    for one in written:
        earnings.add(unit, one.row)
        for cancelled in one.cancels:
            before = cancelled.before
            earnings.change(unit, before, cancelled.after)
            if before.state is CommissionState.WAITING:
                _shorten_due(unit, cancelled)
            elif before.state is CommissionState.HELD:
                _shorten_held(unit, cancelled)
                held[before.recipient_id].append(cancelled)
    for found in held.values():
        _note(unit, found)


def _shorten_due(unit: Unit, cancelled: Cancelled) -> None:
    due = earnings.due_of(cancelled.before)
    if due is None:
        raise Stale("it was paid meanwhile")
    earnings.change_due(unit, due, cancelled.left)


def _shorten_held(unit: Unit, cancelled: Cancelled) -> None:
    held = reviews.held_of(cancelled.before)
    if held is None:
        raise Stale("it was let go meanwhile")
    reviews.change_held(unit, held, cancelled.left)


def _note(unit: Unit, found: list[Cancelled]) -> None:
    """Say in the review of one broker and trader that less is held."""
    one = found[0].before
    review = reviews.review(one.recipient_id, one.client_id)
    if review is None:
        raise Stale("it was let go meanwhile")
    less = Counter[str]()
    for cancelled in found:
        less[cancelled.part.currency] += cancelled.part.minor
    sums = {currency: minor - less[currency] for currency, minor in review.held.items()}
    after = replace(
        review,
        held={currency: minor for currency, minor in sums.items() if minor},
        commissions=review.commissions - sum(not one.left.minor for one in found),
    )
    reviews.put_review(unit, review, after)
