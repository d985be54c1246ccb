"""How much of what is owed is taken, of what there is; and who may decide on a claw-back. Pure."""

from collections.abc import Sequence

from chalicelib.core.actor import Actor
from chalicelib.core.errors import Conflict, Forbidden, Invalid
from chalicelib.core.money import Money
from chalicelib.partners.model.earnings import Commission, CommissionState, Debt

_OPEN = (CommissionState.TO_APPROVE, CommissionState.OWED)


def set_off(debts: Sequence[Debt], there_is: Money) -> list[tuple[Debt, Money]]:
    """What of each debt is taken of ``there_is``, the first ones first; never more than that."""
    found, left = [], there_is
    for debt in debts:
        part = min(debt.amount, left, key=lambda one: one.minor)
        if not part.is_positive:
            break
        found.append((debt, part))
        left = left - part
    return found


def taken(one: Commission) -> Money:
    """What of a claw-back was taken so far, as a positive amount."""
    return sum_of([part.amount for part in one.takings], whole(one).currency)


def whole(one: Commission) -> Money:
    """What a claw-back takes of what was paid in the end, as a positive amount."""
    if one.moves is None:
        raise ValueError("a claw-back has an amount")
    return -one.moves


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
