"""What we would do about a break, and why; and which repairs a break can have. Pure."""

from chalicelib.core.money import Money
from chalicelib.reconciliation.model.breaks import (
    Action,
    Against,
    Break,
    BreakClosed,
    Problem,
    Suggestion,
)
from chalicelib.reconciliation.model.repairs import RepairNotPossible
from chalicelib.reconciliation.model.sides import Movement, Side, SideKind

_ON_SERVER: dict[Problem, Suggestion] = {
    Problem.BY_HAND: Suggestion(Action.BOOK, "dealer_changed_it", Against.SUSPENSE),
    Problem.CREDIT_BY_HAND: Suggestion(Action.ACCEPT, "credit_is_no_money"),
    Problem.NOT_BOOKED: Suggestion(Action.CORRECT, "nobody_paid_for_it"),
    Problem.NOT_THERE: Suggestion(Action.CORRECT, "client_paid_for_it"),
    Problem.TWICE: Suggestion(Action.CORRECT, "paid_for_once"),
    Problem.AMOUNT: Suggestion(Action.CORRECT, "paid_for_other_amount"),
}
_AT_PROVIDER: dict[Problem, Suggestion] = {
    Problem.NOT_BOOKED: Suggestion(Action.BOOK, "money_came", Against.SUSPENSE),
    Problem.PAID_TWICE: Suggestion(Action.REFUND, "came_twice"),
    Problem.NOT_THERE: Suggestion(Action.BOOK, "money_did_not_come", Against.SUSPENSE),
    Problem.NOT_PAID: Suggestion(Action.BOOK, "money_did_not_come", Against.SUSPENSE),
    Problem.AMOUNT: Suggestion(Action.BOOK, "other_amount_came", Against.SUSPENSE),
    Problem.REFUND: Suggestion(Action.BOOK, "other_amount_went_back", Against.SUSPENSE),
}
_REFUNDABLE = (Problem.NOT_BOOKED, Problem.PAID_TWICE, Problem.AMOUNT)
_BY_HAND_FIRST = Suggestion(Action.ACCEPT, "mend_there_first")


def suggestion(ours: Movement, problem: Problem, difference: Money | None) -> Suggestion:
    """What we would do about it, by what precisely is wrong."""
    side = Side.parse(ours.side).kind
    table = _ON_SERVER if side is SideKind.SERVER else _AT_PROVIDER
    found = table.get(problem, _BY_HAND_FIRST)
    return found if found.action in _possible(side, problem, difference) else _BY_HAND_FIRST


def possible(broken: Break) -> tuple[Action, ...]:
    """Which repairs ``broken`` can have now."""
    side = Side.parse(broken.side).kind
    found = _possible(side, broken.problem, broken.difference)
    if not broken.login and not broken.theirs:
        found -= {Action.CORRECT}
    return tuple(action for action in Action if action in found)


def _possible(side: SideKind, problem: Problem, difference: Money | None) -> set[Action]:
    if difference is None or not difference.minor or problem in (Problem.LOGIN, Problem.ACTION):
        return {Action.ACCEPT}
    if problem is Problem.CREDIT_BY_HAND:
        return {Action.CORRECT, Action.ACCEPT}
    if side is SideKind.SERVER:
        return {Action.BOOK, Action.CORRECT, Action.ACCEPT}
    if difference.is_positive and problem in _REFUNDABLE:
        return {Action.BOOK, Action.REFUND, Action.ACCEPT}
    return {Action.BOOK, Action.ACCEPT}


def check_possible(broken: Break, action: Action, against: Against | None) -> None:
    """Refuse a repair that this break cannot have.

    Raises:
        BreakClosed. RepairNotPossible: another action, or an entry against nothing or nobody.
    """
    if not broken.is_open:
        raise BreakClosed(break_id=broken.id)
    if action not in possible(broken):
        raise RepairNotPossible(action=action.value, field="action")
    if (against is None) is (action is Action.BOOK):
        raise RepairNotPossible(action=action.value, field="against")
    if against is Against.WALLET and not broken.client_id:
        raise RepairNotPossible(action=action.value, field="against")
