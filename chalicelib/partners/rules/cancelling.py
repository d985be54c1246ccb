"""What is less than before is first met by what was never paid; only the rest is a claw-back. Pure.

Of several amounts that were never paid the latest goes first, so that an adjustment is undone
before what it adjusted.
"""

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.earnings import Commission, CommissionState
from chalicelib.partners.rules import taking

# How many amounts one adjustment cancels at most: a unit must hold them.
AT_MOST = 40
_NEVER_PAID = frozenset(
    {
        CommissionState.WAITING,
        CommissionState.FAILED,
        CommissionState.RECYCLED,
        CommissionState.HELD,
        CommissionState.REFUSED,
    }
)


@dataclass(frozen=True)
class Cancelled:
    """A commission that was not paid, and what ``left`` of it may still be."""

    before: Commission
    after: Commission
    part: Money
    left: Money


@dataclass(frozen=True)
class Written:
    """A commission as it is stored, with what of earlier ones it cancels."""

    row: Commission
    cancels: tuple[Cancelled, ...] = ()


def takes_less(row: Commission) -> bool:
    """Whether ``row`` is an adjustment by which somebody gets less than before."""
    return row.amount is not None and row.amount.minor < 0


def netted(row: Commission, earlier: Sequence[Commission]) -> Written:
    """An adjustment that takes less, by what became of the ``earlier`` ones of its recipient.

    What was never paid of the same kind and currency is cancelled; only the rest takes back.
    """
    left = taking.whole(row)
    cancels: list[Cancelled] = []
    for one, open_part in _never_paid(row, earlier)[:AT_MOST]:
        part = min(open_part, left, key=_minor)
        if part.is_positive:
            cancels.append(_cancelled(one, part, open_part - part))
            left = left - part
    if not cancels:
        return Written(row)
    state = row.state if left.minor else CommissionState.CANCELLED
    met = taking.sum_of([one.part for one in cancels], left.currency)
    return Written(replace(row, state=state, cancelled=met), tuple(cancels))


def _never_paid(row: Commission, earlier: Sequence[Commission]) -> list[tuple[Commission, Money]]:
    """What of ``earlier`` ones was never paid, the latest first."""
    currency = taking.whole(row).currency
    found = [
        (one, one.moves)
        for one in earlier
        if one.moves is not None
        and one.moves.currency == currency
        and one.kind is row.kind
        and one.state in _NEVER_PAID
    ]
    return sorted(found, key=lambda pair: pair[0].revision, reverse=True)


def _cancelled(one: Commission, part: Money, left: Money) -> Cancelled:
    so_far = [part] if one.cancelled is None else [one.cancelled, part]
    after = replace(
        one,
        state=one.state if left.minor else CommissionState.CANCELLED,
        cancelled=taking.sum_of(so_far, part.currency),
    )
    return Cancelled(one, after, part, left)


def _minor(amount: Money) -> int:
    return amount.minor
