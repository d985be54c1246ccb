"""Which operations on a trading account are allowed. Pure."""

from chalicelib.core.errors import Invalid
from chalicelib.core.money import Money
from chalicelib.funds.model.operations import (
    OperationKind,
    OperationNotAllowed,
    OperationTooLarge,
)


def check_amount(amount: Money) -> None:
    """Return if there is something to move.

    Raises:
        Invalid: ``amount_not_positive``.
    """
    if not amount.is_positive:
        raise Invalid(
            "the amount must be more than zero", code="amount_not_positive", field="amount"
        )


def check_account(
    kind: OperationKind,
    *,
    is_live: bool,
    is_active: bool,
    may_deposit: bool,
    may_withdraw: bool,
    currency: str,
    amount: Money,
) -> None:
    """Return if ``amount`` can be moved on an account; its flags are asked about the balance alone.

    Raises:
        OperationNotAllowed: ``problem`` is ``demo``, ``disabled``, ``deposit_off``,
            ``withdrawal_off`` or ``currency``.
    """
    problems = {
        "demo": not is_live,
        "disabled": not is_active,
        "deposit_off": kind is OperationKind.DEPOSIT and not may_deposit,
        "withdrawal_off": kind is OperationKind.WITHDRAWAL and not may_withdraw,
        "currency": currency != amount.currency,
    }
    for problem, applies in problems.items():
        if applies:
            raise OperationNotAllowed(
                f"this account cannot take part: {problem}", field="account_id", problem=problem
            )


def can_be_taken(kind: OperationKind, free_margin: Money, credit: Money) -> Money | None:
    """The most that ``kind`` can take from an account that has this; None where it takes nothing.

    The balance gives its free margin less the credit, which is not the client's; credit gives
    itself, as far as positions do not need it.
    """
    if kind.adds:
        return None
    nothing = Money.zero(credit.currency)
    if kind is OperationKind.WITHDRAWAL:
        return max(free_margin - credit, nothing)
    return max(min(credit, free_margin), nothing)


def check_money(kind: OperationKind, amount: Money, free_margin: Money, credit: Money) -> None:
    """Return if ``amount`` can leave the account.

    Raises:
        OperationTooLarge.
    """
    most = can_be_taken(kind, free_margin, credit)
    if most is not None and amount > most:
        raise OperationTooLarge(
            "there is less to take",
            field="amount",
            free=str(most),
            asked=str(amount),
            currency=amount.currency,
        )
