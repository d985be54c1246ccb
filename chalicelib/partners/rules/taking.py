"""How much of what is owed is taken, of what there is; and who may decide on a claw-back. Pure."""

from collections.abc import Sequence

from chalicelib.core.actor import Actor
from chalicelib.core.errors import Conflict, Forbidden, Invalid
from chalicelib.core.money import Money
from chalicelib.partners.model.earnings import Commission, CommissionState, Debt

_OPEN = (CommissionState.TO_APPROVE, CommissionState.OWED)
_OVER = (CommissionState.TAKEN, CommissionState.WAIVED)
_MAY_BE_PAID_YET = (
    CommissionState.WAITING,
    CommissionState.HELD,
    CommissionState.FAILED,
    CommissionState.RECYCLED,
)


def set_off(debts: Sequence[Debt], there_is: Money) -> list[tuple[Debt, Money]]:
    """What of each debt is taken of ``there_is``, the first ones first; never more than that."""
    found, left = [], there_is
    for debt in debts:
        part = min(debt.amount, left, key=_minor)
        if not part.is_positive:
            break
        found.append((debt, part))
        left = left - part
    return found


def taken(one: Commission) -> Money:
    """What of a claw-back was taken so far, as a positive amount."""
    return sum_of([part.amount for part in one.takings], whole(one).currency)


def whole(one: Commission) -> Money:
    """What a claw-back takes in the end, as a positive amount."""
    if one.amount is None:
        raise ValueError("a claw-back has an amount")
    return -one.amount


def to_take(one: Commission, of_deal: Sequence[Commission]) -> Money:
    """What a claw-back takes of what the deal paid: an amount that was refused is not given back.

    ``of_deal`` is all that its recipient got of the deal. A refused amount lowers one claw-back.

    Raises:
        Conflict: ``claw_back_of_unpaid`` with the ``state`` of an amount that may be paid yet;
            ``claw_back_of_nothing`` where all of it was refused.
    """
    asked = whole(one)
    nothing = Money.zero(asked.currency)
    earlier = [
        (other, other.amount)
        for other in of_deal
        if other.revision < one.revision
        and other.kind is one.kind
        and other.amount is not None
        and other.amount.currency == asked.currency
    ]
    refused = nothing
    for other, amount in earlier:
        if other.state in _MAY_BE_PAID_YET:
            raise Conflict(
                "it may be paid yet", code="claw_back_of_unpaid", state=other.state.value
            )
        if other.state is CommissionState.REFUSED:
            refused = refused + amount
        elif other.state in _OVER:
            refused = refused - (whole(other) - taken(other))
    left = asked - max(refused, nothing, key=_minor)
    if not left.is_positive:
        raise Conflict("nothing of it was paid", code="claw_back_of_nothing")
    return left


def _minor(amount: Money) -> int:
    return amount.minor


def sum_of(amounts: Sequence[Money], currency: str) -> Money:
    """The sum of amounts of one currency."""
    total = Money.zero(currency)
    for one in amounts:
        total = total + one
    return total


def check_approvable(one: Commission, actor: Actor) -> None:
    """Refuse what does not wait, and whoever has caused it themself.

    Raises:
        Conflict: ``claw_back_decided`` with the ``state``. Forbidden: ``own_change``.
    """
    if one.state is not CommissionState.TO_APPROVE:
        raise _decided(one)
    if one.by_id == actor.id:
        raise Forbidden("somebody else must agree to it", code="own_change")


def check_waivable(one: Commission, comment: str) -> None:
    """Refuse to waive what is over, or without saying why.

    Raises:
        Conflict: ``claw_back_decided`` with the ``state``. Invalid: ``missing``.
    """
    if one.state not in _OPEN:
        raise _decided(one)
    if not comment.strip():
        raise Invalid("say why", code="missing", field="comment")


def _decided(one: Commission) -> Conflict:
    return Conflict("it was decided", code="claw_back_decided", state=one.state)
