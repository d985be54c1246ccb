"""What we would do about a break, and why; and which repairs a break can have. Pure."""

from chalicelib.core.money import Money
from chalicelib.reconciliation.model.breaks import (
    Break,
    BreakClosed,
    BreakProblem,
    RepairAction,
    RepairAgainst,
    Suggestion,
)
from chalicelib.reconciliation.model.repairs import RepairNotPossible
from chalicelib.reconciliation.model.sides import Movement, Side, SideKind

_ON_SERVER: dict[BreakProblem, Suggestion] = {
    BreakProblem.BY_HAND: Suggestion(
        RepairAction.BOOK, "dealer_changed_it", RepairAgainst.SUSPENSE
    ),
    BreakProblem.CREDIT_BY_HAND: Suggestion(RepairAction.ACCEPT, "credit_is_no_money"),
    BreakProblem.NOT_BOOKED: Suggestion(RepairAction.CORRECT, "nobody_paid_for_it"),
    BreakProblem.NOT_THERE: Suggestion(RepairAction.CORRECT, "client_paid_for_it"),
    BreakProblem.TWICE: Suggestion(RepairAction.CORRECT, "paid_for_once"),
    BreakProblem.AMOUNT: Suggestion(RepairAction.CORRECT, "paid_for_other_amount"),
}
_AT_PROVIDER: dict[BreakProblem, Suggestion] = {
    BreakProblem.NOT_BOOKED: Suggestion(RepairAction.BOOK, "money_came", RepairAgainst.SUSPENSE),
    BreakProblem.PAID_TWICE: Suggestion(RepairAction.REFUND, "came_twice"),
    BreakProblem.NOT_THERE: Suggestion(
        RepairAction.BOOK, "money_did_not_come", RepairAgainst.SUSPENSE
    ),
    BreakProblem.NOT_PAID: Suggestion(
        RepairAction.BOOK, "money_did_not_come", RepairAgainst.SUSPENSE
    ),
    BreakProblem.AMOUNT: Suggestion(RepairAction.BOOK, "other_amount_came", RepairAgainst.SUSPENSE),
    BreakProblem.REFUND: Suggestion(
        RepairAction.BOOK, "other_amount_went_back", RepairAgainst.SUSPENSE
    ),
}
_REFUNDABLE = (BreakProblem.NOT_BOOKED, BreakProblem.PAID_TWICE, BreakProblem.AMOUNT)
_BY_HAND_FIRST = Suggestion(RepairAction.ACCEPT, "mend_there_first")


def suggestion(
    ours: Movement, problem: BreakProblem, difference: Money | None, *, can_refund: bool
) -> Suggestion:
    """What we would do about it, by what precisely is wrong; money that none can send back stays.

    ``can_refund`` says whether the provider sends payments back.
    """
    side = Side.parse(ours.side).kind
    table = _ON_SERVER if side is SideKind.SERVER else _AT_PROVIDER
    found = table.get(problem, _BY_HAND_FIRST)
    if found.action is RepairAction.REFUND and not can_refund:
        found = Suggestion(RepairAction.BOOK, found.because, RepairAgainst.SUSPENSE)
    return found if found.action in _possible(side, problem, difference) else _BY_HAND_FIRST


def possible(broken: Break, *, can_refund: bool) -> tuple[RepairAction, ...]:
    """Which repairs ``broken`` can have now."""
    side = Side.parse(broken.side).kind
    found = _possible(side, broken.problem, broken.difference)
    if not can_refund:
        found -= {RepairAction.REFUND}
    return tuple(action for action in RepairAction if action in found)


def _possible(side: SideKind, problem: BreakProblem, difference: Money | None) -> set[RepairAction]:
    if (
        difference is None
        or not difference.minor
        or problem in (BreakProblem.LOGIN, BreakProblem.ACTION)
    ):
        return {RepairAction.ACCEPT}
    if problem is BreakProblem.CREDIT_BY_HAND:
        return {RepairAction.CORRECT, RepairAction.ACCEPT}
    if side is SideKind.SERVER:
        return {RepairAction.BOOK, RepairAction.CORRECT, RepairAction.ACCEPT}
    if difference.is_positive and problem in _REFUNDABLE:
        return {RepairAction.BOOK, RepairAction.REFUND, RepairAction.ACCEPT}
    return {RepairAction.BOOK, RepairAction.ACCEPT}


def check_possible(
    broken: Break, action: RepairAction, against: RepairAgainst | None, *, can_refund: bool
) -> None:
    """Refuse a repair that this break cannot have.

    Raises:
        BreakClosed. RepairNotPossible: another action, or an entry against nothing or nobody.
    """
    if not broken.is_open:
        raise BreakClosed(break_id=broken.id)
    if action not in possible(broken, can_refund=can_refund):
        raise RepairNotPossible(action=action.value, field="action")
    if (against is None) is (action is RepairAction.BOOK):
        raise RepairNotPossible(action=action.value, field="against")
    if against is RepairAgainst.WALLET and not broken.client_id:
        raise RepairNotPossible(action=action.value, field="against")
